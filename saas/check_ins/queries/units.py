"""How pairs are doing, counted unit by unit for HR; and when each last spoke."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, exists, func, select, tuple_

from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.check_ins.rules import SILENT, TALKING, WAITING, UnitTempo
from tenants import organisations, people
from tenants.isolation import anew, session
from tenants.organisations import Unit
from tenants.people import Actor, Person, Placement, ReportingLine


def unit_tempo(actor: Actor) -> list[UnitTempo]:
    """How many pairs of each unit talk, wait for an answer or are silent, in the order of the units' names: one statement.

    The units are those of which the actor is HR partner, for a head of HR all. Whoever asks, a unit's numbers are the same:
    the asker's own pair counts, or it could be told from what somebody else is shown.
    """
    if not actor.is_hr_head and not actor.partner_unit_ids:
        return []
    on = organisations.today()
    overdue = exists().where(
        CheckIn.rhythm_id == CheckInRhythm.id,
        CheckIn.tenant_id == CheckInRhythm.tenant_id,
        CheckIn.state == "submitted",
        CheckIn.answer_due_on < on,
    )
    last = func.coalesce(CheckInRhythm.talked_on, CheckInRhythm.since)
    how = case((overdue, WAITING), (last + 2 * CheckInRhythm.every_days >= on, TALKING), else_=SILENT)
    led = and_(
        ReportingLine.person_id == CheckInRhythm.employee_id,
        ReportingLine.manager_id == CheckInRhythm.manager_id,
        people.in_force(ReportingLine, on),
    )
    query: Any = (
        select(Unit.id, Unit.name, how, func.count())
        .select_from(CheckInRhythm)
        .join(ReportingLine, led)
        .join(Person, Person.id == CheckInRhythm.employee_id)
        .join(Placement, and_(Placement.person_id == CheckInRhythm.employee_id, people.in_force(Placement, on)))
        .join(Unit, Unit.id == Placement.unit_id)
        .where(CheckInRhythm.next_on.is_not(None), Person.state != "left")
        .group_by(Unit.id, Unit.name, how)
    )
    if not actor.is_hr_head:
        query = query.where(Unit.id.in_(actor.partner_unit_ids))
    found: dict[UUID, UnitTempo] = {}
    for unit_id, name, key, number in session().execute(anew(query)):
        found.setdefault(unit_id, UnitTempo(unit_id, name)).numbers[key] += number
    return sorted(found.values(), key=lambda each: (organisations.folded(each.label), str(each.unit_id)))


def last_contact(pairs: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], date]:
    """Of (employee, manager), the day on which both had last spoken in a check-in; none where they have not."""
    two = tuple_(CheckInRhythm.employee_id, CheckInRhythm.manager_id)
    query = select(CheckInRhythm.employee_id, CheckInRhythm.manager_id, CheckInRhythm.talked_on)
    rows = session().execute(query.where(two.in_(list(pairs)))) if pairs else ()
    return {(row[0], row[1]): row[2] for row in rows if row[2] is not None}
