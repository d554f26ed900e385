"""What was said, in the words of a page: values, falls, and what a point would be called as a topic of a talk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from saas.check_ins.sheets import CheckInSheet, GoalSpoken, Line
from saas.measures import KeyResult, amount
from tenants.web.dates import long_day


def value_words(result: KeyResult | None, value: Decimal | None) -> str:
    """A value as people read it."""
    if result is None or value is None:
        return ""
    if result.measure == "yes_no":
        return str(_("Yes") if value else _("No"))
    if result.measure == "milestone":
        return str(_("Reached") if value else _("Not reached yet"))
    return amount(result, value)


def mood(confidence: int | None) -> str:
    """How a confidence is coloured, beside its number: good from 7, wait from 4, bad below, plain for none."""
    if confidence is None:
        return "plain"
    return "good" if confidence >= 7 else "wait" if confidence >= 4 else "bad"


def line_words(line: Line) -> str:
    """What a line shows, in a sentence: the title of its picture."""
    first, last = line.points[0], line.points[-1]
    if len(line.points) == 1:
        return str(_("%(what)s: confidence %(now)s of 10.", what=line.title, now=last.confidence))
    return str(
        _(
            "%(what)s: confidence from %(before)s to %(now)s of 10.",
            what=line.title,
            before=first.confidence,
            now=last.confidence,
        )
    )


WIDE, HIGH, EDGE = 200, 48, 5
"""The size of a sparkline, and the room around it."""


@dataclass(frozen=True)
class Spark:
    """A line as a picture draws it: places of the confidence and, where values can be put on a scale, of these."""

    confidence: tuple[tuple[float, float], ...]
    value: tuple[tuple[float, float], ...]


def spark(line: Line) -> Spark:
    """Where the points of a line lie: confidence between 0 and 10, values between their start or lowest and their target or
    highest.
    """
    step = (WIDE - 2 * EDGE) / max(1, len(line.points) - 1)

    def at(n: int, share: float) -> tuple[float, float]:
        return round(EDGE + n * step, 1), round(HIGH - EDGE - share * (HIGH - 2 * EDGE), 1)

    sure = tuple(at(n, point.confidence / 10) for n, point in enumerate(line.points))
    numbers = [(n, point.value) for n, point in enumerate(line.points) if point.value is not None]
    if line.result is None or not numbers:
        return Spark(sure, ())
    ends = [each for each in (line.result.start, line.result.target) if each is not None] + [each for _n, each in numbers]
    low, high = (Decimal(0), Decimal(1)) if line.result.measure in ("yes_no", "milestone") else (min(ends), max(ends))
    wide = high - low or Decimal(1)
    return Spark(sure, tuple(at(n, float((value - low) / wide)) for n, value in numbers))


@dataclass(frozen=True)
class PointAsTopic:
    """A point of a check-in as a topic of the pair's next 1:1: whose pair, the topic's words, and where the point stands."""

    employee_id: UUID
    manager_id: UUID
    words: str
    label: str
    """What it is about, in words."""
    about: str
    """The path of the point, below the organisation."""


def as_topic(sheet: CheckInSheet, goal: GoalSpoken | None) -> PointAsTopic:
    """A point as the room of 1:1s takes it: the goal, and what is in the way or has fallen; without one the whole."""
    check_in, path = sheet.check_in, f"/check-ins/{sheet.id}"
    pair = (check_in.employee_id, check_in.manager_id)
    label = str(_("The check-in of %(day)s", day=long_day(check_in.due_on)))
    if goal is None:
        return PointAsTopic(*pair, label, label, path)
    title = goal.goal.words.title
    words = f"{title}: {goal.said.blocker}" if goal.said.blocker else title
    return PointAsTopic(*pair, words, label, f"{path}#goal-{goal.goal.key}")
