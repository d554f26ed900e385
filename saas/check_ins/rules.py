"""What must hold of a check-in and its answer, and what follows from numbers: falls, balance, tempo. No database, no actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from saas.check_ins.models import ENDS, HEALTHS, KEPT_WORDS, RHYTHMS, WORK
from saas.measures import KeyResult
from saas.plan import GoalInForce

LONGEST = 10_000
"""Characters of one text."""
ANSWER_DAYS = 3
"""Working days until an answer is due."""
FALL = 2
"""By how much a confidence must fall before anybody is told."""
THRESHOLD = 3
"""Pairs of a unit below which HR sees nothing of it."""


@dataclass(frozen=True)
class ResultSaid:
    """One key result in a statement: its value, where one is said, and how sure the employee is."""

    value: Decimal | None
    confidence: int | None


@dataclass(frozen=True)
class SupportSaid:
    """What the employee says of a support commitment: nothing (None), kept, not yet, not kept."""

    said: str | None
    words: str = ""


@dataclass(frozen=True)
class GoalSaid:
    """What the employee says of one goal; key results and commitments by their keys."""

    health: str | None = None
    confidence: int | None = None
    progress: str = ""
    blocker: str = ""
    work: str | None = None
    claim: str | None = None
    results: Mapping[str, ResultSaid] = field(default_factory=dict)
    support: Mapping[str, SupportSaid] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A whole statement: one win, and the goals by their keys."""

    win: str = ""
    goals: Mapping[str, GoalSaid] = field(default_factory=dict)


@dataclass(frozen=True)
class GoalAnswer:
    """What the manager answers to one goal."""

    words: str = ""
    work: str | None = None
    sees: str | None = None


