"""Requests for feedback, feedback that was given, and what the two said to it. What somebody said is a row of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.feedback import topics
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
OPEN = ("asked", "accepted")
REQUEST_STATES = ("asked", "accepted", "given", "declined", "expired")
STATES = ("given", "shown")
ANSWERS = ("response", "thanks")
ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"


class FeedbackRequest(TenantScoped, Base):
    """Somebody asks somebody for feedback, about themselves or about one of their reports, who can read it from the first
    moment. Forbidden: to ask oneself, or a person about themselves; to ask twice while the first is open.
    """

    __tablename__ = "feedback_request"
    __table_args__ = (
        tenant_fk("asker_id", "person"),
        tenant_fk("giver_id", "person"),
        tenant_fk("subject_id", "person"),
        Index(None, "tenant_id", "asker_id", "id"),
        Index(None, "tenant_id", "giver_id", "id"),
        Index(None, "tenant_id", "subject_id", "id"),
        Index("feedback_request_due", "tenant_id", "due_on", postgresql_where=f"state IN {OPEN}"),
        Index(
            "feedback_request_once",
            "tenant_id",
            "asker_id",
            "giver_id",
            "subject_id",
            unique=True,
            postgresql_where=f"state IN {OPEN}",
        ),
        CheckConstraint("giver_id <> asker_id AND giver_id <> subject_id", name="not_oneself"),
        CheckConstraint(f"topic IN {tuple(topics.PURPOSES)}", name="topic"),
        CheckConstraint(f"state IN {REQUEST_STATES}", name="state"),
    )

    asker_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    giver_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    subject_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    topic: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    """What the asker would like to know: never changed."""
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    due_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    """The last day on which it can be answered."""
    state: Mapped[str] = mapped_column(Text, default="asked", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    asker: Mapped[Person] = ref("Person", "asker_id")
    giver: Mapped[Person] = ref("Person", "giver_id")
    subject: Mapped[Person] = ref("Person", "subject_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return topics.label(self.topic)

    @property
    def is_about_report(self) -> bool:
        """Whether a manager asks about somebody who reports to them."""
        return self.asker_id != self.subject_id


class Feedback(TenantScoped, Base):
    """One person's feedback to another about their work. Its words are rows; whoever gave it writes them anew only until
    somebody else has opened it. Forbidden: feedback to oneself, a second one to the same request.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        tenant_fk("giver_id", "person"),
        tenant_fk("subject_id", "person"),
        tenant_fk("asker_id", "person"),
        tenant_fk("request_id", "feedback_request"),
        UniqueConstraint("tenant_id", "request_id"),
        UniqueConstraint("tenant_id", "draft_id"),
        Index(None, "tenant_id", "giver_id", "id"),
        Index(None, "tenant_id", "subject_id", "id"),
        Index(None, "tenant_id", "asker_id"),
        CheckConstraint("giver_id <> subject_id", name="not_to_oneself"),
        CheckConstraint("asker_id <> giver_id AND asker_id <> subject_id", name="asker_is_a_third"),
        CheckConstraint("asker_id IS NULL OR request_id IS NOT NULL", name="asked_by_a_request"),
        CheckConstraint(f"topic IN {topics.EVERY}", name="topic"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'shown') = (shown_at IS NOT NULL)", name="shown"),
    )

    giver_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    subject_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    asker_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The manager who asked for it, where one did: they read it while they lead the one whom it is about."""
    request_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    draft_id: Mapped[UUID] = mapped_column(
        Uuid, info=kept("pseudonymous", KEPT) | {"loose": "the draft of which it was made, gone since: a second click finds it"}
    )
    topic: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    shown_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    """When somebody else first opened it: from then on its words stand."""
    state: Mapped[str] = mapped_column(Text, default="given", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    giver: Mapped[Person] = ref("Person", "giver_id")
    subject: Mapped[Person] = ref("Person", "subject_id")
    asker: Mapped[Person | None] = ref("Person", "asker_id")
    request: Mapped[FeedbackRequest | None] = ref("FeedbackRequest", "request_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return topics.label(self.topic)


class FeedbackWording(Record, Base):
    """How feedback reads: the answers to the questions of its topic. The one with the highest number holds."""

    __tablename__ = "feedback_wording"
    __table_args__ = (
        tenant_fk("feedback_id", "feedback"),
        UniqueConstraint("tenant_id", "feedback_id", "no"),
        CheckConstraint("no >= 1", name="no"),
    )

    feedback_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    answers: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=kept("sensitive", KEPT, erased="tombstone"))
    """[{"question": key, "words": …}, …]: only what was answered."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    @property
    def said(self) -> dict[str, str]:
        """The words by the keys of their questions."""
        return {each["question"]: each["words"] for each in self.answers}

    @property
    def beginning(self) -> str:
        """The first words of it."""
        return next((str(each["words"]) for each in self.answers), "")


class FeedbackAnswer(Record, Base):
    """What was said to feedback: a response by the one whom it is about, what the giver answers to one, or thanks, once by each
    who may. Never changed.
    """

    __tablename__ = "feedback_answer"
    __table_args__ = (
        tenant_fk("feedback_id", "feedback"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "feedback_id", "id"),
        Index(None, "tenant_id", "author_id"),
        Index(
            "feedback_answer_thanks_once",
            "tenant_id",
            "feedback_id",
            "author_id",
            unique=True,
            postgresql_where="kind = 'thanks'",
        ),
        CheckConstraint(f"kind IN {ANSWERS}", name="kind"),
        CheckConstraint("(kind = 'thanks') = (words = '')", name="words"),
    )

    feedback_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    kind: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")


class FeedbackSharing(Record, Base):
    """The one whom feedback is about lets the manager who leads them read it, while that manager leads them."""

    __tablename__ = "feedback_sharing"
    __table_args__ = (
        tenant_fk("feedback_id", "feedback"),
        tenant_fk("manager_id", "person"),
        UniqueConstraint("tenant_id", "feedback_id", "manager_id"),
        Index(None, "tenant_id", "manager_id"),
    )

    feedback_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    manager: Mapped[Person] = ref("Person", "manager_id")


class FeedbackDraft(TenantScoped, Base):
    """What somebody is writing, asked or not. Nobody else can so much as count it; it goes when it is given or let go."""

    __tablename__ = "feedback_draft"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("subject_id", "person"),
        tenant_fk("request_id", "feedback_request"),
        UniqueConstraint("tenant_id", "author_id", "subject_id", "topic", "request_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("author_id <> subject_id", name="not_about_oneself"),
        CheckConstraint(f"topic IN {topics.EVERY}", name="topic"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until given"))
    subject_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until given"))
    request_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "until given"))
    topic: Mapped[str] = mapped_column(Text, info=kept("none", "until given"))
    answers: Mapped[dict[str, str]] = mapped_column(
        JSONB, default=dict, info=kept("sensitive", "until given", exported=False, erased="row")
    )
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "until given"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", "until given"))

    subject: Mapped[Person] = ref("Person", "subject_id")
    request: Mapped[FeedbackRequest | None] = ref("FeedbackRequest", "request_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return topics.label(self.topic)
