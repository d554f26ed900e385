"""What is too much for each build is tried in turn: a build takes as many of it as it has time for, and another day others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")

DAY = int(os.environ.get("SAMEBOAT_DAY") or datetime.now(UTC).toordinal())
"""Whose turn it is. `SAMEBOAT_DAY=739947 bin/test …` tries again what was tried on that day."""


def some(of: Sequence[T], most: int) -> list[T]:
    """So many of them, those whose turn it is: after as many days as there are of these each has been tried."""
    if len(of) <= most:
        return list(of)
    first = DAY * most % len(of)
    return [*of[first:], *of[:first]][:most]
