"""Marks on answers: what they rest on, and whether it holds, asked of the policies at the moment of reading."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ARRAY, Uuid, and_, func, select
from sqlalchemy.orm import joinedload

from coaching_library import policies
from coaching_library.threads.models import Question, QuestionCitation, QuestionOfficial, QuestionVerification
from coaching_library.threads.sheets import Mark
from tenants import organisations
from tenants.isolation import among, get_locked, session


def marks(question_ids: Collection[UUID], *, retired: bool = False) -> dict[UUID, Mark]:
    """The mark of each of these questions that has one: a statement, and what the policies need where something is cited.

    Of one that was taken away only where it is asked for and there is no newer one.
    """
    if not question_ids:
        return {}
    rests_on = select(QuestionCitation.section_id).where(QuestionCitation.verification_id == QuestionVerification.id)
    query = (
        select(QuestionOfficial, QuestionVerification, func.array(rests_on.scalar_subquery(), type_=ARRAY(Uuid)))
        .join(QuestionVerification, QuestionVerification.id == QuestionOfficial.verification_id)
        .where(among(QuestionOfficial.question_id, question_ids))
        .options(joinedload(QuestionOfficial.keeper), joinedload(QuestionVerification.by))
        .order_by(QuestionOfficial.since)
    )
    if not retired:
        query = query.where(QuestionOfficial.state != "retired")
    rows: list[Any] = list(session().execute(query))
    every = {section for row in rows for section in row[2]}
    cited = policies.cited(every) if every else {}
    today = organisations.today()
    found = {}
    for official, verification, mine in rows:
        known = tuple(cited[each] for each in sorted(mine) if each in cited)
        found[official.question_id] = Mark(official, verification, known, today, len(mine) - len(known))
    return found


def citing(section_ids: Collection[UUID]) -> list[policies.Citing]:
    """Official answers that rest on one of these sections. Of a private question nothing is told but that it is one: whoever
    keeps policies need not be among its readers. One statement.
    """
    query = (
        select(QuestionOfficial.question_id, Question.title)
        .join(QuestionCitation, QuestionCitation.verification_id == QuestionOfficial.verification_id)
        .outerjoin(Question, and_(Question.id == QuestionOfficial.question_id, Question.readers.is_(None)))
        .where(among(QuestionCitation.section_id, section_ids), QuestionOfficial.state != "retired")
        .order_by(QuestionOfficial.since, QuestionOfficial.id)
    )
    rows = {row[0]: row[1] for row in session().execute(query)} if section_ids else {}
    kind, private = str(_("Official answer")), str(_("An answer to a private question"))
    return [policies.Citing(title or private, f"/threads/{question_id}", kind) for question_id, title in rows.items()]


def mark_of(question_id: UUID) -> Mark | None:
    """The mark of one question, also one that was taken away."""
    return marks([question_id], retired=True).get(question_id)


def official_of(question_id: UUID) -> QuestionOfficial | None:
    """The mark that has not been taken away, under its lock, or None."""
    query = select(QuestionOfficial.id).where(QuestionOfficial.question_id == question_id, QuestionOfficial.state != "retired")
    found = session().scalars(query).one_or_none()
    return get_locked(QuestionOfficial, found) if found is not None else None


def last_number(official_id: UUID) -> int:
    """How often an answer was verified."""
    query = select(func.max(QuestionVerification.no)).where(QuestionVerification.official_id == official_id)
    return session().scalar(query) or 0


def standing_marks(most: int) -> list[Mark]:
    """Marks that stand as official although what they rest on does not hold any more, at most so many."""
    ids = session().scalars(select(QuestionOfficial.question_id).where(QuestionOfficial.state == "official"))
    return [mark for mark in marks(list(ids)).values() if not mark.holds][:most]
