"""Reading agreements: the talk that is open, the versions with their signatures, one's own draft, the line comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import defer, joinedload

from tenants.agreements.drafts import AgreementDraft, AgreementDraftStep, AgreementPreparation
from tenants.agreements.models import (
    AgreementSignature,
    AgreementVersion,
    AgreementWithdrawal,
    Amendment,
    LineComment,
    Mediation,
)
from tenants.isolation import get, person_id, session

OPEN = ("drafting", "proposed", "countered", "mediation")
"""States of a talk in which something is still to be agreed."""


@dataclass(frozen=True)
class Round:
    """One version with what was done to it."""

    version: AgreementVersion
    signatures: tuple[AgreementSignature, ...]
    withdrawn: AgreementWithdrawal | None

    @property
    def is_agreed(self) -> bool:
        """Whether both sides have signed it."""
        return {"first", "second"} <= {each.side for each in self.signatures}


def open_amendment(agreement_id: UUID) -> Amendment | None:
    """The amendment that is being talked about, or None."""
    query = select(Amendment).where(Amendment.agreement_id == agreement_id, Amendment.state.in_(OPEN))
    query = query.options(joinedload(Amendment.open_version), joinedload(Amendment.last_version))
    return session().scalars(query).first()


def rounds(agreement_id: UUID, *, light: bool = False) -> list[Round]:
    """Every version of the agreement, oldest first, with signatures and withdrawals: two statements.

    `light` leaves out the words of the versions, for a history; `with_content` fetches those that are shown.
    """
    query = (
        select(AgreementVersion, AgreementWithdrawal)
        .outerjoin(AgreementWithdrawal, AgreementWithdrawal.version_id == AgreementVersion.id)
        .where(AgreementVersion.agreement_id == agreement_id)
        .order_by(AgreementVersion.no)
    )
    if light:
        query = query.options(defer(AgreementVersion.content))
    found = list(session().execute(query))
    signed: dict[UUID, list[AgreementSignature]] = {}
    wanted = (
        select(AgreementSignature)
        .join(AgreementVersion, AgreementVersion.id == AgreementSignature.version_id)
        .where(AgreementVersion.agreement_id == agreement_id)
        .order_by(AgreementSignature.signed_at)
    )
    for signature in session().scalars(wanted):
        signed.setdefault(signature.version_id, []).append(signature)
    return [Round(version, tuple(signed.get(version.id, ())), gone) for version, gone in found]


def with_content(versions: Iterable[AgreementVersion]) -> None:
    """The words of these versions are at hand: one statement where some were left out, else none."""
    missing = [version.id for version in versions if "content" in inspect(version).unloaded]
    if missing:
        session().scalars(select(AgreementVersion).where(AgreementVersion.id.in_(missing))).all()


def version(agreement_id: UUID, no: int) -> AgreementVersion | None:
    """Version `no` of the agreement, or None."""
    query = select(AgreementVersion).where(AgreementVersion.agreement_id == agreement_id, AgreementVersion.no == no)
    return session().scalars(query).one_or_none()


def signatures(version_id: UUID) -> list[AgreementSignature]:
    """Who signed this version, first signature first."""
    query = select(AgreementSignature).where(AgreementSignature.version_id == version_id)
    return list(session().scalars(query.order_by(AgreementSignature.signed_at)))


def signed_by(agreement_id: UUID, who: UUID) -> set[int]:
    """The numbers of the versions that `who` signed: what a former party may still read."""
    query = (
        select(AgreementVersion.no)
        .join(AgreementSignature, AgreementSignature.version_id == AgreementVersion.id)
        .where(AgreementVersion.agreement_id == agreement_id, AgreementSignature.person_id == who)
    )
    return set(session().scalars(query))


def draft(agreement_id: UUID) -> AgreementDraft | None:
    """The own draft of whoever acts in this unit of work, or None. Nobody can ask for another's."""
    query = select(AgreementDraft).where(AgreementDraft.agreement_id == agreement_id, AgreementDraft.author_id == person_id())
    return session().scalars(query.options(joinedload(AgreementDraft.based_on))).one_or_none()


def step(draft_: AgreementDraft, number: int) -> AgreementDraftStep | None:
    """How the own draft stood at its version `number`, while that is kept."""
    query = select(AgreementDraftStep).where(AgreementDraftStep.draft_id == draft_.id, AgreementDraftStep.version == number)
    return session().scalars(query).one_or_none()


def comments(agreement_id: UUID, *, with_: UUID | None = None, heard_by: Mediation | None = None) -> list[LineComment]:
    """Questions and remarks on all versions, oldest first; `with_` those that were said while this person sat at the second
    side; with `heard_by` only those that the HR partner of that call reads: what was said in this talk since they were called.
    """
    query = select(LineComment).where(LineComment.agreement_id == agreement_id).order_by(LineComment.id)
    query = query.options(joinedload(LineComment.mediation))
    if with_ is not None:
        query = query.where(LineComment.with_id == with_)
    if heard_by is not None:
        same = Mediation.amendment_id.is_not_distinct_from(heard_by.amendment_id)
        query = query.join(Mediation, Mediation.id == LineComment.mediation_id)
        query = query.where(Mediation.partner_id == heard_by.partner_id, same)
    return list(session().scalars(query))


def mediations(agreement_id: UUID) -> list[Mediation]:
    """The calls for an HR partner, oldest first, each with who called and whom."""
    query = select(Mediation).where(Mediation.agreement_id == agreement_id).order_by(Mediation.id)
    return list(session().scalars(query.options(joinedload(Mediation.called_by), joinedload(Mediation.partner))))


def preparations(agreement_id: UUID) -> list[AgreementPreparation]:
    """What deputies have laid before whoever acts in this unit of work, and what they have laid before others themselves."""
    query = select(AgreementPreparation).where(AgreementPreparation.agreement_id == agreement_id)
    query = query.options(joinedload(AgreementPreparation.author), joinedload(AgreementPreparation.based_on))
    return list(session().scalars(query.order_by(AgreementPreparation.laid_at)))


def preparation(preparation_id: UUID) -> AgreementPreparation | None:
    """What was prepared, for one of its two readers; None for anybody else."""
    return get(AgreementPreparation, preparation_id)


def last_number(agreement_id: UUID) -> int:
    """The number of the newest version; 0 where there is none."""
    query = select(func.max(AgreementVersion.no)).where(AgreementVersion.agreement_id == agreement_id)
    return session().scalar(query) or 0


def open_amendments(agreement_ids: Iterable[UUID]) -> dict[UUID, Amendment]:
    """The open amendment of each of these agreements that has one: one statement for a list page."""
    query = select(Amendment).where(Amendment.agreement_id.in_(list(agreement_ids)), Amendment.state.in_(OPEN))
    query = query.options(joinedload(Amendment.open_version), joinedload(Amendment.last_version))
    return {a.agreement_id: a for a in session().scalars(query)}
