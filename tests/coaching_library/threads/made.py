"""Questions for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from coaching_library import threads
from coaching_library.threads import Asked, Rests
from coaching_library.threads.models import Question, QuestionClock, QuestionPost
from coaching_library.topics import About
from tenants import isolation, organisations, people
from tenants.journal import JournalEntry
from tests.house_fixture import House

TITLE = "How do I rate a goal that we changed half-way?"
WORDS = "We went from three depots to one in September. Do I rate July's words or September's?"
ANSWER = "September's, because that is the agreement you both signed."


def who(name: str, slug: str = "northlight") -> people.Person:
    """A member of the cast, in the open unit of work."""
    found = people.by_email(f"{name}@{slug}.example")
    assert found is not None
    return found


def asked(house: House, by: str = "bo", audience: str = "partner", *, fresh: bool = False, **more: Any) -> UUID:
    """A question that waits for HR."""

    def make() -> UUID:
        with house.acting(by) as actor:
            facts = {"title": TITLE, "words": WORDS, "about": About(), "although": False} | more
            although, seed = bool(facts.pop("although")), uuid4()
            return threads.ask(Asked(audience=audience, **facts), by=actor, seed=seed, although=although).id

    return make() if fresh or more else house.scene(("question asked", by, audience), make)


def answered(house: House, question_id: UUID, by: str = "chen", words: str = ANSWER) -> UUID:
    """Somebody answers; the id of the answer."""
    with house.acting(by) as actor:
        return threads.answer(sheet(question_id), words, by=actor).id


def accepted(house: House, question_id: UUID, answer_id: UUID, by: str = "bo") -> None:
    """Whoever asked accepts it."""
    with house.acting(by) as actor:
        threads.accept(sheet(question_id), answer_id, by=actor)


def do(house: House, by: str, verb: Any, question_id: UUID, *args: Any, **more: Any) -> Any:
    """Somebody does something with the question."""
    with house.acting(by) as actor:
        return verb(sheet(question_id), *args, by=actor, **more)


def official(house: House, question_id: UUID, answer_id: UUID, *sections: UUID, by: str = "dara", **more: Any) -> UUID:
    """HR makes an answer official, by sections or since no policy speaks to it."""
    with house.acting(by) as actor:
        rests = Rests(frozenset(sections), not sections, organisations.today() + timedelta(days=100))
        return threads.endorse(sheet(question_id), answer_id, rests, by=actor, **more).id


def sheet(question_id: UUID) -> threads.Sheet:
    """The question as whoever acts sees it, in the open unit of work."""
    found = threads.question(question_id)
    assert found is not None, "whoever acts does not see it"
    return found


def state(house: House, question_id: UUID, by: str = "bo") -> str:
    """Where it stands, as somebody sees it."""
    with house.acting(by):
        return sheet(question_id).state


def clock_of(house: House, question_id: UUID) -> QuestionClock:
    """What its clock has."""
    with house.within() as session:
        return session.scalars(select(QuestionClock).where(QuestionClock.question_id == question_id)).one()


def owner(house: House, question_id: UUID) -> UUID:
    """Whose it is."""
    return clock_of(house, question_id).owner_id


def sees(house: House, by: str, question_id: UUID) -> tuple[int, int]:
    """How many rows of the question and of what was said in it the database shows to somebody, past all of our own rights."""
    with house.acting(by):
        session = isolation.session()
        rows = list(session.scalars(select(Question.id).where(Question.id == question_id)))
        posts = list(session.scalars(select(QuestionPost.id).where(QuestionPost.question_id == question_id)))
        return len(rows), len(posts)


def no_head(house: House) -> None:
    """Nobody is head of HR any more."""
    with house.acting("tova") as tova:
        for grant in people.holders("hr_head"):
            people.end_grant(grant, by=tova)


def verbs(house: House, thing_id: UUID) -> list[str]:
    """What the journal holds about a thing."""
    with house.within() as session:
        query = select(JournalEntry.verb).where(JournalEntry.object_id == thing_id).order_by(JournalEntry.id)
        return list(session.scalars(query))


def told(house: House, name: str, question_id: UUID | None = None) -> list[str]:
    """The kinds of notices that wait for somebody, oldest first."""
    from tenants.notices import Notice

    with house.within(house.home_of(name)) as session:
        query = select(Notice.kind).where(Notice.person_id == house.person(name), Notice.kind.like("question%"))
        if question_id is not None:
            query = query.where(Notice.object_id == question_id)
        return list(session.scalars(query.order_by(Notice.id)))
