"""The questions of one manager, for those in HR who accompany them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coaching_library.threads.models import LIVE, Question, QuestionClock
from coaching_library.threads.queries.clocks import every_hours, watch_of
from coaching_library.threads.queries.lists import readable
from coaching_library.threads.sheets import Waiting
from tenants.isolation import clock, session
from tenants.people import Actor


def of_one(actor: Actor, person_id: UUID, most: int = 12) -> list[Waiting]:
    """What somebody asked, as far as the actor may read it: what is open first, each with how long it has waited for HR or how
    long the first answer took; then the newest. Two statements, and what the calendars of their companies need.
    """
    query = (
        select(Question, QuestionClock)
        .join(QuestionClock, QuestionClock.question_id == Question.id)
        .where(Question.asker_id == person_id, readable(actor))
        .options(joinedload(Question.owner))
        .order_by(Question.state.in_(LIVE).desc(), Question.asked_at.desc(), Question.id.desc())
        .limit(most)
    )
    rows, now = list(session().execute(query)), clock.now()
    hours = every_hours([watch for _question, watch in rows]) if rows else {}
    return [
        Waiting(
            question=question,
            minutes=watch.first_minutes if watch.first_at else watch_of(watch).at(now, hours[watch.company_id]),
            due_at=watch.due_at,
            is_escalated=watch.escalated_at is not None and watch.first_at is None,
        )
        for question, watch in rows
    ]
