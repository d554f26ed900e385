"""The levels of a scale, as the criteria of a goal refer to them.

The organisation keeps the default scale and each cycle its own copy, both as a list from low to high of
``{"key", "label", "words"}``; here it gets its meaning. A level may carry ``"expected": true``; without such a mark the
middle one is expected, of an even number the upper middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One level of attainment: *label* is its short name, *words* what it looks like in general."""

    key: str
    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """All levels, from low to high, and the key of the one that is reached when a goal is met as agreed."""

    levels: tuple[Level, ...]
    expected: str

    @classmethod
    def from_json(cls, levels: Sequence[Mapping[str, object]]) -> Scale:
        """The scale that an organisation or a cycle keeps. Raises ValueError without levels or with one key twice."""
        found = tuple(Level(str(each["key"]), str(each.get("label", "")), str(each.get("words", ""))) for each in levels)
        if not found or len({level.key for level in found}) != len(found):
            raise ValueError("a scale needs levels, each with a key of its own")
        marked = [str(each["key"]) for each in levels if each.get("expected") is True]
        return cls(found, marked[0] if marked else found[len(found) // 2].key)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, from low to high."""
        return tuple(level.key for level in self.levels)

    @property
    def expected_level(self) -> Level:
        """The level that is reached when the goal is met as agreed."""
        return self.level(self.expected)

    def level(self, key: str) -> Level:
        """The level with this key. Raises KeyError."""
        for level in self.levels:
            if level.key == key:
                return level
        raise KeyError(key)
