"""Reading relations: places, lines, partners, grants. Leavers lead and accompany nobody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import ngettext
from sqlalchemy import Date, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from tenants import organisations
from tenants.isolation import among, get, ids, lasting, session
from tenants.organisations import Company, Unit
from tenants.people.loading import in_force
from tenants.people.models import Grant, HrAssignment, Person, Placement, ReportingLine


def manager_of(person_id: UUID, day: date | None = None) -> Person | None:
    """The person's line manager on that day (today), or None."""
    query = (
        select(Person)
        .join(ReportingLine, ReportingLine.manager_id == Person.id)
        .where(ReportingLine.person_id == person_id, in_force(ReportingLine, day or organisations.today()))
    )
    return session().scalars(query.where(Person.state != "left")).first()


def reports_of(manager_id: UUID, day: date | None = None) -> list[Person]:
    """The people who report directly to that manager on that day (today), in the order of their names."""
    query = (
        select(Person)
        .join(ReportingLine, ReportingLine.person_id == Person.id)
        .where(ReportingLine.manager_id == manager_id, in_force(ReportingLine, day or organisations.today()))
    )
    return list(session().scalars(query.where(Person.state != "left").order_by(Person.sort_key, Person.id)))


def hr_partners_of(person_id: UUID, day: date | None = None) -> list[Person]:
    """The HR partners assigned to the person's unit (or one above it), to their manager, or to themselves as a manager.

    Where nobody is assigned, the heads of HR. Nobody is their own HR partner. One statement.
    """
    assigned, heads = hr_around(person_id, day)
    return assigned or heads


def _covers(person_id: UUID, on: date) -> Any:
    """The condition that an assignment takes that person in: their unit or one above it, their manager, or themselves."""
    placed = select(Placement.unit_id).where(Placement.person_id == person_id, in_force(Placement, on))
    up = select(Unit.id.label("id"), Unit.parent_id.label("parent_id")).where(Unit.id.in_(placed)).cte("up", recursive=True)
    above = aliased(Unit)
    up = up.union(select(above.id, above.parent_id).where(above.id == up.c.parent_id))
    leaders = select(ReportingLine.manager_id).where(ReportingLine.person_id == person_id, in_force(ReportingLine, on))
    return or_(
        HrAssignment.unit_id.in_(select(up.c.id)),
        HrAssignment.manager_id.in_(leaders),
        HrAssignment.manager_id == person_id,
    )


def hr_around(person_id: UUID, day: date | None = None) -> tuple[list[Person], list[Person]]:
    """The HR partners assigned for that person, and the heads of HR, each in the order of names: one statement."""
    on = day or organisations.today()
    assigned = select(HrAssignment.partner_id).where(in_force(HrAssignment, on), _covers(person_id, on))
    heads = select(Grant.person_id).where(Grant.kind == "hr_head", in_force(Grant, on))
    query = (
        select(Person, Person.id.in_(assigned), Person.id.in_(heads))
        .where(or_(Person.id.in_(assigned), Person.id.in_(heads)), Person.id != person_id, Person.state != "left")
        .order_by(Person.sort_key, Person.id)
    )
    found = list(session().execute(query))
    return [who for who, is_assigned, _head in found if is_assigned], [who for who, _assigned, is_head in found if is_head]


def partnerships_around(person_id: UUID) -> list[HrAssignment]:
    """By which assignments somebody is HR partner for that person today, with unit or manager: one statement."""
    on = organisations.today()
    query = (
        select(HrAssignment)
        .where(in_force(HrAssignment, on), _covers(person_id, on))
        .order_by(HrAssignment.starts_on, HrAssignment.id)
    )
    return list(session().scalars(query.options(joinedload(HrAssignment.unit), joinedload(HrAssignment.manager))))


def holders(*kinds: str) -> list[Grant]:
    """Who holds any of these rights today: one statement."""
    query = select(Grant).where(Grant.kind.in_(kinds), in_force(Grant, organisations.today()))
    return list(session().scalars(query.order_by(Grant.starts_on, Grant.id)))