@dataclass(frozen=True)
class Answer:
    """A whole answer: to the whole, to the win, and to goals by their keys."""

    words: str = ""
    win: str = ""
    goals: Mapping[str, GoalAnswer] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether there are words to at least one point."""
        return bool(self.words or self.win or any(each.words for each in self.goals.values()))


def said_problems(goals: Sequence[GoalInForce], said: Said) -> dict[str, str]:
    """What is to be mended in a statement, by the name of the field."""
    found: dict[str, str] = {}
    _fits(found, "win", said.win)
    for goal in goals:
        each, at = said.goals.get(goal.key, GoalSaid()), f"said/{goal.key}/"
        if each.health not in HEALTHS:
            found[at + "health"] = _("Say how it goes: on track, at risk, or off track.")
        for name, text in (("progress", each.progress), ("blocker", each.blocker)):
            _fits(found, at + name, text)
        for name, value, allowed in (("work", each.work, WORK), ("claim", each.claim, ENDS)):
            if value is not None and value not in allowed:
                found[at + name] = _("Choose one.")
        if not goal.words.key_results and not _is_sure(each.confidence):
            found[at + "confidence"] = _("Say how sure you are, from 0 to 10.")
        _result_problems(found, goal, each)
        _support_problems(found, goal, each)
    return found


def _result_problems(found: dict[str, str], goal: GoalInForce, said: GoalSaid) -> None:
    for result in goal.words.key_results:
        spoken = said.results.get(result.key, ResultSaid(None, None))
        if not _is_sure(spoken.confidence):
            found[f"said/{result.key}/confidence"] = _("Say how sure you are, from 0 to 10.")
        if spoken.value is not None and not fits(result, spoken.value):
            found[f"said/{result.key}/value"] = _("Choose one of the values of this key result.")


def _support_problems(found: dict[str, str], goal: GoalInForce, said: GoalSaid) -> None:
    for support in goal.words.support:
        asked = said.support.get(support.key, SupportSaid(None))
        if asked.said is not None and asked.said not in KEPT_WORDS:
            found[f"support/{support.key}/kept"] = _("Choose one.")
        if asked.said is None and asked.words:
            found[f"support/{support.key}/kept"] = _("Say whether it was kept, too.")
        _fits(found, f"support/{support.key}/words", asked.words)


def answer_problems(answer: Answer) -> dict[str, str]:
    """What is to be mended in an answer, by the name of the field."""
    found: dict[str, str] = {}
    _fits(found, "words", answer.words)
    _fits(found, "win", answer.win)
    for key, each in answer.goals.items():
        at = f"said/{key}/"
        _fits(found, at + "words", each.words)
        for name, value, allowed in (("work", each.work, WORK), ("sees", each.sees, ENDS)):
            if value is not None and value not in allowed:
                found[at + name] = _("Choose one.")
    if not found and not answer.says_something:
        found[""] = _("Answer at least one point in words: that is what was asked of you.")
    return found


def length_problems(texts: Mapping[str, str]) -> dict[str, str]:
    """Which texts, by the names of their fields, are longer than any that is kept."""
    found: dict[str, str] = {}
    for name, text in texts.items():
        _fits(found, name, text)
    return found


def _fits(found: dict[str, str], name: str, text: str) -> None:
    if len(text) > LONGEST:
        found[name] = _("At most %(most)s characters fit; these are %(length)s.", most=LONGEST, length=len(text))


def _is_sure(confidence: int | None) -> bool:
    return confidence is not None and 0 <= confidence <= 10


def fits(result: KeyResult, value: Decimal) -> bool:
    """Whether a value can be one of this key result."""
    if result.measure in ("yes_no", "milestone"):
        return value in (0, 1)
    if result.measure == "levels":
        return value in range(1, len(result.levels) + 1)
    return abs(value) < Decimal(10) ** 14


def rhythm_problem(every_days: int | None) -> dict[str, str]:
    """What is wrong with a rhythm, by the name of the field."""
    return {} if every_days in RHYTHMS else {"every_days": _("Choose one.")}


@dataclass(frozen=True)
class Fall:
    """A confidence that fell since the last time: of what, from where, to where."""

    title: str
    before: int
    now: int


def greatest_fall(now: Iterable[tuple[str, str, int]], before: Mapping[str, int]) -> Fall | None:
    """Of (key, title, confidence) what fell most since `before` (confidence by key); None where nothing fell by two or more."""
    falls = [Fall(title, before[key], sure) for key, title, sure in now if key in before and before[key] - sure >= FALL]
    return max(falls, key=lambda each: (each.before - each.now, -each.now), default=None)


def next_day(after: date, every_days: int, today: date) -> date:
    """The next day of a rhythm that lies ahead: a sweeper that comes late opens one check-in, not many."""
    found = after
    while found <= today:
        found += timedelta(days=every_days)
    return found


def differing_marks(said: str | None, marked: str | None) -> bool:
    """Whether both have said who did the work, and not the same."""
    return said is not None and marked is not None and said != marked


@dataclass(frozen=True)
class Balance:
    """What a pair owes each other, and how long ago both spoke."""

    days: int | None
    """Since both had last spoken; None where they have not yet."""
    due_on: date | None
    """The check-in that waits for the employee."""
    answers: int
    """Check-ins that wait for the manager's answer."""
    answer_due_on: date | None
    """When the first of them was or is to be answered."""
    next_on: date | None


TALKING, WAITING, SILENT = "talking", "waiting", "silent"
TEMPO = (TALKING, WAITING, SILENT)


@dataclass
class UnitTempo:
    """How many pairs of a unit are doing how."""

    unit_id: UUID
    label: str
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TEMPO, 0))

    @property
    def total(self) -> int:
        """All its pairs."""
        return sum(self.numbers.values())


def shown(units: Iterable[UnitTempo]) -> tuple[list[UnitTempo], bool]:
    """Units with enough pairs to be shown, and whether any was left out. No sum is told: it would tell what is left out."""
    there = list(units)
    kept = [each for each in there if each.total >= THRESHOLD]
    return kept, len(kept) < len(there)


@dataclass(frozen=True)
class Point:
    """One point of a line that was said over time."""

    at: datetime
    value: Decimal | None
    confidence: int
