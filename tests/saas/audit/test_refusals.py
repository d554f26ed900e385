"""What somebody tried and was refused is in the log, once a day; and the log tells nobody that something is there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tenants import people
from tenants.isolation import clock
from tenants.journal import Refusal
from tests.factories import a_proposed_plan
from tests.house_fixture import House, text_of

pytestmark = pytest.mark.pages

LOG = "/settings/audit?kind=refused"


def noted(house: House) -> list[tuple[str, str, int, str]]:
    """Who was refused what: name, route, status, kind of the object."""
    with house.within() as session:
        rows = session.execute(select(people.Person.email, Refusal).join(Refusal, Refusal.person_id == people.Person.id))
        return sorted((email.partition("@")[0], f"{r.method} {r.route}", r.status, r.object_kind) for email, r in rows)


@pytest.fixture
def plan_path(house: House) -> Any:
    return a_proposed_plan(house).path


def test_a_look_that_was_refused_is_noted_once_a_day_with_whose_it_is(house: House, plan_path: str) -> None:
    nia = house.browser("nia")
    for _again in range(3):
        assert nia.get(plan_path).status_code == 404
    assert noted(house) == [("nia", "GET /plan/plans/…", 404, "plan")]
    with house.within() as session:
        assert session.scalars(select(Refusal.about_id)).one() == house.person("amara")
    with clock.at(clock.now() + timedelta(days=1)):
        assert house.browser("nia").get(plan_path).status_code == 404
    assert len(noted(house)) == 2
    said = text_of(house.browser("tova").get(LOG))
    assert "Nia Adeyemi tried to read what is not theirs, and was refused: Plan of Amara Diallo (/plan/plans/…)." in said
    assert text_of(house.browser("tova").get("/settings/audit")).count("Nia Adeyemi tried to read") == 2


def test_an_act_that_was_refused_is_noted_wherever_the_refusal_was_said(house: House, plan_path: str) -> None:
    chen, tova = house.browser("chen"), house.browser("tova")
    assert chen.post(f"{plan_path}/versions/1/signatures", {"version": 1}).status_code == 403
    page = tova.get(f"/settings/people/{house.person('amara')}")
    assert tova.act(page, "person.set_manager", manager="tova@northlight.example").status_code == 403
    assert noted(house) == [
        ("chen", "POST /plan/plans/…/versions/…/signatures", 403, "plan"),
        ("tova", "POST /settings/people/…/lines", 403, "person"),
    ]
    assert "Chen Yifan 陈一帆 tried to do what is not theirs" in text_of(chen.get(LOG)), "they know that it is there"


def test_a_page_that_is_not_theirs_is_noted_without_an_object(house: House) -> None:
    assert house.browser("nia").get("/settings/grants").status_code == 404
    assert noted(house) == [("nia", "GET /settings/grants", 404, "page")]
    assert "refused: Page (/settings/grants)" in text_of(house.browser("tova").get(LOG))


def test_what_is_not_there_and_what_lies_elsewhere_leaves_no_note(house: House, plan_path: str) -> None:
    nia, eve = house.browser("nia"), house.browser("eve")
    for path in (f"/plan/plans/{uuid4()}", f"/settings/people/{house.person('eve')}", "/nowhere"):
        assert nia.get(path).status_code == 404, path
    assert house.browser("amara").get(f"{plan_path}/versions/77").status_code == 404
    assert eve.get(plan_path).status_code == 404
    assert house.anonymous().get(plan_path).status_code == 303
    assert nia.post("/settings/people/find", {}).status_code == 405
    assert noted(house) == []
    with house.within("tidewater") as session:
        assert list(session.scalars(select(Refusal))) == []


def test_nobody_learns_out_of_the_log_that_something_is_there(house: House, plan_path: str) -> None:
    tova, nia = house.browser("tova"), house.browser("nia")
    for browser in (tova, nia):
        assert browser.get(plan_path).status_code == 404
        assert "tried to read" not in text_of(browser.get(LOG)) or browser is tova
    said = text_of(tova.get(LOG))
    assert "Nia Adeyemi tried" in said
    assert "Tova Berg tried" not in said
    for who in ("amara", "bo", "chen", "dara", "nia"):
        assert "tried to" not in text_of(house.browser(who).get(LOG)), who
    with house.within():
        mira = people.person(house.person("mira"))
        assert mira is not None
        people.give(mira, "tenant_admin", by=None)
    assert "Tova Berg tried" in text_of(house.browser("mira").get(LOG)), "another admin finds it"


def test_a_refusal_costs_no_statement_before_the_answer_and_is_written_after_it(house: House, plan_path: str) -> None:
    nia = house.browser("nia")
    nia.get("/")
    with house.counting() as there:
        answer = nia.client.get(nia.at(plan_path))
        assert answer.status_code == 404
    assert [each for each in there if "journal_refusal" in each] == []
    assert noted(house) == []
    answer.get_data()
    answer.close()
    assert len(noted(house)) == 1
