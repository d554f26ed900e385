"""What happens to feedback. Events hold ids and words of the program, never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class FeedbackAsked(Event):
    """Somebody asks `giver_id` for feedback about the person whose matter it is."""

    verb: ClassVar[str] = "feedback.asked"
    giver_id: UUID


@dataclass(frozen=True)
class FeedbackAccepted(Event):
    """Whoever was asked began to write."""

    verb: ClassVar[str] = "feedback.accepted"


@dataclass(frozen=True)
class FeedbackDeclined(Event):
    """Whoever was asked declined; there is no reason to keep."""

    verb: ClassVar[str] = "feedback.declined"


@dataclass(frozen=True)
class FeedbackExpired(Event):
    """A request can be answered no more."""

    verb: ClassVar[str] = "feedback.expired"


@dataclass(frozen=True)
class FeedbackGiven(Event):
    """It is open to the one whom it is about; `manager_id` is the manager who asked for it, where one did."""

    verb: ClassVar[str] = "feedback.given"
    topic: str
    manager_id: UUID | None = None


@dataclass(frozen=True)
class FeedbackChanged(Event):
    """Whoever gave it wrote it anew before anybody opened it."""

    verb: ClassVar[str] = "feedback.changed"
    no: int


@dataclass(frozen=True)
class FeedbackOpened(Event):
    """Somebody who may read it opened it for the first time: its words stand."""

    verb: ClassVar[str] = "feedback.opened"


@dataclass(frozen=True)
class FeedbackResponded(Event):
    """The one whom it is about said something to it."""

    verb: ClassVar[str] = "feedback.responded"


@dataclass(frozen=True)
class FeedbackAnswered(Event):
    """Whoever gave it answered what was responded."""

    verb: ClassVar[str] = "feedback.answered"


@dataclass(frozen=True)
class FeedbackThanked(Event):
    """Whoever gave it was thanked."""

    verb: ClassVar[str] = "feedback.thanked"


@dataclass(frozen=True)
class FeedbackShared(Event):
    """The one whom it is about shared it with the manager who leads them."""

    verb: ClassVar[str] = "feedback.shared"
    manager_id: UUID
