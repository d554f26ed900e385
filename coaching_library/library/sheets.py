"""What pages and other rooms are given: a card beside a step, and what a page of the library shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coaching_library.library import words
from coaching_library.library.models import LibraryVersion
from coaching_library.topics import Signal, Task


@dataclass(frozen=True)
class Card:
    """The one guide that is shown beside a step.

    One that is `is_away` does not show itself: the page has one quiet line by which it is called back.
    """

    item_id: UUID
    key: str
    kind: str
    language: str
    title: str
    summary: str
    minutes: int
    wording: str
    path: str
    """Where it is read, inside the organisation."""
    task: Task
    label: str = ""
    """What the reader is at, as the page of the step calls it."""
    back: str = ""
    """The page of the step, inside the organisation."""
    signal: Signal | None = None
    """The sign that called for it."""
    is_away: bool = False
    asks: bool = False
    """Whether questions can be asked from here."""

    @property
    def kind_label(self) -> Any:
        """What an item of its kind is called."""
        return words.KINDS[self.kind]


@dataclass(frozen=True)
class Due:
    """An exercise that comes back to its reader."""

    version: LibraryVersion
    due_on: date
    times: int
    """How often it was answered."""
    before: str
    """What they wrote the last time."""
    at: datetime


@dataclass(frozen=True)
class Spread:
    """How a vignette was rated by everybody: numbers by level, from enough answers up; below it nothing, not even how many."""

    counts: dict[str, int]
    level: str
    """What HR would say."""
    threshold: int

    @property
    def answers(self) -> int:
        """How many have rated it."""
        return sum(self.counts.values())

    @property
    def is_shown(self) -> bool:
        """Whether enough have."""
        return self.answers >= self.threshold

    @property
    def alike(self) -> int:
        """How many said what HR would say."""
        return self.counts.get(self.level, 0)
