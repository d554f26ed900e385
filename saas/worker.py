"""The worker: waits for the doorbell, and does the oldest due job of the tenant that rang.

WeasyPrint is loaded before the first fork, so that a printing job costs no import. `run` is the only function a ring may
name; every other is refused before it is looked up.
"""

from __future__ import annotations

import logging
import mmap
import os
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from typing import Any
from uuid import UUID

import redis
from rq import Worker, get_current_job
from rq.exceptions import DeserializationError
from rq.job import Job as Ring
from rq.serializers import JSONSerializer
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from saas.app import create_app
from saas.config import Settings
from saas.health import BEAT, beat
from saas.reports import printer
from tenants import isolation, jobs, organisations
from tenants.jobs.ring import QUEUE, RUN

LAID_ASIDE = "sameboat-job-"
"""How the folders are called in which forks lay things aside."""
DAY = 86_400

log = logging.getLogger(__name__)
audit = logging.getLogger("sameboat.audit")
"""What was refused, for whoever runs the house: each line names the ring, and none has anything of an organisation in it."""


def refuse(ring: Ring | None, why: str) -> None:
    """The audit log says which ring was not followed, and why."""
    audit.warning("ring %s refused: %s", ring.id if ring is not None else "by hand", why)


def state_of(tenant: UUID) -> str:
    """The state of that organisation; *unknown* where there is none."""
    with isolation.transaction(tenant) as session:
        slug, unit = session.scalars(select(organisations.Organisation.slug)).one_or_none(), isolation.current_unit()
        found = isolation.resolve(unit, slug) if slug is not None and unit is not None else None
        return found.state if found is not None and found.id == tenant else "unknown"


def run(tenant: str) -> None:
    """Do the oldest due job of `tenant`, else its chores of the day, and ring again where more is due.

    Only an active organisation's work is done. The sweeper rings for no other, so another's ring is forged or late.
    """
    who = UUID(tenant)
    ring = get_current_job()
    if ring is not None:
        jobs.bell().answered(who, ring.id)
    state = state_of(who)
    if state != "active":
        refuse(ring, f"organisation {who} is {state}")
        return
    if _app is not None:
        with _app.app_context():
            done = jobs.run_due(who, _claims.note)
    else:
        done = jobs.run_due(who, _claims.note)
    if done is not None:
        jobs.bell().ring(who)


_app: Any = None


class Claims:
    """What the fork is working on, in memory that it shares with its parent: only they can write it."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 36)

    def forget(self) -> None:
        """Nothing is claimed."""
        self._shared[:] = bytes(36)

    def note(self, ticket: jobs.Ticket) -> None:
        """The fork has claimed this."""
        self._shared[:] = ticket.tenant.bytes + ticket.id.bytes + ticket.attempt.to_bytes(4, "big")

    def last(self) -> tuple[UUID, UUID, int] | None:
        """Tenant, job and attempt that the fork claimed, or None."""
        held = self._shared[:]
        return (UUID(bytes=held[:16]), UUID(bytes=held[16:32]), int.from_bytes(held[32:], "big")) if any(held) else None


_claims = Claims()


class HouseRing(Ring):
    """A ring that can name nothing but `run` with one tenant's id."""

    def perform(self) -> Any:
        """Run it, or raise PermissionError for anything forged."""
        try:
            if self.func_name != RUN or self.kwargs or len(self.args) != 1:
                raise PermissionError("a ring names a function that is not allowed")
            UUID(str(self.args[0]))
        except (PermissionError, ValueError) as error:
            refuse(self, f"it is none of ours ({type(error).__name__})")
            raise
        return super().perform()


class HouseWorker(Worker):
    """An RQ worker that takes only our rings. Each job runs in a fork; the parent lives on when the fork is killed."""

    job_class = HouseRing

    def fork_work_horse(self, job: Any, queue: Any) -> None:
        """Give the child connections of its own: the parent's must not be shared across the fork."""
        isolation.engine().dispose(close=False)
        _claims.forget()
        super().fork_work_horse(job, queue)

    def execute_job(self, job: Any, queue: Any) -> None:
        """The fork has a folder of its own for what it lays aside, and nothing of it stays, however the fork ends: a fork
        leaves without tidying up, and each paper lays its typefaces aside, half a megabyte.
        """
        usual = tempfile.tempdir
        with tempfile.TemporaryDirectory(prefix=LAID_ASIDE, ignore_cleanup_errors=True) as folder:
            tempfile.tempdir = folder
            try:
                super().execute_job(job, queue)
            finally:
                tempfile.tempdir = usual

    def handle_exception(self, job: Any, *exc_info: Any) -> None:
        """What can't even be read never comes to `HouseRing.perform`."""
        if isinstance(exc_info[1], DeserializationError):
            refuse(job, "it can't be read")
        super().handle_exception(job, *exc_info)

    def handle_work_horse_killed(self, job: Any, retpid: int, ret_val: int, rusage: Any) -> None:
        """What the killed fork had claimed is due again at once; where that fails, its lease ends by itself."""
        super().handle_work_horse_killed(job, retpid, ret_val, rusage)  # type: ignore[no-untyped-call]  # RQ's
        held = _claims.last()
        if held is None:
            return
        try:
            jobs.let_go(*held)
            jobs.bell().ring(held[0])  # also where the claim came to nothing: its ring is used up, and the job is due
        except (SQLAlchemyError, redis.RedisError) as error:
            log.warning("a killed job waits for the end of its lease: %s", type(error).__name__)
        finally:
            isolation.engine().dispose()


def tidy_up() -> None:
    """What workers of this account left behind that were killed themselves is removed, a day later."""
    for folder in Path(tempfile.gettempdir()).glob(f"{LAID_ASIDE}*"):
        with suppress(OSError):
            found = folder.lstat()
            if found.st_uid == os.geteuid() and S_ISDIR(found.st_mode) and time.time() - found.st_mtime > DAY:
                shutil.rmtree(folder, ignore_errors=True)


def _beat_for_ever() -> None:
    while True:
        beat("worker")
        time.sleep(BEAT)


def main() -> None:
    """Start the worker; waits for database and queue instead of giving up."""
    global _app
    settings = Settings.from_env()
    _app = create_app(settings)
    threading.Thread(target=_beat_for_ever, daemon=True).start()  # it lives: whoever starts the house need not wait for fonts
    try:
        printer.warm()  # before the fork: loading it in each child costs six times a small paper
    except printer.NoPrinter as error:  # every other job can be done here, and a paper says why it can't be printed
        log.warning("papers can't be printed here: %s", " ".join(str(error).split())[:200])
    tidy_up()
    while True:
        try:
            connection = redis.Redis.from_url(settings.redis_url)
            worker = HouseWorker([QUEUE], connection=connection, serializer=JSONSerializer, job_class=HouseRing)
            worker.work(with_scheduler=False, logging_level="WARNING")
            return
        except redis.RedisError:
            log.warning("the queue does not answer; trying again")
            time.sleep(1)


if __name__ == "__main__":
    from saas import worker  # RQ calls `saas.worker.run`: the app must be set in that module, not in `__main__`

    worker.main()
