"""The environment, made from the lock and made again when it is broken; then the command runs inside it.

Standard library only, for any Python from 3.11 on. The environment is `.venv` in the clone. Its programs are always
run as `.venv/bin/python -m …`, since the first line of an installed script has no room for a long path.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from saas.launch import arguments, system
from saas.launch.trouble import Trouble, disk_full

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "sameboat-locks.json"
BASE, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
MODULES = {name: f"saas.launch.{name}" for name in ("run", "ci", "dump")}
MODULES |= {"test": "saas.launch.tests", "flask": "saas.launch.commands", "bench": "saas.bench"}
NEEDS_DEVELOPMENT = {"test", "ci", "bench"}


def main(verb: str, given: list[str]) -> int:  # noqa: RET503  # execve does not return
    """Makes what is missing, then becomes the command; returns only when that is impossible."""
    arguments.check(verb, given)
    try:
        ensure_environment(DEVELOPMENT if verb in NEEDS_DEVELOPMENT else BASE)
        if verb in {"run", "test", "ci"}:
            system.ensure_packages(VENV / "sameboat-packages", browser=verb != "run")
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status
    except KeyboardInterrupt:
        return 130
    if verb == "test":
        given = [_absolute(each) for each in given]
    if verb == "dump":
        given = [str(Path(each).resolve()) for each in given]
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUTF8="1")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # five processes would each compile the house anew at every start
    if not environment.get("HOME"):  # an empty HOME would make programs write below the current folder
        environment.pop("HOME", None)
    if home := environment.get("SAMEBOAT_HOME"):
        environment["SAMEBOAT_HOME"] = str(Path(home).resolve())
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-P", "-m", MODULES[verb], *given], environment)  # noqa: S606  # no shell is wanted


def ensure_environment(lock: str) -> None:
    """`.venv` holds what the lock says. A half-made one is made again; two starts at once take turns."""
    if _is_current(lock):
        return
    try:
        with (ROOT / ".venv.lock").open("w") as gate:
            try:
                fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Another start is making the environment; waiting for it …", flush=True)
                fcntl.flock(gate, fcntl.LOCK_EX)
            if not _is_current(lock):
                _make(lock)
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            raise disk_full(VENV) from None
        raise Trouble(f"The environment could not be made in {VENV}: {error.strerror} ({error.filename}).") from None


def _is_current(lock: str) -> bool:
    """The stamp is written last, so an environment with a fitting stamp is whole. The larger lock contains
    the smaller one.
    """
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    return os.access(PYTHON, os.X_OK) and any(stamp.get(name) == digest(name) for name in {lock, DEVELOPMENT})


def digest(lock: str) -> str:
    """The sha256 of a lock file."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _make(lock: str) -> None:
    print(f"Making the environment from {lock}: once, for about a minute …", flush=True)
    reusable = STAMP.exists() and os.access(PYTHON, os.X_OK)
    STAMP.unlink(missing_ok=True)
    if not (reusable and _install(lock) is None):
        shutil.rmtree(VENV, ignore_errors=True)
        _create()
        if reason := _install(lock):
            raise Trouble(f"The environment could not be made from {lock}: {reason}")
    half = STAMP.with_suffix(".half")
    half.write_text(json.dumps({lock: digest(lock)}))
    half.replace(STAMP)


def _create() -> None:
    """An empty environment with pip in it; Debian packs the means for that apart."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not _can_make_environments():
        system.ensure_venv(version, VENV / "borrowed")
    command = [sys.executable, "-m", "venv", str(VENV)]
    if not _can_make_environments():
        command.insert(3, "--without-pip")  # then a pip from outside fills it
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(f"No Python environment could be made: {(done.stdout + done.stderr).strip()[-300:]}")


def _can_make_environments() -> bool:
    asked = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _install(lock: str) -> str | None:
    """Nothing once pip has put in what the lock names, by hash and without asking further; else its reason."""
    options = ["install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input", "--quiet"]
    options += [
        "--disable-pip-version-check",
        "--progress-bar=off",
        "--root-user-action=ignore",
        "-r",
        str(ROOT / lock),
    ]
    if not os.environ.get("HOME"):
        options.append("--no-cache-dir")
    done = subprocess.run([*_pip(), *options], capture_output=True, text=True, check=False, env=_environment())
    if done.returncode == 0:
        return None
    lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    if any("No space left" in line for line in lines):
        raise disk_full(VENV)
    return _reason(lines)


def _reason(lines: list[str]) -> str:
    """The line of pip that says why. An index that it could not reach it calls a version that is not there."""
    told = next((line for line in lines if line.startswith("ERROR")), (lines or ["pip ended without a word"])[-1])[:300]
    broken = next((found for line in lines if (found := re.search(r"connection broken by '(.+)': /", line))), None)
    why = re.sub(r"<[^>]*>: ", "", broken[1])[:300] if broken else ""
    return f"{told} (the package index could not be reached: {why})" if broken else told


def _pip() -> list[str]:
    """The environment's own pip, else a borrowed one, else that of the Python outside."""
    if any((VENV / "lib").glob("python*/site-packages/pip")):
        return [str(PYTHON), "-m", "pip"]
    if wheel := next((VENV / "borrowed").glob("pip-*.whl"), None):
        return [str(PYTHON), f"{wheel}/pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _environment() -> dict[str, str]:
    """Ours, without what would lead a Python or pip elsewhere."""
    skip = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "VIRTUAL_ENV", "PIP_REQUIRE_VIRTUALENV"}
    kept = {name: value for name, value in os.environ.items() if name not in skip}
    if not kept.get("HOME"):
        kept.pop("HOME", None)
    return kept


def _absolute(argument: str) -> str:
    """A path of the folder that the person stands in; anything else stays as it is (`tests/x.py::test_y` is a
    path too).
    """
    path, colons, rest = argument.partition("::")
    return str(Path(path).resolve()) + colons + rest if Path(path).exists() else argument


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]))
