"""Lists of questions: one's own, those one may read, HR's queue, what waits for somebody, and saved replies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from coaching_library import audience
from coaching_library.threads.models import (
    EVERYONE,
    LIVE,
    MANAGERS,
    PARTNER,
    TEAM,
    Question,
    QuestionClock,
    QuestionOfficial,
    QuestionPost,
    SavedReply,
)
from coaching_library.threads.queries.one import whole
from tenants import find
from tenants.isolation import among, clock, session
from tenants.people import Actor


def readable(actor: Actor) -> ColumnElement[bool]:
    """The condition that `policy.can_read` holds. Of private ones the database shows only those among whose readers one is."""
    given = [one.id for one in actor.stands_in if one.is_hr_head or one.partner_unit_ids or one.partner_manager_ids]
    owned = Question.owner_id == actor.id if actor.is_hr else false()
    deputised = Question.owner_id.in_(given) if given else false()
    return or_(
        Question.asker_id == actor.id,
        Question.audience == EVERYONE,
        and_(Question.audience == MANAGERS, true() if audience.reads(actor, audience.MANAGERS) else false()),
        and_(Question.audience == PARTNER, or_(owned, deputised)),
        and_(Question.audience == TEAM, or_(true() if actor.is_hr else false(), deputised)),
    )


def asked_by(person_id: UUID) -> Select[Any]:
    """What somebody asked, as a query for `paged` by `KEYS`, falling."""
    return whole().where(Question.asker_id == person_id)


@dataclass(frozen=True)
class Narrowed:
    """What of the questions is shown."""

    topic: str = ""
    standing: str = ""
    """"official", "accepted" or "open"."""

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return self != Narrowed()


def _official() -> Any:
    return exists().where(QuestionOfficial.question_id == Question.id, QuestionOfficial.state == "official").correlate(Question)


def browse(actor: Actor, narrowed: Narrowed) -> Select[Any]:
    """What the actor may read, as a query for `paged` by `KEYS`, falling."""
    query = whole().where(readable(actor))
    if narrowed.topic:
        query = query.where(Question.topic == narrowed.topic)
    if narrowed.standing == "official":
        query = query.where(_official())
    elif narrowed.standing == "accepted":
        query = query.where(Question.accepted_id.is_not(None))
    elif narrowed.standing == "open":
        query = query.where(Question.state.in_(LIVE))
    return query


KEYS = [Question.asked_at, Question.id]
"""By these lists of questions are paged, falling."""
AGAIN = ("not_yet", "objection")
"""By saying these whoever asked opens a question again."""
WAITS = case(
    (
        Question.state == "open",
        func.coalesce(
            select(func.max(QuestionPost.at))
            .where(QuestionPost.question_id == Question.id, QuestionPost.kind.in_(AGAIN))
            .correlate(Question)
            .scalar_subquery(),
            QuestionClock.asked_at,
        ),
    ),
    else_=QuestionClock.asked_at,
).label("waits")
"""Since when a question waits: since it was asked or, where it is open again, since whoever asked said so."""
QUEUED: list[Any] = [WAITS, QuestionClock.id]
"""By these the queue is paged, rising: whoever waits longest comes first."""


def queue(actor: Actor, which: str = "unanswered", *, mine: bool = False) -> Any:
    """Questions that HR owes something, the longest waiting first, as a query for `paged` by `QUEUED` (since when, the id of
    the clock, the clock, the question): "unanswered" by HR, "waiting" for whoever asked, "answered" and not accepted, or
    "live", all of these.
    """
    query = (
        select(WAITS, QuestionClock.id, QuestionClock, Question)
        .join(Question, Question.id == QuestionClock.question_id)
        .where(readable(actor), Question.state.in_(LIVE), QuestionClock.counts, Question.asker_id != actor.id)
        .options(joinedload(Question.asker), joinedload(Question.owner))
    )
    if which == "unanswered":
        query = query.where(Question.state == "open")
    elif which in ("waiting", "answered"):
        query = query.where(Question.state == which)
    return query.where(Question.owner_id == actor.id) if mine else query


@dataclass
class Counts:
    """How many questions stand where in the queue."""

    open: int = 0
    """Unanswered, or open again."""
    waiting: int = 0
    answered: int = 0
    overdue: int = 0
    """Of the unanswered, those whose first answer is overdue."""

    @property
    def live(self) -> int:
        """All of them."""
        return self.open + self.waiting + self.answered


def queue_counts(actor: Actor) -> tuple[Counts, Counts]:
    """What stands where in the queue: of the actor's own, and of all that they may read: one statement."""
    own = (Question.owner_id == actor.id).label("own")
    late = func.count().filter(QuestionClock.due_at <= clock.now())
    query = (
        select(Question.state, own, func.count(), late)
        .join(QuestionClock, QuestionClock.question_id == Question.id)
        .where(readable(actor), Question.state.in_(LIVE), QuestionClock.counts, Question.asker_id != actor.id)
        .group_by(Question.state, own)
    )
    mine, every = Counts(), Counts()
    for state, is_own, number, overdue in session().execute(query):
        for counts in (mine, every) if is_own else (every,):
            setattr(counts, state, getattr(counts, state) + number)
            counts.overdue += overdue
    return mine, every


