"""Who sits at a plan, as other rooms tell it: lines change, people are excused and come back, and people leave."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.cycle import OPEN_FOR_PLANS, Cycle
from saas.plan import adopting, contributing, queries
from saas.plan.models import Plan
from saas.plan.opening import open_plans
from tenants import agreements, notices, people
from tenants.agreements import Agreement
from tenants.isolation import session
from tenants.people import Actor


def follow_line(person: UUID, manager: UUID | None, *, by: Actor | None) -> None:
    """A person has another manager from today on: their running plans follow, those that rest as well.

    The outgoing manager's open proposal is taken back, what was signed stays signed and in force; a note is asked of them, and
    the new manager is to adopt what is in force (`adopting`). Without a manager nothing can be
    signed, and the plan waits. Whoever had left and is led again goes on with the plans that ended then.
    """
    for plan in queries.running_plans([person], resting=True):
        if manager is not None and plan.state == "ended":
            _begin_again(plan, manager, by)
        else:
            former = plan.agreement.second_id
            agreements.reseat(plan.agreement, manager, by=by)
            adopting.line_changed(plan, former, manager, by=by)
    if manager is None:
        return
    query = (
        select(Cycle).where(Cycle.state.in_(OPEN_FOR_PLANS)).where(Cycle.id.in_(queries.participations_without_plan(person)))
    )
    for cycle in session().scalars(query):
        open_plans(cycle, [person], by=by)


def rest(cycle: Cycle, person: UUID, *, by: Actor | None) -> None:
    """Somebody is excused from the cycle: their plan rests as it stands, and nothing in it is agreed, ended or lost.

    Their manager is told. The rule itself lies in the sheet: a plan of somebody who is excused does not move.
    """
    _tell_manager("plan.rests", cycle, person, by)


def go_on(cycle: Cycle, person: UUID, *, by: Actor | None) -> None:
    """Somebody takes part, for the first time or again: they have a plan, or go on with the one that rested."""
    if queries.plan_in(cycle.id, person) is None:
        open_plans(cycle, [person], by=by)
        return
    _tell_manager("plan.goes_on", cycle, person, by)
    notices.tell(person, "plan.yours_goes_on", on=cycle, url="/plan/", params={"cycle": cycle.name}, by=by)


def tell_called_off(cycle: Cycle, *, by: Actor | None) -> None:
    """A cycle was called off: both sides of each plan that they had signed are told, here and by mail."""
    query = select(Plan).join(Agreement, Agreement.id == Plan.agreement_id).where(Plan.cycle_id == cycle.id)
    query = query.where(Agreement.active_version_id.is_not(None)).order_by(Plan.id)
    tellings = [
        notices.Telling(who, plan, f"/plan/plans/{plan.id}", {"cycle": cycle.name, "who": plan.person})
        for plan in session().scalars(query.options(joinedload(Plan.person), joinedload(Plan.agreement)))
        for who in plan.agreement.parties
    ]
    notices.tell_each(tellings, "plan.called_off", by=by, mail=True)


def end_plans(person: UUID, *, by: Actor | None) -> None:
    """Somebody has left: their plans of cycles that are not over end, and their managers are told. What was asked of them
    lapses.
    """
    adopting.lapse_all_of(person, by=by)
    for plan in queries.unfinished_plans(person):
        if agreements.end(plan.agreement, by=by):
            contributing.clear(plan)
            adopting.lapse_all_at(plan, by=by)
            _tell(plan, "plan.ended", by)


def come_back(person: UUID, *, by: Actor | None) -> None:
    """Somebody who had left is back. Where they are led today still (they left and came back on one day), their plans go
    on at once, else when a line begins.
    """
    manager = people.manager_of(person)
    if manager is not None and manager.state != "left":
        follow_line(person, manager.id, by=by)


def _begin_again(plan: Plan, manager: UUID, by: Actor | None) -> None:
    """The plan of somebody who is back can be agreed anew, with whoever leads them now."""
    if plan.person.state == "left" or not agreements.resume(plan.agreement, manager, by=by):
        return
    words = {"who": plan.person, "cycle": plan.cycle.name}
    notices.tell(manager, "plan.begins_again", on=plan, url=f"/plan/plans/{plan.id}", params=words, by=by)
    notices.tell(plan.person_id, "plan.yours_begins_again", on=plan, url=f"/plan/plans/{plan.id}", params=words, by=by)


def _tell_manager(kind: str, cycle: Cycle, person: UUID, by: Actor | None) -> None:
    plan = queries.plan_in(cycle.id, person)
    if plan is not None:
        _tell(plan, kind, by)


def _tell(plan: Plan, kind: str, by: Actor | None) -> None:
    second = people.names([plan.agreement.second_id]).get(plan.agreement.second_id)
    if second is None or second.state == "left":
        return
    words = {"who": plan.person, "cycle": plan.cycle.name}
    notices.tell(second.id, kind, on=plan, url=f"/plan/plans/{plan.id}", params=words, by=by)
