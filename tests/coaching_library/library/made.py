"""Items of the library for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from coaching_library import library
from coaching_library.library import Anchor, Content
from tenants import isolation, organisations, people
from tenants.journal import JournalEntry
from tests.house_fixture import House

BODY = """## Ask first

Ask what will be true on the last day.

- Who counts it?
- From which list?

To go on: [a form](a-form.md).
"""

GUIDE = Content(
    kind="guide",
    topic="plan",
    skill="agreeing_goals",
    title="Agree a goal in one talk",
    audience="everyone",
    summary="From a wish to a sentence that means the same to two people.",
    body=BODY,
    also=("target", "objective"),
    wording="How would each of us see that this is reached?",
    anchors=(Anchor("plan.draft", "planning"),),
)
KINDS = {
    "guide": GUIDE,
    "template": replace(
        GUIDE, kind="template", title="A form for one goal", body="**True at the end:** [[what is different]]\n\n[[by when]]"
    ),
    "script": replace(GUIDE, kind="script", title="When they say nothing"),
    "example": replace(GUIDE, kind="example", title="Three rounds about a number"),
    "exercise": replace(
        GUIDE, kind="exercise", title="Two pens, one goal", body="Write it down, each alone.", after="Tunde wrote two lines."
    ),
    "vignette": replace(
        GUIDE, kind="vignette", title="Nine of ten lorries", body="Nine of ten lorries were loaded as agreed.", level="l2",
        after="Ten had been agreed; the tenth tipped over.", anchors=(),
    ),
    "path": replace(GUIDE, kind="path", title="Your first cycle", body="Read these.", steps=("agree-a-goal-in-one-talk",)),
}  # fmt: skip
"""One item of each kind, whole enough to be published."""


def found(item_id: UUID) -> library.LibraryItem:
    """The item, in the open unit of work."""
    it = library.item(item_id)
    assert it is not None
    return it


def draft(house: House, by: str = "chen", content: Content = GUIDE, **changes: Any) -> UUID:
    """A draft."""
    more = {name: changes.pop(name) for name in ("key", "origin", "thread_id") if name in changes}
    language = changes.pop("language", "en")
    with house.acting(by) as actor:
        return library.make(replace(content, **changes), language=language, by=actor, **more).id


def published(house: House, content: Content = GUIDE, by: str = "dara", **changes: Any) -> UUID:
    """An item that people read."""
    made = draft(house, by, content, **changes)
    publish(house, made, by)
    return made


def publish(house: House, item_id: UUID, by: str = "dara") -> int:
    """What is written is published; the number of the version."""
    with house.acting(by) as actor:
        return library.publish(found(item_id), by=actor).no


def proposed(house: House, by: str = "chen", content: Content = GUIDE, **changes: Any) -> UUID:
    """A draft that waits for approval."""
    made = draft(house, by, content, **changes)
    with house.acting(by) as actor:
        library.propose(found(made), "Please look at the second part.", by=actor)
    return made


def in_state(house: House, state: str) -> UUID:
    """An item in that state."""
    if state == "draft":
        return draft(house)
    if state == "in_review":
        return proposed(house)
    made = published(house)
    if state == "needs_review":
        with house.within():
            library.needs_review(found(made), "policy")
    if state == "retired":
        with house.acting("dara") as actor:
            library.retire(found(made), by=actor)
    return made


def change(house: House, item_id: UUID, by: str = "dara", **changes: Any) -> None:
    """Somebody writes in it."""
    with house.acting(by) as actor:
        it = found(item_id)
        library.change(it, replace(it.content, **changes), by=actor)


def two_persons(house: House) -> None:
    """The organisation wants that a second person approves."""
    with house.within():
        organisations.set_settings(organisations.organisation(), {"two_person": 1}, by=None)


def may_publish(house: House, who: str) -> None:
    """Somebody gets the right to publish."""
    with house.within():
        person = people.person(house.person(who))
        assert person is not None
        people.give(person, "publish", by=None)


def state(house: House, item_id: UUID) -> tuple[str, int]:
    """Where it stands, and its version."""
    with house.within():
        it = found(item_id)
        return it.state, it.version


def verbs(house: House, item_id: UUID) -> list[str]:
    """What the journal holds about it."""
    with house.within() as session:
        query = select(JournalEntry.verb).where(JournalEntry.object_id == item_id).order_by(JournalEntry.id)
        return list(session.scalars(query))


def rows(house: House, model: Any, by: str) -> list[Any]:
    """The rows of a table that somebody sees."""
    with house.acting(by):
        return list(isolation.session().scalars(select(model)))


YEAR = timedelta(days=366)
