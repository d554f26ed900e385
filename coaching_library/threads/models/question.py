"""Questions, what was said in them, and their clocks.

A question to the HR partner or to the HR team is read by those who stand in `readers`, and the database shows it to nobody
else: neither to other managers nor to a tenant admin, whatever they ask it. Among the readers stands the organisation itself,
by an id that no person has: chores act for it (`queries.for_the_house`), so that readers follow HR's people in the transaction
in which these change, though whoever changes them may not read a word. `readers` is the one column of a post that can change;
where it is NULL, the rights of the room decide alone.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "tenancy"
READERS = "current_setting('app.person_id')::uuid = ANY (readers) OR readers IS NULL"

PARTNER, TEAM, MANAGERS, EVERYONE = "partner", "team", "managers", "everyone"
AUDIENCES = (PARTNER, TEAM, MANAGERS, EVERYONE)
"""Who is asked and reads along, from the narrowest to the widest."""
CLOSED_CIRCLES = (PARTNER, TEAM)
STATES = ("open", "waiting", "answered", "accepted", "promoted", "closed", "duplicate")
LIVE = ("open", "waiting", "answered")
"""Somebody still waits for something."""
ENDINGS = ("", "silence", "let_go", "left", "copied")
"""How it was closed; a copy is "copied" from its first minute on: what was asked is settled where it was asked."""
KINDS = ("question", "answer", "comment", "query", "reply", "not_yet", "objection")
VOICES = ("asker", "hr", "peer")


class Question(TenantScoped, Base):
    """What somebody asks HR. It has an owner in HR from its first minute, who is never whoever asked.

    A copy stands in words that HR chose and the asker agreed to, of a question that stays as it was, with their name or
    without. Nobody waits for anything in it: it is never open.
    """

    __tablename__ = "question"
    __parties__ = READERS
    __table_args__ = (
        tenant_fk("asker_id", "person"),
        tenant_fk("owner_id", "person"),
        tenant_fk("accepted_id", "question_post", back=True),
        tenant_fk("same_as_id", "question"),
        tenant_fk("copy_of_id", "question"),
        UniqueConstraint("tenant_id", "asker_id", "seed"),
        Index(None, "tenant_id", "asker_id", "asked_at", "id"),
        Index(None, "tenant_id", "owner_id"),
        Index(None, "tenant_id", "accepted_id"),
        Index(None, "tenant_id", "same_as_id"),
        Index(None, "tenant_id", "copy_of_id"),
        Index(None, "tenant_id", "asked_at", "id"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"audience IN {AUDIENCES}", name="audience"),
        CheckConstraint(f"ending IN {ENDINGS}", name="ending"),
        CheckConstraint("(state = 'closed') = (ending <> '')", name="closed"),
        CheckConstraint("state <> 'accepted' OR accepted_id IS NOT NULL", name="accepted"),
        CheckConstraint("(accepted_id IS NULL) = (accepted_at IS NULL)", name="accepted_at"),
        CheckConstraint("(state = 'duplicate') = (same_as_id IS NOT NULL)", name="same"),
        CheckConstraint("owner_id <> asker_id", name="never_the_asker"),
        CheckConstraint("asker_id IS NOT NULL OR copy_of_id IS NOT NULL", name="unnamed"),
        CheckConstraint(f"(audience IN {CLOSED_CIRCLES}) = (readers IS NOT NULL)", name="readers"),
    )

    asker_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    owner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    audience: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    """Never changed; the words below it are the first post."""
    topic: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """The component of the step (`Topic`), or nothing."""
    task: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """The step that whoever asked was at (`Task`), or nothing."""
    about_label: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    about_path: Mapped[str] = mapped_column(Text, default="", info=kept("pseudonymous", KEPT))
    """Where it was asked: a path inside the organisation, which opens nothing to whoever may not read it."""
    seed: Mapped[UUID] = mapped_column(
        Uuid, info=kept("none", KEPT) | {"loose": "the form that was sent: a second click finds what the first one asked"}
    )
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    """When something was last said in it."""
    accepted_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    same_as_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    objected: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    """Whether whoever asked has said before that it is not the same as another."""
    copy_of_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    taken: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    """Whether its owner took it, rather than being the HR partner of whoever asked."""
    ending: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    readers: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid), info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    asker: Mapped[Person | None] = ref("Person", "asker_id")
    owner: Mapped[Person] = ref("Person", "owner_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title

    @property
    def is_copy(self) -> bool:
        """Whether it is a copy for more readers, in which nobody waits."""
        return self.copy_of_id is not None

    @property
    def is_closed_circle(self) -> bool:
        """Whether only its readers know of it."""
        return self.readers is not None


class QuestionPost(Record, Base):
    """What somebody said in a question: its words, an answer, a comment, a question back and the reply to it, what is still
    missing, why it is not the same as another. `voice` says as what they said it. Never changed.
    """

    __tablename__ = "question_post"
    __parties__ = READERS
    __moves__ = ("readers",)
    __table_args__ = (
        tenant_fk("question_id", "question"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "question_id", "id"),
        Index(None, "tenant_id", "author_id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"voice IN {VOICES}", name="voice"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    kind: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    voice: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    readers: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid), info=kept("pseudonymous", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")


class QuestionClock(TenantScoped, Base):
    """How long a question waits for HR, in working minutes: numbers, days and its owner, and nothing of what it says or who
    asks, so that HR's service can be told to those who may not read it.
    """

    __tablename__ = "question_clock"
    __table_args__ = (
        tenant_fk("question_id", "question"),
        tenant_fk("owner_id", "person"),
        tenant_fk("company_id", "company"),
        UniqueConstraint("tenant_id", "question_id"),
        Index(None, "tenant_id", "asked_at"),
        Index(None, "tenant_id", "owner_id"),
        Index(None, "tenant_id", "company_id"),
        Index("question_clock_due", "tenant_id", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("question_clock_closes", "tenant_id", "closes_on", postgresql_where="closes_on IS NOT NULL"),
        CheckConstraint("(first_at IS NULL) = (first_minutes IS NULL)", name="first"),
        CheckConstraint("(accepted_at IS NULL) = (accepted_minutes IS NULL)", name="accepted"),
        CheckConstraint("due_at IS NULL OR first_at IS NULL", name="due"),
        CheckConstraint("(closes_on IS NULL) = (warns_on IS NULL)", name="warns"),
        CheckConstraint(f"ending IN {(*ENDINGS, 'duplicate')}", name="ending"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    owner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    company_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    """In whose working hours it is counted: the company of whoever asked, on the day they did."""
    counts: Mapped[bool] = mapped_column(Boolean, default=True, info=kept("none", KEPT))
    """A copy for more readers was not waited for by anybody."""
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    spent: Mapped[int] = mapped_column(Integer, default=0, info=kept("none", KEPT))
    since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    """Since when it runs; NULL while it stands still."""
    first_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    first_minutes: Mapped[int | None] = mapped_column(Integer, info=kept("none", KEPT))
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    accepted_minutes: Mapped[int | None] = mapped_column(Integer, info=kept("none", KEPT))
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    """When the first answer is due, while it is awaited and the clock runs."""
    escalated_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    closes_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    """The day after a silence, on which an answered question is closed."""
    warns_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    warned_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    ending: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """How it ended where nothing was accepted, "duplicate" among it."""
