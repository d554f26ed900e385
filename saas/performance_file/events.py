"""What happens in performance files. Events hold ids and state words, never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class EntryAdded(Event):
    """An entry stands in the file; both read it from now on."""

    verb: ClassVar[str] = "file_entry.added"
    kind: str
    author_id: UUID


@dataclass(frozen=True)
class EntryArrived(Event):
    """What the two did elsewhere stands in their file."""

    verb: ClassVar[str] = "file_entry.arrived"
    kind: str


@dataclass(frozen=True)
class EntryReworded(Event):
    """Its author edited an open entry; how it read before is kept."""

    verb: ClassVar[str] = "file_entry.reworded"
    no: int


@dataclass(frozen=True)
class EntryWithdrawn(Event):
    """Its author took an open entry back."""

    verb: ClassVar[str] = "file_entry.withdrawn"


@dataclass(frozen=True)
class EntrySealed(Event):
    """Its days of editing are over: it holds for good, under this hash."""

    verb: ClassVar[str] = "file_entry.sealed"
    hash: str


@dataclass(frozen=True)
class EntryResponded(Event):
    """One of the two answered an entry."""

    verb: ClassVar[str] = "file_entry.responded"


@dataclass(frozen=True)
class EntryContested(Event):
    """The side that did not write it says that it is not right."""

    verb: ClassVar[str] = "file_entry.contested"


@dataclass(frozen=True)
class ContestSettled(Event):
    """One of the two says that the contest is settled; `state` says whether both have."""

    verb: ClassVar[str] = "file_entry.contest_settled"
    state: str


@dataclass(frozen=True)
class ContestStands(Event):
    """The contest stands beside the entry for good: the other side stays with it, or the two work together no longer."""

    verb: ClassVar[str] = "file_entry.contest_stands"
