"""A real worker as its own process, its fork, and a look at job rows past every fence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from saas.config import Settings
from tests.conftest import ROOT
from tests.house_fixture import House

T = TypeVar("T")
POLL, DEADLINE = 0.01, 90.0


def until(question: Callable[[], T | bool | None], what: str, seconds: float = DEADLINE) -> T:
    """The first answer that is not empty. Fails after the deadline; waits no longer than a poll in between."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = question()
        if found:
            return found  # type: ignore[return-value]  # neither None nor False
        threading.Event().wait(POLL)
    raise AssertionError(f"not in {seconds} s: {what}")


class Rows:
    """The job rows of one organisation, as they are committed."""

    def __init__(self, house: House, slug: str) -> None:
        self.tenant = house.tenant(slug)
        engine = create_engine(house.bed.url("postgres", house.database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self.connection = engine.connect()

    def ask(self, sql: str, **values: Any) -> list[Any]:
        """Rows of any statement; `:t` is the organisation."""
        result = self.connection.execute(text(sql), {"t": self.tenant, **values})
        return list(result) if result.returns_rows else []

    def job(self, job_id: UUID) -> Any:
        """One job."""
        return self.ask("SELECT * FROM job WHERE tenant_id = :t AND id = :i", i=job_id)[0]

    def running(self, among: set[UUID]) -> Any | None:
        """The job of these that a worker is at now."""
        held = "state = 'running' AND lease_until > clock_timestamp()"
        found = self.ask(f"SELECT * FROM job WHERE tenant_id = :t AND {held} AND id = ANY(:among)", among=list(among))
        return found[0] if found else None

    def end_lease(self, job_id: UUID) -> None:
        """As if a minute had passed since the worker's last sign of life."""
        self.ask("UPDATE job SET lease_until = clock_timestamp() - interval '1 s' WHERE tenant_id = :t AND id = :i", i=job_id)


class Worker:
    """`python -m saas.worker` on a house, and its fork."""

    def __init__(self, house: House, folder: Path | None = None) -> None:
        """`folder` is where it lays aside what it needs for a moment; else the machine's usual place."""
        settings: Settings = house.app.config["SETTINGS"]
        env = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "SAMEBOAT_"))}
        env |= {
            "DATABASE_URL": settings.database_url,
            "REDIS_URL": settings.redis_url,
            "SECRET_KEY": settings.secret_key,
            "BASE_URL": "http://localhost",
            "SAMEBOAT_DEMO": "1",
        }
        env |= {"TMPDIR": str(folder)} if folder else {}
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  # closed by end()
        command = [sys.executable, "-m", "saas.worker"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=self.log, stderr=subprocess.STDOUT)

    def said(self) -> str:
        """Its log."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def fork(self) -> int | None:
        """The process that does a job now, if there is one."""
        try:
            tasks = Path(f"/proc/{self.process.pid}/task").iterdir()
            children = [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            return None
        return next((pid for pid in children if state_of(pid) not in ("Z", "")), None)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait(20)

    def end(self) -> None:
        """Nothing of it is left."""
        fork = self.fork()
        self.kill()
        if fork is not None and state_of(fork):
            os.kill(fork, signal.SIGKILL)
        self.log.close()


def state_of(pid: int) -> str:
    """The letter of the process's state; "" where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def stop(pid: int) -> bool:
    """The process stands still: what the rows say now stays true until it is killed. False where it is over already."""
    try:
        os.kill(pid, signal.SIGSTOP)
    except ProcessLookupError:
        return False
    return until(lambda: state_of(pid) in ("T", "Z", "") and SimpleNamespace(state=state_of(pid)), "stopped", 10).state == "T"


@contextmanager
def working(house: House, folder: Path | None = None) -> Iterator[list[Worker]]:
    """A worker runs; more may be added. All are gone at the end."""
    workers = [Worker(house, folder)]
    try:
        yield workers
    finally:
        for each in workers:
            if each.process.poll() is None:
                each.end()
            elif not each.log.closed:
                each.log.close()
