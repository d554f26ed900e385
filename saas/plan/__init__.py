"""Plan: the performance plan that an employee and their manager agree, neither a task from HR nor an order.

Either side drafts and proposes; the other signs, counters or asks. What both have signed is in force, and changes only
by an amendment that both sign. HR may read from the first proposal on; it never signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.plan import policy, words
from saas.plan.actions import (
    amend,
    ask,
    counter,
    discard,
    first_content,
    merged,
    open_plans,
    propose,
    save,
    seen_content,
    sign,
    take_draft,
    withdraw,
)
from saas.plan.content import SHAPE, ContentError
from saas.plan.content import Plan as Content
from saas.plan.events import PlanAgreed, PlanOpened
from saas.plan.glancing import Glance, glance
from saas.plan.levels import Level, Scale
from saas.plan.models import Goal, Plan
from saas.plan.queries import (
    counts_by_state,
    goal_facts,
    goals_of,
    plan_of,
    plans_of,
    rows_in_cycle,
    running_plans,
    sheet,
    signed_plans_in,
)
from saas.plan.reminding import awaited, in_cycle, remind, remind_all, reminded_today, running_with_reminders, whom
from saas.plan.seats import come_back, end_plans, follow_line, go_on, rest, tell_called_off
from saas.plan.sheets import Sheet
from saas.plan.waiting import TurnItem, turn_items

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "SHAPE", "Content", "ContentError", "Glance", "Goal", "Level", "Plan", "PlanAgreed", "PlanOpened", "Scale", "Sheet",
    "TurnItem",
    "amend", "ask", "awaited", "blueprints", "come_back", "counter", "counts_by_state", "discard", "end_plans",
    "first_content", "follow_line", "glance", "go_on", "goal_facts", "goals_of", "in_cycle", "merged", "open_plans", "plan_of",
    "plans_of", "policy", "propose", "remind", "remind_all", "reminded_today", "rest", "rows_in_cycle", "running_plans",
    "running_with_reminders", "save", "seen_content", "sheet", "sign", "signed_plans_in", "take_draft", "tell_called_off",
    "turn_items", "whom", "withdraw",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.plan import views

    words.register()
    return (views.bp,)
