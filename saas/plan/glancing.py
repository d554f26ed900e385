"""A plan at a glance for one of its two: its goals as last put forward or agreed, and what the other one said last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true

from saas.plan.content import ContentError, Goal
from saas.plan.content import Plan as Content
from saas.plan.models import Plan
from tenants.agreements import AgreementVersion, LineComment
from tenants.isolation import session
from tenants.people import Actor


@dataclass(frozen=True)
class Glance:
    """What home shows of a plan. Without goals where nothing has been proposed yet, or its words were erased."""

    no: int
    goals: tuple[Goal, ...]
    said: str = ""
    """What the other one said last, to the whole plan or a line of it; nothing once the plan is agreed."""
    said_at: datetime | None = None


def glance(plan: Plan, *, by: Actor) -> Glance | None:
    """The version of the plan that matters now, for one of the two; None for others and before any proposal. One statement."""
    agreement = plan.agreement
    shown = agreement.open_version_id or agreement.active_version_id or agreement.last_version_id
    if by.id not in agreement.parties or shown is None:
        return None
    last = (
        select(LineComment.id)
        .where(LineComment.agreement_id == agreement.id, LineComment.author_id == agreement.other(by.id))
        .where(true() if by.id == agreement.first_id else LineComment.with_id == by.id)
        .order_by(LineComment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(AgreementVersion.no, AgreementVersion.content, LineComment.words, LineComment.at)
    query = query.outerjoin(LineComment, LineComment.id == last).where(AgreementVersion.id == shown)
    no, content, words, at = session().execute(query).one()
    try:
        goals = Content.from_json(content).goals
    except ContentError:
        goals = ()
    return Glance(no, goals) if plan.state == "agreed" else Glance(no, goals, words or "", at)
