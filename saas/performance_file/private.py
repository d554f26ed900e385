"""What only its author reads: drafts with their evidence, and private notes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from saas.performance_file.models import FileEntry, PerformanceFile
from tenants.files import File
from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk

PRIVATE = "until added or let go"
ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"
PURPOSES = ("new", "edit", "correct")


class FileDraft(TenantScoped, Base):
    """What somebody writes for a file before it is added: a new entry, an edit of an open one, a correction of a sealed one.

    Nobody else can so much as count it: its policy is on the author.
    """

    __tablename__ = "file_draft"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("file_id", "performance_file"),
        tenant_fk("entry_id", "file_entry"),
        tenant_fk("goal_id", "goal"),
        UniqueConstraint("tenant_id", "author_id", "id"),
        Index(None, "tenant_id", "author_id", "file_id"),
        Index(None, "tenant_id", "entry_id"),
        Index(None, "tenant_id", "goal_id"),
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        CheckConstraint("(purpose = 'new') = (entry_id IS NULL)", name="of_an_entry"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    file_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    purpose: Mapped[str] = mapped_column(Text, default="new", info=kept("none", PRIVATE))
    entry_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    """The entry that it edits or corrects."""
    kind: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    happened_on: Mapped[date | None] = mapped_column(Date, info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    goal_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    part: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", PRIVATE))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", PRIVATE))

    file: Mapped[PerformanceFile] = ref("PerformanceFile", "file_id")
    entry: Mapped[FileEntry | None] = ref("FileEntry", "entry_id")


class FileDraftPiece(TenantScoped, Base):
    """Evidence that lies with a draft: it is taken out again, or goes into the file with the entry."""

    __tablename__ = "file_draft_piece"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("draft_id", "file_draft"),
        tenant_fk("stored_id", "file"),
        UniqueConstraint("tenant_id", "author_id", "id"),
        Index(None, "tenant_id", "draft_id"),
        Index(None, "tenant_id", "stored_id"),
        CheckConstraint("(stored_id IS NULL) = (url <> '')", name="file_or_link"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    draft_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    stored_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", PRIVATE))
    url: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", PRIVATE, exported=False, erased="row"))
    name: Mapped[str] = mapped_column(Text, info=kept("sensitive", PRIVATE, exported=False, erased="row"))

    stored: Mapped[File | None] = ref("File", "stored_id")


class FileNote(TenantScoped, Base):
    """A private note of its author's. It is no record about anybody, lies in no file, and can't be cited."""

    __tablename__ = "file_note"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "author_id", "id"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until let go"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", "until let go", exported=False, erased="row"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", "until let go"))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "until let go"))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "until let go"))
