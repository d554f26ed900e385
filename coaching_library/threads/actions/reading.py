"""Who reads a question, and all that stands in it: rewritten in one place. And that somebody has read it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from coaching_library.threads import policy
from coaching_library.threads.models import Question, QuestionDraft, QuestionFollow, QuestionPost, QuestionWidening
from coaching_library.threads.sheets import Sheet
from tenants import find, journal, notices
from tenants.isolation import acting_for, among, rewrite_rows, session
from tenants.law import require
from tenants.people import Actor

READ = (Question.id, Question.readers)
WITHOUT_LOOKING = {"synchronize_session": False}
"""What is in the session is not compared: whoever calls reads it anew."""


def read_by(readers: dict[UUID, list[UUID] | None]) -> None:
    """These questions are read by these people, with all that stands in them, and nobody else follows them or is the keeper of
    their marks. What somebody who reads one no more had begun to write in it is gone: it may say what they read there. Whoever
    acts reads them before and afterwards.
    """
    if not readers:
        return
    before = {row.id: row.readers or () for row in session().execute(select(*READ).where(among(Question.id, readers)))}
    rewrite_rows(Question, ["readers"], [{"id": id_, "readers": _plain(who)} for id_, who in readers.items()])
    for table in (QuestionPost, QuestionWidening):
        follows = (
            table.question_id == Question.id,
            among(Question.id, readers),
            table.readers.is_distinct_from(Question.readers),
        )
        session().execute(update(table).where(*follows).values(readers=Question.readers), execution_options=WITHOUT_LOOKING)
    for row in session().scalars(select(QuestionFollow).where(among(QuestionFollow.question_id, readers))):
        there = readers[row.question_id]
        if there is not None and row.person_id not in there:
            session().delete(row)
    session().flush()
    _let_drafts_go({id_: set(before.get(id_, ())) - set(after) for id_, after in readers.items() if after is not None})
    find.changed("question", readers)


def _let_drafts_go(gone: dict[UUID, set[UUID]]) -> None:
    for person_id in sorted(set().union(*gone.values())):
        with acting_for(person_id):  # nobody else can so much as count them
            theirs = [id_ for id_, who in gone.items() if person_id in who]
            session().execute(delete(QuestionDraft).where(among(QuestionDraft.question_id, theirs)))


def _plain(who: list[UUID] | None) -> list[str] | None:
    return None if who is None else [str(each) for each in who]


def show(sheet: Sheet, *, by: Actor) -> None:
    """The actor has opened it: what they were told of it counts as read. Of a private question it is kept, once a day, that
    somebody else read it, and for whom they stand in. Whoever may read it.
    """
    require(policy.can_read(by, sheet))
    question = sheet.question
    if question.readers is not None and question.asker_id is not None:
        journal.record_reading(by=by, on=question, about=question.asker_id, stands_for=policy.stands_for(by, sheet))
    notices.settle(by.id, on=question)