def open_asked(actor: Actor, person_id: Any) -> Any:
    """How many questions of that person (a column of another query) wait for HR, of those that the actor may read: a part of
    that query.
    """
    mine = Question.asker_id == person_id, Question.state == "open", readable(actor)
    return select(func.count(Question.id)).where(*mine).scalar_subquery()


def to_verify(actor: Actor, most: int = 20) -> list[Question]:
    """Questions with an official answer of the actor's that waits to be looked at again, the oldest first."""
    query = select(Question).join(QuestionOfficial, QuestionOfficial.question_id == Question.id)
    mine = QuestionOfficial.keeper_id == actor.id, QuestionOfficial.state == "stale"
    return list(session().scalars(query.where(*mine).order_by(QuestionOfficial.since, Question.id).limit(most)))


def among_found(query: Select[Any], words: str) -> Select[Any]:
    """Of these questions those that bear all of `words`, as the index of the search says: one statement more."""
    return query.where(among(Question.id, find.ids(words, "question")))


def last_answers(questions: Collection[Question]) -> dict[UUID, QuestionPost]:
    """Of each of these questions the answer that was accepted, else the last one, with its author: one statement."""
    last = aliased(QuestionPost)
    newest = select(last.id).where(last.question_id == QuestionPost.question_id, last.kind == "answer").correlate(QuestionPost)
    newest = newest.order_by(last.at.desc(), last.id.desc()).limit(1)
    accepted = [each.accepted_id for each in questions if each.accepted_id is not None]
    others = [each.id for each in questions if each.accepted_id is None]
    wanted = and_(among(QuestionPost.question_id, others), QuestionPost.id == newest.scalar_subquery())
    query = select(QuestionPost).where(or_(among(QuestionPost.id, accepted), wanted)).options(joinedload(QuestionPost.author))
    return {post.question_id: post for post in session().scalars(query)}


def these(question_ids: Collection[UUID]) -> list[Question]:
    """These questions with both of their people, as far as the database shows them, oldest first."""
    return list(session().scalars(questions_by(question_ids).order_by(Question.asked_at, Question.id))) if question_ids else []


def replies(actor: Actor) -> Select[Any]:
    """Saved replies that the actor may use, own ones and shared ones, as a query for `paged` by `SavedReply.id`, falling."""
    mine = or_(SavedReply.author_id == actor.id, SavedReply.shared)
    return select(SavedReply).where(mine).options(joinedload(SavedReply.author))


def first_replies(actor: Actor, most: int = 30) -> list[SavedReply]:
    """The saved replies that stand beside the field of an answer: the latest changed."""
    return list(session().scalars(replies(actor).order_by(SavedReply.changed_at.desc(), SavedReply.id).limit(most)))


def questions_by(question_ids: Collection[UUID]) -> Select[Any]:
    """These questions with both of their people."""
    return whole().where(Question.id.in_(question_ids))
