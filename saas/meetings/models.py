"""A pair's 1:1s: their rhythm, the meetings, the topics of both, and what each promised. Minutes lie in `writings`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, SmallInteger, Text, Time, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
PURPOSES = ("regular", "coaching", "goal", "other")
SERIES_STATES = ("proposed", "agreed", "dropped", "ended")
STATES = ("planned", "prepared", "held", "confirmed", "skipped", "ended")
UPCOMING = ("planned", "prepared")
PROMISE_STATES = ("open", "done", "dropping", "kept", "dropped", "taken_back", "lapsed")
LIVE = ("open", "done", "dropping")
"""Promises that return on each 1:1."""
RHYTHMS = (7, 14, 21, 28)


class OfAPair:
    """What belongs to one employee and one manager, and to nobody who comes after."""

    employee_id: Mapped[UUID]
    manager_id: Mapped[UUID]

    @property
    def parties(self) -> tuple[UUID, UUID]:
        """The employee and the manager."""
        return self.employee_id, self.manager_id

    def other(self, person_id: UUID) -> UUID:
        """The other one of the two."""
        return self.manager_id if person_id == self.employee_id else self.employee_id


def _of_a_pair(*more: object) -> tuple[object, ...]:
    return (
        tenant_fk("employee_id", "person"),
        tenant_fk("manager_id", "person"),
        CheckConstraint("employee_id <> manager_id", name="two_people"),
        *more,
    )


class MeetingSeries(OfAPair, TenantScoped, Base):
    """How often a pair meets, and when. One proposes, the other agrees; a change is proposed anew."""

    __tablename__ = "meeting_series"
    __table_args__ = _of_a_pair(
        tenant_fk("proposed_by_id", "person"),
        Index(
            "meeting_series_one_of_each",
            "tenant_id", "employee_id", "manager_id", "state",
            unique=True,
            postgresql_where="state IN ('proposed', 'agreed')",
        ),
        Index(None, "tenant_id", "manager_id", "state"),
        CheckConstraint(f"state IN {SERIES_STATES}", name="state"),
        CheckConstraint(f"every_days IN {RHYTHMS}", name="rhythm"),
        CheckConstraint("minutes BETWEEN 10 AND 240", name="minutes"),
    )  # fmt: skip

    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    proposed_by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    every_days: Mapped[int] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    first_on: Mapped[date] = mapped_column(Date, info=kept("personal", KEPT))
    starts: Mapped[time] = mapped_column(Time, info=kept("personal", KEPT))
    """The hour on the wall of `zone`, also after clocks are put forward."""
    zone: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    minutes: Mapped[int] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    place: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    state: Mapped[str] = mapped_column(Text, default="proposed", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    proposed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    employee: Mapped[Person] = ref("Person", "employee_id")
    manager: Mapped[Person] = ref("Person", "manager_id")


class Meeting(OfAPair, TenantScoped, Base):
    """One 1:1. It is held once the first of the two confirms its minutes, and confirmed once both have confirmed the same."""

    __tablename__ = "meeting"
    __table_args__ = _of_a_pair(
        tenant_fk("series_id", "meeting_series"),
        tenant_fk("made_by_id", "person"),
        Index(None, "tenant_id", "employee_id", "starts_at"),
        Index(None, "tenant_id", "manager_id", "starts_at"),
        Index(None, "tenant_id", "series_id"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        CheckConstraint("minutes BETWEEN 10 AND 240", name="minutes"),
    )

    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    series_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who planned it; nobody where the agreed rhythm did."""
    purpose: Mapped[str] = mapped_column(Text, default="regular", info=kept("personal", KEPT))
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    minutes: Mapped[int] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    place: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    sequence: Mapped[int] = mapped_column(Integer, default=0, info=kept("none", KEPT))
    """How often calendars were told of a change (RFC 5545 SEQUENCE)."""
    state: Mapped[str] = mapped_column(Text, default="planned", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    employee: Mapped[Person] = ref("Person", "employee_id")
    manager: Mapped[Person] = ref("Person", "manager_id")

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_upcoming(self) -> bool:
        """Whether nobody has confirmed it yet, and it was neither skipped nor ended."""
        return self.state in UPCOMING

    def person_of(self, person_id: UUID) -> Person:
        """That one of the two."""
        return self.employee if person_id == self.employee_id else self.manager


class MeetingChange(Record, Base):
    """A 1:1 was moved, skipped, or ended with the line: by whom (nobody where the line ended), and why."""

    __tablename__ = "meeting_change"
    __table_args__ = (
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("by_id", "person"),
        Index(None, "tenant_id", "meeting_id"),
        CheckConstraint("kind IN ('moved', 'skipped', 'ended')", name="kind"),
        CheckConstraint("kind = 'ended' OR (by_id IS NOT NULL AND words <> '')", name="reason"),
    )

    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    was_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    by: Mapped[Person | None] = ref("Person", "by_id")


class MeetingTopic(OfAPair, TenantScoped, Base):
    """What one of a pair wants to talk about. It stays open until it was talked about, from one 1:1 to the next.

    `for_id` is the manager for whom a deputy put it down. How it reads stands in its wordings.
    """

    __tablename__ = "meeting_topic"
    __table_args__ = _of_a_pair(
        tenant_fk("author_id", "person"),
        tenant_fk("for_id", "person"),
        Index(None, "tenant_id", "employee_id", "manager_id", "state"),
        CheckConstraint("state IN ('open', 'talked', 'dropped', 'lapsed')", name="state"),
    )

    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    for_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    about_label: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    """What it is about, where it came from elsewhere: "Fewer faults", say."""
    about_url: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    wording: Mapped[int] = mapped_column(SmallInteger, default=1, info=kept("none", KEPT))
    """The number of the wording that counts."""
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")
    stands_for: Mapped[Person | None] = ref("Person", "for_id")


class MeetingTopicWording(Record, Base):
    """How its author put a topic, and put it anew: each time a row, so that nothing that was read is changed."""

    __tablename__ = "meeting_topic_wording"
    __table_args__ = (
        tenant_fk("topic_id", "meeting_topic"),
        UniqueConstraint("tenant_id", "topic_id", "no"),
    )

    topic_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class MeetingLine(TenantScoped, Base):
    """A topic on the agenda of one 1:1: still open there, talked about, or carried to the next."""

    __tablename__ = "meeting_line"
    __table_args__ = (
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("topic_id", "meeting_topic"),
        UniqueConstraint("tenant_id", "meeting_id", "topic_id"),
        Index(None, "tenant_id", "topic_id"),
        CheckConstraint("state IN ('open', 'talked', 'carried', 'dropped')", name="state"),
    )

    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    topic_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    is_carried: Mapped[bool] = mapped_column(default=False, info=kept("none", KEPT))
    """Whether it came from an earlier 1:1."""
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    topic: Mapped[MeetingTopic] = ref("MeetingTopic", "topic_id")


class MeetingPromise(OfAPair, TenantScoped, Base):
    """What one of the two undertakes, by a day. It returns on each 1:1 until the other says that it is kept, or both drop it.

    In a coaching 1:1 the employee's own next step and the manager's offer of help are promises of that kind.
    """

    __tablename__ = "meeting_promise"
    __table_args__ = _of_a_pair(
        tenant_fk("meeting_id", "meeting"),
        tenant_fk("owner_id", "person"),
        tenant_fk("author_id", "person"),
        tenant_fk("asked_by_id", "person"),
        Index(None, "tenant_id", "employee_id", "manager_id", "state"),
        Index(None, "tenant_id", "manager_id", "state"),
        Index(None, "tenant_id", "meeting_id"),
        CheckConstraint(f"state IN {PROMISE_STATES}", name="state"),
        CheckConstraint("kind IN ('promise', 'step', 'help')", name="kind"),
        CheckConstraint("owner_id IN (employee_id, manager_id)", name="owner"),
        CheckConstraint("(state = 'dropping') = (asked_by_id IS NOT NULL)", name="dropping_is_asked"),
        CheckConstraint("words <> ''", name="words"),
    )

    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    meeting_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    owner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    asked_by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who asks to drop it, while the other has not answered."""
    kind: Mapped[str] = mapped_column(Text, default="promise", info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    due_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", KEPT))
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    owner: Mapped[Person] = ref("Person", "owner_id")


class MeetingPromiseAnswer(Record, Base):
    """What was said about a promise: done, kept, not yet, let us drop it, agreed, let us keep it, or taken back."""

    __tablename__ = "meeting_promise_answer"
    __table_args__ = (
        tenant_fk("promise_id", "meeting_promise"),
        tenant_fk("by_id", "person"),
        Index(None, "tenant_id", "promise_id"),
        CheckConstraint("answer IN ('done', 'keep', 'not_yet', 'ask_drop', 'drop', 'go_on', 'take_back')", name="answer"),
    )

    promise_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    answer: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    by: Mapped[Person] = ref("Person", "by_id")
