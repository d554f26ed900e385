"""Each address shows one face to a browser and may show a part of it to htmx; going back always gets the whole page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest

from tenants.isolation import clock
from tests import markup
from tests.conftest import ROOT
from tests.fence.walk import crawl, doors, pages
from tests.fence.walk.crawl import NUMBER, TOKENS, Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.world import MINE
from tests.house_fixture import House

PARTS = frozenset({
    "/alignment/companies/<uuid:company_id>", "/alignment/goals/<uuid:goal_id>", "/alignment/units/<uuid:unit_id>",
    "/enterprise/goals/find", "/find", "/notices/", "/people/<uuid:person_id>/reports", "/settings/people/find",
    "/settings/units/find",
})  # fmt: skip
"""Addresses that answer htmx with a part of their page."""

SEEDS = re.compile(r'(name="seed"[^>]*value=")[0-9a-f-]{36}')
"""What tells a second click from a second question is drawn anew for each page."""

NO_PAGE = {
    "/calendar/<token>.ics": "a calendar",
    "/meetings/<uuid:meeting_id>/invitation.ics": "a 1:1 for a calendar",
    "/meetings/notes.json": "one's own notes as a file",
    "/brand.css": "the organisation's colours",
    "/healthz": "for a load balancer",
    "/library/export": "the library as files",
    "/performance-file/evidence/<uuid:evidence_id>": "a file that an entry rests on",
    "/performance-file/export.json": "one's own files as data",
    "/performance-file/notes.json": "one's own notes as data",
    "/settings/people/imports/<uuid:import_id>/errors.csv": "what of a file can't be taken over",
    "/settings/people/imports/sample.csv": "a file to fill in",
    "/reports/<uuid:report_id>.json": "how far a paper is",
    "/reports/<uuid:report_id>/file": "the paper",
}
"""Addresses that are no page, and what they are."""

LEADS_ON = {
    "/account/password": "303 to the account",
    "/library/keys/<item_key>": "303 to the item in the reader's language",
    "/notices/<uuid:notice_id>": "303 to what the notice is about",
    "/plan/plans/<uuid:plan_id>/draft/merge": "shown in answer to a draft that is behind; by itself it leads to the draft",
    "/policies/sections/<uuid:section_id>": "303 to the section on its version's page",
    "/readyz": "503 where no worker runs",
    "/styleguide": "308 to the same with its slash",
    "/static/<file>": "its files bear the print of what is in them",
}
"""Addresses that show nothing here when they are asked for by themselves."""

SAYS = {"/enterprise/goals/find": "?q=f", "/settings/people/find": "?q=a", "/settings/units/find": "?q=a"}
"""What an address must be asked to have something in its part."""

KEPT = {"/brand.css"}
"""What a browser may keep: it says nothing of anybody."""

PART = {"HX-Request": "true"}
BACK = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
ROLES = ("tova", "dara", "amara", "bo", "renewed", "nia", "chen", "changing", "proposed", "shore1", "anonymous")


@dataclass(frozen=True)
class Face:
    """The answers of one address: to a browser, to htmx, and to htmx that goes back."""

    rule: str
    plain: Any
    part: Any
    back: Any


def words(answer: Any) -> str:
    """The page without what differs each time."""
    said = SEEDS.sub(r"\1<s>", TOKENS.sub(r"\1<t>", answer.get_data(as_text=True)))
    return NUMBER.sub("<n>", said)


def whole(answer: Any) -> bool:
    return bool(answer.get_data(as_text=True).lstrip().lower().startswith("<!doctype html>"))


def ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


def lines(html: str) -> set[str]:
    """What is read between the tags."""
    return {said for each in re.split(r"<[^>]*>", html) if (said := " ".join(each.split()))}


def fetched(house: House, walker: Walker, path: str, headers: dict[str, str]) -> Any:
    return house.app.test_client(use_cookies=False).get(path, headers={"Cookie": walker.cookies, **headers})


@pytest.fixture(scope="module")
def faces(walked: House, ground: Ground) -> dict[str, Face]:
    """Every address, as the first who may read it sees it."""
    found: dict[str, Face] = {}
    every = {r.rule for r in crawl.rules(walked) if "GET" in (r.methods or ())} - set(LEADS_ON)
    with crawl.watching(walked), clock.at(clock.now()):
        for walker, rule, path, _seen in pages.opened(walked, ground, ROLES, lambda _rule: True):
            if rule.rule not in found:
                path = path.partition("?")[0] + (SAYS.get(rule.rule) or doors.QUERIES.get(rule.rule, ""))
                plain, part, back = (fetched(walked, walker, path, headers) for headers in ({}, PART, BACK))
                found[rule.rule] = Face(rule.rule, plain, part, back)
            if every <= set(found):
                break
    return found


@pytest.mark.slow
def test_every_address_that_can_be_read_has_a_face_and_somebody_said_which(walked: House, faces: dict[str, Face]) -> None:
    every = {r.rule for r in crawl.rules(walked) if "GET" in (r.methods or ())}
    assert every - set(faces) == set(LEADS_ON), (
        "nobody sees these: let tests/fence/walk/world.py open them, or say what they do"
    )
    assert {rule for rule, face in faces.items() if face.plain.mimetype != "text/html"} == set(NO_PAGE)
    assert {rule for rule, face in faces.items() if rule not in NO_PAGE and not whole(face.part)} == PARTS


@pytest.mark.slow
def test_a_browser_and_htmx_that_goes_back_get_the_same_whole_page(faces: dict[str, Face]) -> None:
    for rule, face in faces.items():
        if rule not in NO_PAGE:
            assert whole(face.plain), rule
            assert "<main" in words(face.plain), rule
            assert words(face.back) == words(face.plain), rule


@pytest.mark.slow
def test_where_there_is_no_part_htmx_gets_the_whole_page(faces: dict[str, Face]) -> None:
    for rule, face in faces.items():
        if rule not in PARTS | set(NO_PAGE):
            assert words(face.part) == words(face.plain), f"{rule} answers htmx otherwise: it belongs to PARTS"


@pytest.mark.parametrize("rule", sorted(PARTS))
@pytest.mark.slow
def test_a_part_is_a_part_of_its_page_and_is_told_apart_from_it_in_every_store(faces: dict[str, Face], rule: str) -> None:
    face = faces[rule]
    said = words(face.part)
    assert face.part.status_code == 200
    assert not re.search(r"<(?:!doctype|html|head|body|main|h1)\b", said, re.IGNORECASE), "a part has no page around it"
    assert markup.mistakes(said) == []
    assert ids(said) <= ids(words(face.plain))
    assert lines(said)
    assert lines(said) <= lines(words(face.plain)), "the part says what stands on the page"
    for answer in (face.plain, face.part, face.back):
        assert {name.strip() for name in answer.headers["Vary"].split(",")} >= {"HX-Request", "HX-History-Restore-Request"}


@pytest.mark.slow
def test_no_page_of_an_organisation_is_kept_by_a_browser_or_a_proxy(walked: House, faces: dict[str, Face]) -> None:
    root = {r.rule for r in crawl.rules(walked) if crawl.is_root(walked, r)}
    for rule in set(faces) - root - KEPT:
        face = faces[rule]
        for answer in (face.plain, face.part, face.back):
            assert answer.headers["Cache-Control"] == "private, no-store", rule


@pytest.mark.slow
def test_htmx_asks_only_for_parts_that_there_are(walked: House, faces: dict[str, Face]) -> None:
    """An element that fetches more of itself asks an address with a part, or takes its own piece out of the whole page."""
    adapter, asked = walked.app.url_map.bind("localhost"), 0
    for face in (f for rule, f in faces.items() if rule not in NO_PAGE):
        for element in re.findall(r"<[a-z]+\b[^>]*\bhx-get=[^>]*>", words(face.plain)):
            target = re.search(r'hx-get="([^"?]+)', element)
            assert target is not None, element
            rule, _ = adapter.match(target.group(1).removeprefix(f"/o/{MINE}"), method="GET", return_rule=True)
            asked += 1
            assert rule.rule in PARTS or "hx-select=" in element, (face.rule, element)
    assert asked > 2


BEFORE_ANYBODY = {"/sign-in", "/password-reset", "/password-reset/<token>", "/invitations/<token>"}
"""Pages before one is signed in: nothing stands on them but the name of the organisation and what is typed there."""


@pytest.mark.slow
def test_every_page_says_who_can_see_what_is_on_it(walked: House, faces: dict[str, Face]) -> None:
    root = {r.rule for r in crawl.rules(walked) if crawl.is_root(walked, r)}
    pages = {rule: words(face.plain) for rule, face in faces.items() if rule not in root | set(NO_PAGE)}
    with crawl.watching(walked):
        pages["/"] = words(fetched(walked, Walker(walked, "bo"), f"/o/{MINE}/", {}))  # the root's page has the same address
    silent = {rule for rule, page in pages.items() if not re.search(r'<p class="(?:lock|readers)"', page)}
    assert silent == BEFORE_ANYBODY


def test_every_template_of_a_page_for_somebody_signed_in_says_it_too() -> None:
    """Pages that come only in answer to something stand at no address: what came too late, what has to be chosen."""
    folder = ROOT / "templates"
    pages = [page for page in folder.glob("*/*.html") if 'extends "layouts/page.html"' in page.read_text("utf-8")]
    pages = [page for page in pages if page.parent.name not in ("styleguide", "errors")]
    assert len(pages) > 40
    assert [str(p.relative_to(folder)) for p in pages if not re.search(r"\block\(|\breaders\b", p.read_text("utf-8"))] == []
