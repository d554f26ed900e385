"""supervisord: what it runs, how it is started, and how it is asked.

The configuration is relative to the home, where supervisord stands, so that no path has to be quoted for it; the clone and its
Python stand in a line of shell beside it.
"""

import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from shlex import quote
from typing import Any
from xmlrpc.client import Error, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from saas.launch.home import Home
from saas.launch.leftovers import MARK
from saas.launch.settings import ROOT

STORES = ("postgres", "valkey")
APP = ("web", "worker", "sweeper")
_STOP = {
    "postgres": ("INT", 15),
    "valkey": ("TERM", 10),
    "web": ("TERM", 6),
    "worker": ("TERM", 5),
    "sweeper": ("TERM", 3),
}
_HEAD = """[supervisord]
nodaemon=true
umask=077
minfds=256
minprocs=32
logfile=log/supervisord.log
logfile_maxbytes=5MB
logfile_backups=1
pidfile=supervisord.pid
{as_root}
[unix_http_server]
file=%(ENV_SAMEBOAT_RUN)s/supervisor
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
_PROGRAM = """
[program:{name}]
command=/bin/sh child {name}
autostart=false
autorestart=true
startsecs=1
startretries=30
stopsignal={signal}
stopwaitsecs={seconds}
killasgroup=true
redirect_stderr=true
stdout_logfile=log/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=2
"""


@dataclass(frozen=True)
class Process:
    """One supervised process, as supervisord sees it."""

    name: str
    state: str
    pid: int


def configuration(stores: tuple[str, ...]) -> str:
    """The text of supervisord.conf. Groups end one after another, the app before its stores; the programs of
    a group together.
    """
    text = _HEAD.format(as_root="user=root\n" if os.geteuid() == 0 else "")
    for name in (*stores, *APP):
        word, seconds = _STOP[name]
        text += _PROGRAM.format(name=name, signal=word, seconds=seconds)
    groups = {"stores": (stores, 1), "app": (APP, 10)}
    for group, (programs, order) in groups.items():
        if programs:
            text += f"\n[group:{group}]\nprograms={','.join(programs)}\npriority={order}\n"
    return text


class Supervisor:
    """A running supervisord of one instance."""

    def __init__(self, home: Home, stores: tuple[str, ...]) -> None:
        """Starts it, with nothing running under it yet. It ends with the process that started it, where the
        system can do that.
        """
        self.home = home
        self._transport = SupervisorTransport(None, None, f"unix://{home.run}/supervisor")
        self._server: Any = ServerProxy("http://127.0.0.1", transport=self._transport)
        home.write("supervisord.conf", configuration(stores))
        home.write("child", f'cd {quote(str(ROOT))} && exec {quote(sys.executable)} -P -m saas.launch.child "$1"\n')
        keep = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_") and name != "SECRET_KEY"}
        keep |= {"SAMEBOAT_HOME": str(home.folder), "SAMEBOAT_RUN": str(home.run), MARK: str(home.folder)}
        keep |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        command = [
            sys.executable,
            "-P",
            "-m",
            "supervisor.supervisord",
            "-n",
            "-c",
            str(home.folder / "supervisord.conf"),
        ]
        with (home.log / "supervisord.out").open("wb") as out:
            self.child = subprocess.Popen(
                command,
                cwd=home.folder,
                env=keep,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def start(self, group: str) -> bool:
        """The programs of a group are being started; False while supervisord does not answer."""
        return self._ask("startProcessGroup", group, False) is not None

    def processes(self) -> list[Process]:
        """What supervisord says of its programs; empty while it does not answer."""
        told = self._ask("getAllProcessInfo") or []
        return [Process(str(each["name"]), str(each["statename"]), int(each["pid"])) for each in told]

    def stop(self, seconds: float) -> bool:
        """Everything under it ends in order; False when the time was not enough."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _ask(self, what: str, *arguments: object) -> Any:
        try:
            return getattr(self._server.supervisor, what)(*arguments)
        except (Error, OSError, ValueError):
            return None
        finally:
            self._transport.close()


def last_words(home: Home, name: str) -> str:
    """The last line that a process wrote before it gave up; in an ended process of Python that is its error."""
    for file in (home.log / f"{name}.log", home.log / "supervisord.out"):
        try:
            lines = file.read_text(errors="replace").strip().splitlines()
        except OSError:
            continue
        if lines:
            return lines[-1].strip()[:300]
    return "it said nothing"


def _end_with_parent() -> None:
    """On Linux, a launcher that is killed takes its supervisor with it, which ends the rest in order."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
