"""Feedback for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas import feedback
from tenants import isolation, organisations, people
from tenants.journal import JournalEntry
from tests.house_fixture import House

SAID = {"did": "You asked first.", "made": "Nobody had to come twice."}


def who(name: str, slug: str = "northlight") -> people.Person:
    """A member of the cast, in the open unit of work."""
    found = people.by_email(f"{name}@{slug}.example")
    assert found is not None
    return found


def asked(house: House, by: str = "amara", giver: str = "nia", about: str | None = None, **more: Any) -> UUID:
    """A request that waits for its answer."""
    with house.acting(by) as actor:
        until = organisations.today() + timedelta(days=14)
        facts: dict[str, Any] = {"topic": "work", "words": "What was missing?", "due_on": until}
        return feedback.ask([who(giver)], who(about or by), **{**facts, **more}, by=actor)[0].id


def draft(house: House, by: str = "nia", to: str = "amara", topic: str = "praise") -> UUID:
    """A draft that nobody asked for."""
    with house.acting(by) as actor:
        return feedback.begin(who(to), topic, by=actor).id


def accepted(house: House, request_id: UUID, by: str = "nia") -> UUID:
    """The draft of whoever was asked."""
    with house.acting(by) as actor:
        return feedback.accept(request(request_id), by=actor).id


def give(house: House, draft_id: UUID, by: str = "nia", said: dict[str, str] | None = None, **more: Any) -> UUID:
    """A draft is given."""
    with house.acting(by) as actor:
        found = writing(draft_id)
        there = found.draft or found.given
        assert there is not None
        words = said or dict.fromkeys(feedback_questions(there.topic), "It went well.")
        return feedback.give(found, words, by=actor, seen=there.version, **more).id


def feedback_questions(topic: str) -> list[str]:
    """The keys of the questions of a topic."""
    from saas.feedback.topics import TOPICS

    return list(TOPICS[topic].questions)


def given(house: House, by: str = "nia", to: str = "amara") -> UUID:
    """Feedback that nobody asked for and nobody has opened."""
    return house.scene(("feedback given", by, to), lambda: give(house, draft(house, by, to), by, SAID))


def given_to_manager(house: House) -> UUID:
    """What Nia wrote about Amara because Bo, who leads her, asked."""

    def made() -> UUID:
        return give(house, accepted(house, asked(house, "bo", "nia", about="amara")))

    return house.scene("feedback given to a manager", made)


def shown(house: House, feedback_id: UUID, by: str = "amara") -> None:
    """Somebody opens it."""
    with house.acting(by) as actor:
        feedback.show(sheet(feedback_id), by=actor)


def shared(house: House, feedback_id: UUID, by: str = "amara") -> None:
    """The one whom it is about shares it with whoever leads them."""
    with house.acting(by) as actor:
        feedback.share(sheet(feedback_id), by=actor)


def led_by(house: House, name: str, manager: str | None) -> None:
    """Somebody else leads, or nobody does, from today on."""
    with house.within():
        people.set_manager(who(name), manager=who(manager) if manager else None, by=None)


def sheet(feedback_id: UUID) -> feedback.Sheet:
    """The sheet, in the open unit of work."""
    found = feedback.sheet(feedback_id)
    assert found is not None
    return found


def request(request_id: UUID) -> feedback.RequestSheet:
    """The sheet of a request, in the open unit of work."""
    found = feedback.request_of(request_id)
    assert found is not None
    return found


def writing(draft_id: UUID) -> feedback.Writing:
    """A draft or what became of it, in the open unit of work."""
    found = feedback.writing(draft_id)
    assert found is not None
    return found


def state(house: House, request_id: UUID) -> tuple[str, int]:
    """Where a request stands, and its version."""
    with house.within():
        found = request(request_id).request
        return found.state, found.version


def verbs(house: House, thing_id: UUID) -> list[str]:
    """What the journal holds about a thing."""
    with house.within() as session:
        query = select(JournalEntry.verb).where(JournalEntry.object_id == thing_id).order_by(JournalEntry.id)
        return list(session.scalars(query))


def count(house: House, model: Any, by: str | None = None) -> int:
    """How many rows of a table somebody sees."""
    with house.acting(by or "amara"):
        return len(list(isolation.session().scalars(select(model))))
