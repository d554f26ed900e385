"""What the walk stands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fence.walk.doors import Keys
from tests.fence.walk.markers import Markers


@dataclass
class Ground:
    """A database with both organisations, the ids of either, and what must not be seen."""

    database: str
    mine: Keys
    theirs: Keys
    markers: Markers
    typed: list[tuple[str, str]] = field(default_factory=list)
    """Address and name of somebody of the other organisation, each beside one that nobody has."""
    forms: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """The forms that each role found at each address: nothing is kept of what the walks send, so they are there again."""
    led: dict[str, set[str]] = field(default_factory=dict)
    """The addresses to which the pages led that each role opened."""
