"""A person's inbox, and the record of the mail that was sent to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

YEAR = "1 year"
MAIL_DAYS = "90 days"


class Notice(TenantScoped, Base):
    """Something happened that concerns a person. It says `kind` with `params`, spoken in the reader's language."""

    __tablename__ = "notice"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        Index(None, "tenant_id", "person_id", "id"),
        Index("notice_unread", "tenant_id", "person_id", postgresql_where="read_at IS NULL"),
        Index(None, "tenant_id", "object_id"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", YEAR, erased="row"))
    kind: Mapped[str] = mapped_column(Text, info=kept("none", YEAR))
    object_kind: Mapped[str] = mapped_column(Text, info=kept("none", YEAR))
    object_id: Mapped[UUID] = mapped_column(
        Uuid, info=kept("pseudonymous", YEAR) | {"loose": "an object of any kind; its page asks for rights again"}
    )
    url: Mapped[str] = mapped_column(Text, info=kept("none", YEAR))
    """A path inside the organisation."""
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("personal", YEAR, erased="row"))
    """What the words need: people as ids, dates as dates, short titles. Never private content."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", YEAR))
    read_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", YEAR, erased="null"))
    digest_id: Mapped[UUID | None] = mapped_column(
        Uuid, info=kept("none", YEAR) | {"loose": "the letter of a morning in which it stood; letters go earlier than notices"}
    )


class NoticeChoice(TenantScoped, Base):
    """Which mail a person wants beside their inbox. Without a row: both."""

    __tablename__ = "notice_choice"
    __table_args__ = (tenant_fk("person_id", "person"), UniqueConstraint("tenant_id", "person_id"))

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", YEAR, erased="row"))
    at_once: Mapped[bool] = mapped_column(Boolean, default=True, info=kept("personal", YEAR, erased="row"))
    """A letter of its own for what waits for a signature or is an answer."""
    in_the_morning: Mapped[bool] = mapped_column(Boolean, default=True, info=kept("personal", YEAR, erased="row"))
    """One letter on a working day with all that waits unread."""
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", YEAR))


class Mail(TenantScoped, Base):
    """One letter to one person: asked for, then sent or failed. What was sent stands here, secret links blanked."""

    __tablename__ = "mail"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("job_id", "job"),
        tenant_fk("notice_id", "notice"),
        UniqueConstraint("tenant_id", "job_id"),
        Index(None, "tenant_id", "person_id", "id"),
        Index(None, "tenant_id", "notice_id"),
        CheckConstraint("state IN ('queued', 'sent', 'failed')", name="state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", MAIL_DAYS, erased="row"))
    job_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", MAIL_DAYS))
    notice_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", MAIL_DAYS))
    kind: Mapped[str] = mapped_column(Text, info=kept("none", MAIL_DAYS))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("personal", MAIL_DAYS, erased="row"))
    url: Mapped[str] = mapped_column(Text, default="", info=kept("none", MAIL_DAYS))
    state: Mapped[str] = mapped_column(Text, default="queued", info=kept("none", MAIL_DAYS))
    to_address: Mapped[str] = mapped_column(Text, default="", info=kept("personal", MAIL_DAYS, erased="row"))
    subject: Mapped[str] = mapped_column(Text, default="", info=kept("personal", MAIL_DAYS, erased="row"))
    text: Mapped[str] = mapped_column(Text, default="", info=kept("personal", MAIL_DAYS, erased="row"))
    html: Mapped[str] = mapped_column(Text, default="", info=kept("personal", MAIL_DAYS, erased="row"))
    trouble: Mapped[str] = mapped_column(Text, default="", info=kept("none", MAIL_DAYS))
    """Why it failed: no_post (no mail server is set), refused (by it), unreachable, no_address, left, moot (not
    needed), gave_up (its job died).
    """
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", MAIL_DAYS, erased="row"))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", MAIL_DAYS, erased="row"))

    person: Mapped[Person] = ref("Person", "person_id")
