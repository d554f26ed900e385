"""What happens to questions. Events hold ids, numbers and state words, never what anybody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class QuestionAsked(Event):
    """Somebody asks HR; it has an owner from this moment on."""

    verb: ClassVar[str] = "question.asked"
    audience: str
    owner_id: UUID


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """An answer stands in it, HR's or a peer's, as `voice` says."""

    verb: ClassVar[str] = "question.answered"
    voice: str


@dataclass(frozen=True)
class QuestionCommented(Event):
    """Something else was said in it."""

    verb: ClassVar[str] = "question.commented"
    voice: str


@dataclass(frozen=True)
class QuestionAskedBack(Event):
    """HR asks something back: the clocks stand still."""

    verb: ClassVar[str] = "question.asked_back"


@dataclass(frozen=True)
class QuestionReplied(Event):
    """Whoever asked replied to a question back: the clocks run on."""

    verb: ClassVar[str] = "question.replied"


@dataclass(frozen=True)
class AnswerAccepted(Event):
    """Whoever asked says that this answer solved it."""

    verb: ClassVar[str] = "question.accepted"
    answer_id: UUID


@dataclass(frozen=True)
class QuestionReopened(Event):
    """Whoever asked says what is still missing."""

    verb: ClassVar[str] = "question.reopened"


@dataclass(frozen=True)
class QuestionClosed(Event):
    """It is closed without an accepted answer: after a silence, let go by whoever asked, or since they left."""

    verb: ClassVar[str] = "question.closed"
    ending: str


@dataclass(frozen=True)
class QuestionMerged(Event):
    """HR says that it is the same as another one."""

    verb: ClassVar[str] = "question.merged"
    same_as_id: UUID


@dataclass(frozen=True)
class QuestionObjected(Event):
    """Whoever asked says that it is not the same."""

    verb: ClassVar[str] = "question.objected"


@dataclass(frozen=True)
class QuestionEscalated(Event):
    """Its first answer is overdue: the heads of HR were told, or the rest of HR where there is none, once."""

    verb: ClassVar[str] = "question.escalated"


@dataclass(frozen=True)
class QuestionHanded(Event):
    """Somebody else in HR owns it: they took it, or HR's people have changed."""

    verb: ClassVar[str] = "question.handed"
    owner_id: UUID


@dataclass(frozen=True)
class AnswerEndorsed(Event):
    """An answer is what the organisation says, by so many sections; by none where no policy speaks to it."""

    verb: ClassVar[str] = "question.endorsed"
    answer_id: UUID
    sections: int


@dataclass(frozen=True)
class AnswerVerified(Event):
    """An official answer was looked at again and holds."""

    verb: ClassVar[str] = "question.verified"
    answer_id: UUID
    sections: int


@dataclass(frozen=True)
class AnswerStale(Event):
    """What an official answer rests on has changed, or its day of review is over."""

    verb: ClassVar[str] = "question.stale"


@dataclass(frozen=True)
class AnswerRetired(Event):
    """An answer is official no longer."""

    verb: ClassVar[str] = "question.retired"


@dataclass(frozen=True)
class WideningProposed(Event):
    """HR proposes to open a question to more people, as a question or an article."""

    verb: ClassVar[str] = "question.widening_proposed"
    purpose: str
    audience: str


@dataclass(frozen=True)
class WideningDecided(Event):
    """Whoever asked agreed to it or not, or HR took it back, as `state` says."""

    verb: ClassVar[str] = "question.widening_decided"
    state: str


@dataclass(frozen=True)
class QuestionPromoted(Event):
    """An answer of it is the beginning of an article in the library."""

    verb: ClassVar[str] = "question.promoted"
    item_id: UUID


@dataclass(frozen=True)
class SavedReplyKept(Event):
    """Somebody in HR keeps words to use again, or keeps them otherwise; shared with HR or not."""

    verb: ClassVar[str] = "saved_reply.kept"
    shared: bool


@dataclass(frozen=True)
class SavedReplyDropped(Event):
    """They are gone."""

    verb: ClassVar[str] = "saved_reply.dropped"


@dataclass(frozen=True)
class CardRaised(Event):
    """Questions alike say that a policy or form needs work."""

    verb: ClassVar[str] = "question_card.raised"
    questions: int


@dataclass(frozen=True)
class CardDecided(Event):
    """HR takes it up, or dismisses it with a reason."""

    verb: ClassVar[str] = "question_card.decided"
    state: str
