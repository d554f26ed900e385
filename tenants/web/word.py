"""A state in one word, and what kind of tag it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KINDS = frozenset({"turn", "wait", "good", "bad", "plain"})


@dataclass(frozen=True)
class Word:
    """A state as people read it."""

    label: Any
    kind: str = "plain"
