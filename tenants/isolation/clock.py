"""The one clock of the house: aware UTC instants, and dates in somebody's zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The date that people in `zone` (an IANA name) read on their wall."""
    return now().astimezone(ZoneInfo(zone)).date()


def is_fixed() -> bool:
    """Whether the clock stands still, as it does inside `at`."""
    return _fixed.get() is not None


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Inside, the clock stands at `instant` (aware). For tests and for playing the demo's past."""
    token = _fixed.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
