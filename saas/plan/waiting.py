"""What waits for somebody in plans: an answer, a mediation, an adoption, a handover note, what a deputy has prepared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, func, or_, select, union
from sqlalchemy.orm import joinedload

from saas.cycle import OPEN_FOR_PLANS, Cycle
from saas.plan.models import Handover, Plan
from saas.plan.queries import BRIEF, light, resting
from tenants import agreements, people
from tenants.agreements import Agreement, AgreementPreparation, Amendment, Mediation
from tenants.isolation import first_of, lasting, session
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
def _waiting() -> Select[Any]:
    """Plans of running cycles with what of them waits for `who`: what is not settled between the two, a handover note, what a
    deputy has prepared, a mediation.

    Which plans these are is found by the keys of who sits where, so that it costs the same however many plans there are.
    """
    who, versions = bindparam("who", type_=Uuid), (Amendment.open_version, Amendment.last_version)
    of_mine = select(Plan.id).join(Agreement, Agreement.id == Plan.agreement_id)
    handed = select(Handover.plan_id).where(Handover.former_id == who, Handover.state == "asked")
    called = of_mine.join(Mediation, Mediation.agreement_id == Agreement.id).where(Mediation.partner_id == who)
    is_party = or_(Agreement.first_id == who, Agreement.second_id == who)
    unsettled = or_(
        Agreement.state.in_(agreements.OPEN),
        and_(Agreement.state == "agreed", Amendment.id.is_not(None)),
        Agreement.adoption_since.is_not(None),
    )
    in_mediation = or_(
        and_(Agreement.mediation_id == Mediation.id, Agreement.state == "mediation"),
        and_(Amendment.mediation_id == Mediation.id, Amendment.state == "mediation"),
    )
    is_open = or_(Agreement.state.in_(agreements.OPEN), Amendment.id.is_not(None))
    prepared, asked = AgreementPreparation, and_(Handover.plan_id == Plan.id, Handover.former_id == who)
    mine = union(of_mine.where(is_party), handed, called).cte("mine")  # first, or the database joins everybody's plans
    query: Select[Any] = (
        select(Plan, Amendment, Handover, prepared, Mediation)  # type: ignore[assignment]  # five entities
        .select_from(mine)
        .join(Plan, Plan.id == mine.c.id)
        .join(Agreement, Agreement.id == Plan.agreement_id)
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .outerjoin(Amendment, and_(Amendment.agreement_id == Agreement.id, Amendment.state.in_(agreements.OPEN)))
        .outerjoin(Handover, and_(asked, Handover.state == "asked"))
        .outerjoin(prepared, and_(prepared.agreement_id == Agreement.id, prepared.for_id == who, is_open, ~resting()))
        .outerjoin(
            Mediation, and_(Mediation.agreement_id == Agreement.id, Mediation.partner_id == who, in_mediation, ~resting())
        )
        .where(
            Cycle.state.in_(OPEN_FOR_PLANS),
            or_(
                and_(is_party, unsettled, ~resting()),
                *(each.id.is_not(None) for each in (Handover, prepared, Mediation)),
            ),
        )
        .options(*light(), joinedload(prepared.author), *(joinedload(to).options(BRIEF) for to in versions))
        .order_by(Agreement.moved_at, Plan.id)
    )
    return query


def turn_items(actor: Actor) -> list[TurnItem]:
    """What waits for the actor in plans, and what others owe them there, oldest first: one statement."""
    return _items(actor.id)


def mediations_of(who: UUID) -> list[TurnItem]:
    """The talks into which `who` was called and in which it is neither side's turn yet."""
    return [item for item in _items(who) if item.kind == "mediate"]


def calls_of(who: UUID) -> int:
    """To how many plans that are not agreed yet `who` was called, as HR partner."""
    talks = select(func.count(Agreement.id)).outerjoin(
        Amendment, and_(Amendment.agreement_id == Agreement.id, Amendment.state.in_(agreements.OPEN))
    )
    talks = talks.join(Mediation, Mediation.id == first_of(Amendment.mediation_id, Agreement.mediation_id))
    return session().scalar(talks.where(Mediation.partner_id == who)) or 0


def _items(who: UUID) -> list[TurnItem]:
    found: dict[tuple[str, UUID], TurnItem] = {}
    for plan, amendment, handover, prepared, mediation in session().execute(_waiting(), {"who": who}):
        path = f"/plan/plans/{plan.id}"
        items = [] if who not in plan.agreement.parties else _of_two(plan, amendment, who)
        if handover is not None:
            asked = handover.asked_at
            items.append(TurnItem("handover", f"/plan/handovers/{handover.id}", plan.person, plan, None, asked, True))
        if prepared is not None:
            laid = prepared.laid_at
            items.append(TurnItem("prepared", f"{path}#prepared", prepared.author, plan, None, laid, True))
        if mediation is not None:
            items.append(TurnItem("mediate", path, plan.person, plan, None, mediation.at, True))
        for item in items:  # a plan comes once for each deputy who has prepared something
            found[item.kind, item.person.id if item.kind == "prepared" else plan.id] = item
    return sorted(found.values(), key=lambda item: item.since)


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
