"""A person's plan in a cycle, the goals that stand in it once two people agreed, and what a former manager hands over."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from saas.cycle import Cycle
from saas.enterprise import EnterpriseGoal, EnterpriseKeyResult
from tenants.agreements import Agreement, Amendment, waits_for
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
GOAL_STATES = ("agreed", "in_progress", "reached", "partly_reached", "not_reached", "dropped")
HANDOVER_STATES = ("asked", "given", "lapsed")


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

    own_day: Mapped[date | None] = query_expression()
    """The day of its owner's own on which work begins, where a list has asked for it. The cycle's room keeps it."""

    cycle: Mapped[Cycle] = ref("Cycle", "cycle_id")
    person: Mapped[Person] = ref("Person", "person_id")
    agreement: Mapped[Agreement] = ref("Agreement", "agreement_id")

    @property
    def due_on(self) -> date | None:
        """The day on which work is to begin by it: its owner's or everybody's; None in an own cycle, where both run at once."""
        return (self.own_day or self.cycle.work_on) if self.cycle.kind == "shared" else None

    def is_late(self, today: date) -> bool:
        """Whether work was to begin and the two have not agreed yet."""
        waits = self.state in ("drafting", "proposed", "countered", "mediation")
        return waits and self.due_on is not None and self.due_on < today

    @property
    def state(self) -> str:
        """Where the plan stands: its agreement's state."""
        return self.agreement.state

    @property
    def version(self) -> int:
        """How often it has moved: its agreement's count."""
        return self.agreement.version

    def waits_for(self, amendment: Amendment | None = None) -> UUID | None:
        """Whose turn it is, in the plan or in an amendment of it: one of the two, or None. Another manager has to adopt."""
        if self.agreement.adoption_since is not None and amendment is None:
            return self.agreement.second_id
        return waits_for(self.agreement, amendment if amendment is not None else self.agreement)

    @property
    def said_state(self) -> str:
        """Where it stands, as lists say it: one that its new manager has yet to adopt is told apart."""
        return "adoption_due" if self.agreement.adoption_since is not None else self.agreement.state


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


class Handover(TenantScoped, Base):
    """Whoever led somebody until now is asked what the next manager should know of a plan, agreed or not.

    It lapses where they lead again, or where one of the two has left. What they write is a `HandoverNote`.
    """

    __tablename__ = "plan_handover"
    __table_args__ = (
        tenant_fk("plan_id", "plan"),
        tenant_fk("former_id", "person"),
        Index("plan_handover_open", "tenant_id", "plan_id", "former_id", unique=True, postgresql_where="state = 'asked'"),
        Index(None, "tenant_id", "plan_id"),
        Index(None, "tenant_id", "former_id"),
        CheckConstraint(f"state IN {HANDOVER_STATES}", name="state"),
    )

    plan_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    former_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="asked", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    plan: Mapped[Plan] = ref("Plan", "plan_id")
    former: Mapped[Person] = ref("Person", "former_id")


class HandoverNote(Record, Base):
    """What the former manager hands over: where things stand, and what they promised and is still open.

    The employee and whoever leads them read it at once. Private notes and drafts are never a part of it.
    """

    __tablename__ = "plan_handover_note"
    __table_args__ = (
        tenant_fk("handover_id", "plan_handover"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "handover_id"),
    )

    handover_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    standing: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    promised: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class HandoverAnswer(Record, Base):
    """What the employee says to a handover note; the former and the present manager read it."""

    __tablename__ = "plan_handover_answer"
    __table_args__ = (
        tenant_fk("handover_id", "plan_handover"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "handover_id"),
    )

    handover_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class PlanContribution(TenantScoped, Base):
    """A goal that two people agreed contributes to a goal of the enterprise, itself or by one of its key results.

    It says what is in force today: signing, dropping and ending keep it in step; the history lies in the versions.
    """

    __tablename__ = "plan_contribution"
    __table_args__ = (
        tenant_fk("plan_id", "plan"),
        tenant_fk("person_id", "person"),
        tenant_fk("goal_id", "goal"),
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("to_goal_id", "enterprise_goal"),
        tenant_fk("to_result_id", "enterprise_key_result"),
        UniqueConstraint("tenant_id", "goal_id", "result_key", postgresql_nulls_not_distinct=True),
        Index(None, "tenant_id", "plan_id"),
        Index(None, "tenant_id", "person_id"),
        Index(None, "tenant_id", "version_id"),
        Index(None, "tenant_id", "to_goal_id", "id"),
        Index(None, "tenant_id", "to_result_id"),
    )

    plan_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The agreed version that says so."""
    result_key: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The key of the key result in the plan, where it is one that contributes."""
    to_goal_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    to_result_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))

    plan: Mapped[Plan] = ref("Plan", "plan_id")
    person: Mapped[Person] = ref("Person", "person_id")
    goal: Mapped[Goal] = ref("Goal", "goal_id")
    to_goal: Mapped[EnterpriseGoal] = ref("EnterpriseGoal", "to_goal_id")
    to_result: Mapped[EnterpriseKeyResult | None] = ref("EnterpriseKeyResult", "to_result_id")
