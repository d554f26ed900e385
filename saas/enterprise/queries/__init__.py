"""Reading goals of the enterprise: one with what decides its rights, lists, what one may contribute to, and lines upwards."""

from saas.enterprise.queries.finding import find, target, targets
from saas.enterprise.queries.goals import (
    check_ins,
    choosable_cycles,
    counts,
    counts_below,
    due_goals,
    goal_list,
    goal_with,
    goals_in,
    goals_within,
    leads_unit,
    led_unit,
    places,
    results_of,
    sheet,
    values_of,
    visible_to,
)
from saas.enterprise.queries.lines import above, child_count, children, height

__all__ = [
    "above",
    "check_ins",
    "child_count",
    "children",
    "choosable_cycles",
    "counts",
    "counts_below",
    "due_goals",
    "find",
    "goal_list",
    "goal_with",
    "goals_in",
    "goals_within",
    "height",
    "leads_unit",
    "led_unit",
    "places",
    "results_of",
    "sheet",
    "target",
    "targets",
    "values_of",
    "visible_to",
]  # fmt: skip
