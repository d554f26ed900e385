"""A check-in, and a pair, with everything that decides who may do what with them. Page, part and policy share them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from saas.check_ins.models import (
    CheckIn,
    CheckInGoal,
    CheckInReply,
    CheckInRhythm,
    CheckInStatement,
)
from saas.check_ins.rules import Point, ResultSaid, SupportSaid
from saas.measures import KeyResult
from saas.plan import GoalInForce
from tenants.people import Person, Standing


@dataclass(frozen=True)
class PairSheet:
    """An employee and one manager of theirs, with their rhythm and where the employee stands today."""

    rhythm: CheckInRhythm
    standing: Standing

    @property
    def id(self) -> UUID:
        """The rhythm's id."""
        return self.rhythm.id

    @property
    def employee(self) -> Person:
        """Who checks in."""
        return self.rhythm.employee

    @property
    def manager(self) -> Person:
        """Who answers."""
        return self.rhythm.manager

    @property
    def is_led(self) -> bool:
        """Whether that manager leads the employee today and is here."""
        return self.standing.manager_id == self.rhythm.manager_id and self.manager.state != "left"


@dataclass(frozen=True)
class CheckInSheet:
    """One check-in of a pair."""

    check_in: CheckIn
    pair: PairSheet

    @property
    def id(self) -> UUID:
        """The check-in's id."""
        return self.check_in.id

    @property
    def employee(self) -> Person:
        """Who checks in."""
        return self.pair.employee

    @property
    def manager(self) -> Person:
        """Who answers."""
        return self.pair.manager


@dataclass(frozen=True)
class GoalSpoken:
    """A goal in a check-in: its words then, what the employee said, and what was answered, oldest first."""

    goal: GoalInForce
    said: CheckInGoal
    values: Mapping[str, ResultSaid]
    support: Mapping[str, SupportSaid]
    replies: tuple[CheckInReply, ...] = ()

    @property
    def mark(self) -> str | None:
        """Who did the work as the manager marked it."""
        return next((each.work for each in self.replies if each.work is not None), None)

    @property
    def sees(self) -> str | None:
        """How the goal ended as the manager sees it."""
        return next((each.sees for each in self.replies if each.sees is not None), None)

    @property
    def confidence(self) -> int | None:
        """How sure the employee is of the goal: the lowest of its key results."""
        return min((each.confidence or 0 for each in self.values.values()), default=self.said.confidence)


@dataclass(frozen=True)
class Spoken:
    """What was said in a check-in: the last statement, goal by goal, and answers to the whole and to the win."""

    statement: CheckInStatement
    goals: tuple[GoalSpoken, ...]
    replies: tuple[CheckInReply, ...]

    def of(self, point: str) -> list[CheckInReply]:
        """The replies to the whole ("") or to the win."""
        return [each for each in self.replies if each.point == point]


@dataclass(frozen=True)
class Before:
    """What was said last before a check-in: confidence and value by the key of a key result or goal, marks of support."""

    confidence: Mapping[str, int] = field(default_factory=dict)
    value: Mapping[str, Decimal | None] = field(default_factory=dict)
    support: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """How one key result, or a goal without any, went over the check-ins of a pair, oldest first."""

    key: str
    title: str
    result: KeyResult | None
    points: tuple[Point, ...]
