"""What happens to check-ins. Events hold ids, numbers and state words, never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class CheckInRhythmSet(Event):
    """The employee said how often they check in."""

    verb: ClassVar[str] = "check_ins.rhythm_set"
    every_days: int


@dataclass(frozen=True)
class CheckInDue(Event):
    """A check-in is due, by its day or because the employee wants to say something now."""

    verb: ClassVar[str] = "check_ins.due"
    due_on: date


@dataclass(frozen=True)
class CheckInSubmitted(Event):
    """The employee said how it goes; `no` counts how often they said it anew."""

    verb: ClassVar[str] = "check_ins.submitted"
    no: int
    manager_id: UUID


@dataclass(frozen=True)
class CheckInAnswered(Event):
    """The manager answered: from now on both have spoken."""

    verb: ClassVar[str] = "check_ins.answered"
    employee_id: UUID


@dataclass(frozen=True)
class CheckInReplied(Event):
    """One of the two said something more to a point."""

    verb: ClassVar[str] = "check_ins.replied"


@dataclass(frozen=True)
class CheckInMissed(Event):
    """Nobody said anything until the next one was due."""

    verb: ClassVar[str] = "check_ins.missed"


@dataclass(frozen=True)
class CheckInClosed(Event):
    """An answered one is over: the next is due."""

    verb: ClassVar[str] = "check_ins.closed"


@dataclass(frozen=True)
class CheckInLapsed(Event):
    """It is not needed any more: the line has ended, or no plan is in force."""

    verb: ClassVar[str] = "check_ins.lapsed"


@dataclass(frozen=True)
class GoalClaimed(Event):
    """The employee says how a goal ended."""

    verb: ClassVar[str] = "check_ins.goal_claimed"
    goal_id: UUID
    state: str


@dataclass(frozen=True)
class GoalConfirmed(Event):
    """The manager says how they see it; `agrees` where both see the same, and the goal is over."""

    verb: ClassVar[str] = "check_ins.goal_confirmed"
    goal_id: UUID
    state: str
    agrees: bool
