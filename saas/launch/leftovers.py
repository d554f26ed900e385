"""Processes of this instance that outlived their launcher: found by what they hold, not by remembered numbers, and
ended.

A process is ours when it carries this instance's mark in its environment, or when it is a database or queue server
standing in this instance's data folder. A zombie is dead already: nobody may have collected it (PID 1 of a container
often doesn't).
"""

import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it ships no types

from saas.launch.home import Home

MARK = "SAMEBOAT_INSTANCE"
_SERVERS = ("postgres", "valkey-server", "redis-server")
_HARD = 3.0  # seconds after a kill


def leftovers(home: Home) -> list[psutil.Process]:
    """The living processes of this instance, but for this one and those above it."""
    me = psutil.Process()
    mine = {me.pid, *(each.pid for each in me.parents())}
    return [each for each in psutil.process_iter() if each.pid not in mine and _alive(each) and _is_of(home, each)]


def end(home: Home, gently: float = 10.0) -> int:
    """None of them is left; returns how many there were. `gently` is how many seconds each of the two askings
    may take. First the supervisor, in its own order, then what it can't reach any more.
    """
    found = leftovers(home)
    supervisors = [each for each in found if "supervisor.supervisord" in _line(each)]
    _ask(supervisors, lambda _: signal.SIGTERM)
    _wait(supervisors, gently)
    rest = leftovers(home)
    _ask(rest, lambda each: signal.SIGINT if _name(each) == "postgres" else signal.SIGTERM)
    _wait(rest, gently)
    stubborn = leftovers(home)
    _ask(stubborn, lambda _: signal.SIGKILL)
    _wait(stubborn, _HARD)
    return len(found)


def kill(home: Home) -> None:
    """The same without asking: for an end that has taken too long."""
    rest = leftovers(home)
    _ask(rest, lambda _: signal.SIGKILL)
    _wait(rest, _HARD)


def clear_locks(home: Home) -> None:
    """Files that name a process are gone, once no process is left: another program, or a zombie, may bear the
    number now.
    """
    for file in (home.postgres / "data" / "postmaster.pid", *(home.run / "postgres").glob(".s.PGSQL.*")):
        file.unlink(missing_ok=True)
    for socket in (home.run / "valkey", home.run / "supervisor"):
        socket.unlink(missing_ok=True)


def _is_of(home: Home, process: psutil.Process) -> bool:
    try:
        if process.environ().get(MARK) == str(home.folder):
            return True
    except (psutil.Error, OSError):
        pass
    try:
        where = Path(process.cwd())
    except (psutil.Error, OSError):
        return False
    return _name(process) in _SERVERS and where in {home.postgres / "data", home.folder / "valkey"}


def _alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _name(process: psutil.Process) -> str:
    try:
        return Path(process.name()).name
    except psutil.Error:
        return ""


def _line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def _ask(processes: Iterable[psutil.Process], which: Callable[[psutil.Process], int]) -> None:
    for each in processes:
        try:
            each.send_signal(which(each))
        except psutil.Error:
            continue


def _wait(processes: list[psutil.Process], seconds: float) -> None:
    """Until they are dead or zombies, or the time is over; psutil's own wait takes a zombie of another parent
    for alive.
    """
    end_at = time.monotonic() + seconds
    while any(_alive(each) for each in processes) and time.monotonic() < end_at:
        time.sleep(0.05)
