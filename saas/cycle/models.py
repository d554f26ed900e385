"""A performance cycle, whom it takes in, and where each participant stands in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
STATES = (
    "draft", "ready", "asked", "planning", "working", "appraising", "diagnosing", "closed", "archived", "cancelled",
)  # fmt: skip
REASONS = ("new_joiner", "new_role", "project")
ANSWERS = ("agreed", "not_yet", "cancelled")


class Cycle(TenantScoped, Base):
    """A dated run of all components. HR's takes in companies and units; an *own* cycle belongs to one employee.

    Phases begin on these days: plan on `starts_on`, work on `work_on`, appraisal on `appraisal_on`, diagnosis on
    `diagnosis_on`; the last day is `ends_on`.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        tenant_fk("owner_id", "person"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("kind IN ('shared', 'own')", name="kind"),
        CheckConstraint("(kind = 'own') = (owner_id IS NOT NULL)", name="own_has_an_owner"),
        CheckConstraint("(kind = 'own') = (reason <> '')", name="own_has_a_reason"),
        CheckConstraint(
            "starts_on <= work_on AND work_on <= appraisal_on AND appraisal_on <= diagnosis_on AND diagnosis_on <= ends_on",
            name="dates_in_order",
        ),
        Index(None, "tenant_id", "state"),
        Index(None, "tenant_id", "owner_id"),
    )

    kind: Mapped[str] = mapped_column(Text, default="shared", info=kept("none", KEPT))
    name: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    owner_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    reason: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT))
    """Why an employee opened an own cycle: new_joiner, new_role, project."""
    words: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    """What the opener says about it."""
    starts_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    work_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    appraisal_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    diagnosis_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    ends_on: Mapped[date] = mapped_column(Date, info=kept("none", KEPT))
    scale: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=kept("none", KEPT))
    """The levels of this cycle in words, copied from the organisation when the cycle is made."""
    state: Mapped[str] = mapped_column(Text, default="draft", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    owner: Mapped[Person | None] = ref("Person", "owner_id")


class CycleScope(TenantScoped, Base):
    """The cycle takes in everybody of this company, or of this unit and the units below it."""

    __tablename__ = "cycle_scope"
    __table_args__ = (
        tenant_fk("cycle_id", "cycle"),
        tenant_fk("company_id", "company"),
        tenant_fk("unit_id", "unit"),
        CheckConstraint("(company_id IS NULL) <> (unit_id IS NULL)", name="one_of_two"),
        UniqueConstraint("tenant_id", "cycle_id", "company_id", "unit_id", postgresql_nulls_not_distinct=True),
    )

    cycle_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    company_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    unit_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))


class Participation(TenantScoped, Base):
    """A person takes part in a cycle, from its opening on, or is excused with a reason.

    `work_on`: their work begins on another day than the others', later or earlier, for `day_reason`.
    """

    __tablename__ = "participation"
    __table_args__ = (
        tenant_fk("cycle_id", "cycle"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "cycle_id", "person_id"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint("state IN ('in', 'excused')", name="state"),
        CheckConstraint("(state = 'excused') = (reason <> '')", name="excused_with_a_reason"),
        CheckConstraint("(work_on IS NULL) = (day_reason = '')", name="own_day_with_a_reason"),
    )

    cycle_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="in", info=kept("personal", KEPT))
    reason: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    work_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", KEPT))
    day_reason: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))

    cycle: Mapped[Cycle] = ref("Cycle", "cycle_id")
    person: Mapped[Person] = ref("Person", "person_id")


class CycleAnswer(Record, Base):
    """What somebody said about a cycle: the manager to an employee's wish for an own one, or HR when it called one
    off.
    """

    __tablename__ = "cycle_answer"
    __table_args__ = (
        tenant_fk("cycle_id", "cycle"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "cycle_id", "id"),
        CheckConstraint(f"answer IN {ANSWERS}", name="answer"),
        CheckConstraint("answer = 'agreed' OR words <> ''", name="no_needs_words"),
    )

    cycle_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    answer: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("personal", KEPT, erased="tombstone"))
    said_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")
