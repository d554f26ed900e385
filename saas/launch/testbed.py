"""A PostgreSQL and a Valkey to throw away, for tests: quick, closed to others, gone at the end.

`with services() as bed:` starts a pair, or takes the one that TEST_PG_URL and TEST_REDIS_URL name (a developer's,
kept running). `python -m saas.launch.testbed` keeps a pair running and prints those two as export lines, until Ctrl-C
or SIGTERM.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from saas.launch import postgres, valkey
from saas.launch.postgres_binaries import binaries, readable_copy
from saas.launch.service_user import service_user
from saas.launch.trouble import Trouble

PASSWORD = "test"  # noqa: S105  # of the three login roles: the folder of the socket is closed to other people
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
FAST |= {"max_wal_size": "2GB", "shared_buffers": "256MB", "autovacuum_naptime": "5min"}


@dataclass(frozen=True)
class Services:
    """The two servers of a test run."""

    superuser_url: str
    redis_url: str

    def url(self, role: str, database: str) -> str:
        """The address of a database for `owner`, `app`, `steward` or the superuser, in SQLAlchemy's spelling."""
        parts = urlsplit(self.superuser_url)
        login = parts.netloc if role == postgres.SUPERUSER else f"{role}:{PASSWORD}@{parts.netloc.rpartition('@')[2]}"
        return urlunsplit(parts._replace(netloc=login, path=f"/{database}"))

    def redis(self, number: int) -> str:
        """The address of the queue's database of this number (0 to 63), one for each test worker."""
        return self.redis_url.replace("db=0", f"db={number}")

    def make_database(self, name: str, template: str | None = None) -> None:
        """The database exists, empty or as a copy of the template, and the roles hold in it what roles.sql says."""
        postgres.make_database(self.superuser_url, name, template)

    def drop_database(self, name: str) -> None:
        """The database is gone, whoever was still connected."""
        with psycopg.connect(postgres.libpq(self.superuser_url), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def services() -> Iterator[Services]:
    """Two running servers with the roles of roles.sql; ours are ended and deleted afterwards, somebody else's
    are not.
    """
    given = os.environ.get("TEST_PG_URL"), os.environ.get("TEST_REDIS_URL")
    if given[0] and given[1]:
        bed = Services(postgres.sqlalchemy(given[0]), given[1])
        _prepare(bed)
        yield bed
        return
    folder = Path(tempfile.mkdtemp(prefix="sameboat-test-", dir=_short_folder()))
    children: list[subprocess.Popen[bytes]] = []
    try:
        yield _start(folder, children)
    finally:
        for child in reversed(children):
            child.send_signal(signal.SIGINT if child is children[0] else signal.SIGTERM)
        for child in reversed(children):
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, children: list[subprocess.Popen[bytes]]) -> Services:
    user = service_user()
    folder.chmod(0o711 if user else 0o700)
    lies, queue = folder / "postgres", folder / "valkey"
    for each in (lies, queue):
        each.mkdir(mode=0o700)
    found = binaries()
    if user:
        user.owns(lies)
        found = readable_copy(found, folder, user)
    cluster = postgres.Cluster(lies, lies, found, secrets.token_hex(16), user, FAST)
    doorbell = valkey.Valkey(queue, queue / "socket", secrets.token_hex(16), databases=64)
    cluster.initialise()
    children.append(cluster.start(folder / "postgres.log"))
    children.append(doorbell.start(folder / "valkey.log"))
    bed = Services(cluster.url(), doorbell.url)
    for name, reason in (
        ("PostgreSQL", postgres.wait_for(bed.superuser_url, 30, children[0])),
        ("Valkey", valkey.wait_for(bed.redis_url, 10, children[1])),
    ):
        if reason:
            log = (folder / f"{name.lower()}.log").read_text(errors="replace").strip()
            raise Trouble(f"The {name} for tests did not start: {reason}. {log[-300:]}")
    _prepare(bed)
    return bed


def _prepare(bed: Services) -> None:
    postgres.make_database(bed.superuser_url, "postgres")
    postgres.set_passwords(bed.superuser_url, dict.fromkeys(postgres.LOGINS, PASSWORD))


def _short_folder() -> str:
    """A socket's path has room for about 100 bytes, so a deep TMPDIR is passed over."""
    usual = tempfile.gettempdir()
    return usual if len(os.fsencode(usual)) < 60 else "/tmp"  # noqa: S108  # mkdtemp makes a closed folder in it


def main() -> int:
    """Keeps a pair running and says how to reach it."""
    ended = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: ended.set())
    try:
        with services() as bed:
            print(f"export TEST_PG_URL='{bed.superuser_url}'\nexport TEST_REDIS_URL='{bed.redis_url}'", flush=True)
            ended.wait()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
