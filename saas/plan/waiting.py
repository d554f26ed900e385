"""What waits for a person in plans, and what others owe them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from saas.cycle import OPEN_FOR_PLANS, Cycle
from saas.plan import queries
from saas.plan.models import Plan
from tenants import agreements, people
from tenants.agreements import Agreement, Amendment
from tenants.isolation import lasting, session


@lasting
def _open_between() -> Select[Plan, Amendment]:
    versions = Amendment.open_version, Amendment.last_version
    who, open_talk = bindparam("who", type_=Uuid), Amendment.state.in_(("drafting", "proposed", "countered"))
    return (
        select(Plan, Amendment)
        .join(Agreement, and_(Agreement.id == Plan.agreement_id))
        .join(Cycle, Cycle.id == Plan.cycle_id)
        .outerjoin(Amendment, and_(Amendment.agreement_id == Agreement.id, open_talk))
        .where(
            or_(Agreement.first_id == who, Agreement.second_id == who),
            Cycle.state.in_(OPEN_FOR_PLANS),
            ~queries.resting(),
            or_(Agreement.state.in_(("drafting", "proposed", "countered")), Amendment.id.is_not(None)),
        )
        .options(
            *queries.light(),
            *(joinedload(to).options(queries.BRIEF) for to in versions),
        )
        .order_by(Agreement.moved_at, Plan.id)
    )


def open_between(who: UUID) -> list[tuple[Plan, Amendment | None]]:
    """Plans of running cycles in which `who` is one of the two and something is not settled, longest waiting first."""
    return [(plan, amendment) for plan, amendment in session().execute(_open_between(), {"who": who})]


@dataclass(frozen=True)
class TurnItem:
    """One thing that waits for somebody: `kind` names the words (home's table), `path` leads to it inside the organisation."""

    kind: str
    """answer, finish, draft (mine to do); answer_due, finish_due, draft_due (the other side's)."""
    path: str
    person: people.Person
    """The other one of the two."""
    plan: Plan
    no: int | None
    since: datetime
    mine: bool


def turn_items(who: UUID) -> list[TurnItem]:
    """What waits for `who` in plans, and what others owe `who` there, oldest first: one statement."""
    found = []
    for plan, amendment in open_between(who):
        agreement = plan.agreement
        talk: agreements.Talk = amendment if amendment is not None else agreement
        other = agreement.second if who == agreement.first_id else agreement.first
        waits = agreements.waits_for(agreement, talk)
        version = talk.open_version or talk.last_version
        if talk.state == "drafting":
            opener = amendment.opened_by_id if amendment is not None else agreement.first_id
            kind, mine = "amend" if amendment is not None else "draft", opener == who
        else:
            kind, mine = ("answer" if talk.state == "proposed" else "finish"), waits == who
        path = f"/plan/plans/{plan.id}"
        no = version.no if version is not None else None
        found.append(TurnItem(kind, path, other, plan, no, talk.moved_at, mine))
    return sorted(found, key=lambda item: item.since)
