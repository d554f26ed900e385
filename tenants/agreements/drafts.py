"""What one party, or whoever stands in for them, writes before it is put to the other side. Read by those named in the row."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Integer, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.agreements.models import AgreementVersion
from tenants.isolation import Base, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

ONLY_AUTHOR = "author_id = current_setting('app.person_id')::uuid"


class AgreementDraft(TenantScoped, Base):
    """What one party is writing. Nobody else can so much as count it: its policy is on the author."""

    __tablename__ = "agreement_draft"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("author_id", "person"),
        tenant_fk("based_on_id", "agreement_version"),
        UniqueConstraint("tenant_id", "author_id", "agreement_id"),
        UniqueConstraint("tenant_id", "author_id", "id"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until proposed"))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until proposed"))
    based_on_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "until proposed"))
    content: Mapped[dict[str, Any]] = mapped_column(
        JSONB, info=kept("sensitive", "until proposed", exported=False, erased="row")
    )
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", "until proposed"))
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "until proposed"))

    based_on: Mapped[AgreementVersion | None] = ref("AgreementVersion", "based_on_id")


class AgreementDraftStep(TenantScoped, Base):
    """An earlier state of a draft, the base from which a second window's changes are told apart. The last few are kept."""

    __tablename__ = "agreement_draft_step"
    __parties__ = ONLY_AUTHOR
    __table_args__ = (
        tenant_fk("author_id", "person"),
        tenant_fk("draft_id", "agreement_draft"),
        UniqueConstraint("tenant_id", "author_id", "draft_id", "version"),
    )

    draft_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until proposed"))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until proposed"))
    version: Mapped[int] = mapped_column(Integer, info=kept("none", "until proposed"))
    content: Mapped[dict[str, Any]] = mapped_column(
        JSONB, info=kept("sensitive", "until proposed", exported=False, erased="row")
    )


ONLY_BOTH = f"{ONLY_AUTHOR} OR for_id = current_setting('app.person_id')::uuid"


class AgreementPreparation(TenantScoped, Base):
    """What a deputy has prepared and laid before the one they stand in for, who takes it over or sets it aside.

    It agrees to nothing and is read by these two alone.
    """

    __tablename__ = "agreement_preparation"
    __parties__ = ONLY_BOTH
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("author_id", "person"),
        tenant_fk("for_id", "person"),
        tenant_fk("based_on_id", "agreement_version"),
        UniqueConstraint("tenant_id", "author_id", "for_id", "agreement_id"),
        Index(None, "tenant_id", "for_id"),
        CheckConstraint("author_id <> for_id", name="two_people"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until taken over"))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until taken over"))
    for_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "until taken over"))
    based_on_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "until taken over"))
    content: Mapped[dict[str, Any]] = mapped_column(
        JSONB, info=kept("sensitive", "until taken over", exported=False, erased="row")
    )
    laid_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", "until taken over"))

    author: Mapped[Person] = ref("Person", "author_id")
    based_on: Mapped[AgreementVersion | None] = ref("AgreementVersion", "based_on_id")