def placed_in(
    *, company_ids: Collection[UUID] = (), unit_ids: Collection[UUID] = (), day: date | None = None
) -> list[Placement]:
    """Where people who have not left are placed on that day (today), each with its person, in the order of names:
    in any of these companies or of these units and those below them; without either, everywhere.
    """
    query = (
        select(Placement)
        .join(Person, Placement.person_id == Person.id)
        .where(in_force(Placement, day or organisations.today()), Person.state != "left")
        .options(joinedload(Placement.person))
        .order_by(Person.sort_key, Person.id)
    )
    if company_ids or unit_ids:
        units = organisations.units_below(unit_ids) if unit_ids else set()
        query = query.where(or_(Placement.company_id.in_(company_ids), Placement.unit_id.in_(units)))
    return list(session().scalars(query))


@lasting
def _placements() -> Select[Placement]:
    """Where `people` are placed on `day`, with company, unit and position."""
    return (
        select(Placement)
        .where(among(Placement.person_id, ids("people")), in_force(Placement, bindparam("day", type_=Date)))
        .options(joinedload(Placement.company), joinedload(Placement.unit), joinedload(Placement.position))
    )


def placements_of(person_ids: Collection[UUID], day: date | None = None) -> dict[UUID, Placement]:
    """Where each of these people is placed on that day (today), with company, unit and position: one statement."""
    values = {"people": list(person_ids), "day": day or organisations.today()}
    return {p.person_id: p for p in session().scalars(_placements(), values)}


def whereabouts(person_ids: Collection[UUID]) -> tuple[dict[UUID, Placement], dict[UUID, Person]]:
    """Where each of these people is placed today, and who leads them: one statement for both."""
    day, manager = organisations.today(), aliased(Person)
    query = (
        select(Person.id, Placement, manager)
        .outerjoin(Placement, and_(Placement.person_id == Person.id, in_force(Placement, day)))
        .outerjoin(ReportingLine, and_(ReportingLine.person_id == Person.id, in_force(ReportingLine, day)))
        .outerjoin(manager, manager.id == ReportingLine.manager_id)
        .where(Person.id.in_(person_ids))
        .options(joinedload(Placement.company), joinedload(Placement.unit), joinedload(Placement.position))
    )
    found: list[Any] = list(session().execute(query))
    places = {row[0]: row[1] for row in found if row[1] is not None}
    return places, {row[0]: row[2] for row in found if row[2] is not None}


def managers_of(person_ids: Collection[UUID], day: date | None = None) -> dict[UUID, Person]:
    """The line manager of each of these people on that day (today), where there is one: one statement."""
    query = (
        select(ReportingLine)
        .where(among(ReportingLine.person_id, person_ids), in_force(ReportingLine, day or organisations.today()))
        .options(joinedload(ReportingLine.manager))
    )
    return {line.person_id: line.manager for line in session().scalars(query)}


def placements(person_id: UUID) -> list[Placement]:
    """Where the person was, is and will be placed, latest first."""
    query = select(Placement).where(Placement.person_id == person_id).order_by(Placement.starts_on.desc())
    parts = joinedload(Placement.company), joinedload(Placement.unit), joinedload(Placement.position)
    return list(session().scalars(query.options(*parts)))


def lines(person_id: UUID) -> list[ReportingLine]:
    """Who led, leads and will lead the person, latest first."""
    query = select(ReportingLine).where(ReportingLine.person_id == person_id).order_by(ReportingLine.starts_on.desc())
    return list(session().scalars(query.options(joinedload(ReportingLine.manager))))


def lines_to_come() -> list[ReportingLine]:
    """Who leads whom today or later, with both, in the order of those who are led: one statement."""
    query = (
        select(ReportingLine)
        .join(Person, ReportingLine.person_id == Person.id)
        .where(or_(ReportingLine.ends_on.is_(None), ReportingLine.ends_on >= organisations.today()))
        .options(joinedload(ReportingLine.person), joinedload(ReportingLine.manager))
    )
    return list(session().scalars(query.order_by(Person.sort_key, ReportingLine.starts_on)))


def line(line_id: UUID) -> ReportingLine | None:
    """The reporting line with this id, or None."""
    return get(ReportingLine, line_id)


def grants(*, person_id: UUID | None = None, person_ids: Collection[UUID] | None = None) -> list[Grant]:
    """The grants that are in force or to come, of everybody, of one person or of several, with the person."""
    day = organisations.today()
    query = select(Grant).join(Person, Grant.person_id == Person.id).where(or_(Grant.ends_on.is_(None), Grant.ends_on >= day))
    if person_id is not None:
        query = query.where(Grant.person_id == person_id)
    if person_ids is not None:
        query = query.where(among(Grant.person_id, person_ids))
    order = (Grant.kind, Person.sort_key, Grant.id)
    return list(session().scalars(query.options(joinedload(Grant.person)).order_by(*order)))


