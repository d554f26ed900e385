"""What readers leave: what they were shown, opened, used and tried, how they rated, what they wrote for themselves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from coaching_library.library.content import TASKS
from coaching_library.library.models import LibraryItem, LibraryVersion
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk

KEPT = "employment"
ACTS = ("shown", "opened", "used", "not_helpful", "asked", "dismissed", "recalled")
ONCE_A_DAY = ("shown", "opened")
ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"


class LibraryEvent(Record, Base):
    """Somebody was shown an item at a step, opened it, used its words, put it away there, or asked about it.

    That it was shown or opened is kept once for each person, item, step and day.
    """

    __tablename__ = "library_event"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("item_id", "library_item"),
        Index(None, "tenant_id", "person_id", "item_id"),
        Index(None, "tenant_id", "item_id"),
        Index(
            "library_event_once", "tenant_id", "person_id", "item_id", "task", "act", "day",
            unique=True, postgresql_where=f"act IN {ONCE_A_DAY}",
        ),
        CheckConstraint(f"act IN {ACTS}", name="act"),
        CheckConstraint(f"task IN {('', *TASKS)}", name="task"),
    )  # fmt: skip

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    act: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    task: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT))
    """At which step; empty where it was in the library."""
    day: Mapped[date] = mapped_column(Date, info=kept("personal", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class LibraryMark(TenantScoped, Base):
    """What somebody says of an item: that they tried it, and whether it helped; they may change their mind.

    They themselves and their HR partner read it.
    """

    __tablename__ = "library_mark"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("item_id", "library_item"),
        UniqueConstraint("tenant_id", "person_id", "item_id"),
        Index(None, "tenant_id", "item_id"),
        CheckConstraint("verdict IN ('', 'helpful', 'not_helpful')", name="verdict"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    tried_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT, erased="row"))
    verdict: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="row"))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    """The number of the version of which it was said."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    item: Mapped[LibraryItem] = ref("LibraryItem", "item_id")


class VignetteAnswer(Record, Base):
    """How somebody rated a version of a vignette, and why: only they ever read it, and once it is said it stays."""

    __tablename__ = "vignette_answer"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("version_id", "library_version"),
        UniqueConstraint("tenant_id", "author_id", "version_id"),
        Index(None, "tenant_id", "version_id"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    level: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, exported=False, erased="row"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, exported=False, erased="row"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class VignetteTally(TenantScoped, Base):
    """How many rated a version of a vignette so. It holds no names: who rated how stands with each of them alone."""

    __tablename__ = "vignette_tally"
    __table_args__ = (
        tenant_fk("version_id", "library_version"),
        UniqueConstraint("tenant_id", "version_id", "level"),
        CheckConstraint("many >= 0", name="many"),
    )

    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    level: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    many: Mapped[int] = mapped_column(Integer, default=0, info=kept("none", KEPT))


class ExerciseAnswer(Record, Base):
    """What somebody wrote for themselves in an exercise, for the `no`-th time; or, with `rests`, that it need not come back.
    What they add before the day on which it comes back is an `ExerciseNote`.

    Only they ever read it.
    """

    __tablename__ = "exercise_answer"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("item_id", "library_item"),
        tenant_fk("version_id", "library_version"),
        UniqueConstraint("tenant_id", "author_id", "item_id", "no"),
        Index(None, "tenant_id", "item_id"),
        Index(None, "tenant_id", "version_id"),
        CheckConstraint("no >= 1", name="no"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, exported=False, erased="row"))
    rests: Mapped[bool] = mapped_column(Boolean, default=False, info=kept("personal", KEPT, exported=False, erased="row"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    version: Mapped[LibraryVersion] = ref("LibraryVersion", "version_id")


class ExerciseNote(Record, Base):
    """What somebody added in an exercise before the day on which it came back: a note of the `times`-th time, which neither
    counts as the next nor moves that day. Only they ever read it.
    """

    __tablename__ = "exercise_note"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("item_id", "library_item"),
        tenant_fk("version_id", "library_version"),
        UniqueConstraint("tenant_id", "author_id", "item_id", "times", "no"),
        Index(None, "tenant_id", "item_id"),
        Index(None, "tenant_id", "version_id"),
        CheckConstraint("times >= 1 AND no >= 1", name="numbers"),
    )

    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    item_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    times: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    """The number of the answer that it stands with."""
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, exported=False, erased="row"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
