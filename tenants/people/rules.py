"""Limits around people without actor or database: names, addresses, dates of relations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from tenants.organisations import clean, folded

__all__ = [
    "EMAIL_LENGTH",
    "NAME_LENGTH",
    "Change",
    "clean",
    "email_key",
    "is_email",
    "plan_change",
    "sort_key",
]

NAME_LENGTH = 120
EMAIL_LENGTH = 254
EXTERNAL_LENGTH = 64
AHEAD = timedelta(days=731)
"""How far ahead a relation may be entered."""

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"_]+\.[^\s@<>()\[\],;:\\\"_.]{2,}")


def sort_key(name: str) -> str:
    """The key by which a name is ordered and found. No database locale has a say in it."""
    return folded(clean(name))


def email_key(email: str) -> str:
    """The address as it is compared: composed and in lower case."""
    return clean(email).lower()


def is_email(email: str) -> bool:
    """Whether it has the shape of an address; whether somebody reads it, only a letter can tell."""
    return len(email) <= EMAIL_LENGTH and _EMAIL.fullmatch(email) is not None and ".." not in email


class Dated(Protocol):
    """A relation with its days."""

    id: UUID
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Change:
    """What becomes of the rows of one person when something else holds from a day on."""

    ends: tuple[UUID, ...]
    """Rows that end on the day before."""
    goes: tuple[UUID, ...]
    """Rows that would have begun on the day or later: they are replaced."""


def plan_change(rows: Sequence[Dated], day: date, today: date) -> Change | None:
    """How something new begins on `day`; None where it would change what was true on a day that is over."""
    reach = [row for row in rows if row.ends_on is None or row.ends_on >= day]
    if day < today and any(row.starts_on < today for row in reach):
        return None
    goes = tuple(row.id for row in reach if row.starts_on >= day)
    ends = tuple(row.id for row in reach if row.starts_on < day)
    return Change(ends, goes)
