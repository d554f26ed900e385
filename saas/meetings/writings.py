"""What is written at a 1:1: the shared minutes and their frozen versions with confirmations, each one's private note, and the
keys of private calendar feeds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.meetings.models import KEPT, Meeting
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

UNTIL = "until confirmed"
ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"


class MeetingMinutes(TenantScoped, Base):
    """What both write down together while a 1:1 is not confirmed: a draft of two people, saved step by step."""

    __tablename__ = "meeting_minutes"
    __table_args__ = (
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("saved_by_id", "person"),
        UniqueConstraint("tenant_id", "meeting_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, info=kept("sensitive", KEPT, erased="tombstone"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    saved_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class MeetingMinutesStep(TenantScoped, Base):
    """An earlier state of the minutes, from which the changes of a second window are told apart. The last few are kept."""

    __tablename__ = "meeting_minutes_step"
    __table_args__ = (
        tenant_fk("minutes_id", "meeting_minutes"),
        UniqueConstraint("tenant_id", "minutes_id", "version"),
    )

    minutes_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", UNTIL))
    version: Mapped[int] = mapped_column(Integer, info=kept("none", UNTIL))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, info=kept("sensitive", UNTIL, exported=False, erased="row"))


class MeetingVersion(Record, Base):
    """The minutes as one of the two froze them by confirming: topics, notes, promises, with the hash that both confirm."""

    __tablename__ = "meeting_version"
    __table_args__ = (
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "meeting_id", "no"),
        CheckConstraint("no >= 1", name="no"),
    )

    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, info=kept("sensitive", KEPT, erased="tombstone"))
    hash: Mapped[str] = mapped_column(Text, info=kept("pseudonymous", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    meeting: Mapped[Meeting] = ref("Meeting", "meeting_id")


class MeetingConfirmation(Record, Base):
    """One of the two says: we met, and this is what we said. Each for themselves, once for a version."""

    __tablename__ = "meeting_confirmation"
    __table_args__ = (
        tenant_fk("version_id", "meeting_version"),
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "version_id", "person_id"),
        Index(None, "tenant_id", "person_id", "id"),
        Index(None, "tenant_id", "meeting_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    hash: Mapped[str] = mapped_column(Text, info=kept("pseudonymous", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    person: Mapped[Person] = ref("Person", "person_id")
    version: Mapped[MeetingVersion] = ref("MeetingVersion", "version_id")


class MeetingNote(TenantScoped, Base):
    """What one of the two writes for themselves alone. Nobody else can so much as count it."""

    __tablename__ = "meeting_note"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "author_id", "meeting_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, exported=False, erased="row"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    meeting: Mapped[Meeting] = ref("Meeting", "meeting_id")


class MeetingFeed(TenantScoped, Base):
    """A person's private calendar address. Only the hash of its key is kept; ended ones answer no more."""

    __tablename__ = "meeting_feed"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "token_hash"),
        Index("meeting_feed_one", "tenant_id", "person_id", unique=True, postgresql_where="ended_at IS NULL"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "employment", erased="row"))
    token_hash: Mapped[str] = mapped_column(Text, info=kept("personal", "employment", exported=False, erased="row"))
    with_names: Mapped[bool] = mapped_column(default=False, info=kept("none", "employment"))
    """Whether titles say with whom."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "employment"))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", "employment"))

    person: Mapped[Person] = ref("Person", "person_id")
