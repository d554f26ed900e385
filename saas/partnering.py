"""The middle floor's part of wiring: what follows there, and what of it is found. Tied with the rest in `wiring`."""

from __future__ import annotations

from typing import Any

from coaching_library import library
from tenants import find, journal


def _find(kind: str) -> journal.Reaction:
    return lambda _event, _by, on: find.changed(kind, [on.id])


FOLLOWS: tuple[tuple[type[journal.Event], Any], ...] = tuple(
    (event, _find("library_item")) for event in library.CHANGES_WHAT_IS_FOUND
)
FOUND: tuple[find.Kind, ...] = (library.FOUND,)
"""What the index of the search answers for."""
