"""What chores and HR's desk look for: clocks that are over, silences, reviews, and questions by what they have in common."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from coaching_library.threads.models import (
    LIVE,
    Question,
    QuestionCard,
    QuestionCardItem,
    QuestionCitation,
    QuestionClock,
    QuestionWidening,
)
from coaching_library.threads.queries.lists import readable
from tenants.isolation import among, session
from tenants.people import Actor


def overdue(now: datetime, most: int) -> list[QuestionClock]:
    """Clocks whose first answer is overdue and of which nobody was told yet, locked; those that somebody holds are left out."""
    query = select(QuestionClock).where(QuestionClock.due_at <= now, QuestionClock.escalated_at.is_(None))
    return list(session().scalars(query.order_by(QuestionClock.due_at).limit(most).with_for_update(skip_locked=True)))


def quiet(today: date, most: int) -> tuple[list[QuestionClock], list[QuestionClock]]:
    """Clocks of answered questions: those that are to be closed today, and those whose asker is to be told before, locked."""
    over = select(QuestionClock).where(QuestionClock.closes_on <= today).order_by(QuestionClock.closes_on).limit(most)
    soon = select(QuestionClock).where(
        QuestionClock.warns_on <= today, QuestionClock.closes_on > today, QuestionClock.warned_at.is_(None)
    )
    found = list(session().scalars(over.with_for_update(skip_locked=True)))
    return found, list(session().scalars(soon.order_by(QuestionClock.warns_on).limit(most).with_for_update(skip_locked=True)))


def escalated(actor: Actor) -> list[tuple[QuestionClock, Question | None]]:
    """Questions of others' whose first answer is overdue, whoever reads them, the oldest first; each as the actor may read it,
    and for the others None: of these they know owner and hours only. The first fifty: one statement.
    """
    mine = and_(Question.id == QuestionClock.question_id, readable(actor))
    query = select(QuestionClock, Question).outerjoin(Question, mine).where(QuestionClock.owner_id != actor.id)
    late = QuestionClock.escalated_at.is_not(None), QuestionClock.due_at.is_not(None)
    rows = session().execute(query.where(*late).order_by(QuestionClock.asked_at, QuestionClock.id).limit(50))
    return [(watch, question) for watch, question in rows]


def owners_of(question_ids: Collection[UUID]) -> set[UUID]:
    """Who in HR owns these questions, as their clocks say: one statement."""
    return set(session().scalars(select(QuestionClock.owner_id).where(among(QuestionClock.question_id, question_ids))))


def live(person_id: UUID) -> list[Question]:
    """What somebody asked and still waits for."""
    query = select(Question).where(Question.asker_id == person_id, Question.state.in_(LIVE))
    return list(session().scalars(query.order_by(Question.id)))


def proposals_to(person_id: UUID) -> Any:
    """Proposals to open a question of somebody's to more people, which wait for them."""
    query = select(QuestionWidening, Question).join(Question, Question.id == QuestionWidening.question_id)
    return query.where(Question.asker_id == person_id, QuestionWidening.state == "proposed").order_by(QuestionWidening.id)


def citing(section_id: UUID, since: datetime) -> list[UUID]:
    """Questions with an answer that has cited the section since then, oldest first, but for those that raised a card before."""
    query = (
        select(QuestionCitation.question_id)
        .where(QuestionCitation.section_id == section_id, QuestionCitation.at >= since, ~_raised(QuestionCitation.question_id))
        .group_by(QuestionCitation.question_id)
    )
    return list(session().scalars(query.order_by(func.min(QuestionCitation.at), QuestionCitation.question_id)))


def at_the_step(task: str, question_ids: Collection[UUID], since: datetime) -> list[Question]:
    """Which of these were asked at that step (or at none, for "") since then and raised no card before."""
    query = select(Question).where(
        Question.task == task, Question.asked_at >= since, among(Question.id, question_ids), ~_raised(Question.id)
    )
    return list(session().scalars(query.where(Question.copy_of_id.is_(None)).order_by(Question.asked_at, Question.id)))


def _raised(question_id: Any) -> ColumnElement[bool]:
    """The condition that a question is one of those for which a card was raised and decided."""
    there = select(QuestionCardItem.id).join(QuestionCard, QuestionCard.id == QuestionCardItem.card_id)
    return there.where(QuestionCardItem.question_id == question_id, QuestionCard.state != "open").exists()


def open_card(cause: str) -> QuestionCard | None:
    """The card that stands open for that cause, or None."""
    query = select(QuestionCard).where(QuestionCard.cause == cause, QuestionCard.state == "open")
    return session().scalars(query).one_or_none()


def open_cards_of(question_ids: Collection[UUID]) -> list[QuestionCard]:
    """Cards that stand open with one of these questions."""
    query = select(QuestionCard).join(QuestionCardItem, QuestionCardItem.card_id == QuestionCard.id)
    query = query.where(among(QuestionCardItem.question_id, question_ids), QuestionCard.state == "open")
    return list(session().scalars(query.order_by(QuestionCard.id)).unique())


def items_of(card_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The questions of each of these cards, oldest first: one statement."""
    found: dict[UUID, list[UUID]] = {each: [] for each in card_ids}
    query = select(QuestionCardItem).where(among(QuestionCardItem.card_id, card_ids)).order_by(QuestionCardItem.id)
    for item in session().scalars(query) if card_ids else ():
        found[item.card_id].append(item.question_id)
    return found


def cards(state: str = "") -> Select[Any]:
    """Cards, of one state or of all, as a query for `paged` by `QuestionCard.id`, falling."""
    query = select(QuestionCard).options(joinedload(QuestionCard.decided_by))
    return query.where(QuestionCard.state == state) if state else query
