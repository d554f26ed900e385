"""What happens in a pair's 1:1s. Events hold ids, days and numbers, never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class RhythmProposed(Event):
    """One of a pair proposed how often they meet."""

    verb: ClassVar[str] = "meetings.rhythm_proposed"
    every_days: int


@dataclass(frozen=True)
class RhythmAgreed(Event):
    """The other side agreed: the next 1:1 is planned by it."""

    verb: ClassVar[str] = "meetings.rhythm_agreed"
    every_days: int


@dataclass(frozen=True)
class RhythmDropped(Event):
    """A proposed rhythm was taken back, or not agreed to."""

    verb: ClassVar[str] = "meetings.rhythm_dropped"


@dataclass(frozen=True)
class RhythmEnded(Event):
    """An agreed rhythm plans no more 1:1s."""

    verb: ClassVar[str] = "meetings.rhythm_ended"


@dataclass(frozen=True)
class MeetingPlanned(Event):
    """A pair has a 1:1 to come."""

    verb: ClassVar[str] = "meetings.planned"


@dataclass(frozen=True)
class MeetingMoved(Event):
    """It is at another time."""

    verb: ClassVar[str] = "meetings.moved"


@dataclass(frozen=True)
class MeetingAimed(Event):
    """What it is for was set anew."""

    verb: ClassVar[str] = "meetings.aimed"
    purpose: str


@dataclass(frozen=True)
class MeetingSkipped(Event):
    """It does not take place, for a reason that both read."""

    verb: ClassVar[str] = "meetings.skipped"


@dataclass(frozen=True)
class MeetingHeld(Event):
    """The first of the two has confirmed that they met, and version `no` of the minutes."""

    verb: ClassVar[str] = "meetings.held"
    no: int


@dataclass(frozen=True)
class MeetingAnswered(Event):
    """The other side has confirmed other minutes, which wait for the first."""

    verb: ClassVar[str] = "meetings.answered"
    no: int


@dataclass(frozen=True)
class MeetingConfirmed(Event):
    """Both have confirmed the same minutes."""

    verb: ClassVar[str] = "meetings.confirmed"
    no: int


@dataclass(frozen=True)
class MeetingEnded(Event):
    """The line between the two ended before both had confirmed."""

    verb: ClassVar[str] = "meetings.ended"


@dataclass(frozen=True)
class TopicAdded(Event):
    """Somebody put a topic down; a deputy for `for_id`."""

    verb: ClassVar[str] = "meetings.topic_added"
    for_id: UUID | None = None


@dataclass(frozen=True)
class TopicReworded(Event):
    """Its author put it otherwise."""

    verb: ClassVar[str] = "meetings.topic_reworded"
    no: int


@dataclass(frozen=True)
class TopicMoved(Event):
    """It was talked about, opened again, or dropped; `state` says which."""

    verb: ClassVar[str] = "meetings.topic_moved"
    state: str


@dataclass(frozen=True)
class PromiseMade(Event):
    """A promise of `owner_id` was written down."""

    verb: ClassVar[str] = "meetings.promise_made"
    owner_id: UUID


@dataclass(frozen=True)
class PromiseAnswered(Event):
    """Something was said about a promise that stays, or was dropped; `state` is where it stands now."""

    verb: ClassVar[str] = "meetings.promise_answered"
    state: str


@dataclass(frozen=True)
class PromiseKept(Event):
    """The other side says that a promise of `owner_id` is kept."""

    verb: ClassVar[str] = "meetings.promise_kept"
    owner_id: UUID


@dataclass(frozen=True)
class FeedMade(Event):
    """Somebody has a private calendar address."""

    verb: ClassVar[str] = "meetings.feed_made"


@dataclass(frozen=True)
class FeedEnded(Event):
    """A private calendar address answers no more."""

    verb: ClassVar[str] = "meetings.feed_ended"
