"""A phase begins on its day by itself, where nothing is missing and HR did nothing else meanwhile; nothing is agreed by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from saas import cycle
from saas.cycle.actions import begin
from tenants import jobs, organisations, people
from tenants.agreements import Agreement
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tests.house_fixture import House, text_of
from tests.saas.cycle import cycles
from tests.saas.cycle.cycles import state_of, taking_part

NOW = clock.now()
"""The real one, to which the tests count days while they play what was done before."""


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def day(offset: int) -> date:
    return NOW.date() + timedelta(days=offset)


def phases(start: int, work: int) -> cycle.Phases:
    return cycle.Phases(day(start), day(work), day(200), day(220), day(240))


def expected(house: House) -> list[datetime]:
    """When somebody will look at a cycle, soonest first."""
    with house.within() as session:
        query = select(jobs.Job.due_at).where(jobs.Job.kind == "cycle.day", jobs.Job.state == "queued")
        return sorted(session.scalars(query))


def recorded(house: House, made: cycle.Cycle) -> list[tuple[str, bool]]:
    """What the journal says of the cycle, and whether somebody did it."""
    with house.within() as session:
        query = select(JournalEntry.verb, JournalEntry.actor_id).where(JournalEntry.object_id == made.id)
        return [(row[0], row[1] is not None) for row in session.execute(query.order_by(JournalEntry.id))]


def test_a_ready_cycle_opens_on_its_day_and_work_begins_on_its_own(house: House) -> None:
    with clock.at(ago(12)):
        made = cycles.ready(house, phases=phases(-8, -3))
    assert state_of(house, made)[0] == "ready"
    house.run_jobs()
    assert state_of(house, made)[0] == "planning"
    assert {"amara", "bo", "mira"} <= taking_part(house, made)
    with house.within() as session:
        assert set(session.scalars(select(Agreement.state))) == {"drafting"}, "plans are open, none is agreed"
    assert ("cycle.opened", False) in recorded(house, made)


def test_work_begins_on_its_day_and_agrees_nothing(house: House) -> None:
    with clock.at(ago(12)):
        made = cycles.opened(house, phases=phases(-20, -3))
    house.run_jobs()
    assert state_of(house, made)[0] == "working"
    with house.within() as session:
        assert set(session.scalars(select(Agreement.state))) == {"drafting"}
    assert recorded(house, made)[-1] == ("cycle.work_started", False)


def test_the_look_is_at_the_beginning_of_the_day_where_the_organisation_is(house: House) -> None:
    cycles.ready(house, phases=phases(5, 30))
    with house.within():
        zone = ZoneInfo(organisations.organisation().time_zone)
    assert expected(house) == [datetime.combine(day(5), time(), zone)]


def test_a_day_that_has_come_is_left_to_hr(house: House) -> None:
    made = cycles.ready(house, phases=phases(-1, 30))
    assert expected(house) == []
    house.run_jobs()
    assert state_of(house, made)[0] == "ready"


def test_where_something_is_missing_on_the_day_the_cycle_waits_for_hr(house: House) -> None:
    with clock.at(ago(12)):
        made = cycles.ready(house, phases=phases(-8, 30))
    with house.within():
        people.set_manager(cycles.who("amara"), manager=None, by=None)
    house.run_jobs()
    assert state_of(house, made)[0] == "ready"
    assert "Open the plan phase of The year" in text_of(house.browser("dara").get("/"))


def test_a_draft_again_does_not_open(house: House) -> None:
    with clock.at(ago(12)):
        made = cycles.ready(house, phases=phases(-8, 30))
        with house.acting("dara") as by:
            cycle.reopen_draft(made, by=by)
    house.run_jobs()
    assert state_of(house, made)[0] == "draft"


def test_work_that_was_put_off_begins_on_the_later_day(house: House) -> None:
    with clock.at(ago(12)):
        made = cycles.opened(house, phases=phases(-20, -3))
        with house.acting("dara") as by:
            cycle.move_phases(made, replace(phases(-20, -3), work_on=day(9)), by=by)
    house.run_jobs()
    assert state_of(house, made)[0] == "planning"
    assert [each > NOW for each in expected(house)] == [True]


def test_a_look_that_is_made_twice_moves_once(house: House) -> None:
    with clock.at(ago(12)):
        made = cycles.ready(house, phases=phases(-8, 30))
    house.run_jobs()
    version = state_of(house, made)
    with house.within():
        begin(made.id)
    assert state_of(house, made) == version == ("planning", version[1])
