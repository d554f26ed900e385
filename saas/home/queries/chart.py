"""The organisation chart: who reports to whom, one step at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, literal, select, true
from sqlalchemy.orm import aliased

from saas.home.queries.people import day_here, place_here
from tenants.isolation import lasting, session
from tenants.people import Person, ReportingLine, in_force


@lasting
def _row() -> Select[Any]:
    """Those who have not left: id, name, sort_key, position, unit, and how many report to each today."""
    place, line, led = place_here(), aliased(ReportingLine), aliased(Person)
    below = (
        select(func.count())
        .select_from(line)
        .join(led, led.id == line.person_id)
        .where(line.manager_id == Person.id, in_force(line, day_here()), led.state != "left")
        .correlate(Person)
        .scalar_subquery()
        .label("reports")
    )
    return (
        select(Person.id, Person.name, Person.sort_key, place.c.position, place.c.unit, below)
        .outerjoin(place, true())
        .where(Person.state != "left")
    )


@lasting
def roots() -> Select[Any]:
    """The people whom nobody leads today, as a query for `paged` (by `Person.sort_key, Person.id`)."""
    leader = aliased(Person)
    is_led = (
        exists()
        .where(ReportingLine.person_id == Person.id, ReportingLine.tenant_id == Person.tenant_id)
        .where(in_force(ReportingLine, day_here()), leader.id == ReportingLine.manager_id, leader.state != "left")
        .correlate(Person)
    )
    return _row().where(~is_led)


def reports(person_id: UUID) -> Select[Any]:
    """Those who report to that person today, as a query for `paged` (by `Person.sort_key, Person.id`)."""
    led = select(ReportingLine.person_id).where(ReportingLine.manager_id == person_id, in_force(ReportingLine, day_here()))
    return _row().where(Person.id.in_(led))


def line_up(person_id: UUID) -> list[Person]:
    """From the one at the top down to whoever leads that person: one statement. Leavers lead nobody."""
    day, line = day_here(), aliased(ReportingLine)
    first = select(ReportingLine.manager_id.label("id"), literal(1).label("step"))
    up = first.where(ReportingLine.person_id == person_id, in_force(ReportingLine, day)).cte("up", recursive=True)
    further = select(line.manager_id, up.c.step + 1).where(line.person_id == up.c.id, in_force(line, day), up.c.step < 40)
    up = up.union(further)
    query = select(Person).join(up, up.c.id == Person.id).where(Person.state != "left").order_by(up.c.step.desc())
    return list(session().scalars(query))
