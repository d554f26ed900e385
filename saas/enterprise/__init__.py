"""Enterprise: the goals of companies and units, so that everybody sees what their own work is part of.

A goal has one owner, who says how it goes; it may contribute to one other goal, or to a key result of it, and never in a
circle. Everybody reads it once it is open. It is closed with words and never deleted. Nothing here is assigned to anybody:
people say in their own plans what they contribute to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.enterprise import policy, words
from saas.enterprise.actions import change, check_in, close, make, open_goal
from saas.enterprise.events import (
    EnterpriseCheckedIn,
    EnterpriseGoalChanged,
    EnterpriseGoalClosed,
    EnterpriseGoalMade,
    EnterpriseGoalOpened,
)
from saas.enterprise.fields import GoalField
from saas.enterprise.keeping_places import reasons_to_keep_company, reasons_to_keep_unit
from saas.enterprise.models import EnterpriseCheckIn, EnterpriseGoal, EnterpriseKeyResult, EnterpriseValue, EnterpriseWording
from saas.enterprise.queries import (
    above,
    child_count,
    children,
    counts,
    counts_below,
    due_goals,
    find,
    goal_with,
    goals_in,
    goals_within,
    results_of,
    sheet,
    target,
    targets,
    visible_to,
)
from saas.enterprise.rules import Facts, Said, mood, progress
from saas.enterprise.searched import CHANGES_WHAT_IS_FOUND, FOUND
from saas.enterprise.sheets import GoalSheet, Target
from saas.enterprise.states import MACHINE

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND",
    "FOUND",
    "MACHINE",
    "EnterpriseCheckIn",
    "EnterpriseCheckedIn",
    "EnterpriseGoal",
    "EnterpriseGoalChanged",
    "EnterpriseGoalClosed",
    "EnterpriseGoalMade",
    "EnterpriseGoalOpened",
    "EnterpriseKeyResult",
    "EnterpriseValue",
    "EnterpriseWording",
    "Facts",
    "GoalField",
    "GoalSheet",
    "Said",
    "Target",
    "above",
    "blueprints",
    "change",
    "check_in",
    "child_count",
    "children",
    "close",
    "counts", "counts_below",
    "due_goals",
    "find",
    "goal_with",
    "goals_in",
    "goals_within",
    "make",
    "mood",
    "open_goal",
    "policy",
    "progress",
    "reasons_to_keep_company",
    "reasons_to_keep_unit",
    "results_of",
    "sheet",
    "target",
    "targets",
    "visible_to",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.enterprise import views

    words.register()
    return (views.bp,)
