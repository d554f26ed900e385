"""Goals of companies and units, what they are measured by, and what their owners said on the way."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    Boolean,
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
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas import measures
from saas.cycle import Cycle
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.organisations import Company, Unit, folded
from tenants.people import Person
from tenants.people.spelling import words_of

KEPT = "tenancy"
STATES = ("draft", "open", "reached", "partly_reached", "not_reached", "dropped")
CLOSED = ("reached", "partly_reached", "not_reached", "dropped")
RHYTHMS = (7, 14, 30, 91)
"""Days between two check-ins."""


class EnterpriseGoal(TenantScoped, Base):
    """A goal of a company (no unit) or of a unit: it has one owner and may contribute to one other goal.

    Forbidden: to contribute to itself, to a key result without its goal, to be closed without words. It is never deleted.
    """

    __tablename__ = "enterprise_goal"
    __table_args__ = (
        tenant_fk("company_id", "company"),
        tenant_fk("unit_id", "unit"),
        tenant_fk("owner_id", "person"),
        tenant_fk("cycle_id", "cycle"),
        tenant_fk("parent_id", "enterprise_goal"),
        tenant_fk("parent_result_id", "enterprise_key_result", back=True),
        Index(None, "tenant_id", "title_key", "id"),
        Index(None, "tenant_id", "company_id", "unit_id"),
        Index(None, "tenant_id", "unit_id"),
        Index(None, "tenant_id", "owner_id", "due_on"),
        Index(None, "tenant_id", "parent_id"),
        Index(None, "tenant_id", "cycle_id"),
        Index(None, "tenant_id", "parent_result_id"),
        Index(
            "enterprise_goal_one_title",
            "tenant_id",
            "company_id",
            "unit_id",
            "title_key",
            unique=True,
            postgresql_where="state IN ('draft', 'open')",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("parent_id <> id", name="not_itself"),
        CheckConstraint("parent_result_id IS NULL OR parent_id IS NOT NULL", name="result_of_a_goal"),
        CheckConstraint("starts_on <= ends_on", name="days"),
        CheckConstraint(f"every_days IN {RHYTHMS}", name="rhythm"),
        CheckConstraint(f"(state IN {CLOSED}) = (closed_on IS NOT NULL)", name="closed_on_a_day"),
        CheckConstraint("closed_on IS NULL OR closing_words <> ''", name="closed_with_words"),
        CheckConstraint("(state = 'open') = (due_on IS NOT NULL)", name="due_while_open"),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
    )

    company_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    unit_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    owner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    cycle_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    parent_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    """The goal to which it contributes."""
    parent_result_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    """The key result of that goal to which it contributes, where it is one."""
    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    title_key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("none", KEPT))
    """The title folded in Python: by it goals are ordered, and of two alike in one place one is open."""
    find_words: Mapped[str] = mapped_column(Text(collation="C"), default="", info=kept("none", KEPT))
    """What it is found by; follows the title by itself."""
    words: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    starts_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    ends_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    every_days: Mapped[int] = mapped_column(SmallInteger, default=30, info=kept("none", KEPT))
    due_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    """The day of the next check-in, while it is open."""
    checked_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    confidence: Mapped[int | None] = mapped_column(SmallInteger, info=kept("none", KEPT))
    """What its owner said last: 0 to 10, the lowest of its key results."""
    closing_words: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    closed_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    state: Mapped[str] = mapped_column(Text, default="draft", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    company: Mapped[Company] = ref("Company", "company_id")
    unit: Mapped[Unit | None] = ref("Unit", "unit_id")
    owner: Mapped[Person] = ref("Person", "owner_id")
    cycle: Mapped[Cycle | None] = ref("Cycle", "cycle_id")
    parent: Mapped[EnterpriseGoal | None] = ref("EnterpriseGoal", "parent_id")
    parent_result: Mapped[EnterpriseKeyResult | None] = ref("EnterpriseKeyResult", "parent_result_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title

    @property
    def place(self) -> str:
        """Whose goal it is: the unit's name, else the company's."""
        return self.unit.name if self.unit is not None else self.company.name

    @property
    def label(self) -> str:
        """Title and place: what one chooses it by."""
        return f"{self.title} · {self.place}"

    @property
    def is_closed(self) -> bool:
        """Whether it is over, however it ended."""
        return self.state in CLOSED


class EnterpriseKeyResult(TenantScoped, Base):
    """What a goal of the enterprise is measured by. One that was taken out of an open goal stands no longer, and is kept."""

    __tablename__ = "enterprise_key_result"
    __table_args__ = (
        tenant_fk("goal_id", "enterprise_goal"),
        Index(None, "tenant_id", "goal_id", "place"),
        CheckConstraint(f"measure IN {measures.MEASURES}", name="measure"),
        CheckConstraint(f"direction IN {measures.DIRECTIONS}", name="direction"),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
    )

    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    place: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    find_words: Mapped[str] = mapped_column(Text(collation="C"), default="", info=kept("none", KEPT))
    measure: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    direction: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    start: Mapped[Decimal | None] = mapped_column(Numeric(20, 6), info=kept("none", KEPT))
    target: Mapped[Decimal | None] = mapped_column(Numeric(20, 6), info=kept("none", KEPT))
    unit: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    levels: Mapped[list[str]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))
    due_on: Mapped[date | None] = mapped_column(Date, info=kept("none", KEPT))
    value: Mapped[Decimal | None] = mapped_column(Numeric(20, 6), info=kept("none", KEPT))
    """What was said last."""
    confidence: Mapped[int | None] = mapped_column(SmallInteger, info=kept("none", KEPT))
    stands: Mapped[bool] = mapped_column(Boolean, default=True, info=kept("none", KEPT))

    goal: Mapped[EnterpriseGoal] = ref("EnterpriseGoal", "goal_id")

    @property
    def result(self) -> measures.KeyResult:
        """The same as plans have it."""
        return measures.KeyResult(
            str(self.id), self.title, self.measure, self.direction, self.start, self.target, self.unit,
            tuple(self.levels), self.due_on,
        )  # fmt: skip


class EnterpriseCheckIn(Record, Base):
    """What the owner of a goal said on a day: how sure they are, and in words how it goes. It is never changed."""

    __tablename__ = "enterprise_check_in"
    __table_args__ = (
        tenant_fk("goal_id", "enterprise_goal"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "goal_id", "id"),
        Index(None, "tenant_id", "author_id"),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
    )

    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    confidence: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))

    author: Mapped[Person] = ref("Person", "author_id")


class EnterpriseValue(Record, Base):
    """The value of one key result in a check-in, and how sure its owner is that it will be reached."""

    __tablename__ = "enterprise_value"
    __table_args__ = (
        tenant_fk("check_in_id", "enterprise_check_in"),
        tenant_fk("result_id", "enterprise_key_result"),
        UniqueConstraint("tenant_id", "check_in_id", "result_id"),
        Index(None, "tenant_id", "result_id"),
        CheckConstraint("confidence BETWEEN 0 AND 10", name="confidence"),
    )

    check_in_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    result_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    value: Mapped[Decimal | None] = mapped_column(Numeric(20, 6), info=kept("none", KEPT))
    confidence: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))

    result: Mapped[EnterpriseKeyResult] = ref("EnterpriseKeyResult", "result_id")


class EnterpriseWording(Record, Base):
    """How an open goal read until somebody changed it, and who did. It is never changed."""

    __tablename__ = "enterprise_wording"
    __table_args__ = (
        tenant_fk("goal_id", "enterprise_goal"),
        tenant_fk("changed_by_id", "person"),
        tenant_fk("owner_id", "person"),
        Index(None, "tenant_id", "goal_id", "id"),
        Index(None, "tenant_id", "changed_by_id"),
        Index(None, "tenant_id", "owner_id"),
    )

    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    changed_by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    until: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    owner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    starts_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    ends_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    results: Mapped[list[dict[str, object]]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))

    changed_by: Mapped[Person] = ref("Person", "changed_by_id")
    owner: Mapped[Person] = ref("Person", "owner_id")

    @property
    def key_results(self) -> list[measures.KeyResult]:
        """What the goal was measured by."""
        return [measures.KeyResult.read(each) for each in self.results]


@event.listens_for(EnterpriseGoal, "before_insert")
@event.listens_for(EnterpriseGoal, "before_update")
def _spell(_mapper: object, _connection: object, goal: EnterpriseGoal) -> None:
    """Whoever writes a title: the words to find and to order it by are written with it."""
    goal.title_key, goal.find_words = folded(goal.title), words_of(goal.title, "", "")


@event.listens_for(EnterpriseKeyResult, "before_insert")
@event.listens_for(EnterpriseKeyResult, "before_update")
def _spell_result(_mapper: object, _connection: object, result: EnterpriseKeyResult) -> None:
    result.find_words = words_of(result.title, "", "")
