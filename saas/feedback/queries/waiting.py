"""What waits for somebody in feedback: requests to answer, feedback to open; and what others owe them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, case, or_, select

from saas import turns
from saas.feedback import topics
from saas.feedback.models import OPEN, Feedback, FeedbackRequest
from saas.turns import Item
from tenants.people import Actor, Person

MOST = 50
"""Nobody reads further on one page."""


def rows() -> list[Select[Any]]:
    """Open requests to the reader and by them, and feedback to them that they have not opened."""
    asked, given = FeedbackRequest, Feedback
    other = case((asked.giver_id == turns.READER, asked.asker_id), else_=asked.giver_id)
    facts = {"by_id": asked.giver_id, "since": asked.asked_at, "due_on": asked.due_on, "words": asked.topic}
    requests: Select[Any] = select(*turns.columns("feedback.asked", asked.id, asked.state, other, **facts)).where(
        or_(asked.giver_id == turns.READER, asked.asker_id == turns.READER),
        asked.state.in_(OPEN),
        asked.due_on >= turns.TODAY,
    )
    told = {"since": given.given_at, "words": given.topic}
    unread: Select[Any] = select(*turns.columns("feedback.read", given.id, given.state, given.giver_id, **told)).where(
        given.subject_id == turns.READER, given.state == "given"
    )
    return [requests.order_by(asked.due_on, asked.id).limit(MOST), unread.order_by(given.id).limit(MOST)]


def item(row: Any, other: Person, actor: Actor) -> Item:
    """What a request or feedback is to the actor."""
    name = str(topics.label(row.words))
    if row.what == "feedback.read":
        return Item("feedback_read", f"/feedback/{row.id}", other, row.since, None, True, name=name)
    mine = row.by_id == actor.id
    return Item(
        "feedback_asked", f"/feedback/requests/{row.id}", other, row.since, row.due_on if mine else None, mine, name=name
    )


TURNS = turns.Room(rows, item)
