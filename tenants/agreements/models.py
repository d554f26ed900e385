"""What two people agree: the agreement, its amendments, and the record of what was said, called for and signed."""

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
STATES = ("drafting", "proposed", "countered", "mediation", "agreed", "superseded", "ended")
AMENDMENT_STATES = ("drafting", "proposed", "countered", "mediation", "agreed", "discarded")
SIDES = ("first", "second", "adopted")


class Agreement(TenantScoped, Base):
    """An agreement between `first` and `second` (for a plan: the employee and the manager).

    `open_version_id` is the proposal that waits for the other side, `active_version_id` the one both have signed,
    `mediation_id` the HR partner who was called in and reads on. `adoption_since`: another second sits here since then, who
    has not signed what is in force.
    Rooms above tie their own object to it and give the content its meaning.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        tenant_fk("first_id", "person"),
        tenant_fk("second_id", "person"),
        tenant_fk("open_version_id", "agreement_version", back=True),
        tenant_fk("active_version_id", "agreement_version", back=True),
        tenant_fk("last_version_id", "agreement_version", back=True),
        tenant_fk("mediation_id", "agreement_mediation", back=True),
        CheckConstraint("first_id <> second_id", name="two_people"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("state <> 'agreed' OR active_version_id IS NOT NULL", name="agreed_has_a_version"),
        CheckConstraint("(state = 'proposed') = (open_version_id IS NOT NULL)", name="proposed_has_a_version"),
        CheckConstraint("state <> 'mediation' OR mediation_id IS NOT NULL", name="mediation_was_called"),
        CheckConstraint("adoption_since IS NULL OR state = 'agreed'", name="only_what_stands_is_adopted"),
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
    mediation_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    adoption_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    moved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    first: Mapped[Person] = ref("Person", "first_id")
    second: Mapped[Person] = ref("Person", "second_id")
    open_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "open_version_id")
    active_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "active_version_id")
    last_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "last_version_id")
    mediation: Mapped[Mediation | None] = ref("Mediation", "mediation_id")

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
        tenant_fk("mediation_id", "agreement_mediation", back=True),
        CheckConstraint("state <> 'mediation' OR mediation_id IS NOT NULL", name="mediation_was_called"),
        CheckConstraint(f"state IN {AMENDMENT_STATES}", name="state"),
        CheckConstraint("(state = 'proposed') = (open_version_id IS NOT NULL)", name="proposed_has_a_version"),
        Index(
            "amendment_open",
            "tenant_id",
            "agreement_id",
            unique=True,
            postgresql_where="state IN ('drafting', 'proposed', 'countered', 'mediation')",
        ),
        Index(None, "tenant_id", "agreement_id", "id"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    opened_by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    state: Mapped[str] = mapped_column(Text, default="drafting", info=kept("personal", KEPT))
    version: Mapped[int] = mapped_column(Integer, default=1, info=kept("none", KEPT))
    open_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    last_version_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    mediation_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))
    moved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    open_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "open_version_id")
    last_version: Mapped[AgreementVersion | None] = ref("AgreementVersion", "last_version_id")
    mediation: Mapped[Mediation | None] = ref("Mediation", "mediation_id")


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
    """One party signed this version: its hash, as this side, at this time. The proposer's came with the proposal.

    The two signatures by which a version came into force are those of its sides, one each; whoever took the second side
    later and adopted the version has signed it as "adopted".
    """

    __tablename__ = "agreement_signature"
    __table_args__ = (
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("person_id", "person"),
        Index(
            "agreement_signature_one_a_side",
            "tenant_id",
            "version_id",
            "side",
            unique=True,
            postgresql_where="side <> 'adopted'",
        ),
        UniqueConstraint("tenant_id", "version_id", "person_id"),
        CheckConstraint(f"side IN {SIDES}", name="side"),
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


class Mediation(Record, Base):
    """One of the two called an HR partner in, with words, while `version` was the newest.

    From here on the partner reads what is said and proposed in this talk; what came before stays between the two.
    """

    __tablename__ = "agreement_mediation"
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("amendment_id", "amendment"),
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("called_by_id", "person"),
        tenant_fk("partner_id", "person"),
        Index(None, "tenant_id", "agreement_id", "id"),
        Index(None, "tenant_id", "partner_id"),
        CheckConstraint("called_by_id <> partner_id", name="not_oneself"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    amendment_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The newest version when this partner was first called into this talk: from it on they read."""
    called_by_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    partner_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    version: Mapped[AgreementVersion] = ref("AgreementVersion", "version_id")
    called_by: Mapped[Person] = ref("Person", "called_by_id")
    partner: Mapped[Person] = ref("Person", "partner_id")


class LineComment(Record, Base):
    """A question or remark on one line of a version. `address` "" means the whole version.

    It stays between the first side and whoever sat at the second when it was said; one said in a mediation is read by the HR
    partner who was called, who may write such, too.
    """

    __tablename__ = "agreement_line_comment"
    __table_args__ = (
        tenant_fk("agreement_id", "agreement"),
        tenant_fk("version_id", "agreement_version"),
        tenant_fk("author_id", "person"),
        tenant_fk("for_id", "person"),
        tenant_fk("with_id", "person"),
        tenant_fk("mediation_id", "agreement_mediation"),
        Index(None, "tenant_id", "agreement_id", "id"),
        CheckConstraint("for_id <> author_id", name="for_another"),
    )

    agreement_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    version_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    address: Mapped[str] = mapped_column(Text, info=kept("none", KEPT))
    author_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    for_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """For whom the author stood in when they wrote it."""
    with_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """Who sat at the second side when it was said: nobody who takes it later reads it."""
    mediation_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", KEPT))
    """The call after which it was said: whose partner reads it."""
    words: Mapped[str] = mapped_column(Text, info=kept("sensitive", KEPT, erased="tombstone"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("personal", KEPT))

    author: Mapped[Person] = ref("Person", "author_id")
    for_: Mapped[Person | None] = ref("Person", "for_id")
    mediation: Mapped[Mediation | None] = ref("Mediation", "mediation_id")

    @property
    def is_partners(self) -> bool:
        """Whether the HR partner who was called said it, or whoever stood in for them."""
        return self.mediation is not None and self.mediation.partner_id in (self.author_id, self.for_id)
