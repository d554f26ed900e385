"""Templates of plans, the positions they are for, and the versions that were published."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from saas.plan.content import Goal
from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.organisations import Position, Unit
from tenants.people import Person

KEPT = "tenancy"
STATES = ("draft", "published", "retired")


class PlanTemplate(TenantScoped, Base):
    """A plan as HR would begin it in some positions: of the whole organisation, or of a unit with all below it.

    `goals` is what is being written; what people are offered is the version `latest_id`, while the state is published.
    Of two that are not retired no title is the same. It is never deleted.
    """

    __tablename__ = "plan_template"
    __table_args__ = (
        tenant_fk("unit_id", "unit"),
        tenant_fk("latest_id", "plan_template_version", back=True),
        Index(None, "tenant_id", "title_key", "id"),
        Index(None, "tenant_id", "unit_id"),
        Index("plan_template_one_title", "tenant_id", "title_key", unique=True, postgresql_where="state <> 'retired'"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("state <> 'published' OR latest_id IS NOT NULL", name="published_has_a_version"),
    )

    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    title_key: Mapped[str] = mapped_column(Text(collation="C"), info=kept("none", KEPT))
    """The title folded in Python: by it templates are ordered."""
    words: Mapped[str] = mapped_column(Text, default="", info=kept("none", KEPT))
    """What it is for, read by those who keep templates."""
    unit_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    goals: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=kept("none", KEPT))
    latest_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none", KEPT))
    state: Mapped[str] = mapped_column(Text, default="draft", info=kept("none", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("none", KEPT))

    unit: Mapped[Unit | None] = ref("Unit", "unit_id")
    latest: Mapped[PlanTemplateVersion | None] = ref("PlanTemplateVersion", "latest_id")

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.title

    @property
    def content(self) -> tuple[Goal, ...]:
        """The goals as they are being written."""
        return tuple(Goal.read(each) for each in self.goals)

    @property
    def differs(self) -> bool:
        """Whether what is written is not what was published last."""
        latest = self.latest
        return latest is None or (latest.goals, latest.title) != (self.goals, self.title)


class PlanTemplatePosition(TenantScoped, Base):
    """A position that a template is for."""

    __tablename__ = "plan_template_position"
    __table_args__ = (
        tenant_fk("template_id", "plan_template"),
        tenant_fk("position_id", "position"),
        UniqueConstraint("tenant_id", "template_id", "position_id"),
        Index(None, "tenant_id", "position_id"),
    )

    template_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    position_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))

    position: Mapped[Position] = ref("Position", "position_id")


class PlanTemplateVersion(Record, Base):
    """What was published, and may be begun with: never changed. Plans that began with it bear its id, title and number."""

    __tablename__ = "plan_template_version"
    __table_args__ = (
        tenant_fk("template_id", "plan_template"),
        tenant_fk("author_id", "person"),
        UniqueConstraint("tenant_id", "template_id", "no"),
        Index(None, "tenant_id", "author_id"),
        CheckConstraint("no >= 1", name="no"),
    )

    template_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    title: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    goals: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, info=kept("none", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")

    @property
    def content(self) -> tuple[Goal, ...]:
        """Its goals."""
        return tuple(Goal.read(each) for each in self.goals)
