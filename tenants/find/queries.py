"""Searching: people, pages and records, each group with what fits best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tenants.find import rules
from tenants.find.kinds import KINDS, SOURCES, Hit
from tenants.isolation import searching
from tenants.people import Actor

IN_GROUP = 8
READ = 24
"""Records of one kind that are read again: for some, what the index answers is decided by the rights of their room alone."""
TYPED = 600
"""Letters of a text that are looked at when something alike is looked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one heading."""

    label: Any
    hits: list[Hit]


def search(actor: Actor, q: str) -> list[Group]:
    """What fits every word of `q`, the last one also as the beginning of a word; empty groups are left out.

    A statement for each source, one for the index, and one or two for each kind of record that it found.
    """
    words, beginning = rules.wanted(q)
    if not beginning:
        return []
    groups = [Group(source.label, source.find(actor, q, IN_GROUP)) for source in SOURCES.values()]
    found: dict[str, list[UUID]] = defaultdict(list)
    for name, source_id in searching.find(words, beginning, READ):
        if name in KINDS:
            found[name].append(source_id)
    for name, ids in found.items():
        read = KINDS[name].hits(actor, ids)
        groups.append(Group(KINDS[name].label, [read[i] for i in ids if i in read][:IN_GROUP]))
    return [group for group in groups if group.hits]


def ids(q: str, kind: str, at_most: int = 500) -> list[UUID]:
    """Records of one kind that bear every word of `q`, the last one also as the beginning of a word, among what the reader of
    this transaction may read: to narrow a room's own list, which reads them with its rights. One statement.
    """
    words, beginning = rules.wanted(q)
    return [source_id for name, source_id in searching.find(words, beginning, at_most) if name == kind] if beginning else []


def alike(text: str, kinds: Collection[str], at_most: int) -> list[tuple[str, UUID]]:
    """What of these kinds resembles a sentence somebody is typing, by words that tell something, the nearest first, among what
    the reader of this transaction may read. Their rooms read them again with their rights. Below three letters: nothing.
    """
    return [(kind, source_id) for kind, source_id, _weight in weighed(text, kinds, at_most)]


def weighed(text: str, kinds: Collection[str], at_most: int) -> list[tuple[str, UUID, float]]:
    """The same with how much each resembles it: for rooms that know of a kind of record that it helps less."""
    words = rules.telling(text[:TYPED])
    return searching.alike(words, kinds, at_most) if words else []
