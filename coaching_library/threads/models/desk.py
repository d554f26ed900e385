"""What people do around questions: follow, draft, propose to open one to more people, keep replies to use again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from coaching_library.threads.models.question import AUDIENCES, KEPT, READERS
from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

PRIVATE = "until sent or let go"
ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"
AUTHOR_OR_SHARED = "author_id = current_setting('app.person_id')::uuid OR shared"
PURPOSES = ("thread", "article")
WIDENING_STATES = ("proposed", "agreed", "declined", "taken_back")


class QuestionFollow(TenantScoped, Base):
    """Somebody is told of what is said in a question."""

    __tablename__ = "question_follow"
    __table_args__ = (
        tenant_fk("question_id", "question"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "question_id", "person_id"),
        Index(None, "tenant_id", "person_id"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT, erased="row"))


class QuestionDraft(TenantScoped, Base):
    """What somebody is writing: a question of their own, or something in one that is there. Nobody else can so much as count
    it; it goes when it is sent or let go.
    """

    __tablename__ = "question_draft"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("question_id", "question"),
        UniqueConstraint("tenant_id", "author_id", "question_id", postgresql_nulls_not_distinct=True),
        Index(None, "tenant_id", "question_id"),
        CheckConstraint(f"audience IN {('', *AUDIENCES)}", name="audience"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    question_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    title: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    audience: Mapped[str] = mapped_column(Text, default="", info=kept("none", PRIVATE))
    task: Mapped[str] = mapped_column(Text, default="", info=kept("none", PRIVATE))
    about_label: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    about_path: Mapped[str] = mapped_column(Text, default="", info=kept("pseudonymous", PRIVATE, exported=False, erased="row"))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", PRIVATE))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", PRIVATE))


class QuestionWidening(TenantScoped, Base):
    """HR proposes that more people may read of it, in words that name nobody who need not be named: as a question of a wider
    audience, or as an article of the library. Whoever asked reads the very words and agrees, or does not. One at a time.
    """

    __tablename__ = "question_widening"
    __parties__ = READERS
    __table_args__ = (
        tenant_fk("question_id", "question"),
        tenant_fk("by_id", "person"),
        tenant_fk("answer_id", "question_post"),
        tenant_fk("made_id", "question"),
        Index("question_widening_one", "tenant_id", "question_id", unique=True, postgresql_where="state = 'proposed'"),
        Index(None, "tenant_id", "question_id"),
        Index(None, "tenant_id", "by_id"),
        Index(None, "tenant_id", "answer_id"),
        Index(None, "tenant_id", "made_id"),
        CheckConstraint(f"state IN {WIDENING_STATES}", name="state"),
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        CheckConstraint(f"audience IN {AUDIENCES}", name="audience"),
        CheckConstraint("purpose <> 'thread' OR (state = 'agreed') = (made_id IS NOT NULL)", name="made"),
        CheckConstraint("purpose <> 'article' OR answer_id IS NOT NULL", name="of_an_answer"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    purpose: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    audience: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    """The question as others will read it, or the whole article."""
    answer: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    """The answer as others will read it, where one goes along."""
    answer_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    topic: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Of an article: what it belongs to."""
    language: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Of an article: in which language it is written."""
    written_for: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Of an article: who reads it in the library."""
    proposed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    named: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    """Whether whoever asked lets their name stand there."""
    made_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    readers: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid), info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="proposed", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    by: Mapped[Person] = ref("Person", "by_id")


class SavedReply(TenantScoped, Base):
    """Words that somebody in HR uses again: their own, or shared with all of HR. Others’ own ones are shown to nobody."""

    __tablename__ = "saved_reply"
    __parties__ = AUTHOR_OR_SHARED
    __table_args__ = (
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "author_id", "id"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT, erased="row"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="row"))
    shared: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title
