"""Entries, events, and the two tables of wiring: what follows an event, and who must agree before something happens."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Protocol
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, mapped_column

from tenants.isolation import Base, Record, clock, kept, session, tenant_fk, tenant_id, uuid7, write_rows


class Thing(Protocol):
    """Anything with an id that an event can be about."""

    @property
    def id(self) -> Any:
        """Its id."""


class HasId(Protocol):
    """An actor, as far as the journal cares: somebody with an id."""

    @property
    def id(self) -> UUID:
        """The person's id."""


@dataclasses.dataclass(frozen=True)
class Event:
    """Something that happened. Subclasses are frozen dataclasses with a `verb` such as "plan.proposed".

    Their fields are ids, numbers, dates and state words, never what people wrote: the journal outlives erasure.
    """

    verb: ClassVar[str] = ""


class JournalEntry(Record, Base):
    """One act. `actor_id` is null where the system acted; `about_id` is the person whose matter it is."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        tenant_fk("actor_id", "person"),
        tenant_fk("about_id", "person"),
        Index(None, "tenant_id", "object_id", "at"),
        Index(None, "tenant_id", "at"),
        Index(None, "tenant_id", "actor_id"),
        Index(None, "tenant_id", "about_id"),
    )

    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", "6 years"))
    verb: Mapped[str] = mapped_column(Text, info=kept("none", "6 years"))
    actor_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "6 years"))
    about_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "6 years"))
    object_kind: Mapped[str] = mapped_column(Text, info=kept("none", "6 years"))
    object_id: Mapped[UUID] = mapped_column(
        Uuid,
        info=kept("pseudonymous", "6 years") | {"loose": "points to an object of any kind, also one since removed"},
    )
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, info=kept("pseudonymous", "6 years"))


class Reading(Record, Base):
    """A person read another person's content: one row per reader, object and day."""

    __tablename__ = "journal_reading"
    __table_args__ = (
        tenant_fk("reader_id", "person"),
        tenant_fk("about_id", "person"),
        tenant_fk("for_id", "person"),
        UniqueConstraint("tenant_id", "reader_id", "object_id", "day"),
        Index(None, "tenant_id", "at"),
        Index(None, "tenant_id", "about_id", "at"),
    )

    reader_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "2 years"))
    about_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "2 years"))
    for_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "2 years"))
    """For whom the reader stood in, where they read it as a deputy."""
    object_kind: Mapped[str] = mapped_column(Text, info=kept("none", "2 years"))
    object_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "2 years") | {"loose": "an object of any kind"})
    day: Mapped[date] = mapped_column(Date, info=kept("pseudonymous", "2 years"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", "2 years"))


class Refusal(Record, Base):
    """A person tried to read or do something that exists in their organisation, and was refused: one row per person, route,
    object and day. `status` says how: 403 where they may know of it, 404 where they may not.
    """

    __tablename__ = "journal_refusal"
    __table_args__ = (
        tenant_fk("person_id", "person"),
        tenant_fk("about_id", "person"),
        UniqueConstraint(
            "tenant_id",
            "person_id",
            "day",
            "route",
            "method",
            "object_id",
            name="journal_refusal_once",
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "tenant_id", "at"),
        Index(None, "tenant_id", "about_id"),
        CheckConstraint("status IN (403, 404)", name="status"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid, info=kept("pseudonymous", "2 years"))
    about_id: Mapped[UUID | None] = mapped_column(Uuid, info=kept("pseudonymous", "2 years"))
    """Whose matter it is, where the thing says so."""
    status: Mapped[int] = mapped_column(Integer, info=kept("none", "2 years"))
    method: Mapped[str] = mapped_column(Text, info=kept("none", "2 years"))
    route: Mapped[str] = mapped_column(Text, info=kept("none", "2 years"))
    """The address as the program writes it, without what was put in."""
    object_kind: Mapped[str] = mapped_column(Text, info=kept("none", "2 years"))
    object_id: Mapped[UUID | None] = mapped_column(
        Uuid, info=kept("pseudonymous", "2 years") | {"loose": "an object of any kind"}
    )
    """Null for a page that is about no object."""
    day: Mapped[date] = mapped_column(Date, info=kept("pseudonymous", "2 years"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), info=kept("pseudonymous", "2 years"))


Reaction = Callable[[Any, Any, Any], None]
_reactions: dict[type[Event], list[Reaction]] = {}
_concerns: dict[Reaction, Callable[[list[Any]], set[Any]]] = {}
_consents: dict[str, list[Callable[..., list[str]]]] = {}


def hear(event: type[Event], reaction: Reaction) -> None:
    """Wiring, first table: when `event` was recorded, `reaction(event, by, on)` follows in the same transaction."""
    _reactions.setdefault(event, []).append(reaction)


def concern(reaction: Reaction, concerns: Callable[[list[Any]], set[Any]]) -> None:
    """Of many events at once, `concerns` tells those after which `reaction` has anything to do; the others cost nothing."""
    _concerns[reaction] = concerns


def agree(question: str, answer: Callable[..., list[str]]) -> None:
    """Wiring, second table: before `question` is done, `answer(**facts)` may name reasons against it."""
    _consents.setdefault(question, []).append(answer)


def ask_before(question: str, **facts: Any) -> list[str]:
    """The reasons, in words, that rooms above have against it; empty means that it may happen."""
    return [reason for each in _consents.get(question, []) for reason in each(**facts)]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value) if isinstance(value, UUID) else value.isoformat()
    if isinstance(value, frozenset | set | tuple | list):
        return [_plain(v) for v in value]
    return value


def record(event: Event, *, by: HasId | None, on: Thing, about: UUID | None = None) -> JournalEntry:
    """The event is in the journal, and what wiring ties to it has happened too.

    `by` is None where the system acts (a date came, a worker finished).
    """
    entry = JournalEntry(**_facts(event, by, on, about))
    session().add(entry)
    _follow(event, by, on)
    return entry


def record_several(told: Iterable[tuple[Event, Thing, UUID | None]], *, by: HasId | None) -> None:
    """As `record` for each event with its thing and the person whose matter it is, in this order: the entries in one
    statement, and then what follows from each.
    """
    kept = list(told)
    write_rows(JournalEntry, [_facts(event, by, on, about) for event, on, about in kept])
    follow = {reaction for kind in {type(event) for event, _, _ in kept} for reaction in _reactions.get(kind, [])}
    told_ = [event for event, _, _ in kept]
    concerned = {reaction: concerns(told_) for reaction, concerns in _concerns.items() if reaction in follow}
    for event, on, _about in kept:
        for reaction in _reactions.get(type(event), []):
            if reaction not in concerned or event in concerned[reaction]:
                reaction(event, by, on)


def _facts(event: Event, by: HasId | None, on: Thing, about: UUID | None) -> dict[str, Any]:
    """What the entry says."""
    kind: Any = type(event)
    return {
        "at": clock.now(),
        "verb": event.verb,
        "actor_id": by.id if by else None,
        "about_id": about,
        "object_kind": getattr(type(on), "__tablename__", type(on).__name__.lower()),
        "object_id": on.id,
        "detail": {name: _plain(getattr(event, name)) for name in _told_by(kind)},
    }


@cache
def _told_by(event: Any) -> tuple[str, ...]:
    """The names of what events of this class tell."""
    return tuple(f.name for f in dataclasses.fields(event))


def _follow(event: Event, by: HasId | None, on: Thing) -> None:
    for reaction in _reactions.get(type(event), []):
        reaction(event, by, on)


def record_reading(*, by: HasId, on: Thing, about: UUID, stands_for: UUID | None = None) -> None:
    """`by` read something about somebody else, for `stands_for` as their deputy: kept once per reader, object and day.

    Reading about oneself is not kept.
    """
    if by.id == about:
        return
    row = {
        "id": uuid7(),
        "tenant_id": tenant_id(),
        "reader_id": by.id,
        "about_id": about,
        "for_id": stands_for,
        "object_kind": getattr(type(on), "__tablename__", type(on).__name__.lower()),
        "object_id": on.id,
        "day": clock.now().date(),
        "at": clock.now(),
    }
    session().execute(insert(Reading).values(row).on_conflict_do_nothing())


@dataclasses.dataclass(frozen=True)
class Tried:
    """What somebody tried: by which route, on what, whose matter it is, and whether they may know that it exists."""

    method: str
    route: str
    status: int
    object_kind: str = "page"
    object_id: UUID | None = None
    about_id: UUID | None = None


def record_refusal(tried: Tried, *, by: UUID) -> None:
    """`by` tried something and was refused: kept once per person, route, object and day."""
    row = dataclasses.asdict(tried) | {
        "id": uuid7(),
        "tenant_id": tenant_id(),
        "person_id": by,
        "day": clock.now().date(),
        "at": clock.now(),
    }
    session().execute(insert(Refusal).values(row).on_conflict_do_nothing())
