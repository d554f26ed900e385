"""The tree: companies, their units, their goals, and what contributes to these; each branch is a page, and a part of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from saas import enterprise, plan
from saas.alignment import tree as reading
from saas.alignment.sight import lines_of_sight
from saas.alignment.views.common import bp, company_of, helpers, unit_of, where
from saas.enterprise import EnterpriseGoal, GoalSheet
from saas.plan import PlanContribution
from tenants import organisations
from tenants.organisations import Company, Unit
from tenants.people import Actor
from tenants.web import answer, current, gate, paged, wants_fragment
from tenants.web.gates import anybody


@bp.get("/")
@gate(None, anybody)
def tree() -> Any:
    """The companies; each opens into its goals and units."""
    found = reading.companies()
    return answer("alignment/tree.html", page=reading.units_page(found, request.args), count=len(found), **helpers())


@bp.get("/companies/<uuid:company_id>")
@gate(company_of, anybody)
def company(company: Company) -> Any:
    """A company's own goals, and its units."""
    return _group(company.id, None, company.name)


@bp.get("/units/<uuid:unit_id>")
@gate(unit_of, anybody)
def unit(unit: Unit) -> Any:
    """A unit's goals, and the units below it."""
    return _group(unit.company_id, unit.id, unit.name)


def _group(company_id: UUID, unit_id: UUID | None, name: str) -> Any:
    is_part = wants_fragment()
    return answer(
        "alignment/group.html",
        "alignment/_group.html",
        company=None if is_part else organisations.company(company_id),
        unit_id=unit_id,
        name=name,
        over=[each.name for each in organisations.units_over(unit_id)] if unit_id and not is_part else [],
        goals=reading.goals_of(company_id, unit_id, current.actor(), **where()),
        units=reading.units_page(reading.groups(company_id, unit_id), request.args),
        here=f"{request.script_root}{request.path}",
        **helpers(),
    )


Root = tuple[GoalSheet, int]
"""A goal from which one looks downwards, and how many people contribute to it."""


def _root(goal_id: UUID) -> Root | None:
    return enterprise.goal_with(goal_id, plan.contributors())


def _can_read(actor: Actor, root: Root) -> bool:
    return enterprise.policy.can_read(actor, root[0])


@bp.get("/goals/<uuid:goal_id>")
@gate(_root, _can_read)
def goal(root: Root) -> Any:
    """What contributes to a goal: other goals, those in plans that the reader may read, and how many people in all."""
    actor, found = current.actor(), root[0].goal
    return answer(
        "alignment/goal.html",
        "alignment/_goal.html",
        goal=found,
        line=[] if wants_fragment() else _line(found),
        below=reading.leaves(enterprise.children(found.id, actor), **where()),
        mine=paged(
            plan.goals_contributing(found.id, actor),
            [PlanContribution.id],
            after=request.args.get("plans-after"),
            before=request.args.get("plans-before"),
        ),
        people=plan.told(root[1], organisations.setting("threshold")),
        here=f"{request.script_root}{request.path}",
        **helpers(),
    )


def _line(found: EnterpriseGoal) -> list[EnterpriseGoal]:
    """From the company's goal down to this one."""
    return list(reversed(enterprise.above([found.id], drafts=True).get(found.id, [found])))


@bp.get("/mine")
@gate(None, anybody)
def mine() -> Any:
    """One's own line of sight: from each agreed goal up to what the company wants."""
    return answer("alignment/mine.html", sights=lines_of_sight(current.actor()))
