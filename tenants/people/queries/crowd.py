"""Reading everybody at once, for files of people: constant statements, however many they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from tenants import organisations
from tenants.isolation import among, session
from tenants.people.loading import in_force
from tenants.people.models import Grant, Person, Placement, ReportingLine


@dataclass(frozen=True)
class Known:
    """Somebody as they stand in the entries on a day."""

    id: UUID
    name: str
    called: str
    email: str
    email_key: str
    external_id: str | None
    state: str
    leaves_on: date | None
    version: int
    unit_id: UUID | None = None
    position_id: UUID | None = None
    manager_id: UUID | None = None
    begins_on: date | None = None
    """The first day of somebody who is placed nowhere yet."""


_FACTS = (Person.id, Person.name, Person.called, Person.email, Person.email_key, Person.external_id, Person.state,
          Person.leaves_on, Person.version)  # fmt: skip


def everybody() -> list[Known]:
    """Everybody who is or was here, with place and line of today, or of the first day where that is still to come: three
    statements.
    """
    day = organisations.today()
    query = (
        select(*_FACTS, Placement.unit_id, Placement.position_id, ReportingLine.manager_id)
        .outerjoin(Placement, and_(Placement.person_id == Person.id, in_force(Placement, day)))
        .outerjoin(ReportingLine, and_(ReportingLine.person_id == Person.id, in_force(ReportingLine, day)))
        .order_by(Person.sort_key, Person.id)
    )
    found = {row.id: Known(*row) for row in session().execute(query)}
    soon = select(Placement.person_id, Placement.starts_on, Placement.unit_id, Placement.position_id)
    for row in session().execute(soon.where(Placement.starts_on > day).order_by(Placement.starts_on.desc())):
        if found[row.person_id].unit_id is None or found[row.person_id].begins_on:
            later = {"unit_id": row.unit_id, "position_id": row.position_id, "begins_on": row.starts_on}
            found[row.person_id] = replace(found[row.person_id], **later)
    lines = select(ReportingLine.person_id, ReportingLine.starts_on, ReportingLine.manager_id)
    for line in session().execute(lines.where(ReportingLine.starts_on > day).order_by(ReportingLine.starts_on.desc())):
        if found[line.person_id].begins_on == line.starts_on:
            found[line.person_id] = replace(found[line.person_id], manager_id=line.manager_id)
    return list(found.values())


def admins() -> set[UUID]:
    """The tenant admins of today."""
    day = organisations.today()
    return set(session().scalars(select(Grant.person_id).where(Grant.kind == "tenant_admin", in_force(Grant, day))))


def hold_people(person_ids: Collection[UUID]) -> None:
    """These people are locked until the end of the transaction and read afresh."""
    if person_ids:
        query = select(Person).where(among(Person.id, person_ids)).order_by(Person.id).with_for_update(of=Person)
        session().execute(query.execution_options(populate_existing=True)).all()


def taken_by(email_keys: Collection[str], numbers: Collection[str]) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """Who has one of these addresses, and who one of these staff numbers: one statement."""
    query = select(Person.id, Person.email_key, Person.external_id)
    found = list(session().execute(query.where(or_(among(Person.email_key, email_keys), among(Person.external_id, numbers)))))
    return {row.email_key: row.id for row in found}, {row.external_id: row.id for row in found if row.external_id}


def places_and_lines(person_ids: Collection[UUID]) -> tuple[dict[UUID, list[Placement]], dict[UUID, list[ReportingLine]]]:
    """Where these people were, are and will be placed, and who led, leads and will lead them: two statements."""
    places: dict[UUID, list[Placement]] = {}
    lines: dict[UUID, list[ReportingLine]] = {}
    if person_ids:
        for place in session().scalars(select(Placement).where(among(Placement.person_id, person_ids))):
            places.setdefault(place.person_id, []).append(place)
        for line in session().scalars(select(ReportingLine).where(among(ReportingLine.person_id, person_ids))):
            lines.setdefault(line.person_id, []).append(line)
    return places, lines


def leaders_above_each(person_ids: Collection[UUID], day: date) -> dict[UUID, set[UUID]]:
    """For these people and everybody above them: who leads them directly, on `day` or by a line that is planned for later."""
    if not person_ids:
        return {}
    line, above = ReportingLine, aliased(ReportingLine)

    def later(each: Any) -> Any:
        return or_(each.ends_on.is_(None), each.ends_on >= day)

    up = select(line.person_id.label("id"), line.manager_id.label("over")).where(among(line.person_id, person_ids), later(line))
    chain = up.cte("up", recursive=True)
    chain = chain.union(select(above.person_id, above.manager_id).where(above.person_id == chain.c.over, later(above)))
    found: dict[UUID, set[UUID]] = {}
    for row in session().execute(select(chain.c.id, chain.c.over)):
        found.setdefault(row.id, set()).add(row.over)
    return found
