"""Who may read what of a plan and do what with it: rows are people, columns are addresses, as a browser meets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tenants import people
from tenants.isolation import clock, session
from tenants.journal import Reading
from tests.factories import Made, a_proposed_plan, an_open_cycle, an_open_plan, filled, weighing
from tests.house_fixture import House, text_of

GETS = ("", "/versions/1", "/versions/2", "/redline?from=1&to=2", "/draft")
POSTS = (
    "/draft", "/draft/weights", "/draft/words", "/draft/goals", "/draft/merge", "/proposals", "/withdrawals", "/counters",
    "/versions/1/signatures", "/versions/1/comments", "/amendments", "/discards",
    "/draft/goals/00000000-0000-4000-8000-000000000001", "/draft/goals/00000000-0000-4000-8000-000000000001/autosave",
    "/draft/goals/00000000-0000-4000-8000-000000000001/removals",
)  # fmt: skip


def lead(house: House, manager: str) -> None:
    with house.within():
        found = {one.email_key.partition("@")[0]: one for one in session().scalars(select(people.Person))}
        people.set_manager(found["amara"], manager=found[manager], by=None)


@pytest.fixture
def grown(house: House) -> Made:
    """Mira led Amara and signed version 1 with her; since today Bo leads, and proposes version 2."""
    return replace(house.scene("amended with the next manager", lambda: _grown(house)), house=house)


def _grown(house: House) -> Made:
    with clock.at(clock.now() - timedelta(days=3)):
        lead(house, "mira")
        made = an_open_plan(house, manager="mira", cycle_id=an_open_cycle(house))
        made.propose("amara", filled)
        made.sign("mira", 1)
    lead(house, "bo")
    made.amend("bo")
    made.propose("bo", weighing(50, 50, 0))
    return made


READS: dict[str, tuple[int, ...]] = {
    # page, version 1 (signed by Mira and Amara), version 2 (Bo's amendment), the redline, the draft
    "amara": (200, 200, 200, 200, 303),
    "bo": (200, 200, 200, 200, 303),
    "chen": (200, 200, 200, 200, 403),
    "dara": (200, 200, 200, 200, 403),
    "mira": (200, 200, 404, 404, 403),
    "hugo": (404,) * 5,
    "nia": (404,) * 5,
    "tova": (404,) * 5,
    "finn": (404,) * 5,
}


@pytest.mark.parametrize("name", READS)
def test_each_reads_what_is_theirs(grown: Made, name: str) -> None:
    browser = grown.house.browser(name)
    assert tuple(browser.get(grown.path + path).status_code for path in GETS) == READS[name]


@pytest.mark.parametrize(
    ("name", "status"), [("chen", 403), ("dara", 403), ("mira", 403), ("hugo", 404), ("nia", 404), ("tova", 404), ("finn", 404)]
)
def test_nobody_but_the_two_acts(grown: Made, name: str, status: int) -> None:
    browser = grown.house.browser(name)
    for path in POSTS:
        assert browser.post(grown.path + path, {"version": "1", "words": "x"}).status_code == status, path
    assert browser.get(grown.path + "/draft/merge").status_code == status
    page = browser.get(grown.path)
    if status == 403:
        acts = {act for act in ("plan.sign", "plan.ask", "plan.counter", "plan.draft") if act in page.get_data(as_text=True)}
        assert acts == set()


def test_whoever_is_not_signed_in_is_led_to_the_door(grown: Made) -> None:
    browser = grown.house.anonymous()
    for path in GETS:
        answer = browser.get(grown.path + path)
        assert (answer.status_code, "/sign-in" in answer.headers["Location"]) == (303, True)


def test_a_former_manager_reads_what_they_signed_and_nothing_newer(grown: Made) -> None:
    page = grown.house.browser("mira").get(grown.path)
    html, text = page.get_data(as_text=True), text_of(page)
    assert 'data-object="amendment"' not in html
    assert "Version 2" not in text
    assert "60%" in text
    assert "50%" not in text
    assert "Chen" not in text


def test_hr_reads_from_the_first_proposal_on_and_never_what_the_two_ask_each_other(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    chen, dara = house.browser("chen"), house.browser("dara")
    for browser in (chen, dara):
        assert browser.get(made.path).status_code == 404
    made.propose("amara")
    made.ask("bo", 1, "", "Between us two")
    for browser in (chen, dara):
        page = browser.get(made.path)
        assert page.status_code == 200
        assert "Fewer faults" in text_of(page)
        assert "Between us two" not in text_of(page)
    made.counter("bo")
    made.propose("bo", weighing(50, 50, 0))
    assert chen.get(made.path + "/versions/1").status_code == 404
    assert chen.get(made.path + "/versions/2").status_code == 200
    assert chen.get(made.path + "/redline?from=1&to=2").status_code == 404
    assert text_of(chen.get(made.path)).count("Version 1") == 0


def test_reading_somebody_elses_plan_is_journaled_once_a_day_and_ones_own_is_not(house: House) -> None:
    made = a_proposed_plan(house)
    for name in ("chen", "bo", "amara"):
        browser = house.browser(name)
        browser.get(made.path)
        browser.get(made.path + "/versions/1")
    with house.within():
        about = {one.reader_id for one in session().scalars(select(Reading).where(Reading.object_id == made.id))}
        rows = session().scalars(select(Reading.id).where(Reading.object_id == made.id)).all()
    assert about == {house.person("chen"), house.person("bo")}
    assert len(rows) == 2


def test_a_draft_shows_nowhere_to_anybody_else(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    page = house.browser("bo").get(made.path)
    assert "Fewer faults" not in text_of(page)
    assert "Amara Diallo may be writing" in text_of(page)
    assert house.browser("bo").get(made.path + "/draft").status_code == 303


def test_the_page_offers_exactly_what_the_table_allows(house: House) -> None:
    made = a_proposed_plan(house)
    offered = {}
    for name in ("amara", "bo", "chen"):
        html = house.browser(name).get(made.path).get_data(as_text=True)
        offered[name] = {
            act
            for act in ("draft", "propose", "withdraw", "counter", "sign", "ask", "amend", "discard")
            if f'"plan.{act}"' in html
        }
    # "propose" joins as soon as there is a draft to propose.
    assert offered == {"amara": {"withdraw", "ask"}, "bo": {"draft", "counter", "sign", "ask"}, "chen": set()}
