"""Cycles for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas import cycle
from saas.cycle import Cycle, Phases
from tenants import isolation, organisations, people
from tests.house_fixture import House


def phases(start: date | None = None, *, past: bool = False) -> Phases:
    """A year with its five days; `past` lets the plan phase be over."""
    first = start or isolation.clock.today("UTC") - timedelta(days=60 if past else 5)
    return Phases(first, *(first + timedelta(days=n) for n in (28, 300, 330, 360)))


def unit(name: str) -> UUID:
    """The id of a unit by the beginning of its name, in the open unit of work."""
    query = select(organisations.Unit.id).where(organisations.Unit.name.startswith(name))
    return isolation.session().scalars(query).one()


def who(name: str, slug: str = "northlight") -> people.Person:
    """A member of the cast, in the open unit of work."""
    found = people.by_email(f"{name}@{slug}.example")
    assert found is not None
    return found


def draft(house: House, by: str = "dara", name: str = "The year", scope: str = "Field", **given: Any) -> Cycle:
    """A draft for Field Engineering: mira, bo, amara, nia."""
    with house.acting(by) as actor:
        units = [unit(scope)] if scope else []
        return cycle.draft(name=name, phases=given.pop("phases", phases()), unit_ids=units, by=actor, **given)


def ready(house: House, by: str = "dara", **given: Any) -> Cycle:
    """A cycle that may open."""
    made = draft(house, by, **given)
    with house.acting(by) as actor:
        return cycle.make_ready(made, by=actor)


def opened(house: House, by: str = "dara", **given: Any) -> Cycle:
    """A cycle in its plan phase."""
    made = ready(house, by, **given)
    with house.acting(by) as actor:
        return cycle.open_planning(made, by=actor)


def working(house: House, by: str = "dara", **given: Any) -> Cycle:
    """A cycle in its work phase."""
    made = opened(house, by, **given)
    with house.acting(by) as actor:
        return cycle.start_work(made, by=actor)


def own_phases() -> Phases:
    """Half a year from today."""
    today = isolation.clock.today("UTC")
    return cycle.own_phases(today, today + timedelta(days=180))


def own(house: House, who: str = "amara", *, state: str = "asked") -> Cycle:
    """An employee's own cycle in that state: draft, asked or working."""
    with house.acting(who) as actor:
        made = cycle.draft_own(reason="project", name="The harbour", phases=own_phases(), words="I want to lead it.", by=actor)
        if state != "draft":
            cycle.ask(made, by=actor)
    if state == "working":
        with house.acting("bo" if who in ("amara", "nia") else "dara") as actor:
            cycle.agree(made, by=actor)
    return made


def state_of(house: House, made: Cycle, slug: str = "northlight") -> tuple[str, int]:
    """Where the cycle stands in the database, and its version."""
    with house.within(slug):
        found = cycle.cycle(made.id)
        assert found is not None
        return found.state, found.version


def taking_part(house: House, made: Cycle) -> set[str]:
    """The first names, in small letters, of those who take part."""
    with house.within():
        found = people.names(cycle.participant_ids(made)).values()
        return {person.email.split("@")[0] for person in found}


def verbs_recorded(house: House, made: Cycle) -> list[str]:
    """What the journal says about the cycle, oldest first."""
    from tenants.journal import JournalEntry

    with house.within() as session:
        query = select(JournalEntry.verb).where(JournalEntry.object_id == made.id).order_by(JournalEntry.id)
        return list(session.scalars(query))


def crowd(house: House, number: int) -> None:
    """`number` more people in Field Engineering who report to Bo."""
    from tenants.organisations import folded
    from tenants.people import Person, Placement, ReportingLine

    with house.within() as session:
        field, bo = organisations.unit(unit("Field")), who("bo").id
        assert field is not None
        day = isolation.clock.today("UTC") - timedelta(days=10)
        names = [f"Person {n:05}" for n in range(number * 1000, number * 1001)]
        made = [
            Person(name=n, sort_key=folded(n), email=f"{n[7:]}@x.example", email_key=f"{n[7:]}@x.example", state="active")
            for n in names
        ]
        session.add_all(made)
        session.flush()
        session.add_all([Placement(person_id=p.id, company_id=field.company_id, unit_id=field.id, starts_on=day) for p in made])
        session.add_all([ReportingLine(person_id=p.id, manager_id=bo, starts_on=day) for p in made])
