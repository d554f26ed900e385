"""Items of the library, the versions that were published, at which steps they are shown, and what keepers said to drafts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from coaching_library import audience as audiences
from coaching_library.library.content import KINDS, PHASES, SIGNALS, SKILLS, TASKS, TOPICS, Content
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "tenancy"
STATES = ("draft", "in_review", "published", "needs_review", "retired")
ORIGINS = ("own", "starter", "import", "answer")
REASONS = ("", "day", "policy", "question", "asked")
"""Why it needs review: its day has come, a policy that it rests on changed, a question showed it, somebody asked."""


def _texts() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"topic IN {TOPICS}", name="topic"),
        CheckConstraint(f"skill IN {('', *SKILLS)}", name="skill"),
        CheckConstraint(f"audience IN {tuple(audiences.LABELS)}", name="audience"),
    )


class Texts:
    """What both a draft and a version hold: see `content.Content`."""

    kind: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    topic: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    skill: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    audience: Mapped[str] = mapped_column(Text, default="managers", info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    title_key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("none", KEPT))
    """The title folded in Python: by it items are ordered."""
    summary: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    body: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    also: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))
    wording: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    after: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    level: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    steps: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))
    anchors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))

    @property
    def content(self) -> Content:
        """What it says, as one value."""
        return Content.of(self)

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title


class LibraryItem(Texts, TenantScoped, Base):
    """One item in one language; the items of a `key` are the same in several. It is never deleted.

    Its own texts are what is being written. What people read is the version `latest_id`; where there is none, nobody reads it.
    """

    __tablename__ = "library_item"
    __table_args__ = (
        tenant_fk("owner_id", "person"),
        tenant_fk("author_id", "person"),
        tenant_fk("latest_id", "library_version", back=True),
        UniqueConstraint("tenant_id", "key", "language"),
        Index(None, "tenant_id", "state", "changed_at"),
        Index(None, "tenant_id", "latest_id"),
        Index(None, "tenant_id", "owner_id"),
        Index(None, "tenant_id", "author_id"),
        Index("library_item_to_review", "tenant_id", "review_on", postgresql_where="state = 'published'"),
        Index("library_item_of_thread", "tenant_id", "thread_id", postgresql_where="thread_id IS NOT NULL"),
        *_texts(),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"origin IN {ORIGINS}", name="origin"),
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint("state NOT IN ('published', 'needs_review') OR latest_id IS NOT NULL", name="published_has_a_version"),
        CheckConstraint("state <> 'retired' OR latest_id IS NULL", name="retired_is_not_read"),
    )

    key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("none", KEPT))
    language: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    owner_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who answers for it; nobody for the starter set until HR takes it."""
    review_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    """Until when it is verified."""
    author_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who proposed it, or wrote in it last."""
    hands: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("pseudonymous", KEPT))
    """The ids of those who wrote in it since it was published last: with the two-person rule none of them approves it."""
    thread_id: Mapped[UUID | None] = mapped_column(
        Uuid, info=kept("pseudonymous", KEPT) | {"loose": "the question that it came from; its page asks for rights again"}
    )
    origin: Mapped[str] = mapped_column(Text, default="own", info=kept("none", KEPT))
    latest_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    reason: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Why it needs review."""
    unverified_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))
    state: Mapped[str] = mapped_column(Text, default="draft", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))

    owner: Mapped[Person | None] = ref("Person", "owner_id")
    author: Mapped[Person | None] = ref("Person", "author_id")
    latest: Mapped[LibraryVersion | None] = ref("LibraryVersion", "latest_id")

    @property
    def is_read(self) -> bool:
        """Whether people read it."""
        return self.latest_id is not None

    @property
    def differs(self) -> bool:
        """Whether what is written is not what people read."""
        return self.latest is None or self.latest.content != self.content


class LibraryVersion(Texts, Record, Base):
    """What was published, and when: never changed. Rows of a list of the library are the latest of each item."""

    __tablename__ = "library_version"
    __table_args__ = (
        tenant_fk("item_id", "library_item"),
        tenant_fk("author_id", "person"),
        tenant_fk("approver_id", "person"),
        UniqueConstraint("tenant_id", "item_id", "no"),
        Index(None, "tenant_id", "title_key", "id"),
        Index(None, "tenant_id", "author_id"),
        Index(None, "tenant_id", "approver_id"),
        *_texts(),
        CheckConstraint("no >= 1", name="no"),
    )

    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    minutes: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    """How long it takes to read."""
    author_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    approver_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    item: Mapped[LibraryItem] = ref("LibraryItem", "item_id")
    author: Mapped[Person | None] = ref("Person", "author_id")
    approver: Mapped[Person | None] = ref("Person", "approver_id")


class LibraryAnchor(TenantScoped, Base):
    """A step at which the published version of an item is shown."""

    __tablename__ = "library_anchor"
    __table_args__ = (
        tenant_fk("item_id", "library_item"),
        UniqueConstraint("tenant_id", "item_id", "task", "phase", "signal"),
        Index(None, "tenant_id", "task"),
        CheckConstraint(f"task IN {TASKS}", name="task"),
        CheckConstraint(f"phase IN {('', *PHASES)}", name="phase"),
        CheckConstraint(f"signal IN {('', *SIGNALS)}", name="signal"),
    )

    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    task: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    phase: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Empty: in every phase."""
    signal: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Empty: whatever is seen there."""


class LibraryRemark(Record, Base):
    """What somebody said when they proposed a draft or sent it back: keepers read it, and it stays."""

    __tablename__ = "library_remark"
    __table_args__ = (
        tenant_fk("item_id", "library_item"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "item_id", "id"),
        Index(None, "tenant_id", "author_id"),
        CheckConstraint("act IN ('propose', 'send_back')", name="act"),
    )

    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    act: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")
