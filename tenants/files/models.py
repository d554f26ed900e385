"""Files are bytes in a row, under row security: one transaction, one backup, no paths."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Integer, LargeBinary, Text, Uuid
from sqlalchemy.orm import Mapped, deferred, mapped_column

from tenants.isolation import Base, TenantScoped, kept, tenant_fk

LARGEST = 10 * 1024 * 1024
"""Bytes a file may have."""


class File(TenantScoped, Base):
    """One file. The content is loaded only where it is asked for; `sha256` names it for good."""

    __tablename__ = "file"
    __table_args__ = (
        tenant_fk("owner_id", "person"),
        tenant_fk("job_id", "job"),
        CheckConstraint(f"size BETWEEN 0 AND {LARGEST} AND size = octet_length(content)", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        Index(None, "tenant_id", "job_id", unique=True),
        Index(None, "tenant_id", "expires_at"),
    )

    owner_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "until it expires"))
    job_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", "until it expires"))
    """The job that made it: one file a job, whatever was killed in between."""
    name: Mapped[str] = mapped_column(Text, info=kept("personal", "until it expires", erased="row"))
    media_type: Mapped[str] = mapped_column(Text, info=kept("none", "until it expires"))
    size: Mapped[int] = mapped_column(Integer, info=kept("none", "until it expires"))
    sha256: Mapped[str] = mapped_column(Text, info=kept("pseudonymous", "until it expires"))
    content: Mapped[bytes] = deferred(
        mapped_column(LargeBinary, info=kept("sensitive", "until it expires", exported=False, erased="row"))
    )
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", "until it expires"))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("none", "until it expires"))
