"""What happens to a cycle. Events hold ids, numbers, dates and state words, never names or what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class CycleMade(Event):
    """A cycle was drafted: HR's, or an employee's own."""

    verb: ClassVar[str] = "cycle.made"
    kind: str


@dataclass(frozen=True)
class CycleChanged(Event):
    """A draft differs; `what` names the parts that changed."""

    verb: ClassVar[str] = "cycle.changed"
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class CycleMadeReady(Event):
    """Nothing is missing any more: the cycle may open."""

    verb: ClassVar[str] = "cycle.made_ready"


@dataclass(frozen=True)
class CycleReopened(Event):
    """A ready cycle is a draft again."""

    verb: ClassVar[str] = "cycle.reopened"


@dataclass(frozen=True)
class CycleOpened(Event):
    """HR's cycle stands in its plan phase, and everybody in its scope takes part: their plans may be opened."""

    verb: ClassVar[str] = "cycle.opened"
    participants: int


@dataclass(frozen=True)
class WorkStarted(Event):
    """The work phase has begun. Plans that are not agreed stay open; none was agreed by it."""

    verb: ClassVar[str] = "cycle.work_started"


@dataclass(frozen=True)
class CycleCancelled(Event):
    """The cycle was called off; its plans stay as history."""

    verb: ClassVar[str] = "cycle.cancelled"


@dataclass(frozen=True)
class PhasesMoved(Event):
    """Days of a running cycle were moved; `what` names them. Those who take part are told."""

    verb: ClassVar[str] = "cycle.phases_moved"
    what: tuple[str, ...]


@dataclass(frozen=True)
class ParticipantAdded(Event):
    """One more person takes part in a running cycle: a late joiner, or somebody who was excused before."""

    verb: ClassVar[str] = "cycle.participant_added"
    person_id: UUID


@dataclass(frozen=True)
class ParticipantExcused(Event):
    """A person does not take part, with a reason."""

    verb: ClassVar[str] = "cycle.participant_excused"
    person_id: UUID


@dataclass(frozen=True)
class ParticipantDaySet(Event):
    """The work of a person begins on a day of their own, with a reason; or, without a day, with everybody's again."""

    verb: ClassVar[str] = "cycle.participant_day_set"
    person_id: UUID
    work_on: date | None


@dataclass(frozen=True)
class OwnCycleAsked(Event):
    """An employee asks their manager for an own cycle."""

    verb: ClassVar[str] = "cycle.own_asked"
    owner_id: UUID
    manager_id: UUID


@dataclass(frozen=True)
class OwnCycleTakenBack(Event):
    """The employee took their wish back before it was answered."""

    verb: ClassVar[str] = "cycle.own_taken_back"
    owner_id: UUID


@dataclass(frozen=True)
class OwnCycleAnsweredLater(Event):
    """The manager said "not yet", with words."""

    verb: ClassVar[str] = "cycle.own_answered_later"
    owner_id: UUID


@dataclass(frozen=True)
class OwnCycleAgreed(Event):
    """The manager agreed to an employee's own cycle: it runs, and its plan may be opened."""

    verb: ClassVar[str] = "cycle.own_agreed"
    person_id: UUID
