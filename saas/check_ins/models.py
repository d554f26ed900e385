"""The rhythm of a pair, its check-ins, and what both said in them: rows of their own that nobody changes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.plan import Goal
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
STATES = ("due", "submitted", "answered", "closed", "missed", "lapsed")
OPEN = ("due", "submitted", "answered")
RHYTHMS = (7, 14, 30)
"""Days between two check-ins of a pair."""
HEALTHS = ("on_track", "at_risk", "off_track")
WORK = ("own", "advice", "together", "manager")
"""Who did the work: on one's own, with advice, together, the manager did it."""
ENDS = ("reached", "partly_reached", "not_reached")
KEPT_WORDS = ("kept", "not_yet", "not_kept")
ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"


class CheckInRhythm(TenantScoped, Base):
    """How often an employee checks in with one manager. It rests (`next_on` is null) while that line is not in force."""

    __tablename__ = "check_in_rhythm"
    __table_args__ = (
        tenant_fk("employee_id", "person"),
        tenant_fk("manager_id", "person"),
        UniqueConstraint("tenant_id", "employee_id", "manager_id"),
        Index(None, "tenant_id", "manager_id"),
        Index(None, "tenant_id", "next_on", "id"),
        CheckConstraint("employee_id <> manager_id", name="two_people"),
        CheckConstraint(f"every_days IN {RHYTHMS}", name="rhythm"),
    )

    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    every_days: Mapped[int] = mapped_column(SmallInteger, default=14, info=kept("none", KEPT))
    since: Mapped[date] = mapped_column(Date, info=kept("personal", KEPT))
    next_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", KEPT))
    """The day on which the next check-in is due."""
    talked_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", KEPT))
    """The last day on which both had spoken: a check-in and its answer."""
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    employee: Mapped[Person] = ref("Person", "employee_id")
    manager: Mapped[Person] = ref("Person", "manager_id")


