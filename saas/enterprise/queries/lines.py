"""Lines between goals: what stands above one, up to the company, and what contributes to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import aliased, joinedload

from saas.enterprise.models import EnterpriseGoal
from saas.enterprise.queries.goals import placed_whole, visible_to
from tenants.isolation import session
from tenants.people import Actor


def above(goal_ids: Collection[UUID], *, drafts: bool = False) -> dict[UUID, list[EnterpriseGoal]]:
    """For each of these goals itself and what it contributes to, upwards: one statement, however long the lines are.

    `drafts` also for one that is a draft, where the reader may read it; nothing ever contributes to a draft.
    """
    if not goal_ids:
        return {}
    up = select(EnterpriseGoal.id.label("id"), EnterpriseGoal.parent_id.label("parent_id"))
    line = up.where(EnterpriseGoal.id.in_(goal_ids)).cte("up", recursive=True)
    over = aliased(EnterpriseGoal)
    line = line.union(select(over.id, over.parent_id).where(over.id == line.c.parent_id))
    query = select(EnterpriseGoal).where(EnterpriseGoal.id.in_(select(line.c.id)))
    if not drafts:
        query = query.where(EnterpriseGoal.state != "draft")
    query = query.options(*placed_whole(), joinedload(EnterpriseGoal.owner), joinedload(EnterpriseGoal.parent_result))
    known = {goal.id: goal for goal in session().scalars(query)}
    found: dict[UUID, list[EnterpriseGoal]] = {}
    for goal_id in goal_ids:
        way: list[EnterpriseGoal] = []
        at = known.get(goal_id)
        while at is not None and at not in way:
            way.append(at)
            at = known.get(at.parent_id) if at.parent_id else None
        if way:
            found[goal_id] = way
    return found


def height(goal_id: UUID) -> int:
    """How many goals stand below each other from this one downwards; 1 where nothing contributes to it."""
    base = select(EnterpriseGoal.id.label("id"), literal(1).label("depth")).where(EnterpriseGoal.id == goal_id)
    down = base.cte("down", recursive=True)
    child = aliased(EnterpriseGoal)
    down = down.union(select(child.id, down.c.depth + 1).where(child.parent_id == down.c.id))
    return session().scalar(select(func.max(down.c.depth))) or 1


def child_count() -> Any:
    """How many goals, drafts aside, contribute to the goal of the row: a column for a list of goals."""
    below = aliased(EnterpriseGoal)
    query = select(func.count()).where(
        below.parent_id == EnterpriseGoal.id, below.tenant_id == EnterpriseGoal.tenant_id, below.state != "draft"
    )
    return query.correlate(EnterpriseGoal).scalar_subquery()


def children(goal_id: UUID, actor: Actor) -> Select[Any]:
    """The goals that contribute to this one or to a key result of it, as a query for `paged` (by title_key, id)."""
    query = select(EnterpriseGoal).where(EnterpriseGoal.parent_id == goal_id, visible_to(actor))
    return query.options(*placed_whole(), joinedload(EnterpriseGoal.owner), joinedload(EnterpriseGoal.parent_result))
