"""Limits of what may be written, gaps in a timeline, and the hash under which an entry is sealed. No actor, no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask_babel import gettext as _

from tenants.agreements.canonical import canonical
from tenants.web.dates import long_day

WORDS, LINK, PIECES, DRAFTS = 10_000, 2_000, 10, 30
BY_HAND = ("achievement", "shortfall", "obstacle", "help_given", "feedback", "thanks", "agreement", "meeting")
"""The kinds that somebody writes; the others come by themselves, or by correcting."""


@dataclass(frozen=True)
class Written:
    """What an entry says: its kind, the day, the words, and what of the agreed plan it is about."""

    kind: str = ""
    happened_on: date | None = None
    words: str = ""
    goal_id: UUID | None = None
    part: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written anything yet."""
        return not self.words.strip() and not self.kind and self.goal_id is None


def too_long(words: str) -> dict[str, str]:
    """What is wrong with the length of a text: nothing, or one message."""
    if len(words) <= WORDS:
        return {}
    return {"words": _("At most %(most)s characters fit; these are %(length)s.", most=WORDS, length=len(words))}


def problems(written: Written, *, today: date, since: date | None, corrects: bool) -> dict[str, str]:
    """Why it can't be added yet, by field. `since` is the first day on which the two worked together."""
    errors = too_long(written.words)
    if not written.words.strip():
        errors["words"] = _("Write what happened.")
    if not corrects and written.kind not in BY_HAND:
        errors["kind"] = _("Choose what kind of entry this is.")
    if written.happened_on is None:
        errors["happened_on"] = _("Enter the day on which it happened.")
    elif written.happened_on > today:
        errors["happened_on"] = _("This day is still to come. Enter the day on which it happened.")
    elif since is not None and written.happened_on < since:
        errors["happened_on"] = _("This file begins on %(day)s, when you two began to work together.", day=long_day(since))
    return errors


def link_problem(url: str) -> str:
    """Why this can't be kept as a link, or nothing."""
    if len(url) > LINK:
        return str(_("At most %(most)s characters fit.", most=LINK))
    try:
        parts = urlsplit(url)
        good = parts.scheme == "https" and bool(parts.hostname) and "." in str(parts.hostname) and not parts.username
        good = good and not any(sign.isspace() or ord(sign) < 32 for sign in url)
    except ValueError:
        good = False
    return "" if good else str(_("Enter a whole link that begins with https://."))


def host_of(url: str) -> str:
    """Where a link leads, in short."""
    return urlsplit(url).hostname or url


@dataclass(frozen=True)
class Gap:
    """Whole months in which nothing was written."""

    first: date
    last: date

    @property
    def is_one(self) -> bool:
        """Whether it is one month only."""
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


def _month(day: date, more: int = 0) -> date:
    number = day.year * 12 + day.month - 1 + more
    return date(number // 12, number % 12 + 1, 1)


def gap(later: date, earlier: date) -> Gap | None:
    """The whole months between two days on which something happened; None where there is none."""
    first, last = _month(earlier, 1), _month(later, -1)
    return Gap(first, last) if first <= last else None


def gaps(days: Sequence[date], *, newer: date | None, older: date | None = None) -> dict[int, Gap]:
    """The silences before each row of a falling list, by its place; `newer` is what stands above the first row."""
    found: dict[int, Gap] = {}
    above = newer
    for place, day in enumerate(days):
        silent = gap(above, day) if above is not None else None
        if silent is not None:
            found[place] = silent
        above = day
    last = gap(above, older) if above is not None and older is not None else None
    if last is not None:
        found[len(days)] = last
    return found


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as the seal counts it."""

    id: str
    name: str
    url: str = ""
    sha256: str = ""


def seal_hash(
    *,
    entry: UUID,
    parties: tuple[UUID, UUID],
    author: UUID | None,
    corrects: UUID | None,
    no: int,
    written: Written,
    about: str,
    facts: dict[str, Any],
    pieces: Iterable[Piece],
) -> str:
    """The hash of everything that an entry says. Names of people are no part of it."""
    content: Any = {
        "about": about,
        "author": str(author or ""),
        "corrects": str(corrects or ""),
        "employee": str(parties[0]),
        "entry": str(entry),
        "evidence": [[each.id, each.name, each.url, each.sha256] for each in sorted(pieces, key=lambda one: one.id)],
        "facts": facts,
        "goal": str(written.goal_id or ""),
        "happened_on": written.happened_on.isoformat() if written.happened_on else "",
        "kind": written.kind,
        "manager": str(parties[1]),
        "no": no,
        "part": written.part,
        "words": written.words,
    }
    return sha256(canonical(content)).hexdigest()


def is_over(seals_at: datetime, now: datetime) -> bool:
    """Whether the days of editing are over, also where nobody has put the seal under it yet."""
    return seals_at <= now
