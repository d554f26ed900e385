"""What waits for somebody in plans: an answer, a mediation, an adoption, a handover note, what a deputy has prepared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from saas.cycle import OPEN_FOR_PLANS, Cycle
from saas.plan.models import Handover, Plan
from saas.plan.queries import BRIEF, light, resting
from tenants import agreements, people
from tenants.agreements import Agreement, AgreementPreparation, Amendment, Mediation
from tenants.isolation import lasting, session
from tenants.people import Actor


@dataclass(frozen=True)
class TurnItem:
    """One thing that waits for somebody: `kind` names the words (home's table), `path` leads to it inside the organisation."""

    kind: str
    """answer, finish, draft, amend, talk, adopt, handover, mediate, prepared."""
    path: str
    person: people.Person
    """The other one of the two; whose plan it is, for an HR partner or a former manager; who has prepared something."""
    plan: Plan
    no: int | None
    since: datetime
    mine: bool


@lasting
def _open_between() -> Select[Plan, Amendment]:
    who, versions = bindparam("who", type_=Uuid), (Amendment.open_version, Amendment.last_version)
    return (
        select(Plan, Amendment)
        .join(Agreement, and_(Agreement.id == Plan.agreement_id))
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .outerjoin(Amendment, and_(Amendment.agreement_id == Agreement.id, Amendment.state.in_(agreements.OPEN)))
        .where(
            or_(Agreement.first_id == who, Agreement.second_id == who),
            Cycle.state.in_(OPEN_FOR_PLANS),
            ~resting(),
            or_(
                Agreement.state.in_(agreements.OPEN),
                and_(Agreement.state == "agreed", Amendment.id.is_not(None)),
                Agreement.adoption_since.is_not(None),
            ),
        )
        .options(*light(), *(joinedload(to).options(BRIEF) for to in versions))
        .order_by(Agreement.moved_at, Plan.id)
    )


def _between(who: UUID) -> list[tuple[Plan, Amendment | None]]:
    """Plans of running cycles in which `who` is one of the two and something is not settled, longest waiting first."""
    return [(plan, amendment) for plan, amendment in session().execute(_open_between(), {"who": who})]


def turn_items(actor: Actor) -> list[TurnItem]:
    """What waits for the actor in plans, and what others owe them there, oldest first: three statements, and one more for
    HR partners.
    """
    found = [item for plan, amendment in _between(actor.id) for item in _of_two(plan, amendment, actor.id)]
    found += _handovers(actor.id) + _prepared(actor.id)
    if actor.is_hr:
        found += mediations_of(actor.id)
    return sorted(found, key=lambda item: item.since)


def _of_two(plan: Plan, amendment: Amendment | None, who: UUID) -> list[TurnItem]:
    agreement = plan.agreement
    other = agreement.second if who == agreement.first_id else agreement.first
    path, found = f"/plan/plans/{plan.id}", []
    if agreement.adoption_since is not None:
        due = agreement.adoption_since
        found.append(TurnItem("adopt", path, other, plan, None, due, who == agreement.second_id))
    if agreement.state == "agreed" and amendment is None:
        return found
    talk: agreements.Talk = amendment if amendment is not None else agreement
    waits = agreements.waits_for(agreement, talk)
    version = talk.open_version or talk.last_version
    if talk.state == "drafting":
        opener = amendment.opened_by_id if amendment is not None else agreement.first_id
        kind, mine = "amend" if amendment is not None else "draft", opener == who
    elif talk.state == "mediation":
        kind, mine = "talk", True
    else:
        kind, mine = ("answer" if talk.state == "proposed" else "finish"), waits == who
    no = version.no if version is not None else None
    return [*found, TurnItem(kind, path, other, plan, no, talk.moved_at, mine)]


def _handovers(who: UUID) -> list[TurnItem]:
    query = (
        select(Handover)
        .join(Handover.plan)
        .join(Plan.cycle)
        .where(Handover.former_id == who, Handover.state == "asked", Cycle.state.in_(OPEN_FOR_PLANS))
        .options(contains_eager(Handover.plan).options(contains_eager(Plan.cycle), joinedload(Plan.person)))
    )
    return [
        TurnItem("handover", f"/plan/handovers/{each.id}", each.plan.person, each.plan, None, each.asked_at, True)
        for each in session().scalars(query)
    ]


def _prepared(who: UUID) -> list[TurnItem]:
    query: Any = select(AgreementPreparation, Plan).join(Plan, Plan.agreement_id == AgreementPreparation.agreement_id)
    query = query.join(Plan.cycle).where(AgreementPreparation.for_id == who, Cycle.state.in_(OPEN_FOR_PLANS))
    query = query.options(joinedload(AgreementPreparation.author), contains_eager(Plan.cycle), joinedload(Plan.person))
    return [
        TurnItem("prepared", f"/plan/plans/{plan.id}#prepared", each.author, plan, None, each.laid_at, True)
        for each, plan in session().execute(query)
    ]


def mediations_of(who: UUID) -> list[TurnItem]:
    """The talks into which `who` was called and in which it is neither side's turn yet."""
    query: Any = (
        select(Plan, Mediation)
        .select_from(Mediation)
        .join(Agreement, Agreement.id == Mediation.agreement_id)
        .join(Plan, Plan.agreement_id == Agreement.id)
        .join(Plan.cycle)
        .outerjoin(Amendment, Amendment.id == Mediation.amendment_id)
        .where(
            Mediation.partner_id == who,
            or_(
                and_(Agreement.mediation_id == Mediation.id, Agreement.state == "mediation"),
                and_(Amendment.mediation_id == Mediation.id, Amendment.state == "mediation"),
            ),
            Cycle.state.in_(OPEN_FOR_PLANS),
            ~resting(),
        )
        .options(*light(), joinedload(Mediation.called_by))
        .order_by(Mediation.id)
    )
    return [
        TurnItem("mediate", f"/plan/plans/{plan.id}", plan.person, plan, None, each.at, True)
        for plan, each in session().execute(query)
    ]
