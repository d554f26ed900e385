"""The file of a pair, its entries with every wording of them, and what was said to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.files import File
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"

KINDS = (
    "achievement", "shortfall", "obstacle", "help_given", "feedback", "thanks", "agreement", "meeting", "check_in", "handover",
    "correction",
)  # fmt: skip
STATES = ("open", "sealed", "withdrawn")
CONTEST_STATES = ("contested", "resolved", "stands", "fallen")
ACTS = ("response", "contest", "settle", "stand")


class PerformanceFile(TenantScoped, Base):
    """The shared dated record of one working relation: an employee, and who leads or led them. It begins with its first use."""

    __tablename__ = "performance_file"
    __table_args__ = (
        tenant_fk("employee_id", "person"),
        tenant_fk("manager_id", "person"),
        UniqueConstraint("tenant_id", "employee_id", "manager_id"),
        Index(None, "tenant_id", "manager_id"),
        CheckConstraint("employee_id <> manager_id", name="two_people"),
    )

    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    begun_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    employee: Mapped[Person] = ref("Person", "employee_id")
    manager: Mapped[Person] = ref("Person", "manager_id")

    @property
    def parties(self) -> frozenset[UUID]:
        """The two."""
        return frozenset((self.employee_id, self.manager_id))


class FileEntry(TenantScoped, Base):
    """One statement in a file. What it says stands in its wordings, and once it is sealed in its seal: `kind` and
    `happened_on` are kept here only so that the timeline can be put in order and narrowed.

    Without an author it arrived by itself, from what the two did elsewhere; `source` says from what, once.
    """

    __tablename__ = "file_entry"
    __table_args__ = (
        tenant_fk("file_id", "performance_file"),
        tenant_fk("employee_id", "person"),
        tenant_fk("manager_id", "person"),
        tenant_fk("author_id", "person"),
        tenant_fk("wording_id", "file_wording", back=True),
        tenant_fk("goal_id", "goal"),
        tenant_fk("corrects_id", "file_entry"),
        UniqueConstraint("tenant_id", "file_id", "source"),
        Index(None, "tenant_id", "file_id", "happened_on", "id"),
        Index(None, "tenant_id", "employee_id"),
        Index(None, "tenant_id", "manager_id"),
        Index(None, "tenant_id", "author_id"),
        Index(None, "tenant_id", "wording_id"),
        Index(None, "tenant_id", "goal_id"),
        Index(None, "tenant_id", "corrects_id"),
        Index("file_entry_to_seal", "tenant_id", "seals_at", postgresql_where="state = 'open'"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(author_id IS NULL) = (source IS NOT NULL)", name="arrived"),
        CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name="corrects"),
        CheckConstraint("corrects_id <> id", name="not_itself"),
    )

    file_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    wording_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """How it reads while it is open. A sealed one reads as its seal says."""
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    happened_on: Mapped[date] = mapped_column(Date, info=kept("personal", KEPT))
    goal_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    corrects_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    source: Mapped[str | None] = mapped_column(Text, info=kept("pseudonymous", KEPT))
    """What it came from, where it arrived by itself: the same never comes twice."""
    visible_to_subject_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    seals_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    file: Mapped[PerformanceFile] = ref("PerformanceFile", "file_id")
    author: Mapped[Person | None] = ref("Person", "author_id")

    def other(self, who: UUID) -> UUID:
        """The other one of the two."""
        return self.manager_id if who == self.employee_id else self.employee_id


class FileWording(Record, Base):
    """How an entry read from one moment on. Each edit is another one; none is ever changed."""

    __tablename__ = "file_wording"
    __table_args__ = (
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("author_id", "person"),
        tenant_fk("goal_id", "goal"),
        UniqueConstraint("tenant_id", "entry_id", "no"),
        Index(None, "tenant_id", "author_id"),
        Index(None, "tenant_id", "goal_id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("no >= 1", name="no"),
    )

    entry_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    author_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    happened_on: Mapped[date] = mapped_column(Date, info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    goal_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    part: Mapped[str] = mapped_column(Text, default="", info=kept("pseudonymous", KEPT))
    """The key result or criterion of the goal that is meant, as `results/KEY` or `criteria/LEVEL`."""
    about: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    """What the goal, key result or criterion was called then."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("sensitive", KEPT, erased="tombstone"))
    """What an entry that arrived by itself tells: a title, a number, a path inside the organisation."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class FileSeal(Record, Base):
    """The end of an entry's days of editing: which wording holds for good, with which evidence, under which hash."""

    __tablename__ = "file_seal"
    __table_args__ = (
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("wording_id", "file_wording"),
        UniqueConstraint("tenant_id", "entry_id"),
        Index(None, "tenant_id", "wording_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    wording_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    evidence: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("pseudonymous", KEPT))
    """The ids of the evidence that belongs to it."""
    hash: Mapped[str] = mapped_column(Text, info=kept("pseudonymous", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class FileEvidence(Record, Base):
    """What a wording rests on: a file of ours, or a link."""

    __tablename__ = "file_evidence"
    __table_args__ = (
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("wording_id", "file_wording"),
        tenant_fk("stored_id", "file"),
        Index(None, "tenant_id", "entry_id"),
        Index(None, "tenant_id", "wording_id"),
        Index(None, "tenant_id", "stored_id"),
        CheckConstraint("(stored_id IS NULL) = (url <> '')", name="file_or_link"),
    )

    entry_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    wording_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    stored_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    url: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    name: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))

    stored: Mapped[File | None] = ref("File", "stored_id")


class FileSaying(Record, Base):
    """What one of the two said to an entry: a response, a contest with its reason, that it is settled, that it stands."""

    __tablename__ = "file_saying"
    __table_args__ = (
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "entry_id", "id"),
        Index(None, "tenant_id", "author_id"),
        CheckConstraint(f"act IN {ACTS}", name="act"),
    )

    entry_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    act: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")


class FileContest(TenantScoped, Base):
    """That one side says of an entry: this is not right. Both can settle it; else it stands beside the entry for good."""

    __tablename__ = "file_contest"
    __table_args__ = (
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("by_id", "person"),
        UniqueConstraint("tenant_id", "entry_id"),
        Index(None, "tenant_id", "by_id"),
        CheckConstraint(f"state IN {CONTEST_STATES}", name="state"),
    )

    entry_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    settled_by: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("pseudonymous", KEPT))
    """Those of the two who have said that it is settled."""
    state: Mapped[str] = mapped_column(Text, default="contested", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    entry: Mapped[FileEntry] = ref("FileEntry", "entry_id")


class FileSight(Record, Base):
    """Somebody saw an entry in the wording of that number, for the first time at that moment."""

    __tablename__ = "file_sight"
    __table_args__ = (
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("person_id", "person"),
        Index(None, "tenant_id", "entry_id", "person_id"),
        Index(None, "tenant_id", "person_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
