"""The sweeper: rings again for tenants with something due, and starts the chores of the day.

It holds the steward's address and sees tenants' ids, never their content.
"""

from __future__ import annotations

import logging
import threading

import redis
from sqlalchemy.exc import SQLAlchemyError

from saas.config import Settings
from saas.health import BEAT, beat
from tenants import jobs
from tenants.isolation import steward

log = logging.getLogger(__name__)


def sweep() -> int:
    """Ring for each tenant with a due job; returns how many rings were added."""
    return sum(jobs.bell().ring(tenant) for tenant in steward.due_tenants())


def main(stop: threading.Event | None = None) -> None:
    """Sweep every few seconds until told to stop. A database or queue out of reach is waited for."""
    stop = stop or threading.Event()
    settings = Settings.from_env()
    steward.bind_steward(settings.steward_url)
    jobs.bind_bell(settings.redis_url)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    while not stop.is_set():
        try:
            beat("sweeper")
            sweep()
        except (SQLAlchemyError, redis.RedisError) as error:
            log.warning("out of reach: %s", type(error).__name__)
        stop.wait(BEAT)


if __name__ == "__main__":
    main()
