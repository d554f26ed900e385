"""Looking for another question by its words, to say that one is the same as it."""

from __future__ import annotations

from uuid import UUID

from coaching_library.threads.models import Question
from coaching_library.threads.queries.lists import readable
from coaching_library.threads.queries.one import whole
from tenants import find
from tenants.isolation import among, session
from tenants.people import Actor


def called(actor: Actor, words: str, most: int, *, without: UUID) -> list[Question]:
    """Questions that the actor may read, that stand by themselves and bear all of these words, the newest first: two
    statements.
    """
    query = whole().where(readable(actor), Question.state != "duplicate", Question.id != without)
    query = query.where(among(Question.id, find.ids(words, "question")))
    return list(session().scalars(query.order_by(Question.asked_at.desc(), Question.id.desc()).limit(most)))
