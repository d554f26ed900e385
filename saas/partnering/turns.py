"""What waits for somebody in questions and policies, and what HR owes them there: rows for home's one statement."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, case, func, literal, or_, select

from coaching_library import library, policies
from coaching_library.threads import Question, QuestionClock, QuestionOfficial, QuestionWidening
from saas import turns
from saas.turns import Item
from tenants import organisations
from tenants.people import Actor, Person


def _to_acknowledge() -> list[Select[Any]]:
    owed = policies.owed_rows(turns.READER, turns.TODAY, turns.NOW).subquery()
    what = turns.columns(
        "policies.acknowledge", owed.c.policy_id, literal("owed"), owed.c.owner_id,
        since=owed.c.since, due_on=owed.c.due_on, words=owed.c.title, number=owed.c.no,
    )  # fmt: skip
    return [select(*what)]


def _acknowledgement(row: Any, other: Person, _actor: Actor) -> Item | None:
    """A policy that the actor is to read and acknowledge; it is nobody's debt to whoever keeps it."""
    return Item("policy", f"/policies/{row.id}/acknowledgement", other, row.since, row.due_on, True, name=row.words)


def _asked() -> list[Select[Any]]:
    """Questions that wait for the reader: to be answered by them as owner, to be gone on with as the one who asked; official
    answers of theirs to be looked at again; and the reader's own, which wait for HR.
    """
    mine, reader = Question.asker_id == turns.READER, turns.READER
    what = turns.columns(
        "questions.question", Question.id, Question.state, case((mine, Question.owner_id), else_=Question.asker_id),
        by_id=Question.asker_id, since=Question.told_at, words=Question.title, starts_at=QuestionClock.due_at,
    )  # fmt: skip
    query: Select[Any] = select(*what).outerjoin(QuestionClock, QuestionClock.question_id == Question.id)
    waits = or_(Question.owner_id == reader, mine)
    asked = query.where(waits, Question.asker_id.is_not(None), Question.state.in_(("open", "waiting", "answered")))
    opened = turns.columns(
        "questions.widening", Question.id, QuestionWidening.state, Question.owner_id,
        by_id=Question.asker_id, since=Question.told_at, words=Question.title,
    )  # fmt: skip
    wider: Select[Any] = select(*opened).join(QuestionWidening, QuestionWidening.question_id == Question.id)
    worn = turns.columns(
        "questions.official", Question.id, QuestionOfficial.state, func.coalesce(Question.asker_id, Question.owner_id),
        since=QuestionOfficial.since, words=Question.title,
    )  # fmt: skip
    stale: Select[Any] = select(*worn).join(QuestionOfficial, QuestionOfficial.question_id == Question.id)
    return [
        asked,
        wider.where(mine, QuestionWidening.state == "proposed"),
        stale.where(QuestionOfficial.keeper_id == reader, QuestionOfficial.state == "stale"),
    ]


def _question(row: Any, other: Person, actor: Actor) -> Item | None:
    """What a question is to the actor: to answer, to reply to, to say whether it helped, to agree to more readers; or a debt of
    HR's.

    Whoever answered waits for nothing: the house closes what nobody says a word to.
    """
    path, asks = f"/threads/{row.id}", row.by_id == actor.id
    if row.what == "questions.official":
        return Item("question_stale", path, other, row.since, None, True, name=row.words)
    if row.what == "questions.widening":
        return Item("question_wider", path, other, row.since, None, True, name=row.words)
    kinds = {("open", False): "question_answer", ("open", True): "question_answer", ("waiting", True): "question_reply"}
    kind = {**kinds, ("answered", True): "question_decide"}.get((row.state, asks))
    if kind is None or (kind == "question_answer" and not asks and other.state == "left"):
        return None
    mine = kind != "question_answer" or not asks
    zone = ZoneInfo(actor.time_zone or organisations.organisation().time_zone)
    due = row.starts_at.astimezone(zone).date() if row.starts_at else None
    return Item(kind, path, other, row.since, due if kind == "question_answer" else None, mine, name=row.words)


def _in_the_library() -> list[Select[Any]]:
    """The reader's exercises that were begun and may come back, and what they answer for that is to be looked at again."""
    done = library.ExerciseAnswer
    last = func.max(done.no) - func.coalesce(func.max(done.no).filter(done.rests), 0)
    mine = select(done.item_id, last.label("times"), func.max(done.at).label("at")).where(done.author_id == turns.READER)
    begun = mine.group_by(done.item_id).subquery()
    what = turns.columns(
        "library.exercise", begun.c.item_id, literal("begun"), turns.READER,
        since=begun.c.at, words=library.LibraryVersion.title, number=begun.c.times,
    )  # fmt: skip
    item, version = library.LibraryItem, library.LibraryVersion
    again: Select[Any] = select(*what).join(item, item.id == begun.c.item_id).join(version, version.id == item.latest_id)
    due = turns.columns(
        "library.review", item.id, item.state, turns.READER, since=item.unverified_since, words=item.title
    )  # fmt: skip
    worn = item.owner_id == turns.READER, item.state == "needs_review"
    return [again.where(begun.c.times > 0), select(*due).where(*worn)]


def _of_the_library(row: Any, other: Person, _actor: Actor) -> Item | None:
    """An exercise on the day on which it comes back, and what is to be verified; neither is ever late."""
    path = f"/library/items/{row.id}"
    if row.what == "library.review":
        return Item("library_review", path, other, row.since, None, True, name=row.words)
    day = library.returns_on(organisations.day_of(row.since), row.number)
    if day is None or day > organisations.today():
        return None
    return Item("exercise", path, other, row.since, None, True, name=row.words)


LIBRARY = turns.Room(_in_the_library, _of_the_library)
POLICIES = turns.Room(_to_acknowledge, _acknowledgement)
QUESTIONS = turns.Room(_asked, _question)
