"""The settings of one instance, read once from the environment and checked; docs/operations.md explains each."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from saas.config import SettingMissing, judge
from saas.launch.postgres import sqlalchemy
from saas.launch.trouble import WRONG_USE, Trouble

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    """What the person asked for. Addresses that are not given are those of servers of our own."""

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    secret_key: str = field(default="", repr=False)
    database_url: str = field(default="", repr=False)
    owner_url: str = field(default="", repr=False)
    steward_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    demo: bool = True
    smtp_url: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """Where this machine reaches the instance: what HOST says, in the form of an address."""
        return f"http://{_in_url(self.host)}:{self.port}"

    @property
    def probe(self) -> str:
        """Where the launcher reaches it; an instance that listens everywhere is asked on the loopback."""
        everywhere = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared, not bound
        return f"http://{_in_url(everywhere.get(self.host, self.host))}:{self.port}"


def read(environment: Mapping[str, str], *, demo: bool) -> Settings:
    """The settings; an empty variable counts as not set.

    Raises Trouble (status 2) for each that can't be right on any machine: a port that is none, a database without the
    addresses that its schema and sweeper need, and what `config.judge` finds.
    """
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    port = given.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Trouble(f"PORT must be a number from 1 to 65535, not {port!r}.", WRONG_USE)
    addresses = {name: given.get(name, "") for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_STEWARD_URL")}
    if addresses["DATABASE_URL"] and not addresses["DATABASE_STEWARD_URL"]:
        raise Trouble("DATABASE_URL is set, so DATABASE_STEWARD_URL must be too: the sweeper signs in as steward.", WRONG_USE)
    if not addresses["DATABASE_URL"] and (addresses["DATABASE_OWNER_URL"] or addresses["DATABASE_STEWARD_URL"]):
        words = "DATABASE_OWNER_URL or DATABASE_STEWARD_URL is set without DATABASE_URL: set all of them or none."
        raise Trouble(words, WRONG_USE)
    database, owner, steward = (sqlalchemy(url) if url else "" for url in addresses.values())
    host = given.get("HOST", "127.0.0.1")
    plain = Settings(home_folder(given), host, int(port))
    base = given.get("BASE_URL", plain.probe).rstrip("/")
    try:
        judge({**given, "BASE_URL": base})
    except SettingMissing as wrong:
        raise Trouble(str(wrong), WRONG_USE) from None
    return Settings(
        plain.home,
        plain.host,
        plain.port,
        base,
        given.get("SECRET_KEY", ""),
        database,
        owner,
        steward,
        given.get("REDIS_URL", ""),
        demo,
        given.get("SMTP_URL", ""),
    )


def home_folder(environment: Mapping[str, str]) -> Path:
    """SAMEBOAT_HOME, else the usual place: /var/lib/sameboat for root, the data folder of a person, `.home`
    in the clone without one.
    """
    if given := environment.get("SAMEBOAT_HOME"):
        return Path(os.path.realpath(given))
    if os.geteuid() == 0:
        return Path("/var/lib/sameboat")
    if data := environment.get("XDG_DATA_HOME"):
        return Path(os.path.realpath(data)) / "sameboat"
    if home := environment.get("HOME"):
        return Path(os.path.realpath(home)) / ".local" / "share" / "sameboat"
    return ROOT / ".home"


def refuse_a_taken_port(settings: Settings) -> None:
    """Raises Trouble when HOST and PORT can't be listened on: taken, not allowed, or not an address of this machine."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise Trouble(f"HOST {settings.host} is not an address of this machine: {error}.") from None
    family, kind, protocol, _, address = found[0]
    try:
        with socket.socket(family, kind, protocol) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
            attempt.listen(1)
    except OSError as error:
        words = "is taken by another program" if error.errno in {48, 98} else f"can't be used: {error.strerror}"
        raise Trouble(f"Port {settings.port} on {settings.host} {words}. Set PORT to another one.") from None


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
