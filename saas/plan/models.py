"""A person's plan in a cycle, and the goals that stand in it once two people agreed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from saas.cycle import Cycle
from tenants.agreements import Agreement
from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
GOAL_STATES = ("agreed", "in_progress", "reached", "partly_reached", "not_reached", "dropped")


class Plan(TenantScoped, Base):
    """The plan of one person in one cycle. Its words, versions and signatures are its agreement's."""

    __tablename__ = "plan"
    __table_args__ = (
        tenant_fk("cycle_id", "cycle"),
        tenant_fk("person_id", "person"),
        tenant_fk("agreement_id", "agreement"),
        UniqueConstraint("tenant_id", "cycle_id", "person_id"),
        UniqueConstraint("tenant_id", "agreement_id"),
        Index(None, "tenant_id", "person_id"),
    )

    cycle_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))

    rests = False
    """Whether its owner is excused from the cycle, where a list has asked for it. No column: the cycle's room knows it."""

    cycle: Mapped[Cycle] = ref("Cycle", "cycle_id")
    person: Mapped[Person] = ref("Person", "person_id")
    agreement: Mapped[Agreement] = ref("Agreement", "agreement_id")

    @property
    def state(self) -> str:
        """Where the plan stands: its agreement's state."""
        return self.agreement.state

    @property
    def version(self) -> int:
        """How often it has moved: its agreement's count."""
        return self.agreement.version


class Goal(TenantScoped, Base):
    """A goal that two people agreed. Its words live in the version; here stands what lists and later steps ask for."""

    __tablename__ = "goal"
    __table_args__ = (
        tenant_fk("plan_id", "plan"),
        tenant_fk("person_id", "person"),
        tenant_fk("version_id", "agreement_version"),
        UniqueConstraint("tenant_id", "plan_id", "key"),
        Index(None, "tenant_id", "person_id", "state"),
        CheckConstraint(f"state IN {GOAL_STATES}", name="state"),
        CheckConstraint("kind IN ('work', 'development')", name="kind"),
        CheckConstraint("weight BETWEEN 0 AND 10000", name="weight"),
    )

    plan_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The agreed version in which the goal stands as it is now."""
    key: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The goal's own name through all versions and cycles."""
    kind: Mapped[str] = mapped_column(Text, info=kept("personal", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    weight: Mapped[int] = mapped_column(Integer, info=kept("personal", KEPT))
    due_on: Mapped[date | None] = mapped_column(Date, info=kept("personal", KEPT))
    challenge: Mapped[int | None] = mapped_column(SmallInteger, info=kept("personal", KEPT))
    outlives: Mapped[bool] = mapped_column(default=False, info=kept("personal", KEPT))
    place: Mapped[int] = mapped_column(SmallInteger, info=kept("none", KEPT))
    state: Mapped[str] = mapped_column(Text, default="agreed", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    agreed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
