"""What anybody types into questions, answers, saved replies and proposals is words: no script, no request, no dialog.

Each attack goes in through the forms of the pages, into every field that there is, and is then looked at wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from coaching_library import threads
from coaching_library.threads.models import SavedReply
from tenants import isolation
from tests.coaching_library.threads import made
from tests.conftest import a_house
from tests.house_fixture import Browser, House
from tests.journeys.conftest import Live, served
from tests.tenants.web.test_markdown import HARMLESS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REFUSALS = "document.addEventListener('securitypolicyviolation', event => console.error('REFUSED ' + event.violatedDirective))"
LINKS = """() => [...document.querySelectorAll('a, form, button, area')].flatMap(each =>
    ['href', 'action', 'formaction', 'xlink:href'].map(name => each.getAttribute(name)).filter(Boolean))"""
HANDLERS = """() => [...document.querySelectorAll('*')].filter(each => each.getAttributeNames().some(name =>
    name.startsWith('on') || name === 'style' || name === 'srcdoc')).map(each => each.outerHTML.slice(0, 200))"""
STRANGE = "iframe, object, embed, base, video, audio, math, template, marquee, main img"
FOREIGN = f"() => [...document.querySelectorAll('{STRANGE}')].map(each => each.outerHTML.slice(0, 200))"


def typed(text: str) -> str:
    """A title of it: what fits on one line, after a word that makes it one of its own."""
    return f"Zeppelin {text}"[:160]


def type_all(house: House) -> list[UUID]:
    """One question for each attack, with it in every field, each sent as its page sends it; the questions."""
    bo, chen, found = house.browser("bo"), house.browser("chen"), []
    for text in HARMLESS:
        about = {"task": "plan.read", "label": text, "path": "/plan/"}
        question_id = _asked(bo, {**about, "title": typed(text), "words": text, "audience": "partner", "looked": "1"})
        found.append(question_id)
        sent = [
            chen.post(f"/threads/{question_id}/queries", {"words": text}),
            bo.post(f"/threads/{question_id}/replies", {"words": text}),
            chen.post(f"/threads/{question_id}/answers", {"words": text}),
            bo.post(f"/threads/{question_id}/drafts", {"words": text, "draft_version": "0"}),
            chen.post("/threads/replies", {"title": typed(text), "words": text, "shared": "y"}),
        ]
        with house.acting("chen") as by:
            sheet = made.sheet(question_id)
            answer = threads.thread(sheet, by).answers[0]
        wide = {"title": typed(text), "words": text, "answer": text, "audience": "everyone"}
        wide |= {"answer_id": str(answer.id), "version": str(sheet.version)}
        sent.append(chen.post(f"/threads/{question_id}/widenings", wide))
        assert [each.status_code for each in sent] == [303] * 6, text
    return found


def _asked(browser: Browser, fields: dict[str, str]) -> UUID:
    sent = browser.post("/threads/", {**fields, "seed": str(uuid4())})
    assert sent.status_code == 303, fields
    return UUID(sent.headers["Location"].rpartition("/")[2])


@contextmanager
def watched(live: Live, name: str) -> Iterator[tuple[Any, list[str]]]:
    """A page of somebody's, and all that should not have happened on it."""
    wrong: list[str] = []
    with live.person(name) as page:
        page.add_init_script(REFUSALS)
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("popup", lambda _popup: wrong.append("a window opened"))
        page.on("request", lambda sent: wrong.append(f"request: {sent.url}") if strays(live, sent.url) else None)
        yield page, wrong
        page.wait_for_load_state("networkidle")


def strays(live: Live, url: str) -> bool:
    """Whether a request leaves the application."""
    return not url.startswith(f"{live.address}/") or "a.example" in url


def look(page: Any, path: str) -> list[str]:
    """What is wrong with a page once it stands, in its markup."""
    page.goto(f"/o/northlight{path}")
    if page.query_selector("#beside[hx-get]"):
        page.wait_for_selector("#beside:not([hx-get])", state="attached")
    links = [link for link in page.evaluate(LINKS) if not link.startswith(("/", "#", "https://", "http://", "mailto:", "?"))]
    links += [link for link in page.evaluate(LINKS) if link.startswith(("//", "/\\"))]
    return [f"{path}: {each}" for each in (*links, *page.evaluate(HANDLERS), *page.evaluate(FOREIGN))]


