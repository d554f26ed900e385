"""What happens to items of the library, as the journal keeps it: ids, numbers and words of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class LibraryItemMade(Event):
    """An item is being written."""

    verb: ClassVar[str] = "library_item.made"
    item_kind: str
    origin: str


@dataclass(frozen=True)
class LibraryItemChanged(Event):
    """What is written differs; `parts` names in what."""

    verb: ClassVar[str] = "library_item.changed"
    parts: tuple[str, ...]


@dataclass(frozen=True)
class LibraryItemProposed(Event):
    """Its author asks that it be published."""

    verb: ClassVar[str] = "library_item.proposed"


@dataclass(frozen=True)
class LibraryItemTakenBack(Event):
    """Whoever proposed it took it back."""

    verb: ClassVar[str] = "library_item.taken_back"


@dataclass(frozen=True)
class LibraryItemSentBack(Event):
    """Somebody asks its author to change it first."""

    verb: ClassVar[str] = "library_item.sent_back"


@dataclass(frozen=True)
class LibraryItemPublished(Event):
    """People read version `no` from now on."""

    verb: ClassVar[str] = "library_item.published"
    no: int
    author_id: UUID | None = None


@dataclass(frozen=True)
class LibraryItemDue(Event):
    """It needs review; `reason` says why."""

    verb: ClassVar[str] = "library_item.fell_due"
    reason: str


@dataclass(frozen=True)
class LibraryItemVerified(Event):
    """Somebody says that it is still right, until that day."""

    verb: ClassVar[str] = "library_item.verified"
    review_on: str


@dataclass(frozen=True)
class LibraryItemKept(Event):
    """Somebody answers for it from now on, until that day."""

    verb: ClassVar[str] = "library_item.kept"
    owner_id: UUID | None
    review_on: str


@dataclass(frozen=True)
class LibraryItemRetired(Event):
    """Nobody reads it any more."""

    verb: ClassVar[str] = "library_item.retired"


@dataclass(frozen=True)
class LibraryItemReopened(Event):
    """It is a draft again."""

    verb: ClassVar[str] = "library_item.reopened"


@dataclass(frozen=True)
class LibraryImported(Event):
    """Files were taken over into the library."""

    verb: ClassVar[str] = "library_import.applied"
    added: int
    changed: int


CHANGES_WHAT_IS_FOUND = (LibraryItemPublished, LibraryItemRetired)
