"""What must hold before a plan is proposed, and the arithmetic of weights. No database, no actor.

Weights are basis points. **They are summed over all goals and make exactly 10,000**; a work goal weighs at least one, a
development goal may weigh nothing and then doesn't count. Dates are held against the period of the cycle, so a plan
drafted before HR moved a date is judged by the new one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from flask_babel import gettext as _

from saas.measures import Problem, check_result
from saas.plan.content import Goal, Period, Plan, Support
from saas.plan.levels import Scale
from tenants.agreements.lines import Path
from tenants.web.dates import long_day

WHOLE = 10_000
"""All weights together, in basis points: 100 %."""

LATEST = timedelta(days=5 * 366)
"""How far after its cycle a goal that outlives it may be due: about five years."""

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,9}))?")


class NotAPercent(ValueError):
    """The text is no share between 0 and 100 %; the message says what to enter."""


def check(plan: Plan, period: Period, today: date, scale: Scale | None = None) -> list[Problem]:
    """What keeps the plan from being proposed, in reading order; empty when nothing does.

    *period* and *scale* are the cycle's. Without a scale, words for any level will do as a goal's criterion.
    """
    problems = list(_check_whole(plan))
    for goal in plan.goals:
        at = ("goals", goal.key)
        problems += _check_goal(goal, at, scale)
        problems += _check_due(goal, at, period, today)
        for result in goal.key_results:
            last = max(goal.due_on or period.ends_on, period.starts_on)
            problems += check_result(result, (*at, "key_results", result.key), period.starts_on, last)
        for support in goal.support:
            problems += _check_support(support, (*at, "support", support.key), goal, period)
    return problems


def total(plan: Plan) -> int:
    """The sum of all weights in basis points."""
    return sum(goal.weight for goal in plan.goals)


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Rounded once, for display: halves go up (away from nought). 2.345 → 2.35."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def parse_percent(text: str) -> int:
    """What a person typed as a share, in basis points: ``33.33``, ``33,33 %`` and ``３３.３３％`` are all 3333.

    A third decimal is rounded half up. Raises NotAPercent for anything but a number from 0 to 100.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("%").rstrip()
    found = _PERCENT.fullmatch(plain)
    points = int(half_up(Decimal(f"{found[1]}.{found[2] or 0}") * 100, 0)) if found else -1
    if not 0 <= points <= WHOLE:
        raise NotAPercent(_("Enter a share from 0 to 100, such as 25 or 33.33."))
    return points


def percent_text(points: int) -> str:
    """Basis points as a person types them: 3333 → ``33.33``, 4000 → ``40``."""
    whole, rest = divmod(points, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def share_evenly(n: int) -> list[int]:
    """The weights of n equal goals; what can't be divided goes to the first ones. Nothing for none."""
    if n < 1:
        return []
    each, rest = divmod(WHOLE, n)
    return [each + 1] * rest + [each] * (n - rest)


def _check_whole(plan: Plan) -> Iterator[Problem]:
    if not plan.goals:
        yield Problem(("goals",), "goals.none", _("Add at least one goal."))
        return
    missing = WHOLE - total(plan)
    if missing > 0:
        message = _("The weights must add up to 100 %%. Give out another %(share)s %%.", share=percent_text(missing))
        yield Problem(("goals",), "weights.sum", message)
    elif missing < 0:
        message = _("The weights must add up to 100 %%. Take %(share)s %% away.", share=percent_text(-missing))
        yield Problem(("goals",), "weights.sum", message)


def _check_goal(goal: Goal, at: Path, scale: Scale | None) -> Iterator[Problem]:
    if not goal.title:
        yield Problem((*at, "title"), "goal.title", _("Give this goal a title."))
    if goal.kind == "work" and goal.weight == 0:
        message = _("Give this goal a weight, or make it a development goal.")
        yield Problem((*at, "weight"), "goal.weight", message)
    if scale is None:
        if not goal.criteria:
            yield Problem((*at, "criteria"), "goal.criterion", _("Say in words when this goal is reached."))
        return
    if not goal.criteria.get(scale.expected):
        message = _("Say in words what “%(level)s” looks like for this goal.", level=scale.expected_level.label)
        yield Problem((*at, "criteria", scale.expected), "goal.criterion", message)
    for key in goal.criteria:
        if key not in scale.keys:
            message = _("This criterion belongs to a level that this cycle doesn't have. Move its words to another.")
            yield Problem((*at, "criteria", key), "goal.level", message)


def _check_due(goal: Goal, at: Path, period: Period, today: date) -> Iterator[Problem]:
    place = (*at, "due_on")
    if goal.due_on is None:
        yield Problem(place, "goal.due", _("Say by when this goal should be reached."))
    elif goal.due_on < period.starts_on:
        message = _("Choose a date from %(day)s on, when the period starts.", day=long_day(period.starts_on))
        yield Problem(place, "goal.early", message)
    elif goal.due_on > period.ends_on and not goal.outlives:
        message = _(
            "Choose a date up to %(day)s, when the period ends, or mark the goal as going on after the cycle.",
            day=long_day(period.ends_on),
        )
        yield Problem(place, "goal.late", message)
    elif goal.due_on > max(period.ends_on, today) + LATEST:
        yield Problem(place, "goal.far", _("Choose a date within the next five years, and agree on the rest later."))


def _check_support(support: Support, at: Path, goal: Goal, period: Period) -> Iterator[Problem]:
    if not support.words:
        yield Problem((*at, "words"), "support.words", _("Say what the manager will do."))
    last = max(period.ends_on, goal.due_on or period.ends_on) if goal.outlives else period.ends_on
    if support.by_on is None:
        yield Problem((*at, "by_on"), "support.date", _("Say by when the manager will do this."))
    elif not period.starts_on <= support.by_on <= last:
        message = _("Choose a date from %(first)s to %(last)s.", first=long_day(period.starts_on), last=long_day(last))
        yield Problem((*at, "by_on"), "support.outside", message)
