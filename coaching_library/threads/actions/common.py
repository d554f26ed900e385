"""What verbs share: the question under its lock, what is said in it, its clock, and whom to tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from coaching_library.threads import queries, rules
from coaching_library.threads.models import Question, QuestionClock, QuestionPost
from coaching_library.threads.sheets import Sheet
from tenants import notices, organisations
from tenants.isolation import clock, session
from tenants.journal.entries import HasId
from tenants.law import Invalid, Stale
from tenants.people import Actor

WARNED_BEFORE = 2
"""Working days before an answered question is closed on which whoever asked is told."""


def held(sheet: Sheet, seen: int | None = None) -> Question:
    """The question under its lock. Stale where the actor looked at an older version of it."""
    found = queries.held(sheet.id)
    if seen is not None and seen != found.version:
        raise Stale(found, seen)
    return found


def said(words: str, missing: str) -> str:
    """The words as they are kept. Invalid where there are none or too many."""
    kept = rules.body(words)
    wrong = rules.words_problem(kept, missing)
    if wrong:
        raise Invalid({"words": wrong})
    return kept


def say(question: Question, kind: str, voice: str, words: str, by: HasId) -> tuple[QuestionPost, bool]:
    """The words stand in it, and whether they are new: sent twice they stand once, also where somebody else wrote meanwhile."""
    last = queries.last_post(question.id, by.id)
    if last is not None and (last.kind, last.words) == (kind, words):
        return last, False
    made = put(question, kind, voice, words, by)
    drop_draft(by.id, question.id)
    return made, True


def put(question: Question, kind: str, voice: str, words: str, by: HasId) -> QuestionPost:
    """The words stand in it."""
    now = clock.now()
    made = QuestionPost(
        question_id=question.id, author_id=by.id, kind=kind, voice=voice, words=words, at=now, readers=question.readers
    )
    question.told_at = now
    session().add(made)
    session().flush()
    return made


def drop_draft(author_id: UUID, question_id: UUID | None) -> None:
    """What they had begun to write there is sent, and gone as a draft."""
    draft = queries.draft_of(author_id, question_id)
    if draft is not None:
        session().delete(draft)
        session().flush()


def quiet_from_now(question: Question, watch: QuestionClock) -> None:
    """An answered question waits for whoever asked: from today on its silence is counted, in their company's working days."""
    if question.state != "answered" or question.asker_id is None:
        watch.closes_on, watch.warns_on, watch.warned_at = None, None, None
        return
    days, today = organisations.setting("silence_days"), organisations.today()
    calendar = organisations.calendar(watch.company_id)
    watch.closes_on = calendar.add(today, days) + timedelta(days=1)
    watch.warns_on = calendar.add(today, days - WARNED_BEFORE)
    watch.warned_at = None


def stop(watch: QuestionClock) -> None:
    """Both clocks stand still."""
    shown = queries.watch_of(watch).stop(clock.now(), queries.hours_of(watch.company_id))
    watch.spent, watch.since, watch.due_at = shown.spent, None, None
    watch.closes_on, watch.warns_on, watch.warned_at = None, None, None


def run(watch: QuestionClock) -> None:
    """The clocks run on; the first answer is due once the goal is reached, where it was not given yet."""
    shown = queries.watch_of(watch).start(clock.now())
    watch.since = shown.since
    if watch.first_at is None:
        watch.due_at = shown.reaches(queries.goal(), queries.hours_of(watch.company_id))


def first_answer(watch: QuestionClock) -> None:
    """The clock of the first answer has stopped; a second answer changes nothing of it."""
    if watch.first_at is None:
        now = clock.now()
        minutes = queries.watch_of(watch).at(now, queries.hours_of(watch.company_id))
        watch.first_at, watch.first_minutes = now, minutes
    watch.due_at = None


def told(question: Question, *, followers: bool = True) -> set[UUID]:
    """Whom a question concerns: whoever asked, its owner, and who follows it."""
    found = {question.owner_id} | (queries.followers(question.id) if followers else set())
    return found if question.asker_id is None else found | {question.asker_id}


def url_of(question: Question) -> str:
    """The path of its page."""
    return f"/threads/{question.id}"


def tell(whom: Collection[UUID], kind: str, question: Question, by: Actor | None, *, mail: bool = False, **more: Any) -> None:
    """They are told, in words that say who and when and nothing of what was asked or answered. When it was asked is told to the
    minute: it is what two questions of one day are told apart by in a letter, which holds no word of them.
    """
    params: dict[str, Any] = {"day": question.asked_at, **more}
    if by is not None:
        params["who"] = by.person
    notices.tell_all(sorted(whom), kind, on=question, url=url_of(question), params=params, by=by, mail=mail)
