"""What two people agree: the agreement, its amendments, their private drafts, and the record of what was said and signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, Record, TenantScoped, kept, ref, tenant_fk
from tenants.people import Person

KEPT = "employment + 6 years"
STATES = ("drafting", "proposed", "countered", "agreed", "superseded", "ended")
AMENDMENT_STATES = ("drafting", "proposed", "countered", "agreed", "discarded")


class Agreement(TenantScoped, Base):
    """An agreement between `first` and `second` (for a plan: the employee and the manager).

    `open_version_id` is the proposal that waits for the other side, `active_version_id` the one both have signed.
    Rooms above tie their own object to it and give the content its meaning.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        tenant_fk("first_id", "person"),
        tenant_fk("second_id", "person"),
        tenant_fk("open_version_id", "agreement_version", back=True),
        tenant_fk("active_version_id", "agreement_version", back=True),
        tenant_fk("last_version_id", "agreement_version", back=True),
        CheckConstraint("first_id <> second_id", name="two_people"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("state <> 'agreed' OR active_version_id IS NOT NULL", name="agreed_has_a_version"),
        CheckConstraint("(state = 'proposed') = (open_version_id IS NOT NULL)", name="proposed_has_a_version"),
        Index(None, "tenant_id", "first_id"),
        Index(None, "tenant_id", "second_id"),
    )

    kind: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    first_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    second_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="drafting", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    open_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    active_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    last_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    moved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    first: Mapped[Person] = ref("Person", "first_id")
    second: Mapped[Person] = ref("Person", "second_id")
    open_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "open_version_id")
    active_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "active_version_id")
    last_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "last_version_id")

    @property
    def parties(self) -> tuple[UUID, UUID]:
        """The ids of the two."""
        return self.first_id, self.second_id

    def other(self, person_id: UUID) -> UUID:
        """The id of the other side."""
        return self.second_id if person_id == self.first_id else self.first_id

    def side(self, person_id: UUID) -> str | None:
        """Which side somebody sits on: first or second; None for anybody else."""
        return {self.first_id: "first", self.second_id: "second"}.get(person_id)


class Amendment(TenantScoped, Base):
    """A talk about changing an agreement that stands. The active version stays in force until both have signed the new."""

    __tablename__ = "amendment"
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("opened_by_id", "person"),
        tenant_fk("open_version_id", "agreement_version", back=True),
        tenant_fk("last_version_id", "agreement_version", back=True),
        CheckConstraint(f"state IN {AMENDMENT_STATES}", name="state"),
        CheckConstraint("(state = 'proposed') = (open_version_id IS NOT NULL)", name="proposed_has_a_version"),
        Index(
            "amendment_open",
            "tenant_id",
            "agreement_id",
            unique=True,
            postgresql_where="state IN ('drafting', 'proposed', 'countered')",
        ),
        Index(None, "tenant_id", "agreement_id", "id"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    opened_by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="drafting", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    open_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    last_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    moved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    open_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "open_version_id")
    last_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "last_version_id")


class AgreementVersion(Record, Base):
    """A proposal of the whole agreement, frozen with its hash. Never changed; a later act is another row."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("amendment_id", "amendment"),
        tenant_fk("author_id", "person"),
        tenant_fk("based_on_id", "agreement_version"),
        UniqueConstraint("tenant_id", "agreement_id", "no"),
        CheckConstraint("no >= 1", name="no"),
        CheckConstraint("length(hash) = 64", name="hash"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    amendment_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    no: Mapped[int] = mapped_column(Integer, info=kept("none", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    based_on_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, info=kept("sensitive", KEPT, erased="tombstone"))
    hash: Mapped[str] = mapped_column(Text, info=kept("pseudonymous", KEPT))
    proposed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")


class AgreementSignature(Record, Base):
    """One party signed this version: its hash, as this side, at this time. The proposer's came with the proposal."""

    __tablename__ = "agreement_signature"
    __table_args__ = (
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("person_id", "person"),
        UniqueConstraint("tenant_id", "version_id", "side"),
        UniqueConstraint("tenant_id", "version_id", "person_id"),
        CheckConstraint("side IN ('first', 'second')", name="side"),
    )

    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    side: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    hash: Mapped[str] = mapped_column(Text, info=kept("pseudonymous", KEPT))
    signed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    person: Mapped[Person] = ref("Person", "person_id")


class AgreementWithdrawal(Record, Base):
    """A proposal was taken back before the other side acted: by its author, or because a line between the two ended."""

    __tablename__ = "agreement_withdrawal"
    __table_args__ = (
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("by_id", "person"),
        UniqueConstraint("tenant_id", "version_id"),
    )

    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    by_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    why: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))


class LineComment(Record, Base):
    """A question or remark on one line of a version, between the two. `address` "" means the whole version."""

    __tablename__ = "agreement_line_comment"
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("author_id", "person"),
        Index(None, "tenant_id", "agreement_id", "id"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    address: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")


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
