"""Finding a goal or a key result to contribute to: by words while one types, and by what was typed in the end."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from saas.enterprise.models import EnterpriseGoal, EnterpriseKeyResult
from saas.enterprise.queries.goals import spelt
from saas.enterprise.sheets import Target
from tenants.isolation import session
from tenants.law import Invalid
from tenants.organisations import Company, Unit

PLACE = func.coalesce(Unit.name, Company.name)


def result_label(result: EnterpriseKeyResult, goal: EnterpriseGoal) -> str:
    """What one chooses a key result by."""
    return f"{result.title} › {goal.label}"


def _goals() -> Select[Any]:
    """Open goals with their places."""
    return (
        select(EnterpriseGoal)
        .join(Company, Company.id == EnterpriseGoal.company_id)
        .outerjoin(Unit, Unit.id == EnterpriseGoal.unit_id)
        .where(EnterpriseGoal.state == "open")
        .options(contains_eager(EnterpriseGoal.company), contains_eager(EnterpriseGoal.unit))
        .order_by(EnterpriseGoal.title_key, EnterpriseGoal.id)
    )


def _results() -> Select[Any]:
    """Key results that stand in open goals, with these."""
    to = contains_eager(EnterpriseKeyResult.goal)
    return (
        select(EnterpriseKeyResult)
        .join(EnterpriseGoal, EnterpriseGoal.id == EnterpriseKeyResult.goal_id)
        .join(Company, Company.id == EnterpriseGoal.company_id)
        .outerjoin(Unit, Unit.id == EnterpriseGoal.unit_id)
        .where(EnterpriseGoal.state == "open", EnterpriseKeyResult.stands.is_(True))
        .options(to, to.contains_eager(EnterpriseGoal.company), to.contains_eager(EnterpriseGoal.unit))
        .order_by(EnterpriseGoal.title_key, EnterpriseGoal.id, EnterpriseKeyResult.place)
    )


def _as_targets(goals: Select[Any], results: Select[Any], limit: int) -> list[Target]:
    found = [Target(goal, None, goal.label) for goal in session().scalars(goals.limit(limit))]
    rows = session().scalars(results.limit(limit))
    found += [Target(row.goal, row, result_label(row, row.goal)) for row in rows]
    return found


def find(q: str, limit: int = 6) -> list[Target]:
    """Open goals, and their key results, in whose titles each word of `q` begins a word: two statements."""
    both = func.concat(EnterpriseGoal.find_words, EnterpriseKeyResult.find_words)
    return _as_targets(_goals().where(spelt(q, EnterpriseGoal.find_words)), _results().where(spelt(q, both)), limit)


def target(text: str, field: str = "contributes", *, exact: bool = False) -> Target:
    """What was chosen or typed: the whole label of one open goal or key result, else the one whose title alone it fits
    (not where it has to be `exact`, as while somebody still types).

    Raises Invalid for `field` where there is none, or more than one.
    """
    whole = func.concat(EnterpriseGoal.title, " · ", PLACE)
    same = _as_targets(
        _goals().where(whole == text),
        _results().where(func.concat(EnterpriseKeyResult.title, " › ", whole) == text),
        2,
    )
    found = same or ([] if exact else find(text, 2))
    goals = [each for each in found if each.result is None]
    if len(goals) == 1 and not same:
        found = goals  # the words are those of the goal; its key results are only found along with it
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid({field: _("More than one goal fits. Choose one of those that are found, with its place.")})
    raise Invalid({field: _("No open goal is called so. Type some words of its title and choose.")})


def targets(pairs: Collection[tuple[UUID, UUID | None]]) -> dict[tuple[UUID, UUID | None], Target]:
    """These goals and key results by (goal, key result or None), open or over; what is none is left out. Two statements."""
    goal_ids = {goal for goal, _result in pairs}
    if not goal_ids:
        return {}
    query = (
        select(EnterpriseGoal)
        .join(Company, Company.id == EnterpriseGoal.company_id)
        .outerjoin(Unit, Unit.id == EnterpriseGoal.unit_id)
        .where(EnterpriseGoal.id.in_(goal_ids), EnterpriseGoal.state != "draft")
        .options(contains_eager(EnterpriseGoal.company), contains_eager(EnterpriseGoal.unit))
    )
    goals = {goal.id: goal for goal in session().scalars(query)}
    rows = select(EnterpriseKeyResult).where(EnterpriseKeyResult.goal_id.in_(goals))
    results = {(row.goal_id, row.id): row for row in session().scalars(rows)}
    found: dict[tuple[UUID, UUID | None], Target] = {}
    for goal_id, result_id in pairs:
        goal, result = goals.get(goal_id), results.get((goal_id, result_id)) if result_id else None
        if goal is None or (result_id is not None and result is None):
            continue
        label = goal.label if result is None else result_label(result, goal)
        found[(goal_id, result_id)] = Target(goal, result, label)
    return found
