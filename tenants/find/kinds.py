"""What can be found: sources that answer for themselves, and kinds of records that the index answers for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import force_locale

from tenants.organisations import LANGUAGES
from tenants.people import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: where it is, what it is called, and a line that tells it from others."""

    url: str
    title: str
    line: str = ""
    icon: str = ""
    person: Any = None
    """Whose face stands before it, where it is somebody."""
    lang: str = ""
    """In which language title and line are, where that is known."""


@dataclass(frozen=True)
class Source:
    """A heading of the search whose room finds by itself: `find(actor, what was typed, at most)`."""

    label: Any
    find: Callable[[Actor, str, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class Document:
    """What a record is found by, and by whom: `readers` of None is everybody in the organisation."""

    source_id: UUID
    title: str
    words: tuple[str, ...]
    readers: frozenset[UUID] | None
    shown_on: date


@dataclass(frozen=True)
class Kind:
    """A kind of record in the index.

    `documents(ids)` says what these are found by, and leaves out what nobody finds (drafts, what has gone). `hits(actor, ids)`
    reads them again with the room's rights, by their ids. `every(after, most)` goes through all ids in their order.
    """

    name: str
    label: Any
    documents: Callable[[Collection[UUID]], Iterable[Document]]
    hits: Callable[[Actor, Collection[UUID]], dict[UUID, Hit]]
    every: Callable[[UUID | None, int], list[UUID]]


def in_every_language(*texts: Any) -> str:
    """These words of the product in each language of the house: a record is found by them in any of these."""
    said: list[str] = []
    for language, _name in LANGUAGES:
        with force_locale(language):
            said += [str(text) for text in texts]
    return " ".join(said)


SOURCES: dict[str, Source] = {}
KINDS: dict[str, Kind] = {}


def offer(name: str, source: Source) -> None:
    """From now on this source is asked, in the order in which sources were offered."""
    SOURCES[name] = source


def register(kind: Kind) -> None:
    """From now on records of this kind are indexed and found."""
    KINDS[kind.name] = kind
