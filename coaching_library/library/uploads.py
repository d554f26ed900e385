"""A file of items on its way in: looked at first, taken over or dropped, and gone after a day."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, DateTime, Index, Integer, LargeBinary, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, deferred, mapped_column

from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.jobs import Job

KEPT = "1 day"
STATES = ("checking", "checked", "applying", "applied", "failed", "dropped")
OUTCOMES = ("new", "changed", "unchanged", "refused")


class LibraryImport(TenantScoped, Base):
    """One upload. `content` is what came, packed, until every file of it was read; then the files stand in rows."""

    __tablename__ = "library_import"
    __table_args__ = (
        tenant_fk("requester_id", "person"),
        tenant_fk("job_id", "job"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index(None, "tenant_id", "made_at"),
        Index(None, "tenant_id", "job_id"),
        Index(None, "tenant_id", "requester_id"),
    )

    requester_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who uploaded it; nobody where the operator's command did."""
    job_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    name: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary, info=kept("none", KEPT, exported=False)))
    topic: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    """The topic of files that name none."""
    language: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    """The language of files that name none and lie in no folder of one."""
    audience: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    publishes: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("none", KEPT))
    """Whether what is taken over is published at once."""
    counts: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict, info=kept("none", KEPT))
    """Files by what they mean."""
    trouble: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """Why it can't be read at all: a code of `words.NOTES`."""
    state: Mapped[str] = mapped_column(Text, default="checking", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", KEPT))

    job: Mapped[Job | None] = ref("Job", "job_id")

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.name


class LibraryImportFile(TenantScoped, Base):
    """One file of an upload: what it says, what that means, and what is to be said about it."""

    __tablename__ = "library_import_file"
    __table_args__ = (
        tenant_fk("import_id", "library_import"),
        UniqueConstraint("tenant_id", "import_id", "no"),
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),
    )

    import_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    path: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    outcome: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    key: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    language: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    notes: Mapped[list[Any]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))
    """What is to be said about it: pairs of a code of `words.NOTES` and what fills its places."""
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("none", KEPT))
    """What it says, by columns of an item; empty where it is refused."""
