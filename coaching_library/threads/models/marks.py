"""What HR says of an answer: that it is official, by which sections of which policies; and what follows from many questions.

Nothing here holds anybody's words about a question, so it lies open to the rooms' own rights, which let nobody see it of a
question that they may not read.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from coaching_library.threads.models.question import KEPT
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

OFFICIAL_STATES = ("official", "stale", "retired")
CARD_STATES = ("open", "taken_up", "dismissed")
ITEM_KINDS = ("question", "library_item", "policy")


class QuestionOfficial(TenantScoped, Base):
    """An answer is what the organisation says, for as long as what it cites holds. One of a question at a time.

    Whether it holds is asked of the policies wherever it is shown; `state` is what has been noted of it, with its keeper's
    task.
    """

    __tablename__ = "question_official"
    __table_args__ = (
        tenant_fk("question_id", "question"),
        tenant_fk("answer_id", "question_post"),
        tenant_fk("keeper_id", "person"),
        tenant_fk("verification_id", "question_verification", back=True),
        Index("question_official_one", "tenant_id", "question_id", unique=True, postgresql_where="state <> 'retired'"),
        Index(None, "tenant_id", "answer_id"),
        Index(None, "tenant_id", "keeper_id"),
        Index(None, "tenant_id", "verification_id"),
        Index("question_official_review", "tenant_id", "review_on", postgresql_where="state = 'official'"),
        CheckConstraint(f"state IN {OFFICIAL_STATES}", name="state"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    answer_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    keeper_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Whose task it is to look at it again."""
    verification_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The latest one: by its sections the answer holds."""
    review_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    state: Mapped[str] = mapped_column(Text, default="official", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    keeper: Mapped[Person] = ref("Person", "keeper_id")


class QuestionVerification(Record, Base):
    """Somebody says that an answer is official on that day: by the sections it cites, or since no policy speaks to it."""

    __tablename__ = "question_verification"
    __table_args__ = (
        tenant_fk("official_id", "question_official"),
        tenant_fk("by_id", "person"),
        UniqueConstraint("tenant_id", "official_id", "no"),
        Index(None, "tenant_id", "by_id"),
        CheckConstraint("no >= 1", name="no"),
    )

    official_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no_policy: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    review_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))

    by: Mapped[Person] = ref("Person", "by_id")


class QuestionCitation(Record, Base):
    """A verification rests on a section of a version of a policy."""

    __tablename__ = "question_citation"
    __table_args__ = (
        tenant_fk("verification_id", "question_verification"),
        tenant_fk("question_id", "question"),
        tenant_fk("section_id", "policy_section"),
        UniqueConstraint("tenant_id", "verification_id", "section_id"),
        Index(None, "tenant_id", "section_id", "at"),
        Index(None, "tenant_id", "question_id"),
    )

    verification_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    section_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))


class QuestionCard(TenantScoped, Base):
    """Three questions alike say that a policy or form needs work. One at a time stands open for the same cause."""

    __tablename__ = "question_card"
    __table_args__ = (
        tenant_fk("decided_by_id", "person"),
        tenant_fk("section_id", "policy_section"),
        Index("question_card_one", "tenant_id", "cause", unique=True, postgresql_where="state = 'open'"),
        Index(None, "tenant_id", "state", "id"),
        Index(None, "tenant_id", "decided_by_id"),
        Index(None, "tenant_id", "section_id"),
        CheckConstraint(f"state IN {CARD_STATES}", name="state"),
        CheckConstraint("(state = 'open') = (decided_by_id IS NULL)", name="decided_by"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'dismissed' OR reason <> ''", name="reason"),
    )

    cause: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    """`section:ID`, or `task:KEY:ID` with the first question that was alike; KEY is empty for questions of no step."""
    section_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    task: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    decided_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    reason: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    decided_by: Mapped[Person | None] = ref("Person", "decided_by_id")

    @property
    def name(self) -> str:
        """What the audit calls it."""
        return self.cause


class QuestionCardItem(Record, Base):
    """A question is one of those alike that raised a card. Once for good: the same question raises no second card."""

    __tablename__ = "question_card_item"
    __table_args__ = (
        tenant_fk("card_id", "question_card"),
        tenant_fk("question_id", "question"),
        UniqueConstraint("tenant_id", "card_id", "question_id"),
        Index(None, "tenant_id", "question_id"),
    )

    card_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))


class QuestionDeflection(Record, Base):
    """Somebody found their answer in something that was suggested, and asked nothing. No word of what they typed is kept."""

    __tablename__ = "question_deflection"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        Index(None, "tenant_id", "at"),
        Index(None, "tenant_id", "source_id"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint(f"kind IN {ITEM_KINDS}", name="kind"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "1 year", erased="pseudonym"))
    kind: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    source_id: Mapped[UUID] = mapped_column(
        Uuid, info=kept("none", KEPT) | {"loose": "a question, an item of the library or a policy"}
    )
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
