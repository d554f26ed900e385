"""SAMEBOAT_HOME: everything one instance keeps, and the lock that lets only one launcher at it.

lock  secret  keys.json  env  demo        mode 0600
postgres/  valkey/  log/  supervisord.conf
run/                                      sockets; below the runtime folder where the path is too long for one
"""

import fcntl
import hashlib
import json
import os
import re
import secrets
import shlex
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from saas.launch.service_user import ServiceUser
from saas.launch.trouble import Trouble, disk_full

ROOM_FOR_A_FIRST_START = 200  # MB: initdb writes about 40, its log 16 to 64, the engine's copy 40
ROOM_FOR_A_START = 24  # MB: PostgreSQL may have to write its log once more to come up
_SOCKET_ROOM = 75  # bytes for the folder, so that "/postgres/.s.PGSQL.5432" ends below 100


@dataclass(frozen=True)
class Home:
    """The folder of one instance."""

    folder: Path
    user: ServiceUser | None

    @property
    def log(self) -> Path:
        """Where each process writes what it has to say."""
        return self.folder / "log"

    @property
    def run(self) -> Path:
        """The folder of the sockets: inside when the path is short and plain, else one of our own below the
        runtime folder.
        """
        inside = self.folder / "run"
        reachable = self.user is None or self.user.can_enter(self.folder)
        if reachable and len(os.fsencode(inside)) <= _SOCKET_ROOM and re.fullmatch(r"[\w./-]+", str(inside), re.ASCII):
            return inside
        name = f"sameboat-{os.geteuid()}-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]}"
        return Path(_runtime_folder()) / name

    @property
    def postgres(self) -> Path:
        """Where the cluster lies: inside, or in /var/lib when the service user can't enter the home that root chose."""
        if self.user is None or self.user.can_enter(self.folder):
            return self.folder / "postgres"
        return Path("/var/lib/sameboat-data") / self._name()

    @property
    def engine(self) -> Path:
        """Where a readable copy of the server's binaries goes, if root needs one."""
        return self.postgres.parent / "engine"

    def make(self) -> None:
        """The folders exist, closed to others. Root's are open to pass through, since PostgreSQL's lies inside;
        nothing in them is readable.

        Raises Trouble when there is no room for it, or no right.
        """
        mode = 0o711 if self.user else 0o700
        try:
            _make_parents(self.folder)
            self.folder.mkdir(exist_ok=True)
            self.folder.chmod(mode)
            self.log.mkdir(mode=0o700, exist_ok=True)
            first = not (self.postgres / "data").exists()
            free = shutil.disk_usage(self.folder).free // 2**20
            if free < (needed := ROOM_FOR_A_FIRST_START if first else ROOM_FOR_A_START):
                raise Trouble(
                    f"The disk is full: {free} MB are free for {self.folder}, and Sameboat needs {needed}. "
                    f"Make room or set SAMEBOAT_HOME to another disk."
                )
            self._make_run(mode)
            _make_parents(self.postgres)
            for each in (self.postgres, self.run / "postgres", self.folder / "valkey"):
                each.mkdir(mode=0o700, exist_ok=True)
            if self.user:
                self.engine.mkdir(exist_ok=True)
                self.engine.chmod(0o755)
                self.user.owns(self.postgres)
                self.user.owns(self.run / "postgres")
        except OSError as error:
            raise (
                disk_full(self.folder)
                if error.errno == 28
                else Trouble(f"SAMEBOAT_HOME {self.folder} can't be used: {error.strerror} ({error.filename}).")
            ) from None

    def take(self) -> int:
        """The lock, held until this process ends; children don't inherit it.

        Raises Trouble when another launcher holds it.
        """
        held = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            other = os.read(held, 20).decode(errors="replace").strip()
            os.close(held)
            raise Trouble(
                f"Sameboat already runs on {self.folder} (bin/run is process {other}). Stop it, or set SAMEBOAT_HOME."
            ) from None
        os.ftruncate(held, 0)
        os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
        return held

    def keys(self) -> dict[str, str]:
        """The passwords of the database's logins and of the queue, made at the first start.

        Raises Trouble when the data is there and they are not: nothing could open it again.
        """
        file = self.folder / "keys.json"
        if file.exists():
            return dict(json.loads(file.read_text()))
        if (self.postgres / "data" / "PG_VERSION").exists():
            raise Trouble(
                f"{file} is missing, and without it the data in {self.postgres} stays closed. Put it back from a backup."
            )
        made = {name: secrets.token_hex(24) for name in ("postgres", "owner", "app", "steward", "valkey")}
        self.write("keys.json", json.dumps(made))
        return made

    def secret_key(self) -> str:
        """The key that signs, made at the first start."""
        file = self.folder / "secret"
        if not file.exists():
            self.write("secret", secrets.token_hex(32) + "\n")
        return file.read_text().strip()

    def write(self, name: str, text: str) -> None:
        """The file holds this text, for us alone; after a crash it holds the old or the new one, never half."""
        file = self.folder / name
        half = file.with_name(f".{file.name}.half")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)

    def write_env(self, values: dict[str, str]) -> None:
        """`env` says how the running instance is reached; a shell can read it too."""
        self.write("env", "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items()))

    def _name(self) -> str:
        """A name of this home that a new home in the same place does not get, so that it never meets the old
        one's data.
        """
        file = self.folder / "name"
        if not file.exists():
            self.write("name", secrets.token_hex(8))
        return file.read_text().strip()

    def _make_run(self, mode: int) -> None:
        self.run.mkdir(mode=mode, exist_ok=True)
        found = self.run.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise Trouble(f"{self.run} belongs to somebody else; it should hold our sockets. Remove it.")
        self.run.chmod(mode)


def _make_parents(folder: Path) -> None:
    """The folders above it exist; those made here can be passed through, whatever the umask says."""
    missing = [each for each in folder.parents if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        each.chmod(0o755)


def read_env(folder: Path) -> dict[str, str]:
    """What `env` says; empty when no instance was ever started here."""
    try:
        lines = (folder / "env").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {name: "".join(shlex.split(value)) for name, _, value in pairs}


def _runtime_folder() -> str:
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.geteuid() == 0 and Path("/run").is_dir():
        return "/run"
    plain = re.fullmatch(r"[\w./-]+", given, re.ASCII) and len(given) <= _SOCKET_ROOM - 40
    return given if plain and os.access(given, os.W_OK) else "/tmp"  # noqa: S108  # a closed folder is made in it, and its owner checked
