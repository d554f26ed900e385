"""What decides who may do what: a request, feedback, or a draft, with those who may read it today."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saas.feedback.models import OPEN, Feedback, FeedbackDraft, FeedbackRequest, FeedbackSharing
from tenants.people import Person, Standing


@dataclass(frozen=True)
class RequestSheet:
    """A request, where the one whom it is about stands today, and the feedback it led to."""

    request: FeedbackRequest
    standing: Standing
    is_due: bool
    """Whether its last day is not over."""
    feedback_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The request's id."""
        return self.request.id

    @property
    def is_open(self) -> bool:
        """Whether it can be answered: in its days, and where a manager asked about a report, while that manager leads them."""
        leads = not self.request.is_about_report or self.standing.manager_id == self.request.asker_id
        there = all(each.state != "left" for each in (self.request.asker, self.request.giver, self.request.subject))
        return self.request.state in OPEN and self.is_due and leads and there


@dataclass(frozen=True)
class Sheet:
    """Feedback, where the one whom it is about stands today, and with whom they shared it."""

    feedback: Feedback
    standing: Standing
    sharings: tuple[FeedbackSharing, ...] = ()

    @property
    def id(self) -> UUID:
        """The feedback's id."""
        return self.feedback.id

    @property
    def manager_ids(self) -> frozenset[UUID]:
        """Managers who may read it while they lead: whoever asked for it, and with whom it was shared."""
        asked = {self.feedback.asker_id} if self.feedback.asker_id is not None else set()
        return frozenset(asked | {each.manager_id for each in self.sharings})

    @property
    def manager_id(self) -> UUID | None:
        """The manager in force, where they may read it as such."""
        leads = self.standing.manager_id
        return leads if leads is not None and leads in self.manager_ids else None


@dataclass(frozen=True)
class Writing:
    """A draft of the one who asks with the request that it answers; or, once it was given, what became of it."""

    draft: FeedbackDraft | None
    given: Feedback | None = None
    asked: RequestSheet | None = None

    @property
    def subject(self) -> Person:
        """Whom it is about."""
        found = self.draft or self.given
        assert found is not None, "one of the two is there"
        return found.subject

    @property
    def is_asked(self) -> bool:
        """Whether it will answer a request that is still open."""
        return self.asked is not None and self.asked.is_open
