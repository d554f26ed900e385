"""One's own line of sight: from each of my agreed goals up to the goal of a company. Only ever one's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from saas import enterprise, plan
from saas.enterprise import EnterpriseGoal
from tenants.people import Actor


@dataclass(frozen=True)
class Sight:
    """One of my goals, and the lines that lead up from it: the company's goal first."""

    goal: plan.Goal
    lines: list[list[EnterpriseGoal]] = field(default_factory=list)


def lines_of_sight(actor: Actor, goals: Collection[plan.Goal] | None = None) -> list[Sight]:
    """Each of the actor's agreed goals with its lines, in the order of the plan: two statements.

    With `goals` (the actor's own, of one plan) also those that contribute to nothing yet, and no others.
    """
    found: dict[UUID, Sight] = {goal.id: Sight(goal) for goal in goals or () if goal.state != "dropped"}
    rows = plan.contributions_of(actor.id)
    above = enterprise.above({row.to_goal_id for row in rows})
    for row in rows:
        if goals is not None and row.goal_id not in found:
            continue
        sight = found.setdefault(row.goal_id, Sight(row.goal))
        line = list(reversed(above.get(row.to_goal_id, [])))
        if line and line not in sight.lines:
            sight.lines.append(line)
    return list(found.values())
