"""What the calendar does: an overdue first answer is told to the heads of HR once, or where there are none to the rest of HR; a
silence closes; a review is due.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from coaching_library.threads import events, queries
from coaching_library.threads.actions.common import tell, told, url_of
from coaching_library.threads.actions.deciding import end
from coaching_library.threads.actions.keeping import keep
from coaching_library.threads.actions.marking import recheck
from coaching_library.threads.models import Question
from coaching_library.threads.states import QUESTION
from tenants import notices, organisations, people
from tenants.isolation import clock, session
from tenants.journal import record


def tend(most: int) -> int:
    """Everything in this room that is due now, at most so many of each. It may run twice, and late; returns what was done."""
    return keep() + escalate(most) + settle_silences(most) + recheck(most)


def escalate(most: int) -> int:
    """Of questions whose first answer is overdue the heads of HR are told, once: who owns it and since when it waits, and not
    a word of it. Where nobody else is a head, everybody else in HR is told. Whoever asked is told that they were.
    """
    with queries.for_the_house():
        clocks = queries.overdue(clock.now(), most)
        heads = {grant.person_id for grant in people.holders("hr_head")} if clocks else set()
        everybody = set(queries.circle().hr.hr) if clocks else set()
        for watch in clocks:
            question = queries.held(watch.question_id)
            watch.escalated_at = clock.now()
            if QUESTION.may(question, "escalate"):
                QUESTION.move(question, "escalate")
            session().flush()
            record(events.QuestionEscalated(), by=None, on=question, about=question.asker_id)
            concerned = {question.asker_id, question.owner_id}
            whom = heads - concerned or everybody - concerned
            readers = whom if question.readers is None else whom & set(question.readers)
            _tell_of(question, readers, url_of(question))
            _tell_of(question, whom - readers, "/threads/desk")
            tell({question.owner_id}, "question.overdue", question, None, mail=True)
            if question.asker_id is not None and whom:
                kind = "question.escalated_asker" if whom & heads else "question.escalated_hr"
                tell({question.asker_id}, kind, question, None)
    return len(clocks)


def _tell_of(question: Question, whom: Collection[UUID], url: str) -> None:
    params = {"day": question.asked_at, "owner": question.owner_id}
    notices.tell_all(sorted(whom), "question.escalated", on=question, url=url, params=params, mail=True)


def settle_silences(most: int) -> int:
    """Answered questions of which nothing was heard for so many working days are closed, and whoever asked can open them again;
    two working days before they are told.
    """
    with queries.for_the_house():
        over, soon = queries.quiet(organisations.today(), most)
        for watch in soon:
            question = queries.held(watch.question_id)
            watch.warned_at = clock.now()
            session().flush()
            if question.asker_id is not None:
                tell({question.asker_id}, "question.closing", question, None, until=watch.closes_on, mail=True)
        for watch in over:
            question = queries.held(watch.question_id)
            if QUESTION.may(question, "close"):
                end(question, "close", "silence")
                record(events.QuestionClosed("silence"), by=None, on=question, about=question.asker_id)
                tell(told(question), "question.closed", question, None)
    return len(over) + len(soon)
