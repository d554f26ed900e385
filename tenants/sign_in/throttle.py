"""How often somebody may try: per account and per address, counted in Redis so that all processes count together.

While Redis is away each process counts for itself, so that nobody is locked out and guessing still is slow.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter

log = logging.getLogger(__name__)
T = TypeVar("T")

TRIES = RateLimitItemPerMinute(10, 15)
"""Tries to sign in to one account. A right password after the last of them is refused too, until the window ends."""

FAILURES = RateLimitItemPerMinute(60, 15)
"""Failures from one address, whatever the accounts. Only failures count: an office may share an address."""

ASKS = RateLimitItemPerMinute(3, 60)
"""Mails with a new link to one account."""

ASKS_FROM = RateLimitItemPerMinute(30, 60)
"""Asks for such mails from one address."""

PAUSE = 15.0
"""Seconds for which a queue that did not answer is left alone."""


class TooMany(Exception):
    """Too many tries. `until` is when the next one is listened to."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


def tkey(tenant: UUID, *parts: str) -> str:
    """The name of a counter of one tenant. What people typed enters it only as a hash."""
    return ":".join((str(tenant), *(hashlib.sha256(p.encode("utf-8", "replace")).hexdigest()[:32] for p in parts)))


class Throttle:
    """The counters of this process's Redis, with the process's own as the fallback."""

    def __init__(self, url: str) -> None:
        storage = RedisStorage(url, key_prefix="throttle", wrap_exceptions=True, socket_connect_timeout=1, socket_timeout=2)
        self._shared = FixedWindowRateLimiter(storage)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._away_until = 0.0

    def _ask(self, call: Callable[[FixedWindowRateLimiter], T]) -> T:
        if time.monotonic() >= self._away_until:
            try:
                return call(self._shared)
            except StorageError:
                self._away_until = time.monotonic() + PAUSE
                log.warning("the queue does not answer; tries are counted in this process")
        return call(self._own)

    def hit(self, item: RateLimitItem, key: str) -> None:
        """One more. Raises TooMany past the limit."""
        if not self._ask(lambda limiter: limiter.hit(item, key)):
            raise self._too_many(item, key)

    def check(self, item: RateLimitItem, key: str) -> None:
        """Raises TooMany when the limit is used up; counts nothing."""
        if not self._ask(lambda limiter: limiter.test(item, key)):
            raise self._too_many(item, key)

    def count(self, item: RateLimitItem, key: str) -> None:
        """One more, without an answer."""
        self._ask(lambda limiter: limiter.hit(item, key))

    def clear(self, item: RateLimitItem, key: str) -> None:
        """Begin to count anew."""
        self._ask(lambda limiter: limiter.clear(item, key))

    def _too_many(self, item: RateLimitItem, key: str) -> TooMany:
        stats = self._ask(lambda limiter: limiter.get_window_stats(item, key))
        return TooMany(datetime.fromtimestamp(max(stats.reset_time, time.time() + 1), UTC))


_throttle: Throttle | None = None


def bind(url: str) -> Throttle:
    """This process counts on the Redis at `url` from now on."""
    global _throttle
    _throttle = Throttle(url)
    return _throttle


def throttle() -> Throttle:
    """The counters. Raises RuntimeError before `bind`."""
    if _throttle is None:
        raise RuntimeError("no counters are bound to this process")
    return _throttle
