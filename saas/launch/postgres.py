"""One PostgreSQL cluster of our own: made once, spoken to through a socket in a closed folder, probed by connecting."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from saas.launch.postgres_binaries import version
from saas.launch.service_user import ServiceUser
from saas.launch.trouble import Trouble, disk_full

SUPERUSER = "postgres"
PORT = 5432  # only names the socket file: no TCP port is opened
ROLES = Path(__file__).parents[2] / "migrations" / "roles.sql"
LOGINS = ("owner", "app", "steward")


@dataclass(frozen=True)
class Cluster:
    """Where a cluster lies and how it is run; `user` is set when root hands it to the service user."""

    folder: Path
    sockets: Path
    binaries: Path
    password: str = field(repr=False)
    user: ServiceUser | None = None
    flags: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def exists(self) -> bool:
        """Whether initdb once came to its end here: a half-made cluster never gets this name."""
        return (self.data / "PG_VERSION").exists()

    def command(self) -> list[str]:
        """The server in the foreground: for a supervisor, or for a test."""
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), "timezone": "UTC"}
        settings |= {"port": str(PORT), "log_timezone": "UTC", "unix_socket_permissions": "0700"} | self.flags
        pairs = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *pairs]

    def url(self, role: str = SUPERUSER, password: str | None = None, database: str = "postgres") -> str:
        """The address of a database for a login, in SQLAlchemy's spelling."""
        secret = self.password if password is None else password
        return f"postgresql+psycopg://{role}:{quote(secret)}@/{database}?host={quote(str(self.sockets))}&port={PORT}"

    def initialise(self) -> None:
        """The cluster exists, with a superuser who needs the password; making it again does nothing.

        Raises Trouble when its data is of another PostgreSQL than the binaries, or when the disk is full.
        """
        if self.exists:
            return self._same_version()
        half = self.folder / "half"
        shutil.rmtree(half, ignore_errors=True)
        secret = self.folder / ".pw"
        secret.unlink(missing_ok=True)
        descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(self.password)
        if self.user:
            self.user.owns(secret)
        command = [str(self.binaries / "initdb"), "-D", str(half), "-U", SUPERUSER, "--auth=scram-sha-256"]
        command += [f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        command += ["--builtin-locale=C.UTF-8"]
        try:
            done = self._as_user(command)
        finally:
            secret.unlink(missing_ok=True)
        if done.returncode:
            if "No space left" in done.stderr:
                shutil.rmtree(half, ignore_errors=True)
                raise disk_full(self.folder)
            raise Trouble(f"PostgreSQL could not be set up in {self.folder}: {done.stderr.strip()[-300:]}")
        half.rename(self.data)
        return None

    def start(self, log: Path) -> subprocess.Popen[bytes]:
        """The server as a child of this process, without a supervisor; it may not answer yet."""
        with log.open("ab") as out:
            user, group, others = self._who()
            return subprocess.Popen(
                self.command(), cwd="/", stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                user=user, group=group, extra_groups=others,
            )  # fmt: skip

    def _as_user(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        user, group, others = self._who()
        return subprocess.run(
            command, cwd="/", env=_plain(), capture_output=True, text=True, check=False,
            user=user, group=group, extra_groups=others,
        )  # fmt: skip

    def _who(self) -> tuple[int | None, int | None, list[str | int] | None]:
        """By what a child gives up being root: user, group, further groups."""
        return (self.user.uid, self.user.gid, []) if self.user else (None, None, None)

    def _same_version(self) -> None:
        there, here = int((self.data / "PG_VERSION").read_text()), version(self.binaries)
        if there != here:
            raise Trouble(
                f"The data in {self.data} was written by PostgreSQL {there}, this start brings {here}: "
                f"use a Sameboat with PostgreSQL {there}, or dump there and restore here (docs/operations.md)."
            )


def libpq(url: str) -> str:
    """The same address in libpq's spelling."""
    for prefix in ("postgresql+psycopg://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql://" + url.removeprefix(prefix)
    return url


def sqlalchemy(url: str) -> str:
    """The same address in SQLAlchemy's spelling."""
    return "postgresql+psycopg://" + libpq(url).removeprefix("postgresql://")


def why_not(url: str, seconds: int = 5) -> str | None:
    """Nothing when a connection to this address answers, else the reason in one line."""
    try:
        with psycopg.connect(libpq(url), connect_timeout=seconds, autocommit=True) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error as error:
        return " ".join(str(error).split())
    return None


def wait_for(url: str, seconds: float, alive: subprocess.Popen[bytes] | None = None) -> str | None:
    """Nothing once a connection answers, else the last reason when the time is over or the server has ended."""
    end = time.monotonic() + seconds
    while (reason := why_not(url)) and time.monotonic() < end:
        if alive is not None and alive.poll() is not None:
            return f"it ended with status {alive.returncode}"
        time.sleep(0.05)
    return reason


# Roles belong to the whole cluster: two who set them at once would meet "tuple concurrently updated".
ONE_AT_A_TIME = "SELECT pg_advisory_lock(7261001)"


def make_database(superuser_url: str, name: str, template: str | None = None) -> None:
    """The database exists with our locale, and its roles have what roles.sql gives them; both again and again.

    The locale is PostgreSQL's own C.UTF-8, so upper, lower and ILIKE know 'é' whatever the environment says.
    """
    locale = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    with psycopg.connect(libpq(superuser_url), autocommit=True) as connection:
        connection.execute(ONE_AT_A_TIME)
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            how = sql.SQL(locale) if template is None else sql.SQL("TEMPLATE {}").format(sql.Identifier(template))
            connection.execute(sql.SQL("CREATE DATABASE {} ").format(sql.Identifier(name)) + how)
        with psycopg.connect(libpq(superuser_url), dbname=name, autocommit=True) as inside:
            inside.execute(ROLES.read_bytes())


def set_passwords(superuser_url: str, passwords: dict[str, str]) -> None:
    """The login roles answer to these passwords."""
    with psycopg.connect(libpq(superuser_url), autocommit=True) as connection:
        connection.execute(ONE_AT_A_TIME)
        for role, password in passwords.items():
            words = sql.SQL("ALTER ROLE {} PASSWORD {}")
            connection.execute(words.format(sql.Identifier(role), sql.Literal(password)))


def _plain() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
