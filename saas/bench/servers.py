"""Two web servers of one worker each, and what they and the database use of the processor."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running server: its address, and its cookie once somebody is signed in."""

    port: int
    process: subprocess.Popen[bytes]
    cookie: str = ""

    def fetch(self, path: str) -> tuple[float, bytes]:
        """Seconds and body of one page. Raises RuntimeError for anything but 200."""
        request = urllib.request.Request(  # our own server on this machine
            f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": self.cookie}
        )
        started = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as response:
            body = response.read()
            if response.status != 200 or response.url.endswith("/sign-in"):
                raise RuntimeError(f"{path} answered {response.status}")
        return time.perf_counter() - started, body

    def cpu(self) -> float:
        """Seconds of processor that the server and its workers have used."""
        return sum(_cpu(pid) for pid in [self.process.pid, *children(self.process.pid)])


def _families() -> dict[int, list[int]]:
    """All processes of this machine by their parent: one look at each."""
    found: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            found.setdefault(parent, []).append(int(entry.name))
    return found


def children(parent: int) -> list[int]:
    """The processes that this one has started."""
    return _families().get(parent, [])


def _cpu(pid: int, *, ended: bool = False) -> float:
    """Seconds of processor of a process; with `ended`, those of its children that have ended are counted in."""
    try:
        fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(each) for each in fields[11 : 15 if ended else 13]) / TICK


def postgres_cpu() -> float:
    """Seconds of processor that our own PostgreSQL has used: every process of it, those that have ended included."""
    ours = [pid for pid in _descendants(os.getpid()) if _name(pid) == "postgres"]
    return sum(_cpu(pid, ended=True) for pid in ours)


def _descendants(pid: int) -> list[int]:
    families, found = _families(), [pid]
    for each in found:
        found += families.get(each, [])
    return found[1:]


def _name(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "comm").read_text().strip()
    except OSError:
        return ""


def memory(pid: int) -> int:
    """Megabytes (proportional set size) of a process."""
    try:
        text = (Path("/proc") / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)


@contextmanager
def serve(application: str, environment: dict[str, str], path: str) -> Iterator[Server]:
    """Serve `application` with one worker until the end; ready once `path` answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "1", "-b", f"127.0.0.1:{port}", application]
    process = subprocess.Popen(
        [*command, "--log-level", "error", "--no-control-socket"], env={**os.environ, **environment, "PORT": str(port)}
    )
    server = Server(port, process)
    try:
        _wait(server, path)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait(server: Server, path: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.process.poll() is not None:
                raise RuntimeError("a server did not start") from None
            time.sleep(0.1)
    raise RuntimeError("a server did not answer")
