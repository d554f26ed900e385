"""What the machine must bring: libraries and a font for PDFs, a browser for tests. Standard library only.

Each is looked for by use (a library that loads, a font that is there), not by package. On Debian, root or a
passwordless sudo installs what is missing and says so; elsewhere the command is printed and the start goes on.
"""

import ctypes
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from saas.launch.trouble import Trouble

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")
_FONT_FILES = ("Noto*CJK*", "NotoSansSC*", "NotoSerifSC*", "wqy-*", "PingFang*", "SourceHan*", "DroidSansFallback*")


@dataclass(frozen=True)
class Need:
    """One thing the machine must bring; `packages` by the name of the tool that installs them."""

    what: str
    there: Callable[[], bool]
    packages: dict[str, str]


def _loads(*libraries: str) -> bool:
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            continue
        return True
    return False


def _pango() -> bool:
    found = _loads("libpango-1.0.so.0", "libpango-1.0.dylib", "/opt/homebrew/lib/libpango-1.0.dylib")
    return found and _loads("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "/opt/homebrew/lib/libpangoft2-1.0.dylib")


def _subset() -> bool:
    names = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "/opt/homebrew/lib/libharfbuzz-subset.0.dylib")
    return _loads(*names)


def _chinese_font() -> bool:
    folders = [Path(each) for each in _FONT_FOLDERS]
    if os.environ.get("HOME"):
        folders += [Path(os.environ["HOME"]) / ".fonts", Path(os.environ["HOME"]) / ".local/share/fonts"]
    if any(next(folder.rglob(name), None) for folder in folders if folder.is_dir() for name in _FONT_FILES):
        return True
    if not shutil.which("fc-list"):
        return False
    asked = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(asked.stdout.strip())


def browser() -> str | None:
    """The Chromium that browser tests drive, if there is one and what drives it can run."""
    return _chromium() if _driver() else None


def _chromium() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _driver() -> bool:
    """Playwright brings a Node of its own, which is built with a library that a bare Debian lacks."""
    return sys.platform != "linux" or _loads("libatomic.so.1")


_DEBIAN_PANGO = "libpango-1.0-0 libpangoft2-1.0-0"
PDF = (
    Need("Pango", _pango, {"apt-get": _DEBIAN_PANGO, "dnf": "pango", "zypper": "libpango-1_0-0", "brew": "pango"}),
    Need("HarfBuzz subsetting", _subset, {"apt-get": "libharfbuzz-subset0", "dnf": "harfbuzz", "brew": "harfbuzz"}),
    Need("a Chinese font", _chinese_font, {"apt-get": "fonts-noto-cjk", "dnf": "google-noto-sans-cjk-fonts"}),
)
BROWSER = (
    Need("Chromium", lambda: _chromium() is not None, {"apt-get": "chromium", "dnf": "chromium"}),
    Need("libatomic", _driver, {"apt-get": "libatomic1", "dnf": "libatomic", "zypper": "libatomic1"}),
)
_INSTALL = {
    "apt-get": "apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "zypper": "zypper install -y",
}
_INSTALL |= {"brew": "brew install"}


def ensure_packages(memory: Path, *, browser: bool = False) -> None:
    """What can be installed is; the rest is told with the command that would. `memory` keeps a failed attempt
    from being made each time.
    """
    missing = [need for need in (*PDF, *(BROWSER if browser else ())) if not need.there()]
    if not missing:
        return
    names = _packages(missing, "apt-get")
    if names and _may_try(memory, names) and _install(names):
        importlib.invalidate_caches()
        missing = [need for need in missing if not need.there()]
    if missing:
        memory.parent.mkdir(exist_ok=True)
        memory.write_text(" ".join(_packages(missing, "apt-get")))
        words = " and ".join(need.what for need in missing)
        without = (
            "browser tests are skipped" if all(need in BROWSER for need in missing) else "PDFs can't be made, or not fully"
        )
        print(f"Missing on this machine: {words}; until then {without}. {_told(missing)}", flush=True)


def ensure_venv(version: str, borrowed: Path) -> None:
    """Python can fill an environment: by itself, since Debian's package was installed; or with a pip from outside.

    Without the right to install, the package with pip in it is only fetched and unpacked: `borrowed` then holds its wheel.
    Raises Trouble with the command to run when nothing helps.
    """
    names = [f"python{version}-venv"]
    if sys.executable.startswith("/usr/bin") and (_install(names) or _install(["python3-venv"])):
        return
    asked = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False)
    if asked.returncode and not _borrow_pip(borrowed):
        raise Trouble(f"Python {version} can't make environments here. {_words('apt-get', names)}")


def _borrow_pip(into: Path) -> bool:
    """Whether Debian's pip now lies in this folder. To fetch a package and unpack it needs no rights and installs nothing."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return False
    with tempfile.TemporaryDirectory(prefix="sameboat-pip-") as name:
        folder = Path(name)
        (folder / "lists" / "partial").mkdir(parents=True)
        apt = ["apt-get", "-qq", "-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
        for step in ([*apt, "update"], [*apt, "download", "python3-pip-whl"]):
            if subprocess.run(step, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode:
                return False
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), str(folder / "out")], capture_output=True, check=False)
        wheels = list((folder / "out").rglob("pip-*.whl"))
        if wheels:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy(wheels[0], into)
        return bool(wheels)


def _packages(missing: list[Need], tool: str) -> list[str]:
    return " ".join(need.packages.get(tool, "") for need in missing).split()


def _told(missing: list[Need]) -> str:
    tool = next((name for name in _INSTALL if shutil.which(name) or shutil.which(name, path="/usr/bin:/sbin")), "apt-get")
    return _words(tool, _packages(missing, tool))


def _words(tool: str, names: list[str]) -> str:
    """The exact command for this machine: with sudo where it has one, after an update where apt has never seen a list."""
    steps = [f"{_INSTALL[tool]} {' '.join(names)}"]
    if tool == "apt-get" and not next(Path("/var/lib/apt/lists").glob("*_Packages*"), None):
        steps.insert(0, "apt-get update")
    if tool == "brew" or os.geteuid() == 0:
        return f"To install: {' && '.join(steps)}"
    if shutil.which("sudo"):
        return f"To install: {' && '.join(f'sudo {step}' for step in steps)}"
    return f"To install, as root: {' && '.join(steps)}"


def _may_try(memory: Path, names: list[str]) -> bool:
    try:
        asked, age = memory.read_text().split(), time.time() - memory.stat().st_mtime
    except OSError:
        return True
    return asked != names or age > 86_400


def _install(names: list[str]) -> bool:
    """Whether apt-get has installed these, as root or through a sudo that asks nothing."""
    if not shutil.which("apt-get"):
        return False
    front: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
            return False
        front = ["sudo", "-n"]
    print(f"Installing with apt-get: {' '.join(names)} …", flush=True)
    quiet = {"capture_output": True, "check": False, "stdin": subprocess.DEVNULL}
    apt = [
        *front,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "LC_ALL=C",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]
    install = [*apt, "install", "-y", "--no-install-recommends", *names]
    if subprocess.run(install, **quiet).returncode == 0:  # type: ignore[call-overload]  # one set of options for three calls
        return True
    subprocess.run([*apt, "update"], **quiet)  # type: ignore[call-overload]  # as above
    return bool(subprocess.run(install, **quiet).returncode == 0)  # type: ignore[call-overload]  # as above
