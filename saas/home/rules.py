"""What home counts and compares: whose turn, how late, how far. No actor, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tenants.people import Person, Standing

AGREED, OPEN, DRAFTING, NONE = "agreed", "open", "drafting", "none"
PARTS = (AGREED, OPEN, DRAFTING, NONE)
"""How far a plan is, in four steps for bars: agreed, put to the other side, being drafted, not begun."""

REASONS = ("unled", "absent", "none", "drafting", "answer", "finish", "mediation", "adopt", "later")
"""Why a plan is not agreed yet: nobody leads the person; whoever it waits for has never signed in; it was not begun; nobody has
proposed; a proposal waits for its answer; an answer is being written; HR was called in; who leads now has not adopted it; the
person begins on a later day.
"""

_PART = {"agreed": AGREED, "superseded": AGREED, "proposed": OPEN, "countered": OPEN, "mediation": OPEN, "drafting": DRAFTING}


def part_of(state: str | None) -> str:
    """The step at which a plan of this state stands; None is a participant without a plan."""
    return _PART.get(state or "", NONE)


@dataclass(frozen=True)
class Sight:
    """A person and where they stand today."""

    person: Person
    standing: Standing


@dataclass(frozen=True)
class Turn:
    """One thing that waits for the reader (`mine`) or that somebody owes them. `kind` names its words
    (`views/words.py`).
    """

    kind: str
    path: str
    """Below the organisation."""
    person: Person
    since: datetime
    cycle: Any
    no: int | None = None
    due_on: date | None = None
    mine: bool = True

    def days_late(self, today: date) -> int:
        """How many days after its day it is; 0 where it has none or it is not over."""
        return max(0, (today - self.due_on).days) if self.due_on else 0


OTHERS_WAIT = frozenset(
    {"answer", "finish", "own_cycle", "talk", "adopt", "handover", "mediate", "right", "feedback_asked", "check_in_answer"}
    | {"meeting_confirm", "meeting_rhythm", "promise_answer", "promise_drop", "file_contest"}
    | {"question_answer", "question_reply", "question_wider"}
)
"""Turns for which somebody else is waiting."""


def ordered(turns: Iterable[Turn], today: date) -> list[Turn]:
    """The latest first, then those for which somebody waits, the longest waiting before the others."""
    return sorted(turns, key=lambda turn: (-turn.days_late(today), turn.kind not in OTHERS_WAIT, turn.since))


@dataclass
class Progress:
    """How many plans of a group stand at which step."""

    label: str
    key: UUID | None = None
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    @property
    def total(self) -> int:
        """All participants of the group."""
        return sum(self.numbers.values())

    @property
    def agreed(self) -> int:
        """Those whose plan is in force."""
        return self.numbers[AGREED]

    def waiting(self, part: str = "") -> int:
        """How many plans wait for somebody, of all of them or of those at one step."""
        return sum(self.numbers[each] for each in (OPEN, DRAFTING) if part in ("", each))

    @classmethod
    def of(cls, label: str, groups: Iterable[Progress], key: UUID | None = None) -> Progress:
        """Several groups as one."""
        found = cls(label, key)
        for group in groups:
            for name, number in group.numbers.items():
                found.numbers[name] += number
        return found

    def add(self, state: str | None, number: int) -> None:
        """Count `number` more at the step of this state."""
        self.numbers[part_of(state)] += number


def part_of_day(hour: int) -> str:
    """morning, afternoon or evening, by the hour on the reader's wall."""
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
