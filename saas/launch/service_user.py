"""Who PostgreSQL runs as. It refuses to run as root, so root hands it, and it alone, to a service user."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from saas.launch.trouble import Trouble

NAME = "sameboat"


@dataclass(frozen=True)
class ServiceUser:
    """A system user without a shell or a home."""

    name: str
    uid: int
    gid: int

    def owns(self, path: Path) -> Path:
        """The path belongs to the service user from now on."""
        os.chown(path, self.uid, self.gid)
        return path

    def become(self) -> None:
        """This process is the service user's, for good; only root can do that."""
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)

    def can_enter(self, folder: Path) -> bool:
        """Whether every folder from the root down to this one lets the service user pass."""
        for step in [folder, *folder.parents]:
            try:
                found = step.stat()
            except FileNotFoundError:
                continue
            mine = found.st_mode >> 6 if found.st_uid == self.uid else 0
            group = found.st_mode >> 3 if found.st_gid == self.gid else 0
            if not (mine | group | found.st_mode) & 0o1:
                return False
        return True


def service_user() -> ServiceUser | None:
    """The user PostgreSQL is handed to: none for a plain user; for root `sameboat`, made when it is missing."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _make()
    return ServiceUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _make() -> pwd.struct_passwd:
    tool = shutil.which("useradd") or shutil.which("useradd", path="/usr/sbin:/sbin")
    command = [tool or "useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", NAME]
    made = subprocess.run(command, capture_output=True, text=True, check=False) if tool else None
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        why = made.stderr if made else "useradd is missing"
        raise Trouble(
            f"PostgreSQL does not run as root, and the system user {NAME} could not be made ({why}). "
            f"Make it with: {' '.join(command)}"
        ) from None
