"""Lists of feedback, each to be paged by id, newest first."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased, joinedload

from saas.feedback.models import Feedback, FeedbackRequest, FeedbackSharing, FeedbackWording
from saas.feedback.queries.one import PEOPLE
from tenants import organisations
from tenants.isolation import session
from tenants.people import Actor, ReportingLine, in_force


def received(actor: Actor) -> Select[Any]:
    """What was given to the actor."""
    return select(Feedback).where(Feedback.subject_id == actor.id).options(joinedload(Feedback.giver))


def given(actor: Actor) -> Select[Any]:
    """What the actor gave."""
    return select(Feedback).where(Feedback.giver_id == actor.id).options(joinedload(Feedback.subject))


def shared_with(actor: Actor) -> Select[Any]:
    """What the actor, or somebody for whom they stand in, reads about those who report to them today: what `policy.ground`
    calls asker, shared and deputy.
    """
    leaders = [actor.id, *(one.id for one in actor.stands_in)]
    line, sharing = ReportingLine, aliased(FeedbackSharing)
    shared = select(sharing.id).where(sharing.feedback_id == Feedback.id, sharing.manager_id == line.manager_id)
    return (
        select(Feedback)
        .join(line, and_(line.person_id == Feedback.subject_id, in_force(line, organisations.today())))
        .where(
            line.manager_id.in_(leaders),
            or_(Feedback.asker_id == line.manager_id, shared.correlate(Feedback, line).exists()),
            Feedback.subject_id != actor.id,
        )
        .options(joinedload(Feedback.giver), joinedload(Feedback.subject))
    )


def requests(actor: Actor) -> Select[Any]:
    """Requests by the actor, to them, and about them."""
    mine = or_(
        FeedbackRequest.asker_id == actor.id, FeedbackRequest.giver_id == actor.id, FeedbackRequest.subject_id == actor.id
    )
    return select(FeedbackRequest).where(mine).options(*PEOPLE)


def previews(feedback_ids: Collection[UUID]) -> dict[UUID, str]:
    """The first words of each of these: one statement."""
    query = (
        select(FeedbackWording)
        .where(FeedbackWording.feedback_id.in_(feedback_ids))
        .ext(distinct_on(FeedbackWording.feedback_id))
        .order_by(FeedbackWording.feedback_id, FeedbackWording.no.desc())
    )
    return {row.feedback_id: row.beginning for row in session().scalars(query)} if feedback_ids else {}
