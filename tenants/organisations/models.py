"""An organisation (one tenant), its companies, units and positions."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, SmallInteger, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk


class Organisation(TenantScoped, Base):
    """The one row that says what the tenant is called, how it looks, and what holds by default in it."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("tenant_id", "single"),
        CheckConstraint("single = 1", name="single"),
        CheckConstraint("brand_hue BETWEEN 0 AND 359 AND brand_chroma BETWEEN 0 AND 120", name="brand"),
    )

    single: Mapped[int] = mapped_column(SmallInteger, default=1, info=kept("none"))
    slug: Mapped[str] = mapped_column(Text, info=kept("none"))
    name: Mapped[str] = mapped_column(Text, info=kept("none"))
    brand_hue: Mapped[int] = mapped_column(Integer, default=172, info=kept("none"))
    brand_chroma: Mapped[int] = mapped_column(Integer, default=85, info=kept("none"))
    """Chroma in thousandths of oklch, at most 120: lightness, hence contrast, stays ours."""
    language: Mapped[str] = mapped_column(Text, default="en", info=kept("none"))
    time_zone: Mapped[str] = mapped_column(Text, default="UTC", info=kept("none"))
    scale: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=kept("none"))
    """The default scale: levels from low to high, each {"key", "label", "words"}."""
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, info=kept("none"))
    """Settings that differ from the defaults of `rules.DEFAULTS`."""
    demo: Mapped[bool] = mapped_column(default=False, info=kept("none"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))

    @property
    def brand_version(self) -> str:
        """Changes whenever the brand does, so that browsers may keep the style sheet."""
        return f"{self.brand_hue}-{self.brand_chroma}"


class Company(TenantScoped, Base):
    """A legal entity. It can be closed, never deleted: papers keep bearing its name."""

    __tablename__ = "company"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed"),
        UniqueConstraint("tenant_id", "name"),
    )

    name: Mapped[str] = mapped_column(Text, info=kept("none"))
    legal_name: Mapped[str] = mapped_column(Text, info=kept("none"))
    letterhead: Mapped[str] = mapped_column(Text, default="", info=kept("none"))
    """Lines for the head of its papers: address, register, telephone."""
    language: Mapped[str] = mapped_column(Text, default="en", info=kept("none"))
    time_zone: Mapped[str] = mapped_column(Text, default="UTC", info=kept("none"))
    working_days: Mapped[str] = mapped_column(Text, default="12345", info=kept("none"))
    """ISO weekdays on which it works, Monday = 1."""
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("none"))
    closed_on: Mapped[date | None] = mapped_column(Date, info=kept("none"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))


class Holiday(TenantScoped, Base):
    """A day on which a company does not work."""

    __tablename__ = "holiday"
    __table_args__ = (tenant_fk("company_id", "company"), UniqueConstraint("tenant_id", "company_id", "day"))

    company_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none"))
    day: Mapped[date] = mapped_column(Date, info=kept("none"))
    name: Mapped[str] = mapped_column(Text, default="", info=kept("none"))


class Unit(TenantScoped, Base):
    """An org unit of one company; units form a tree. A closed unit takes nobody in."""

    __tablename__ = "unit"
    __table_args__ = (
        tenant_fk("company_id", "company"),
        tenant_fk("parent_id", "unit"),
        Index(None, "tenant_id", "parent_id"),
        UniqueConstraint("tenant_id", "company_id", "parent_id", "name", postgresql_nulls_not_distinct=True),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("parent_id <> id", name="not_below_itself"),
    )

    company_id: Mapped[UUID] = mapped_column(Uuid, info=kept("none"))
    parent_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("none"))
    name: Mapped[str] = mapped_column(Text, info=kept("none"))
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("none"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))

    company: Mapped[Company] = ref("Company", "company_id")
    parent: Mapped[Unit | None] = ref("Unit", "parent_id")


class Position(TenantScoped, Base):
    """A kind of place in the organisation, with what is expected in it, in words."""

    __tablename__ = "position"
    __table_args__ = (
        UniqueConstraint("tenant_id", "title"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
    )

    title: Mapped[str] = mapped_column(Text, info=kept("none"))
    words: Mapped[str] = mapped_column(Text, default="", info=kept("none"))
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, info=kept("none"))
    """What is looked at: [{"key", "title", "words": {level key: words}}], in order."""
    state: Mapped[str] = mapped_column(Text, default="open", info=kept("none"))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none"))
