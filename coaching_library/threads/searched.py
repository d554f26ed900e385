"""What questions are found by: their words and answers; by readers alone where they are private, and then with today's
rights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from coaching_library.threads import events, policy, queries
from coaching_library.threads.models import Question, QuestionPost
from coaching_library.threads.sheets import Mark, Sheet
from coaching_library.topics import Topic
from tenants import find, organisations
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web.dates import long_day
from tenants.web.markdown import plain

CHANGES_WHAT_IS_FOUND = (
    events.QuestionAsked,
    events.QuestionAnswered,
    events.QuestionReopened,
    events.QuestionMerged,
    events.QuestionObjected,
)
"""Each happens on the question. Readers that change are said by the verbs themselves."""
FOUND_BY = ("question", "answer")


@dataclass(frozen=True, slots=True)
class QuestionHit(Hit):
    """A question that was found, and what an answer of it is worth today."""

    standing: str = ""
    """"official", "accepted", "stale" or nothing."""


def _documents(question_ids: Collection[UUID]) -> Iterator[Document]:
    """Title, words and answers. One that is the same as another is found there. Read for the organisation, since whoever
    changes HR's people may not read them; the index lets only the readers find them.
    """
    with queries.for_the_house():
        rows = list(session().scalars(select(Question).where(Question.id.in_(question_ids), Question.state != "duplicate")))
        said: dict[UUID, list[str]] = {}
        query = select(QuestionPost.question_id, QuestionPost.words).where(
            QuestionPost.question_id.in_([row.id for row in rows])
        )
        for question_id, words in session().execute(query.where(QuestionPost.kind.in_(FOUND_BY)).order_by(QuestionPost.at)):
            said.setdefault(question_id, []).append(plain(words))
        made = []
        for row in rows:
            kind = find.in_every_language(_l("Question"), *([Topic(row.topic).label] if row.topic else []))
            readers = frozenset(row.readers) - {queries.house_id()} if row.readers is not None else None
            made.append(
                Document(
                    row.id, f"{row.title} {kind}", tuple(said.get(row.id, ())), readers, organisations.day_of(row.asked_at)
                )
            )
    yield from made


def _hits(actor: Actor, question_ids: Collection[UUID]) -> dict[UUID, Hit]:
    found = [Sheet(each) for each in session().scalars(queries.questions_by(question_ids))]
    readable = [each for each in found if policy.can_read(actor, each)]
    marks = queries.marks([each.id for each in readable])
    return {each.id: _hit(each, marks.get(each.id)) for each in readable}


def _hit(sheet: Sheet, mark: Mark | None) -> Hit:
    question = sheet.question
    if mark is not None and mark.holds:
        standing, says = "official", _("Official answer")
    elif mark is not None:
        standing, says = "stale", _("Needs re-verification")
    elif question.accepted_id is not None:
        standing, says = "accepted", _("Solved it for whoever asked")
    else:
        standing, says = "", _("Answered") if question.state == "answered" else _("Question")
    line = _("%(standing)s · asked %(day)s", standing=says, day=long_day(organisations.day_of(question.asked_at)))
    return QuestionHit(f"/threads/{question.id}", question.title, str(line), "circle-question-mark", standing=standing)


def _every(after: UUID | None, most: int) -> list[UUID]:
    with queries.for_the_house():
        query = select(Question.id).order_by(Question.id).limit(most)
        return list(session().scalars(query if after is None else query.where(Question.id > after)))


FOUND = Kind("question", _l("Questions"), _documents, _hits, _every)
