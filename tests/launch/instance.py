"""A whole instance as a person starts it, and a plain visitor of it: for tests that kill, stop and start again."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlencode, urlsplit

import psutil
import psycopg

from saas.launch import leftovers, settings
from saas.launch.home import Home
from saas.launch.instance import DATABASE, cluster
from saas.launch.postgres import libpq, wait_for
from saas.launch.service_user import service_user
from tests import markup

LONG = 300.0  # seconds that a start may take on a busy machine


def until(true: Callable[[], Any], seconds: float = LONG, what: str = "") -> Any:
    """The first answer that is not false; fails when the time is over. To look through all processes takes time from those that
    are waited for, so whoever looks rests twice as long in between.
    """
    end = time.monotonic() + seconds
    while True:
        began = time.monotonic()
        if answer := true():
            return answer
        assert time.monotonic() < end, f"not in {seconds:.0f} s: {what or true}"
        time.sleep(max(0.05, 2 * (time.monotonic() - began)))


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Instance:
    """One home and one port; `start` and `stop` as often as one likes."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder, service_user())
        self.port = free_port()
        self.child: subprocess.Popen[str] | None = None
        self.said = ""

    def start(self, *words: str, **environment: str) -> Instance:
        """`bin/run` on this home; comes back once it says that it is ready."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEST_", "DATABASE_"))}
        kept |= {"SAMEBOAT_HOME": str(self.home.folder), "PORT": str(self.port), **environment}
        out = (self.home.folder.parent / f"{self.home.folder.name}.said").open("w+")
        command = [str(settings.ROOT / "bin" / "run"), *words]
        self.child = subprocess.Popen(command, env=kept, stdout=out, stderr=subprocess.STDOUT, text=True)

        def spoken() -> bool:
            out.flush()
            self.said = Path(out.name).read_text()
            return "To stop:" in self.said or self._child().poll() is not None

        until(spoken, what="bin/run")
        out.close()
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Asks it to end; its exit status, and the seconds that it took."""
        began = time.monotonic()
        self._child().send_signal(how)
        status = self._child().wait(60)
        return status, time.monotonic() - began

    def processes(self, words: str = "") -> list[psutil.Process]:
        """Living processes of this home, the launcher apart, whose command line has these words."""
        found = leftovers.leftovers(self.home)
        return [each for each in found if words in _line(each)]

    def kinds(self) -> dict[str, int]:
        """How many of each there are that should be there once: a second database or sweeper would be a fault."""
        masters = {
            "supervisor": "supervisor.supervisord", "postgres": "bin/postgres -D", "valkey": "valkey-server",
            "worker": "saas.worker", "sweeper": "saas.sweeper",
        }  # fmt: skip
        masters["web"] = "gunicorn"
        lines = {each: _line(each) for each in self.processes()}
        found = {
            name: [each for each, line in lines.items() if words in line and not _is_child(each, words)]
            for name, words in masters.items()
        }
        if not all(_is_child(each, masters["supervisor"]) for each in found["web"]):
            found["web"] = []  # forks of a killed one answer for a moment still, and then are gone in the midst of a word
        return {name: len(each) for name, each in found.items()}

    def kill(self, words: str) -> int:
        """SIGKILL to the oldest process with these words; its number."""
        pid = min(self.processes(words), key=lambda each: each.create_time()).pid
        os.kill(pid, signal.SIGKILL)
        return int(pid)

    def is_ready(self) -> bool:
        """Whether all of it answers."""
        status, told = self.ask("/readyz")
        return status == 200 and bool(json.loads(told)["worker"])

    def ask(self, path: str) -> tuple[int, str]:
        """Status and body of a page, 0 while nothing listens."""
        try:
            return Visitor(self.port).get(path)
        except (OSError, http.client.HTTPException):
            return 0, ""

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[Any]]:
        """The database as its superuser: a test may see everything."""
        with psycopg.connect(libpq(cluster(self.home).url(database=DATABASE)), autocommit=True) as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[psycopg.Connection[Any]]:
        """The same while nothing else of it runs."""
        server = cluster(self.home)
        child = server.start(self.home.folder.parent / "alone.log")
        try:
            assert wait_for(server.url(), LONG, child) is None
            with self.database() as connection:
                yield connection
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(60)

    def rows(self, statement: str, *values: object) -> list[Any]:
        """What the database says."""
        with self.database() as connection:
            return connection.execute(statement, values).fetchall()

    def end(self) -> None:
        """Nothing of it is left running."""
        if self.child and self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        leftovers.end(self.home, gently=3)

    def _child(self) -> subprocess.Popen[str]:
        assert self.child is not None
        return self.child


class Visitor:
    """A browser without scripts: one cookie, pages and forms."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie = port, ""

    def get(self, path: str) -> tuple[int, str]:
        """Status and body."""
        return self._send("GET", path)[:2]

    def post(self, path: str, fields: Mapping[str, str]) -> tuple[int, str]:
        """Status, and where a redirect leads or else the body."""
        status, body, location = self._send("POST", path, urlencode(fields))
        return status, location or body

    def sign_in(self, email: str, slug: str) -> Visitor:
        """Signed in, with the demo's password."""
        fields = self.form(f"/o/{slug}/sign-in", "/sign-in")[1]
        status, where = self.post(f"/o/{slug}/sign-in", {**fields, "email": email, "password": "sameboat"})
        assert status == 303, (email, status, where[:300])
        return self

    def link(self, path: str, ending: str) -> str:
        """The first address on a page that ends so."""
        status, body = self.get(path)
        assert status == 200, (path, status)
        found = next((each for each in re.findall(r'href="([^"?#]+)', body) if each.endswith(ending)), "")
        assert found, f"no link to {ending} on {path}"
        return found

    def form(self, path: str, ending: str) -> tuple[str, dict[str, str]]:
        """The first form of a page whose address ends so: the address, and what stands in its fields."""
        status, body = self.get(path)
        assert status == 200, (path, status)
        tree = markup.tree(body)
        for form in tree.iter("form"):
            if urlsplit(form.get("action", "")).path.endswith(ending):
                fields = {each.get("name"): each.get("value") or "" for each in form.iter("input") if each.get("name")}
                fields |= {each.get("name"): each.text or "" for each in form.iter("textarea")}
                return form.get("action"), fields
        raise AssertionError(f"no form to {ending} on {path}")

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Cookie": self.cookie} if self.cookie else {}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            if given := answer.getheader("Set-Cookie"):
                self.cookie = given.partition(";")[0]
            return answer.status, text, answer.getheader("Location") or ""
        finally:
            connection.close()


def make(name: str) -> Instance:
    """An instance on a home of its own below the folder for temporary files."""
    folder = Path(mkdtemp(prefix="sameboat-launch-", dir="/tmp"))
    folder.chmod(0o755)
    return Instance(folder / name)


def _line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _is_child(process: psutil.Process, words: str) -> bool:
    """Whether its parent is one of the same: a worker of gunicorn, a fork of the worker, a helper of PostgreSQL."""
    try:
        parent = process.parent()
    except psutil.Error:
        return False
    return parent is not None and words in _line(parent)
