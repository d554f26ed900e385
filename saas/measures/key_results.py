"""A key result as it is written down: what is measured, in which way, from where to where, by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from saas.measures.reading import Reader, decimal_text
from tenants.agreements.canonical import Json
from tenants.agreements.lines import Path

TITLE, UNIT, LEVEL = 200, 40, 120
LEVELS, KEY_RESULTS = 10, 10

MEASURES = ("number", "percent", "currency", "yes_no", "milestone", "levels")
NUMERIC = ("number", "percent", "currency", "levels")
"""Measures that go from a start to a target; yes_no and milestone are reached or not."""
DIRECTIONS = ("up", "down", "hold")

NAMES = ("key", "title", "measure", "direction", "start", "target", "unit", "levels", "due_on")


def new_key() -> str:
    """The key of a new item: random, so that it stays its own through all versions and tells nothing."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A measurable sign that the goal is reached.

    *number*, *percent* and *currency* go from *start* to *target*; *unit* is a word, empty, or a currency code. For
    *levels* both are places in the ordered words of *levels*, counted from 1. *hold* means: keep it at the target.
    """

    key: str
    title: str = ""
    measure: str = "number"
    direction: str = "up"
    start: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    levels: tuple[str, ...] = ()
    due_on: date | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether it goes from a start to a target."""
        return self.measure in NUMERIC

    def trimmed(self) -> Any:
        """Without what another measure left behind."""
        return replace(
            self,
            direction=self.direction if self.is_numeric else "up",
            start=self.start if self.is_numeric else None,
            target=self.target if self.is_numeric else None,
            unit=self.unit if self.measure in ("number", "currency") else "",
            levels=self.levels if self.measure == "levels" else (),
        )

    @classmethod
    def read(cls, data: object, path: Path = ()) -> Any:
        """From JSON. Raises ContentError."""
        return cls(**parts(Reader(data, path, NAMES)))

    def to_json(self) -> dict[str, Json]:
        """As it is stored."""
        return {
            "key": self.key,
            "title": self.title,
            "measure": self.measure,
            "direction": self.direction,
            "start": number_text(self.start),
            "target": number_text(self.target),
            "unit": self.unit,
            "levels": list(self.levels),
            "due_on": day_text(self.due_on),
        }


def is_blank(result: KeyResult) -> bool:
    """Whether nobody has written anything into it yet."""
    typed = result.title or result.unit or result.levels or result.due_on
    return not typed and result.start is None and result.target is None


def parts(reader: Reader) -> dict[str, Any]:
    """The fields of a key result, read strictly."""
    return {
        "key": reader.key(),
        "title": reader.line("title", TITLE),
        "measure": reader.choice("measure", MEASURES),
        "direction": reader.choice("direction", DIRECTIONS),
        "start": reader.maybe("start", reader.decimal),
        "target": reader.maybe("target", reader.decimal),
        "unit": reader.line("unit", UNIT),
        "levels": reader.lines("levels", LEVELS, LEVEL),
        "due_on": reader.maybe("due_on", reader.day),
    }


def day_text(value: date | None) -> str | None:
    """A date as it is stored."""
    return None if value is None else value.isoformat()


def number_text(value: Decimal | None) -> str | None:
    """A number as it is stored."""
    return None if value is None else decimal_text(value)
