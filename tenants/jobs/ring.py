"""The doorbell: RQ carries nothing but "tenant X has something due". A forged ring can only run what is due anyway."""

from __future__ import annotations

import logging
from typing import Any, cast
from uuid import UUID, uuid4

import redis
from rq import Queue
from rq.serializers import JSONSerializer

log = logging.getLogger(__name__)

QUEUE = "house"
RUN = "saas.worker.run"
"""The one function that a ring may name."""

AT_MOST = 2
"""Rings of one tenant that may stand in the queue at once, so that tenants take turns."""

STALE_SECONDS = 600
"""A mark older than this belongs to a ring that the queue has lost."""


class Bell:
    """Rings for tenants on one Redis."""

    def __init__(self, url: str) -> None:
        self.redis = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=10)
        self.queue = Queue(QUEUE, connection=self.redis, serializer=JSONSerializer)

    def ring(self, tenant: UUID) -> bool:
        """One more ring for the tenant stands in the queue, unless two do already. Raises redis.RedisError."""
        name = f"ring-{uuid4().hex}"
        for place in range(AT_MOST):
            if self.redis.set(f"bell:{tenant}:{place}", name, nx=True, ex=STALE_SECONDS):
                self.queue.enqueue_call(RUN, args=(str(tenant),), job_id=name, timeout=900, result_ttl=0, failure_ttl=3600)
                return True
        return False

    def answered(self, tenant: UUID, name: str) -> None:
        """The ring called `name` has left the queue: its place is free before the work begins."""
        for place in range(AT_MOST):
            key = f"bell:{tenant}:{place}"
            held = cast("bytes | None", self.redis.get(key))
            if held is not None and held.decode() == name:
                self.redis.delete(key)

    def ping(self) -> bool:
        """Whether the queue answers."""
        try:
            return bool(self.redis.ping())
        except redis.RedisError:
            return False

    def waiting(self) -> int:
        """Rings that stand in the queue now."""
        return int(cast(Any, self.queue.count))


_bell: Bell | None = None


def bind_bell(url: str) -> Bell:
    """This process rings on the queue at `url` from now on."""
    global _bell
    _bell = Bell(url)
    return _bell


def bell() -> Bell:
    """The bell of this process. Raises RuntimeError before `bind_bell`."""
    if _bell is None:
        raise RuntimeError("no queue is bound to this process")
    return _bell


def ring_softly(tenant: UUID) -> None:
    """Ring, and leave it to the sweeper where the queue does not answer: the row is safe."""
    if _bell is None:
        return
    try:
        _bell.ring(tenant)
    except redis.RedisError:
        log.warning("the queue does not answer; the sweeper will ring for tenant %s", tenant)
