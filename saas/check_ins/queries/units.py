"""How pairs are doing, counted unit by unit for HR."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, and_, case, cast, exists, func, select

from saas import meetings
from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.check_ins.rules import SILENT, TALKING, WAITING, UnitTempo
from tenants import organisations, people
from tenants.isolation import anew, session
from tenants.organisations import Unit
from tenants.people import Actor, Person, Placement, ReportingLine


def unit_tempo(actor: Actor) -> list[UnitTempo]:
    """How many pairs of each unit talk, wait for an answer or are silent, in the order of the units' names: one statement. A
    pair talks in answered check-ins and in 1:1s.

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
    of_late = cast(cast(on, Date) - 2 * CheckInRhythm.every_days, DateTime(timezone=True))
    met = meetings.met_since(CheckInRhythm.employee_id, CheckInRhythm.manager_id, of_late)
    how = case((overdue, WAITING), (last + 2 * CheckInRhythm.every_days >= on, TALKING), (met, TALKING), else_=SILENT)
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
