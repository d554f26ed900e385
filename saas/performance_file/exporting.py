"""A person's own files as they take them along: the same data for JSON and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from saas.performance_file import queries, spoken
from saas.performance_file.models import FileEvidence, FileSaying
from saas.performance_file.queries.behind import behind
from saas.performance_file.sheets import EntrySheet
from saas.taken_along import Said
from tenants import people
from tenants.agreements.canonical import canonical
from tenants.isolation import clock
from tenants.people import Person


@dataclass(frozen=True)
class Own:
    """Everything that stands in the files about one person's work, for that person. It is read once somebody looks at it:
    who may have it is decided by whose it is.
    """

    person: Person

    @cached_property
    def entries(self) -> tuple[EntrySheet, ...]:
        """Every entry, oldest first, file by file."""
        return tuple(queries.whole(self.person.id))

    @cached_property
    def names(self) -> dict[UUID, Person]:
        """The names that sentences of these entries need."""
        return people.names(spoken.people_in(self.entries))

    @cached_property
    def behind(self) -> dict[UUID, tuple[Said, ...]]:
        """What was said where entries came from that arrived by themselves, by the ids of the entries."""
        return behind(self.entries)

    @property
    def id(self) -> UUID:
        """The person's id: the paper is asked for by it."""
        return self.person.id

    @property
    def digest(self) -> str:
        """The hash of what it says today: another entry, word or state is another one."""
        facts: Any = [[*_stands(one), len(self.behind.get(one.id, ()))] for one in self.entries]
        return sha256(canonical(facts)).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As data that other programs read: every entry as it reads now, with evidence, answers, who saw it, and
        what was said where it came from.
        """
        return {
            "person": {"id": str(self.person.id), "name": self.person.name},
            "made_at": clock.now().isoformat(),
            "files": [
                {
                    "manager": {"id": str(one.sheet.file.manager_id), "name": one.sheet.file.manager.name},
                    "entries": [self._entry(each) for each in self.entries if each.sheet.file.id == one.sheet.file.id],
                }
                for one in self._first_of_each()
            ],
        }

    def _first_of_each(self) -> list[EntrySheet]:
        return list({one.sheet.file.id: one for one in self.entries}.values())

    def _entry(self, one: EntrySheet) -> dict[str, Any]:
        author = one.entry.author
        found: dict[str, Any] = {
            "id": str(one.id),
            "kind": one.entry.kind,
            "state": one.state,
            "happened_on": one.wording.happened_on.isoformat(),
            "author": {"id": str(author.id), "name": author.name} if author is not None else None,
            "visible_to_both_since": _at(one.entry.visible_to_subject_at),
            "seals_at": _at(one.entry.seals_at),
            "corrects": str(one.entry.corrects_id) if one.entry.corrects_id else None,
        }
        if one.is_withdrawn:  # what they said to it themselves is still theirs
            return found | {"said": [_saying(each) for each in one.sayings if each.author_id == self.person.id]}
        return found | {
            "says": spoken.arrived(one, self.names) or one.wording.words,
            "about": one.wording.about,
            "edited": one.wording.no - 1,
            "hash": one.seal.hash if one.seal is not None else None,
            "path": one.wording.facts.get("path"),
            "evidence": [_piece(each) for each in one.evidence],
            "behind": [
                {"on": each.on, "words": each.words, "by": each.by or None, "at": _at(each.at) if each.at else None}
                for each in self.behind.get(one.id, ())
            ],
            "said": [_saying(each) for each in one.sayings],
            "contest": one.contest.state if one.contest is not None else None,
            "seen": [{"by": each.person.name, "at": _at(each.at)} for each in one.seen],
        }


def _stands(one: EntrySheet) -> list[Any]:
    return [str(one.id), one.state, one.wording.no, len(one.sayings), one.contest.state if one.contest else ""]


def _saying(each: FileSaying) -> dict[str, Any]:
    return {"by": each.author.name, "act": each.act, "words": each.words, "at": _at(each.at)}


def _piece(piece: FileEvidence) -> dict[str, Any]:
    """A piece of evidence: a link, or a file with its size and sha256 and the path at which its bytes can be fetched."""
    if piece.stored is None:
        return {"name": piece.name, "link": piece.url}
    return {
        "name": piece.name,
        "link": None,
        "path": f"/performance-file/evidence/{piece.id}",
        "media_type": piece.stored.media_type,
        "size": piece.stored.size,
        "sha256": piece.stored.sha256,
    }


def _at(moment: datetime) -> str:
    return moment.isoformat()


def own(person_id: UUID) -> Own | None:
    """Everything in the files about that person's work; None where there is no such person."""
    person = people.person(person_id)
    return Own(person) if person is not None else None
