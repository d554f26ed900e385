"""What signing in leaves behind: a credential, sessions as rows, and links that work once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

SESSION_DAYS = "30 days after its end"
LINK_DAYS = "30 days after its end"


class Credential(TenantScoped, Base):
    """The password of a person, as an argon2 hash. At most one a person; none before the invitation is taken up."""

    __tablename__ = "credential"
    __table_args__ = (tenant_fk("person_id", "person"), UniqueConstraint("tenant_id", "person_id"))

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", erased="row"))
    password_hash: Mapped[str] = mapped_column(Text, info=kept("sensitive", exported=False, erased="row"))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", erased="row"))


class SignInSession(TenantScoped, Base):
    """A person is signed in on one device. The cookie holds 256 random bits, the row only their hash."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint("expires_at > created_at", name="expires"),
    )

    token_hash: Mapped[str] = mapped_column(Text, info=kept("sensitive", SESSION_DAYS, exported=False, erased="row"))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", SESSION_DAYS, erased="row"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", SESSION_DAYS, erased="row"))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", SESSION_DAYS, erased="row"))
    """Exact to a minute: it is not written with each page."""
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", SESSION_DAYS, erased="row"))
    ended_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), info=kept("personal", SESSION_DAYS, erased="row")
    )
    user_agent: Mapped[str] = mapped_column(Text, default="", info=kept("personal", SESSION_DAYS, exported=False, erased="row"))
    """Browser and system in two words, so that a person knows their devices apart."""
    data: Mapped[dict[str, Any]] = mapped_column(
        JSONB, default=dict, info=kept("personal", SESSION_DAYS, exported=False, erased="row")
    )
    """The token of its forms, and messages that wait for the next page."""

    person: Mapped[Person] = ref("Person", "person_id")


class OneUseLink(TenantScoped, Base):
    """A link that reached a person by mail: it sets a password once, in time. Only the hash of its token is kept."""

    __tablename__ = "one_use_link"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint("kind IN ('invitation', 'reset')", name="kind"),
    )

    kind: Mapped[str] = mapped_column(Text, info=kept("none", LINK_DAYS))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", LINK_DAYS, erased="row"))
    token_hash: Mapped[str] = mapped_column(Text, info=kept("sensitive", LINK_DAYS, exported=False, erased="row"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", LINK_DAYS, erased="row"))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", LINK_DAYS, erased="row"))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", LINK_DAYS, erased="row"))

    person: Mapped[Person] = ref("Person", "person_id")
