"""What somebody takes along of what was said in a room: one shape for all of them, read by the room that it was said in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Said:
    """Something that was written: on what, in which words, by whom and when, as far as that is known."""

    on: str
    words: str
    by: str = ""
    at: datetime | None = None


Told = Iterator[tuple[UUID, Said]]
"""What was said, each with the id of the record that it was said in."""
