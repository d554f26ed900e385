"""Finding sheets: a plan, or several, with everything that decides who may do what, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, and_, bindparam, exists, func, select
from sqlalchemy.orm import joinedload, load_only
from sqlalchemy.orm.interfaces import ORMOption

from saas.cycle import Participation
from saas.plan.models import Handover, Plan
from saas.plan.sheets import Sheet
from tenants import organisations, people
from tenants.agreements import (
    OPEN,
    Agreement,
    AgreementPreparation,
    AgreementSignature,
    AgreementVersion,
    Amendment,
    Mediation,
)
from tenants.isolation import among, first_of, ids, lasting, person_id, session
from tenants.people import Placement, ReportingLine, Standing

BRIEF = load_only(AgreementVersion.no, AgreementVersion.author_id, AgreementVersion.proposed_at)


def _whole() -> list[ORMOption]:
    to = joinedload(Plan.agreement)
    return [
        joinedload(Plan.cycle),
        joinedload(Plan.person),
        to,
        to.joinedload(Agreement.first),
        to.joinedload(Agreement.second),
        to.joinedload(Agreement.open_version),
        to.joinedload(Agreement.active_version),
        to.joinedload(Agreement.last_version),
    ]


def _sheets() -> Select[Any]:
    """Everything of plans for `reader` on `day`."""
    day, talks = bindparam("day", type_=Date), Amendment.state.in_(OPEN)
    signed = (
        select(func.array_agg(AgreementVersion.no))
        .join(AgreementSignature, AgreementSignature.version_id == AgreementVersion.id)
        .where(
            AgreementVersion.agreement_id == Plan.agreement_id,
            AgreementSignature.person_id == bindparam("reader", type_=Uuid),
        )
        .scalar_subquery()
    )
    return (
        select(Plan, Amendment, Placement, ReportingLine.manager_id, signed, resting(), Mediation, *_there().values())
        .outerjoin(Amendment, and_(Amendment.agreement_id == Plan.agreement_id, talks))
        .outerjoin(Placement, and_(Placement.person_id == Plan.person_id, people.in_force(Placement, day)))
        .outerjoin(ReportingLine, and_(ReportingLine.person_id == Plan.person_id, people.in_force(ReportingLine, day)))
        .join(Agreement, Agreement.id == Plan.agreement_id)
        .outerjoin(Mediation, Mediation.id == first_of(Amendment.mediation_id, Agreement.mediation_id))
        .options(joinedload(Mediation.partner), joinedload(Mediation.version).options(BRIEF))
        .options(*_whole(), joinedload(Amendment.open_version), joinedload(Amendment.last_version))
    )


@lasting
def _one() -> Select[Any]:
    return _sheets().where(Plan.id == bindparam("plan", type_=Uuid))


@lasting
def _several() -> Select[Any]:
    return _sheets().where(among(Plan.id, ids("plans"))).order_by(Plan.id.desc())


@lasting
def _of() -> Select[Any]:
    return _sheets().where(Plan.person_id == bindparam("person", type_=Uuid)).order_by(Plan.id.desc())


def sheet(plan_id: UUID, **_rest: object) -> Sheet | None:
    """The sheet of a plan for whoever acts in this unit of work, or None where no such plan is: one statement."""
    values = {"plan": plan_id, "reader": person_id(), "day": organisations.today()}
    found = session().execute(_one(), values).first()
    return _read(found) if found is not None else None


def sheets(plan_ids: Collection[UUID], reader_id: UUID) -> list[Sheet]:
    """The sheets of these plans as that person would get them, the newest first: one statement."""
    values = {"plans": list(plan_ids), "reader": reader_id, "day": organisations.today()}
    return [_read(row) for row in session().execute(_several(), values)]


def sheets_of(who: UUID, reader_id: UUID) -> list[Sheet]:
    """The sheets of all plans of a person as that reader would get them, the newest first: one statement."""
    values = {"person": who, "reader": reader_id, "day": organisations.today()}
    return [_read(row) for row in session().execute(_of(), values)]


def _read(found: Any) -> Sheet:
    plan, amendment, place, manager_id, numbers, rests, called, *there = found
    where = Standing(
        plan.person_id,
        place.company_id if place else None,
        place.unit_id if place else None,
        place.position_id if place else None,
        manager_id,
    )
    return Sheet(
        plan,
        where,
        amendment if plan.state == "agreed" else None,
        frozenset(numbers or ()),
        rests,
        called,
        frozenset(name for name, is_there in zip(THERE, there, strict=True) if is_there),
    )


THERE = ("calls", "handovers", "prepared")


def _there() -> dict[str, ColumnElement[bool]]:
    """What lies beside a plan, by its name in `Sheet.there`: whether there is any."""

    def of(model: Any, mine: ColumnElement[bool]) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = exists().where(model.tenant_id == Plan.tenant_id, mine).correlate(Plan)
        return condition

    prepared = of(AgreementPreparation, AgreementPreparation.agreement_id == Plan.agreement_id)
    called, handed = of(Mediation, Mediation.agreement_id == Plan.agreement_id), of(Handover, Handover.plan_id == Plan.id)
    return dict(zip(THERE, (called, handed, prepared), strict=True))


def resting() -> ColumnElement[bool]:
    """The condition on `Plan` that its owner is excused from its cycle."""
    condition: ColumnElement[bool] = exists().where(
        Participation.person_id == Plan.person_id,
        Participation.cycle_id == Plan.cycle_id,
        Participation.tenant_id == Plan.tenant_id,
        Participation.state == "excused",
    )
    return condition


def signers(agreement_id: UUID) -> dict[UUID, frozenset[int]]:
    """Who has signed which versions of an agreement, by their numbers."""
    version = AgreementVersion
    query = select(AgreementSignature.person_id, func.array_agg(version.no)).join(
        version, version.id == AgreementSignature.version_id
    )
    query = query.where(version.agreement_id == agreement_id).group_by(AgreementSignature.person_id)
    return {row[0]: frozenset(row[1]) for row in session().execute(query)}
