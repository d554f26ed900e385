"""What waits for somebody: requests to answer, feedback to open; and what others owe them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, cast, null, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from saas.feedback.models import OPEN, Feedback, FeedbackRequest
from tenants import organisations
from tenants.isolation import anew, session
from tenants.people import Actor, Person

MOST = 50
"""Nobody reads further on one page."""


@dataclass(frozen=True)
class TurnItem:
    """One thing that waits: `kind` names the words (home's table), `path` leads to it inside the organisation."""

    kind: str
    """feedback_asked, feedback_read."""
    path: str
    person: Person
    """The other one."""
    thing: Any
    since: datetime
    due_on: date | None
    mine: bool


def turn_items(actor: Actor) -> list[TurnItem]:
    """What waits for the actor in feedback, and what others owe them there: one statement."""
    request, given = FeedbackRequest, aliased(Feedback)
    items = _items(actor.id).cte("items")
    query = (
        select(request, given)
        .select_from(items)
        .outerjoin(request, request.id == items.c.request_id)
        .outerjoin(given, given.id == items.c.feedback_id)
        .options(joinedload(request.giver), joinedload(request.asker), joinedload(given.giver))
        .order_by(request.due_on, request.id, given.id)
    )
    rows: Any = session().execute(anew(query)).all()
    return [_asked(asked, actor.id) if asked is not None else _unread(there) for asked, there in rows]


def _items(who: UUID) -> Any:
    """The ids of open requests to somebody and by them, and of feedback to them that nobody has opened."""
    request, nothing = FeedbackRequest, cast(null(), Uuid)
    mine = or_(request.giver_id == who, request.asker_id == who)
    asked = select(request.id.label("request_id"), nothing.label("feedback_id")).where(
        mine, request.state.in_(OPEN), request.due_on >= organisations.today()
    )
    unread = select(nothing, Feedback.id).where(Feedback.subject_id == who, Feedback.state == "given")
    halves = (asked.order_by(request.due_on, request.id).limit(MOST), unread.order_by(Feedback.id).limit(MOST))
    return union_all(*(select(*half.subquery().c) for half in halves))


def _asked(request: FeedbackRequest, who: UUID) -> TurnItem:
    mine, path = request.giver_id == who, f"/feedback/requests/{request.id}"
    other, due_on = (request.asker, request.due_on) if mine else (request.giver, None)
    return TurnItem("feedback_asked", path, other, request, request.asked_at, due_on, mine)


def _unread(given: Feedback) -> TurnItem:
    return TurnItem("feedback_read", f"/feedback/{given.id}", given.giver, given, given.given_at, None, True)
