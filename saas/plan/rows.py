"""Plans as lines of a list, each with whose turn it is for the one who reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from saas.plan import queries
from saas.plan.models import Plan
from tenants import agreements
from tenants.people import Actor, Person


def plan_rows(actor: Actor, team: Collection[UUID]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The reader's own plans and those of these reports, each with whose turn it is: three statements."""
    own = queries.plans_of(actor.id)
    led = queries.running_plans(team) if team else []
    amendments = agreements.open_amendments([plan.agreement_id for plan in (*own, *led)]) if own or led else {}
    return [_row(plan, plan.agreement.second, amendments, actor) for plan in own], _team(led, amendments, actor)


def team_rows(actor: Actor, team: Collection[UUID]) -> list[dict[str, Any]]:
    """The plans of these people, each with whose turn it is: two statements."""
    led = queries.running_plans(team) if team else []
    return _team(led, agreements.open_amendments([plan.agreement_id for plan in led]) if led else {}, actor)


def _team(led: list[Plan], amendments: Mapping[UUID, agreements.Amendment], actor: Actor) -> list[dict[str, Any]]:
    rows = [_row(plan, plan.person, amendments, actor) for plan in led]
    return sorted(rows, key=lambda each: (each["other"].sort_key, each["other"].id))


def _row(plan: Plan, other: Person, amendments: Mapping[UUID, agreements.Amendment], actor: Actor) -> dict[str, Any]:
    amendment = amendments.get(plan.agreement_id) if plan.state == "agreed" else None
    waits = plan.waits_for(amendment)
    mine = None if waits is None or plan.rests else waits == actor.id
    whom = plan.person if waits == plan.agreement.first_id else plan.agreement.second
    return {"plan": plan, "amendment": amendment, "mine": mine, "other": other, "whom": whom.called or whom.name}
