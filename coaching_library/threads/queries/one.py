"""Reading one question: who is in it, what was said, the mark on an answer, and what the reader has begun to write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, and_, func, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from coaching_library.threads.models import (
    Question,
    QuestionClock,
    QuestionDeflection,
    QuestionDraft,
    QuestionFollow,
    QuestionPost,
    QuestionWidening,
)
from coaching_library.threads.queries.marks import mark_of
from coaching_library.threads.sheets import Sheet, Thread
from tenants import organisations
from tenants.isolation import get, get_locked, session
from tenants.law import NotNow
from tenants.people import Actor


def whole() -> Select[Any]:
    """Questions with both of their people."""
    return select(Question).options(joinedload(Question.asker), joinedload(Question.owner))


def question(question_id: UUID, **_address: object) -> Sheet | None:
    """The question of an address with what decides who may do what, or None: one statement."""
    found = session().scalars(whole().where(Question.id == question_id)).one_or_none()
    return None if found is None else Sheet(found)


def posts_of(question_id: UUID) -> list[QuestionPost]:
    """What was said in it, oldest first: the first two hundred."""
    query = select(QuestionPost).where(QuestionPost.question_id == question_id).options(joinedload(QuestionPost.author))
    return list(session().scalars(query.order_by(QuestionPost.at, QuestionPost.id).limit(200)))


def thread(sheet: Sheet, actor: Actor) -> Thread:
    """All that stands in it, for the reader: four statements, and one for what an official answer cites."""
    latest = aliased(QuestionWidening)
    newest = select(func.max(latest.proposed_at)).where(latest.question_id == QuestionClock.question_id).scalar_subquery()
    mine = QuestionFollow.question_id == QuestionClock.question_id, QuestionFollow.person_id == actor.id
    begun = QuestionDraft.question_id == QuestionClock.question_id, QuestionDraft.author_id == actor.id
    proposed = QuestionWidening.question_id == QuestionClock.question_id, QuestionWidening.proposed_at == newest
    query = (
        select(QuestionClock, QuestionFollow.id, QuestionDraft, QuestionWidening)
        .outerjoin(QuestionFollow, and_(*mine))
        .outerjoin(QuestionDraft, and_(*begun))
        .outerjoin(QuestionWidening, and_(*proposed))
        .where(QuestionClock.question_id == sheet.id)
        .options(joinedload(QuestionWidening.by))
    )
    clock, follows, draft, widening = session().execute(query).one()
    posts = tuple(posts_of(sheet.id))
    return Thread(sheet, posts, clock, mark_of(sheet.id), follows is not None, draft, widening)


def clock_of(question_id: UUID) -> QuestionClock:
    """The clock of a question under its lock. Whoever asks holds the question's."""
    query = select(QuestionClock).where(QuestionClock.question_id == question_id).with_for_update(of=QuestionClock)
    return session().scalars(query.execution_options(populate_existing=True)).one()


def held(question_id: UUID) -> Question:
    """The question under its lock, read afresh. NotNow where HR's people changed meanwhile, and whoever acts reads it no
    more.
    """
    found = get_locked(Question, question_id)
    if found is None:
        raise NotNow(_("Somebody else in HR answers it from today on. Your words are kept below."))
    return found


def asked_with(asker_id: UUID, seed: UUID) -> Question | None:
    """What was asked by that form, or None: a second click finds what the first one asked."""
    return session().scalars(select(Question).where(Question.asker_id == asker_id, Question.seed == seed)).one_or_none()


TURNS = ("query", "reply", "not_yet", "objection")
"""After these the same words say something new."""


def last_post(question_id: UUID, author_id: UUID) -> QuestionPost | None:
    """What that person said last in it, also where others have written since; None where it has taken a turn meanwhile."""
    later = aliased(QuestionPost)
    turned = select(later.id).where(
        later.question_id == question_id,
        later.kind.in_(TURNS),
        tuple_(later.at, later.id) > tuple_(QuestionPost.at, QuestionPost.id),
    )
    query = select(QuestionPost).where(QuestionPost.question_id == question_id, QuestionPost.author_id == author_id)
    found = query.order_by(QuestionPost.at.desc(), QuestionPost.id.desc()).limit(1)
    return session().scalars(found.where(~turned.exists())).one_or_none()


def post(post_id: UUID | None) -> QuestionPost | None:
    """The post with this id, or None."""
    return get(QuestionPost, post_id)


def draft_of(author_id: UUID, question_id: UUID | None) -> QuestionDraft | None:
    """What somebody has begun to write in a question, or as a new one."""
    there = QuestionDraft.question_id.is_(None) if question_id is None else QuestionDraft.question_id == question_id
    return session().scalars(select(QuestionDraft).where(QuestionDraft.author_id == author_id, there)).one_or_none()


def deflected_today(person_id: UUID, kind: str, source_id: UUID) -> QuestionDeflection | None:
    """That this answered what somebody was about to ask was said by them today already; or None."""
    query = select(QuestionDeflection).where(QuestionDeflection.person_id == person_id, QuestionDeflection.kind == kind)
    today = QuestionDeflection.source_id == source_id, QuestionDeflection.at >= organisations.dawn(organisations.today())
    return session().scalars(query.where(*today).order_by(QuestionDeflection.id).limit(1)).one_or_none()


def followers(question_id: UUID) -> set[UUID]:
    """Who follows it, beside whoever asked and its owner."""
    return set(session().scalars(select(QuestionFollow.person_id).where(QuestionFollow.question_id == question_id)))


def follow_of(question_id: UUID, person_id: UUID) -> QuestionFollow | None:
    """That somebody follows it, or None."""
    mine = QuestionFollow.question_id == question_id, QuestionFollow.person_id == person_id
    return session().scalars(select(QuestionFollow).where(*mine)).one_or_none()


def copies_of(question_id: UUID) -> list[Question]:
    """What was made of it for more readers."""
    return list(session().scalars(select(Question).where(Question.copy_of_id == question_id).order_by(Question.id)))
