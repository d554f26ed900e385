"""The sheets: a pair, and a 1:1 with everything that decides who may do what with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from saas.meetings.models import (
    Meeting,
    MeetingLine,
    MeetingPromise,
    MeetingPromiseAnswer,
    MeetingSeries,
    MeetingTopic,
    MeetingTopicWording,
)
from saas.meetings.writings import MeetingMinutes, MeetingNote, MeetingVersion
from tenants.people import Person, Standing


@dataclass(frozen=True)
class Pair:
    """An employee and a manager; the line between them may be over."""

    employee: Person
    manager: Person
    standing: Standing
    """Where the employee stands today."""

    @property
    def id(self) -> UUID:
        """The employee's id."""
        return self.employee.id

    @property
    def employee_id(self) -> UUID:
        """The employee's id."""
        return self.employee.id

    @property
    def manager_id(self) -> UUID:
        """The manager's id."""
        return self.manager.id

    @property
    def parties(self) -> tuple[UUID, UUID]:
        """Both."""
        return self.employee.id, self.manager.id

    @property
    def is_led(self) -> bool:
        """Whether the line is in force and both are there: else nothing of theirs moves."""
        there = "left" not in (self.employee.state, self.manager.state)
        return there and self.standing.manager_id == self.manager.id

    def person_of(self, person_id: UUID) -> Person:
        """That one of the two."""
        return self.employee if person_id == self.employee.id else self.manager

    def other(self, person_id: UUID) -> Person:
        """The other one of the two; for anybody else the employee."""
        return self.manager if person_id == self.employee.id else self.employee


@dataclass(frozen=True)
class MeetingSheet:
    """A 1:1 with everything that decides who may do what with it now."""

    meeting: Meeting
    standing: Standing
    """Where the employee stands today."""
    minutes: MeetingMinutes | None = None
    note: MeetingNote | None = None
    """The private note of the reader of this unit of work."""
    latest: MeetingVersion | None = None
    """The newest frozen version."""
    confirmed: frozenset[int] = frozenset()
    """Numbers of the versions that the reader has confirmed."""

    @property
    def id(self) -> UUID:
        """The meeting's id."""
        return self.meeting.id

    @property
    def pair(self) -> Pair:
        """The two."""
        return Pair(self.meeting.employee, self.meeting.manager, self.standing)

    @property
    def parties(self) -> tuple[UUID, UUID]:
        """Both."""
        return self.meeting.parties

    @property
    def is_led(self) -> bool:
        """Whether the line is in force and both are there."""
        return self.pair.is_led

    @property
    def waits_for(self) -> UUID | None:
        """Who is to confirm what the other has confirmed, or None."""
        if self.meeting.state != "held" or self.latest is None:
            return None
        return self.meeting.other(self.latest.author_id)


class OfPair:
    """A sheet of something that a pair shares."""

    pair: Pair

    @property
    def parties(self) -> tuple[UUID, UUID]:
        """Both."""
        return self.pair.parties

    @property
    def is_led(self) -> bool:
        """Whether the line is in force and both are there."""
        return self.pair.is_led


@dataclass(frozen=True)
class RhythmSheet(OfPair):
    """A rhythm with its pair."""

    series: MeetingSeries
    pair: Pair

    @property
    def id(self) -> UUID:
        """The series' id."""
        return self.series.id


@dataclass(frozen=True)
class TopicSheet(OfPair):
    """A topic with how it reads, its pair, and its line on the agenda of the 1:1 to come."""

    topic: MeetingTopic
    words: str
    pair: Pair
    line: MeetingLine | None = None
    meeting: Meeting | None = None

    @property
    def id(self) -> UUID:
        """The topic's id."""
        return self.topic.id


@dataclass(frozen=True)
class PromiseSheet(OfPair):
    """A promise with its pair and the 1:1 at which it was made."""

    promise: MeetingPromise
    pair: Pair
    meeting: Meeting

    @property
    def id(self) -> UUID:
        """The promise's id."""
        return self.promise.id


@dataclass(frozen=True)
class Item:
    """A topic on an agenda, as it is read."""

    line: MeetingLine
    topic: MeetingTopic
    wording: MeetingTopicWording

    @property
    def words(self) -> str:
        """How it reads."""
        return self.wording.words


@dataclass(frozen=True)
class Told:
    """A promise with what was said about it, oldest first."""

    promise: MeetingPromise
    answers: tuple[MeetingPromiseAnswer, ...] = ()
    days_late: int = 0
    """Days since the day by which it was promised, while its owner has not said that it is done."""

    @property
    def last(self) -> MeetingPromiseAnswer | None:
        """What was said last."""
        return self.answers[-1] if self.answers else None


Whole = dict[str, Any]
