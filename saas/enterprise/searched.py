"""What goals of companies and units are found by, by everybody, once they are open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.enterprise import events
from saas.enterprise.models import EnterpriseGoal
from saas.enterprise.queries import goals
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor

CHANGES_WHAT_IS_FOUND = (
    events.EnterpriseGoalOpened,
    events.EnterpriseGoalChanged,
    events.EnterpriseGoalClosed,
)


def _documents(goal_ids: Collection[UUID]) -> Iterator[Document]:
    query = select(EnterpriseGoal).where(EnterpriseGoal.id.in_(goal_ids), EnterpriseGoal.state != "draft")
    results = goals.results_of(goal_ids)
    for goal in session().scalars(query.options(joinedload(EnterpriseGoal.owner))):
        mine = (result.title for result in results if result.goal_id == goal.id)
        yield Document(goal.id, goal.title, (goal.words, *mine), None, goal.starts_on)


def _hits(actor: Actor, goal_ids: Collection[UUID]) -> dict[UUID, Hit]:
    query = select(EnterpriseGoal).where(EnterpriseGoal.id.in_(goal_ids), goals.visible_to(actor))
    whole = (joinedload(EnterpriseGoal.company), joinedload(EnterpriseGoal.unit))
    return {
        goal.id: Hit(f"/enterprise/goals/{goal.id}", goal.title, (goal.unit or goal.company).name, "goal")
        for goal in session().scalars(query.options(*whole))
    }


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(EnterpriseGoal.id).order_by(EnterpriseGoal.id).limit(most)
    return list(session().scalars(query if after is None else query.where(EnterpriseGoal.id > after)))


FOUND = Kind("enterprise_goal", _l("Goals"), _documents, _hits, _every)
