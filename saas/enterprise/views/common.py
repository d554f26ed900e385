"""What the pages of this room share: the blueprint, addresses, and the page of one goal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from saas.enterprise import forms, policy, queries, rules
from saas.enterprise.models import EnterpriseCheckIn, EnterpriseGoal
from saas.enterprise.sheets import GoalSheet
from saas.enterprise.states import MACHINE
from saas.measures import amount, measured, steps_of
from tenants import organisations
from tenants.web import answer, current, paged

bp = Blueprint("enterprise", __name__, url_prefix="/enterprise")


def goal_url(goal: EnterpriseGoal, anchor: str | None = None) -> str:
    """The address of a goal's page."""
    return url_for("enterprise.goal", goal_id=goal.id, _anchor=anchor)


def load(goal_id: UUID, **_address: object) -> GoalSheet | None:
    """The goal of an address with what decides who may do what."""
    return queries.sheet(goal_id)


def show(sheet: GoalSheet, status: int = 200, **given: Any) -> Response:
    """The page of a goal, with the acts that are possible now for the one who asks."""
    actor, goal = current.actor(), sheet.goal
    said = paged(queries.check_ins(goal.id), [EnterpriseCheckIn.id], **pages(), size=20, falling=True)
    line = queries.above([goal.id], drafts=True).get(goal.id, [goal])
    below = paged(queries.children(goal.id, actor), [EnterpriseGoal.title_key, EnterpriseGoal.id], size=20)
    keeps = policy.can_change(actor, sheet)
    checks = policy.can_check_in(actor, sheet) and MACHINE.may(goal, "check_in")
    context: dict[str, Any] = {
        "sheet": sheet,
        "goal": goal,
        "line": list(reversed(line)),
        "below": below,
        "said": said,
        "values": queries.values_of([each.id for each in said.rows]) if said.rows else {},
        "keeps": keeps,
        "may": {verb for verb in MACHINE.moves if keeps and MACHINE.may(goal, verb)},
        "checks": checks,
        "check_form": forms.check_in_form([row.result for row in sheet.results]) if checks else None,
        "closing_form": forms.ClosingForm() if keeps else None,
        "is_due": goal.due_on is not None and goal.due_on <= organisations.today(),
        "theirs": None,
        **helpers(),
    }
    return answer("enterprise/goal.html", status=status, **(context | given))


def pages() -> dict[str, Any]:
    """Where in a list the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def helpers() -> dict[str, Any]:
    """Functions for templates of this room."""
    return {"measured": measured, "amount": amount, "steps_of": steps_of, "progress": rules.progress, "mood": rules.mood}
