"""Whom a cycle takes in, as conditions: by today's placements, and within the reach of the one who asks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from saas.cycle.models import Cycle, Participation
from saas.cycle.policy import is_unbounded
from saas.cycle.rules import Frame
from saas.cycle.states import RUNNING
from tenants import organisations
from tenants.people import Actor, Person, Placement, ReportingLine, accompanied, in_force


def people_in(frame: Frame, on: date) -> Select[Any]:
    """The ids of people whom the cycle takes in by where they are placed on that day; leavers and the excused left
    out.
    """
    excused = select(Participation.person_id).where(Participation.cycle_id == frame.cycle.id, Participation.state == "excused")
    return (
        select(Placement.person_id)
        .join(Person, Placement.person_id == Person.id)
        .where(
            in_force(Placement, on),
            or_(Placement.company_id.in_(frame.company_ids), Placement.unit_id.in_(organisations.under(frame.unit_ids))),
            Person.state != "left",
            Person.id.not_in(excused),
        )
    )


def has_participants() -> Any:
    """The condition on `Cycle` that somebody takes part in it: it was opened. Before, there are only those who are excused."""
    return exists().where(
        Participation.cycle_id == Cycle.id, Participation.tenant_id == Cycle.tenant_id, Participation.state == "in"
    )


def elsewhere(person_id: Any, cycle_id: UUID) -> Any:
    """The condition that the person stands in another running cycle of HR's, one that is not yet in its diagnosis."""
    seat, other = aliased(Participation), aliased(Cycle)
    return exists().where(
        seat.person_id == person_id,
        seat.state == "in",
        seat.cycle_id != cycle_id,
        other.id == seat.cycle_id,
        other.tenant_id == seat.tenant_id,
        seat.tenant_id == Person.tenant_id,
        other.kind == "shared",
        other.state.in_(RUNNING),
    )


def is_led(on: date) -> Any:
    """The condition on `Person` that somebody who has not left leads them on that day."""
    line, manager = aliased(ReportingLine), aliased(Person)
    return exists().where(
        line.person_id == Person.id,
        line.tenant_id == Person.tenant_id,
        in_force(line, on),
        manager.id == line.manager_id,
        manager.tenant_id == line.tenant_id,
        manager.state != "left",
    )


def within_reach(actor: Actor, person_id: Any) -> Any:
    """The condition that a person's taking part is the actor's business: everybody for those who design for the whole
    organisation, else oneself, one's team, and those one accompanies as HR partner.
    """
    if is_unbounded(actor):
        return true()
    beside = accompanied(person_id, actor.partner_unit_ids, actor.partner_manager_ids) if actor.is_hr else false()
    return or_(person_id == actor.id, person_id.in_(actor.report_ids), beside)


def placed(company_id: UUID | None, unit_id: UUID | None, on: date) -> Any:
    """The condition on `Person` that they are placed in that company and in that unit or one below it."""
    query = select(Placement.person_id).where(in_force(Placement, on))
    if company_id:
        query = query.where(Placement.company_id == company_id)
    if unit_id:
        query = query.where(Placement.unit_id.in_(organisations.under({unit_id})))
    return and_(true(), Person.id.in_(query)) if company_id or unit_id else true()
