"""Arithmetic and limits of an organisation: settings, working days, names, scales. No actor, no database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _

LANGUAGES = ("en", "zh")
NAME_LENGTH = 120
WORDS_LENGTH = 4000
LEVELS = (2, 9)
CRITERIA = 12


@dataclass(frozen=True)
class Setting:
    """A whole number that an organisation may choose within a range; `unit` says what it counts. Of "yes/no" 1 is yes."""

    name: str
    default: int
    least: int
    most: int
    unit: str


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("mediation_rounds", 3, 2, 10, "rounds"),
        Setting("mediation_days", 10, 5, 30, "working days"),
        Setting("threshold", 3, 3, 10, "people"),
        Setting("seal_days", 7, 1, 30, "days"),
        Setting("report_days", 7, 1, 30, "days"),
        Setting("notice_days", 2, 0, 10, "working days"),
        Setting("acknowledge_days", 10, 1, 60, "working days"),
        Setting("own_cycle_days", 366, 31, 731, "days"),
        Setting("answer_hours", 16, 1, 200, "working hours"),
        Setting("day_begins", 9, 0, 23, "o’clock"),
        Setting("day_ends", 17, 1, 24, "o’clock"),
        Setting("silence_days", 10, 5, 30, "working days"),
        Setting("import_undo_hours", 24, 1, 168, "hours"),
        Setting("invitations_per_minute", 200, 10, 2000, "people"),
        Setting("two_person", 0, 0, 1, "yes/no"),
        Setting("employees_ask", 1, 0, 1, "yes/no"),
    )
}
"""Every setting that something goes by, with its default and range. The threshold can be raised and never lowered. A setting
comes with the feature that asks it, and not before.
"""

DEFAULTS = {setting.name: setting.default for setting in SETTINGS.values()}


def default_scale() -> list[dict[str, str]]:
    """The levels with which an organisation begins, from low to high, in the language that is spoken now."""
    levels = [
        (_("Not reached"), _("The result is clearly missing.")),
        (_("Partly reached"), _("Some of it is there, something that matters is not.")),
        (_("Reached"), _("The result that was agreed is there.")),
        (_("More than reached"), _("More than was agreed, and it is of use.")),
        (_("Far more than reached"), _("A result that nobody expected, and that will last.")),
    ]
    return [{"key": f"l{n}", "label": label, "words": words} for n, (label, words) in enumerate(levels, 1)]


def clean(text: str) -> str:
    """A name or title as it is kept: one line, composed, without control characters or doubled blanks."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():  # then there is no control character, and of all blanks only the usual one
        return " ".join(composed.split())
    kept = "".join(
        " " if c.isspace() else c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C" or c == "\u200d"
    )
    return " ".join(kept.split())


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """`clean` text for comparing and ordering: marks stripped, case folded, other scripts kept as they are."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(unicodedata.normalize("NFC", bare).split())


_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "æ": "ae", "Æ": "AE"}
    | {"œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ı": "i"}
)
"""Letters that Unicode does not take apart, though people type them without their stroke."""


def is_zone(name: str) -> bool:
    """Whether `name` is a time zone that this machine knows."""
    return name == "UTC" or ("/" in name and name in _zones())


@cache
def _zones() -> frozenset[str]:
    """Every time zone: the machine walks through its files to tell, so it is asked once."""
    return frozenset(available_timezones())


@dataclass(frozen=True)
class Calendar:
    """On which days a company works. `weekdays` are ISO numbers, Monday = 1."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        if not self.weekdays & set(range(1, 8)):
            raise ValueError("a calendar has at least one working weekday")

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        return day.isoweekday() in self.weekdays and day not in self.holidays

    def between(self, start: date, end: date) -> int:
        """How many working days pass after `start` up to and with `end`; negative where `end` lies before `start`."""
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        tail = (start + timedelta(days=weeks * 7 + n) for n in range(1, rest + 1))
        days = weeks * len(self.weekdays) + sum(day.isoweekday() in self.weekdays for day in tail)
        return days - sum(start < h <= end and h.isoweekday() in self.weekdays for h in self.holidays)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it, where `n` is negative); for 0 `day` itself or the next one."""
        step = timedelta(days=-1 if n < 0 else 1)
        left = abs(n)
        if n == 0 and self.is_working(day):
            return day
        for _try in range(36_600):
            day += step
            if self.is_working(day):
                left -= 1
                if left <= 0:
                    return day
        raise ValueError("no such working day within a hundred years")


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """See `Calendar.between`."""
    return calendar.between(start, end)


def weekdays(text: str) -> frozenset[int]:
    """The weekdays of a company as numbers."""
    return frozenset(int(c) for c in text if c in "1234567")


def next_key(taken: Iterable[str], letter: str) -> str:
    """A key of its own for a new level or criterion: a key is never used twice, so that words stay with their level."""
    used = [int(key[1:]) for key in taken if key[:1] == letter and key[1:].isdigit()]
    return f"{letter}{max(used, default=0) + 1}"


def keyed(rows: list[dict[str, Any]], letter: str, known: Iterable[str] = ()) -> list[dict[str, Any]]:
    """`rows` with a key each: theirs where they have one, else a new one."""
    taken = {*known, *(row["key"] for row in rows if row.get("key"))}
    out = []
    for row in rows:
        key = row.get("key") or next_key(taken, letter)
        taken.add(key)
        out.append({**row, "key": key})
    return out
