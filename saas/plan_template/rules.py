"""What must hold before a template is published: what must hold before a plan is proposed, but for what only two can say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from flask_babel import gettext as _

from saas.measures import Problem, tidy
from saas.plan import Scale, in_days, problems_of
from saas.plan.content import Goal, Period
from saas.plan.content import Plan as Content

TITLE, WORDS = 160, 4000


@dataclass(frozen=True)
class Facts:
    """What a template is called, what it is for, where it holds, and for which positions."""

    title: str
    words: str = ""
    unit_id: UUID | None = None
    position_ids: frozenset[UUID] = frozenset()


def tidied(facts: Facts) -> Facts:
    """In the one spelling in which it is stored."""
    return replace(facts, title=" ".join(tidy(facts.title).split()), words=tidy(facts.words))


def problems(facts: Facts) -> dict[str, str]:
    """What is wrong with it, by field."""
    found = {}
    if not facts.title:
        found["title"] = _("Give the template a title.")
    elif len(facts.title) > TITLE:
        found["title"] = _("At most %(most)s characters fit.", most=TITLE)
    if len(facts.words) > WORDS:
        found["words"] = _("At most %(most)s characters fit.", most=WORDS)
    return found


def general(goal: Goal) -> Goal:
    """The goal without what only two people can say of it: dates, how hard it is for somebody, what it contributes to."""
    results = tuple(replace(each, due_on=None, contributes=None) for each in goal.key_results)
    support = tuple(replace(each, by_on=None) for each in goal.support)
    return replace(goal, due_on=None, challenge=None, contributes=None, key_results=results, support=support)


def as_plan(goals: Sequence[Goal], today: date) -> Content:
    """The goals as a plan of the coming year, as the pages of plans show it and the rules of plans judge it."""
    return Content(Period(today, today + timedelta(days=364)), tuple(goals))


def unready(goals: Sequence[Goal], positions: Collection[object], scale: Scale, today: date) -> list[Problem]:
    """What keeps the template from being published, in reading order."""
    whole = as_plan([each.trimmed() for each in goals], today)
    found = problems_of(in_days(whole, whole.period), whole.period, today, scale)
    if not positions:
        found.insert(0, Problem(("positions",), "positions.none", _("Choose at least one position that it is for.")))
    return found
