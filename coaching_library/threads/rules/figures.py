"""What is told of many waiting times: the middle one, what eight of ten keep to, and how many keep to the goal."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

FEW = 3
"""Of fewer questions managers are told no figures of a partner's: one bad day would be the whole picture."""


def median(values: Sequence[int]) -> int | None:
    """The middle of them, between two the mean rounded down; None of nothing."""
    ranked = sorted(values)
    if not ranked:
        return None
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) // 2


def within_eighty(values: Sequence[int]) -> int | None:
    """The shortest time in which at least 80 % of them lie (nearest rank); None of nothing."""
    ranked = sorted(values)
    return ranked[ceil(0.8 * len(ranked)) - 1] if ranked else None


def percent(part: int, whole: int) -> int | None:
    """So many of a hundred, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
