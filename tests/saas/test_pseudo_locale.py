"""No text of the house escapes its translators: in a language of other letters, only what people wrote has plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import render_template
from flask_babel import force_locale
from sqlalchemy import create_engine, select, text

from saas import plan
from saas.launch.testbed import Services
from saas.reports import papers
from saas.reports.kinds import KINDS
from tenants import agreements, isolation, notices, organisations
from tenants.isolation import clock
from tenants.notices import letters
from tenants.notices.models import Mail
from tenants.people import Person
from tenants.web import errors
from tests import markup, pseudo, turn
from tests.conftest import a_house
from tests.fence.conftest import ground
from tests.fence.walk import crawl, doors, markers, pages
from tests.fence.walk.crawl import Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import own
from tests.fence.walk.world import MINE
from tests.house_fixture import House
from tests.journeys.conftest import served

__all__ = ["ground"]

WALKERS = {
    "bo": (3, 8), "amara": (2, 4), "dara": (2, 4), "tova": (3, 8), "renewed": (2, 3), "chen": (2, 2), "anonymous": (1, 1),
}  # fmt: skip
"""Who reads, and how many things of each kind, in a build in turn and in `bin/test long`: more for those who may act."""
BY_HAND = {"Agrees with the board.", "On leave for a year."}
BY_HAND |= {"Energy", "From checked", "From uploaded", "Hold checked", "Hold uploaded", "No Address"}
"""What people of the walk wrote into columns that no marker fits, and into files."""
SIGNED_IN_BY = {"person.email", "person.email_key", "credential.password_hash"}
"""What the people of the walk are known by keeps its letters."""
ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-label", "data-more", "value")
NOT_WORDS = re.compile(
    r"""(?xi) zqxv[0-9a-z]* | \S+@\S+ | https?://\S+ | \b[0-9a-f]{8,64}(?:-[0-9a-f]+)*\b | /o/alder\S* | \bsameboat\b
    | \bPDF(?:/UA)?\b | \bCSV\b | \bUTC\b | \bsha256\b | \bkB\b | \b[A-Z][A-Za-z_]+(?:/[A-Za-z_\ -]+)+\b | English"""
)
"""What has plain letters in every language: data, addresses, codes, names of zones and languages, and names of things."""
CUT = """() => [...document.querySelectorAll("main .btn, main h1, main h2, main label, main th, main .tag, nav a")]
.filter(e => e.checkVisibility() && !e.closest(".vh, .scroll") && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
&& getComputedStyle(e).overflowX !== "visible").map(e => e.textContent.trim().slice(0, 60))"""
"""Words that do not fit where they stand, and of which a part is not seen."""
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def abroad(bed: Services, ground: Ground) -> Iterator[House]:
    """An organisation whose people all read the language that nobody speaks, and wrote nothing but markers."""
    with a_house(bed, ground.database) as house, pytest.MonkeyPatch.context() as patch:
        patch.setattr(markers, "KEPT_KEYS", markers.KEPT_KEYS | {"measure", "currency", "challenge"})
        patch.setattr(markers, "NOT_FILLED", {**markers.NOT_FILLED, **dict.fromkeys(SIGNED_IN_BY, "to sign in")})
        markers.fill(house, MINE)
        engine = create_engine(bed.url("postgres", house.database))
        with engine.begin() as connection:
            for table in ("organisation", "person", "company", "job"):
                column = "locale" if table == "job" else "language"
                connection.execute(text(f"UPDATE {table} SET {column} = 'zh'"))
        engine.dispose()
        with pseudo.everything_in_it():
            yield house


def plain(html: str) -> list[str]:
    """The words with plain letters that a reader of this page sees or hears."""
    found: list[str] = []
    for element in markup.tree(html).iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            said = [element.tail]
        elif element.xpath("ancestor-or-self::*[@translate='no']"):
            said = [] if element.get("translate") is None else [element.tail]
        else:
            kind = element.get("type")
            typed = element.tag != "input" or kind not in ("submit", "button")
            said = [element.text, element.tail, *(element.get(a) for a in ATTRIBUTES if not (a == "value" and typed))]
        found += [s.strip() for s in said if s and s not in BY_HAND and WORD.search(NOT_WORDS.sub(" ", s))]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("role", WALKERS)
@pytest.mark.parametrize("things", ["some", pytest.param("all", marks=pytest.mark.long)])
def test_every_page_and_every_refusal_speaks_the_readers_language(
    abroad: House, ground: Ground, role: str, things: str
) -> None:
    wrong: dict[str, set[str]] = {}
    seen, (few, most) = 0, WALKERS[role]
    with crawl.watching(abroad), clock.at(clock.now()):
        walker = Walker(abroad, role)
        for rule in crawl.rules(abroad):
            if rule.endpoint.startswith(("styleguide.", "static")) or "<path:" in rule.rule:
                continue
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                every = list(own(rule, ground))[:most]
                for values in turn.some(every, few) if things == "some" else every:
                    path = crawl.path_of(abroad, rule, values) + doors.QUERIES.get(rule.rule, "")
                    answer = walker.ask(method, path)
                    assert answer.status < 500 or rule.rule == "/readyz", f"{method} {path}"
                    if answer.status not in (301, 302, 303, 308) and "<!doctype html>" in answer.body[:40].lower():
                        seen += 1
                        for words in plain(answer.body):
                            wrong.setdefault(words, set()).add(f"{method} {rule.rule} {answer.status}")
    told = [f"{words!r}: {sorted(where)[:3]}" for words, where in sorted(wrong.items())]
    assert wrong == {}, f"{len(wrong)} texts, day {turn.DAY}\n" + "\n".join(told)
    assert seen > (10 if role == "anonymous" else 150), seen


def test_every_mail_speaks_the_readers_language(abroad: House) -> None:
    tenant, said = abroad.tenant(MINE), {}
    with abroad.app.app_context(), isolation.transaction(tenant) as session:
        person = session.scalars(select(Person).where(Person.email_key == f"bo@{MINE}.example")).one()
        for kind in notices.kinds():
            mail = Mail(kind=kind, params={}, person_id=person.id)
            letter = letters.write(
                mail, person, organisations.organisation(), base_url="http://localhost", path="/", render=render_template
            )
            heard = [letter.subject, *letter.text.splitlines(), *plain(letter.html)]
            said[kind] = [line for line in heard if WORD.search(NOT_WORDS.sub(" ", line))]
    assert {kind: lines for kind, lines in said.items() if lines} == {}
    assert len(said) > 15


def test_a_paper_speaks_the_readers_language(abroad: House, ground: Ground) -> None:
    tenant, seen = abroad.tenant(MINE), 0
    with isolation.transaction(tenant) as session:
        bo = session.scalars(select(Person.id).where(Person.email_key == f"bo@{MINE}.example")).one()
    for id_ in ground.mine.of("plan"):
        with abroad.app.app_context(), isolation.transaction(tenant, bo), force_locale("zh"):
            sheet = plan.sheet(UUID(id_))
            assert sheet is not None
            newest = sheet.talk.last_version
            if newest is None:
                continue
            version = agreements.version(sheet.agreement.id, newest.no)
            assert version is not None
            kind = KINDS["plan"]
            paper = kind.paper(sheet, version)
            assert not WORD.search(NOT_WORDS.sub(" ", kind.file_name(paper).removesuffix(".pdf")))
            html = papers.html(kind.template, paper, clock.now())
            assert plain(html) == []
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("status", [403, 404, 405, 409, 410, 413, 422, 429, 500, 503])
def test_every_fault_speaks_the_readers_language(abroad: House, status: int) -> None:
    with abroad.app.test_request_context("/"), force_locale("zh"):
        html, told = errors.page(status)
    assert (plain(html), told) == ([], status)


@pytest.mark.browser
@pytest.mark.slow
def test_longer_words_break_no_page_on_a_phone(abroad: House, ground: Ground, chromium: Any) -> None:
    wrong: list[str] = []
    found, _shut = pages.leaves(abroad, ground, ("bo", "tova"))
    first = list({leaf.rule: leaf for leaf in reversed(found)}.values())
    with served(abroad, chromium) as live:
        for role in ("bo", "tova"):
            with live.person(role, slug=MINE, width=390) as page:
                for leaf in (each for each in first if each.role == role):
                    page.goto(leaf.path)
                    width = page.evaluate("document.documentElement.scrollWidth")
                    wrong += [f"{leaf.path}: {width} px wide"] if width > 390 else []
                    cut = page.evaluate(CUT)
                    wrong += [f"{leaf.path}: cut off: {each}" for each in cut]
    assert wrong == [], "\n".join(wrong)
    assert len(first) > 40