def grant(grant_id: UUID) -> Grant | None:
    """The grant with this id, or None."""
    return get(Grant, grant_id)


def assignment(assignment_id: UUID) -> HrAssignment | None:
    """The HR assignment with this id, or None."""
    return get(HrAssignment, assignment_id)


def assignments(*, partner_id: UUID | None = None) -> list[HrAssignment]:
    """Who is HR partner of which unit or manager, now or to come, with all three: one statement."""
    day = organisations.today()
    query = (
        select(HrAssignment)
        .join(Person, HrAssignment.partner_id == Person.id)
        .where(or_(HrAssignment.ends_on.is_(None), HrAssignment.ends_on >= day))
        .options(joinedload(HrAssignment.partner), joinedload(HrAssignment.unit), joinedload(HrAssignment.manager))
        .order_by(Person.sort_key, HrAssignment.starts_on, HrAssignment.id)
    )
    if partner_id is not None:
        query = query.where(HrAssignment.partner_id == partner_id)
    return list(session().scalars(query))


def leaders_above(person_id: UUID, day: date) -> set[UUID]:
    """Everybody who leads the person, directly or through others, on `day` or by a line that is planned for later."""
    line = ReportingLine
    later = or_(line.ends_on.is_(None), line.ends_on >= day)
    up = select(line.manager_id.label("id")).where(line.person_id == person_id, later).cte("up", recursive=True)
    above = aliased(ReportingLine)
    still = or_(above.ends_on.is_(None), above.ends_on >= day)
    up = up.union(select(above.manager_id).where(above.person_id == up.c.id, still))
    return set(session().scalars(select(up.c.id)))


def led_before(manager_id: UUID) -> int:
    """How many people that person led once and leads no longer."""
    on, line = organisations.today(), aliased(ReportingLine)
    still = exists().where(line.person_id == ReportingLine.person_id, line.manager_id == manager_id, in_force(line, on))
    once = ReportingLine.manager_id == manager_id, ReportingLine.ends_on < on, ~still.correlate(ReportingLine)
    return session().scalar(select(func.count(ReportingLine.person_id.distinct())).where(*once)) or 0


def lines_led_by(manager_ids: Collection[UUID], day: date) -> list[ReportingLine]:
    """The lines in which these people lead on `day` or later, each with the person led."""
    query = select(ReportingLine).where(
        among(ReportingLine.manager_id, manager_ids), or_(ReportingLine.ends_on.is_(None), ReportingLine.ends_on >= day)
    )
    return list(session().scalars(query.options(joinedload(ReportingLine.person))))


def assignments_around(person_ids: Collection[UUID], day: date) -> list[HrAssignment]:
    """The assignments on `day` or later in which one of these people is the partner or the manager."""
    query = select(HrAssignment).where(
        or_(among(HrAssignment.partner_id, person_ids), among(HrAssignment.manager_id, person_ids)),
        or_(HrAssignment.ends_on.is_(None), HrAssignment.ends_on >= day),
    )
    return list(session().scalars(query))


def is_last_admin(person_id: UUID) -> bool:
    """Whether that person holds the tenant admin's right and nobody else does who will stay."""
    day = organisations.today()
    query = (
        select(Grant.person_id)
        .join(Person, Grant.person_id == Person.id)
        .where(Grant.kind == "tenant_admin", in_force(Grant, day), Person.state != "left")
    )
    holders = set(session().scalars(query))
    if person_id not in holders:
        return False
    staying = select(Person.id).where(Person.id.in_(holders - {person_id}), Person.leaves_on.is_(None))
    return session().scalars(staying).first() is None


def reasons_to_keep_company(company: Company) -> list[str]:
    """Why the people placed there speak against closing a company; empty where nobody is."""
    return _placed(Placement.company_id == company.id)


def reasons_to_keep_unit(unit: Unit) -> list[str]:
    """Why the people placed there speak against closing a unit; empty where nobody is."""
    return _placed(Placement.unit_id == unit.id)


def _placed(where: Any) -> list[str]:
    still = or_(Placement.ends_on.is_(None), Placement.ends_on >= organisations.today())
    number = session().scalar(select(func.count(Placement.person_id.distinct())).where(where, still)) or 0
    if not number:
        return []
    return [ngettext("%(num)s person is placed there.", "%(num)s people are placed there.", number)]