class CheckIn(TenantScoped, Base):
    """One check-in of a pair: due on a day, said by the employee, answered by the manager. Never deleted."""

    __tablename__ = "check_in"
    __table_args__ = (
        tenant_fk("rhythm_id", "check_in_rhythm"),
        tenant_fk("employee_id", "person"),
        tenant_fk("manager_id", "person"),
        UniqueConstraint("tenant_id", "rhythm_id", "due_on"),
        Index("check_in_one_due", "tenant_id", "rhythm_id", unique=True, postgresql_where="state = 'due'"),
        Index("check_in_of_employee", "tenant_id", "employee_id", postgresql_where="state IN ('due', 'submitted')"),
        Index("check_in_of_manager", "tenant_id", "manager_id", postgresql_where="state IN ('due', 'submitted')"),
        Index(None, "tenant_id", "employee_id", "id"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("fell_from BETWEEN 0 AND 10 AND fell_to BETWEEN 0 AND 10", name="confidence"),
    )

    rhythm_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    employee_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    manager_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    due_on: Mapped[date] = mapped_column(Date, info=kept("personal", KEPT))
    said_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    """When it was said first."""
    answer_due_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", KEPT))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    fell_title: Mapped[str | None] = mapped_column(Text, info=kept("sensitive", KEPT, erased="null"))
    """Of what the confidence fell most since the last time, where it fell: a nudge names it."""
    fell_from: Mapped[int | None] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    fell_to: Mapped[int | None] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    state: Mapped[str] = mapped_column(Text, default="due", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    rhythm: Mapped[CheckInRhythm] = ref("CheckInRhythm", "rhythm_id")
    employee: Mapped[Person] = ref("Person", "employee_id")
    manager: Mapped[Person] = ref("Person", "manager_id")

    @property
    def has_fallen(self) -> bool:
        """Whether a confidence fell, and it is known of what, from where and to where."""
        return bool(self.fell_title) and self.fell_from is not None and self.fell_to is not None


class CheckInStatement(Record, Base):
    """What the employee said in a check-in. Saying it anew is another one, until the manager has answered; the last counts."""

    __tablename__ = "check_in_statement"
    __table_args__ = (
        tenant_fk("check_in_id", "check_in"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "check_in_id", "no"),
        Index(None, "tenant_id", "author_id"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    win: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class CheckInGoal(Record, Base):
    """What the employee said of one goal: how it goes, what moved, what is in the way, who did the work, and whether it ended.

    `claim` says how the goal ended as the employee sees it; the manager confirms it in a reply, or sees it otherwise.
    """

    __tablename__ = "check_in_goal"
    __table_args__ = (
        tenant_fk("statement_id", "check_in_statement"),
        tenant_fk("goal_id", "goal"),
        tenant_fk("version_id", "agreement_version"),
        UniqueConstraint("tenant_id", "statement_id", "goal_id"),
        Index(None, "tenant_id", "goal_id"),
        Index(None, "tenant_id", "version_id"),
        CheckConstraint(f"health IN {HEALTHS}", name="health"),
        CheckConstraint(f"work IN {WORK}", name="work"),
        CheckConstraint(f"claim IN {ENDS}", name="claim"),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
    )

    statement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The signed version in which the goal stood when this was said."""
    place: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    health: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    confidence: Mapped[int | None] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    """Of a goal without key results; else each key result has its own."""
    progress: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    blocker: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    work: Mapped[str | None] = mapped_column(Text, info=kept("personal", KEPT))
    claim: Mapped[str | None] = mapped_column(Text, info=kept("personal", KEPT))

    goal: Mapped[Goal] = ref("Goal", "goal_id")


class CheckInValue(Record, Base):
    """The value of a key result in a statement, where one was said, and how sure the employee is that it will be reached."""

    __tablename__ = "check_in_value"
    __table_args__ = (
        tenant_fk("statement_id", "check_in_statement"),
        tenant_fk("goal_id", "goal"),
        UniqueConstraint("tenant_id", "statement_id", "result_key"),
        Index(None, "tenant_id", "goal_id"),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
    )

    statement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    result_key: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT) | {"loose": "a line of a signed version"})
    value: Mapped[Decimal | None] = mapped_column(Numeric(20, 6), info=kept("personal", KEPT))
    confidence: Mapped[int] = mapped_column(SmallInteger, info=kept("personal", KEPT))


class CheckInSupport(Record, Base):
    """What the employee says of a support commitment of the manager: kept, not yet, not kept."""

    __tablename__ = "check_in_support"
    __table_args__ = (
        tenant_fk("statement_id", "check_in_statement"),
        tenant_fk("goal_id", "goal"),
        UniqueConstraint("tenant_id", "statement_id", "support_key"),
        Index(None, "tenant_id", "goal_id"),
        CheckConstraint(f"said IN {KEPT_WORDS}", name="said"),
    )

    statement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    support_key: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT) | {"loose": "a line of a signed version"})
    said: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))


class CheckInReply(Record, Base):
    """What one of the two answers to a point of a check-in: words, the manager's mark of the work, how they see a claim.

    A reply without a goal is about the win, or with the point "" about the whole.
    """

    __tablename__ = "check_in_reply"
    __table_args__ = (
        tenant_fk("check_in_id", "check_in"),
        tenant_fk("author_id", "person"),
        tenant_fk("goal_id", "goal"),
        Index(None, "tenant_id", "check_in_id", "id"),
        Index(None, "tenant_id", "author_id"),
        Index(None, "tenant_id", "goal_id"),
        CheckConstraint("point IN ('', 'win', 'goal')", name="point"),
        CheckConstraint("(point = 'goal') = (goal_id IS NOT NULL)", name="goal_of_a_goal"),
        CheckConstraint(f"work IN {WORK}", name="work"),
        CheckConstraint(f"sees IN {ENDS}", name="sees"),
        CheckConstraint("words <> '' OR work IS NOT NULL OR sees IS NOT NULL", name="says_something"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    goal_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    point: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("sensitive", KEPT, erased="tombstone"))
    work: Mapped[str | None] = mapped_column(Text, info=kept("personal", KEPT))
    sees: Mapped[str | None] = mapped_column(Text, info=kept("personal", KEPT))
    """How the goal ended as the manager sees it, in answer to a claim."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")


class CheckInDraft(TenantScoped, Base):
    """What somebody is typing into a check-in or its answer: fields and what stands in them. Nobody else can even count it.

    `marks` holds for each field how its text changed (version and print), by which two windows are told apart.
    """

    __tablename__ = "check_in_draft"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("check_in_id", "check_in"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "author_id", "check_in_id"),
        Index(None, "tenant_id", "check_in_id"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until said"))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until said"))
    content: Mapped[dict[str, str]] = mapped_column(
        JSONB, default=dict, info=kept("sensitive", "until said", exported=False, erased="row")
    )
    marks: Mapped[dict[str, Any]] = mapped_column(
        JSONB, default=dict, info=kept("pseudonymous", "until said", exported=False, erased="row")
    )
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", "until said"))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "until said"))
