"""Plan: the performance plan that an employee and their manager agree, neither a task from HR nor an order.

Either side drafts and proposes; the other signs, counters or asks. What both have signed is in force, and changes only
by an amendment that both sign. HR may read from the first proposal on and be called to mediate; it never signs. Another
manager adopts what is in force.
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
    propose,
    save,
    seen_content,
    sign,
    take_draft,
    withdraw,
)
from saas.plan.adopting import adopt, given_about, passing
from saas.plan.adopting import answer as answer_handover
from saas.plan.adopting import give as hand_over
from saas.plan.beginning import Beginning, begin_with, filled, in_days, offer
from saas.plan.concerning import concerned_by_leaving, concerned_by_lines
from saas.plan.content import SHAPE, ContentError, Contribution
from saas.plan.content import Plan as Content
from saas.plan.contributing import contributions_of, contributors, contributors_of, goals_contributing, told
from saas.plan.events import HandoverGiven, PlanAdopted, PlanAgreed, PlanOpened
from saas.plan.finding import sheets, sheets_of, signers
from saas.plan.forms import PARTS, GoalForm, Weights, goal_form
from saas.plan.glancing import Glance, glance
from saas.plan.in_force import (
    GoalInForce,
    end_goal,
    goals_by_id,
    goals_in_force,
    take_up_work,
    with_goals_in_force,
    worded,
    worded_then,
)
from saas.plan.levels import Level, Scale
from saas.plan.mediating import call
from saas.plan.models import Goal, Handover, Plan, PlanContribution
from saas.plan.opening import being_opened, open_all, open_plans
from saas.plan.preparing import lay_before, set_aside, take_over
from saas.plan.queries import (
    behind,
    goal_facts,
    goals_of,
    plans_of,
    running_plans,
    sheet,
    signed_plans_in,
)
from saas.plan.reminding import awaited, in_cycle, remind, remind_all, running_with_reminders, whom
from saas.plan.rules import check as problems_of
from saas.plan.searched import CHANGES_WHAT_IS_FOUND, FOUND
from saas.plan.seats import come_back, end_plans, follow_line, go_on, rest, tell_called_off
from saas.plan.sheets import Passing, Sheet
from saas.plan.taken_along import taken_along
from saas.plan.waiting import TurnItem, calls_of, turn_items

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "FOUND", "PARTS", "SHAPE", "Beginning", "Content", "ContentError", "Contribution", "Glance",
    "Goal", "GoalForm", "GoalInForce", "Handover", "HandoverGiven", "Level", "Passing", "Plan", "PlanAdopted", "PlanAgreed",
    "PlanContribution", "PlanOpened", "Scale", "Sheet", "TurnItem", "Weights", "adopt", "amend", "answer_handover", "ask",
    "awaited", "begin_with", "behind", "being_opened", "blueprints", "call", "calls_of", "come_back", "concerned_by_leaving",
    "concerned_by_lines", "contributions_of", "contributors", "contributors_of", "counter", "discard", "end_goal", "end_plans",
    "filled", "first_content", "follow_line", "given_about", "glance", "go_on", "goal_facts", "goal_form", "goals_by_id",
    "goals_contributing", "goals_in_force", "goals_of", "hand_over", "in_cycle", "in_days", "lay_before", "merged", "offer",
    "open_all", "open_plans", "passing", "plans_of", "policy", "problems_of", "propose", "remind", "remind_all", "rest",
    "running_plans", "running_with_reminders", "save", "seen_content", "set_aside", "sheet", "sheets", "sheets_of", "sign",
    "signed_plans_in", "signers", "take_draft", "take_over", "take_up_work", "taken_along", "tell_called_off", "told",
    "turn_items", "whom", "with_goals_in_force", "withdraw", "worded", "worded_then",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.plan import views

    words.register()
    return (views.bp,)