@pytest.fixture(scope="module")
def attacked(bed: Any, template: str, chromium: Any) -> Iterator[tuple[Live, list[UUID]]]:
    """A house in which all of it was typed, served."""
    with a_house(bed, template) as house:
        questions = type_all(house)
        house.run_jobs()
        with served(house, chromium) as live:
            yield live, questions


def test_there_are_more_than_sixty_attacks() -> None:
    assert len(set(HARMLESS)) > 60


@pytest.mark.parametrize("name", ["bo", "chen"])
def test_each_question_with_all_that_was_said_in_it(attacked: tuple[Live, list[UUID]], name: str) -> None:
    live, questions = attacked
    found = []
    with watched(live, name) as (page, wrong):
        for question_id in questions:
            found += look(page, f"/threads/{question_id}")
            page.mouse.move(400, 400)
    assert (found, wrong) == ([], [])


def test_lists_forms_and_saved_replies(attacked: tuple[Live, list[UUID]]) -> None:
    live, questions = attacked
    with live.house.acting("chen"):
        replies = list(isolation.session().scalars(select(SavedReply.id)))
        assert len(replies) == len(questions) == len(HARMLESS)
    paths = {
        "chen": [
            "/threads/desk?which=live", "/threads/desk?which=answered", "/threads/all", "/threads/replies", "/", "/notices/",
            "/find?q=zeppelin", *(f"/threads/replies/{each}" for each in replies[::5]),
            *(f"/threads/{each}/{end}" for each in questions[::9] for end in ("same", "beside")),
        ],
        "bo": [
            "/threads/", "/threads/all", "/find?q=zeppelin", "/",
            "/threads/new?label=<script>alert(1)</script>&path=javascript:alert(1)",
        ],
    }  # fmt: skip
    for name, mine in paths.items():
        found = []
        with watched(live, name) as (page, wrong):
            for path in mine:
                found += look(page, path)
        assert (found, wrong) == ([], []), name


def test_what_is_suggested_named_and_shown_before_it_is_asked(attacked: tuple[Live, list[UUID]]) -> None:
    live, _questions = attacked
    with watched(live, "bo") as (page, wrong):
        page.goto("/o/northlight/threads/new", wait_until="networkidle")
        for text in HARMLESS[::7]:
            with page.expect_response(lambda answer: answer.url.endswith("/suggestions")):
                page.fill("#title", typed(text))
            page.wait_for_selector("#suggestions .suggested")
        page.fill("#words", "\n\n".join(HARMLESS))
        with page.expect_response(lambda answer: "/preview" in answer.url):
            page.locator(".md-tools button[type=submit]").click()
        page.wait_for_selector("#words-preview .prose")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(HANDLERS) == []
        assert page.evaluate(FOREIGN) == []
        with page.expect_response(lambda answer: answer.url.endswith("/drafts") and answer.request.method == "POST"):
            page.locator("#words").press_sequentially(".")
        page.locator("form[data-act='threads.ask'] .save-bar button.primary").click()
        page.wait_for_selector("main[data-object=question]")
        assert page.evaluate(HANDLERS) == []
        page.wait_for_load_state("networkidle")
    assert wrong == []


def test_copies_that_were_agreed_to(attacked: tuple[Live, list[UUID]]) -> None:
    live, questions = attacked
    bo = live.house.browser("bo")
    for question_id in questions[::3]:
        assert bo.act(bo.get(f"/threads/{question_id}"), "threads.agree").status_code == 303
    with live.house.acting("nia") as nia:
        query = threads.queries.browse(nia, threads.queries.Narrowed())
        copies = [each.id for each in isolation.session().scalars(query)]
    assert len(copies) == len(questions[::3])
    found = []
    with watched(live, "nia") as (page, wrong):
        for path in ["/threads/all", "/find?q=zeppelin", *(f"/threads/{each}" for each in copies)]:
            found += look(page, path)
    assert (found, wrong) == ([], [])
