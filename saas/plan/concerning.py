"""Whom what happens elsewhere concerns: asked before thousands of events are followed one by one."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, union

from saas.cycle import OPEN_FOR_PLANS, Cycle, Participation
from saas.plan.models import Handover, Plan
from tenants.isolation import among, session


def concerned_by_lines(person_ids: Collection[UUID]) -> set[UUID]:
    """Who of these has a plan in a cycle that runs, or takes part in one: whom `follow_line` has anything to do for."""
    if not person_ids:
        return set()
    plans = select(Plan.person_id).join(Plan.cycle).where(among(Plan.person_id, person_ids), Cycle.state.in_(OPEN_FOR_PLANS))
    open_cycles = select(Cycle.id).where(Cycle.state.in_(OPEN_FOR_PLANS))
    parts = select(Participation.person_id).where(
        among(Participation.person_id, person_ids), Participation.state == "in", Participation.cycle_id.in_(open_cycles)
    )
    return set(session().scalars(union(plans, parts)))


def concerned_by_leaving(person_ids: Collection[UUID]) -> set[UUID]:
    """Who of these has a plan in a cycle that is not over, or is asked for a note: for whom `end_plans` has anything to do."""
    over = ("closed", "archived", "cancelled")
    plans = select(Plan.person_id).join(Plan.cycle).where(among(Plan.person_id, person_ids), ~Cycle.state.in_(over))
    asked = select(Handover.former_id).where(among(Handover.former_id, person_ids), Handover.state == "asked")
    return set(session().scalars(union(plans, asked)))
