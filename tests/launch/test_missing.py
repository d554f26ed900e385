"""What is missing on a machine is told with the command that helps, and why the environment could not be made."""

import os
from pathlib import Path

import pytest

from saas.launch import bootstrap, system
from saas.launch.trouble import Trouble

BROKEN = (
    "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by "
    "'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f32f968c910>: Failed to establish a new "
    "connection: [Errno 111] Connection refused')': /simple/alembic/"
)
NONE = "ERROR: Could not find a version that satisfies the requirement alembic==1.20.1 (from versions: none)"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A plain user with nothing on the PATH but what the test lays there."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def lay(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(["#!/bin/sh", *lines, ""]))
    (folder / name).chmod(0o755)


def test_an_index_out_of_reach_is_not_called_a_version_that_is_not_there() -> None:
    told = bootstrap._reason([BROKEN, NONE])
    assert "could not be reached" in told
    assert "Connection refused" in told
    assert "0x7f32" not in told


def test_otherwise_the_error_of_pip_is_told() -> None:
    assert bootstrap._reason(["WARNING: something else", NONE]) == NONE
    assert bootstrap._reason([]) == "pip ended without a word"


def test_the_command_has_sudo_only_where_there_is_one(plain: Path) -> None:
    lay(plain, "apt-get", "exit 1")
    assert system._words("apt-get", ["chromium"]).startswith("To install, as root: apt-get ")
    lay(plain, "sudo", "exit 1")
    told = system._words("apt-get", ["chromium"])
    assert told.startswith("To install: sudo apt-get ")
    assert told.endswith("sudo apt-get install -y --no-install-recommends chromium")


def test_packages_that_cannot_be_installed_are_told_and_the_start_goes_on(
    plain: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(plain, "apt-get", "exit 1")
    monkeypatch.setattr(system, "PDF", (system.Need("Pango", lambda: False, {"apt-get": "libpango-1.0-0"}),))
    system.ensure_packages(plain / "env" / "memory")
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 1
    assert "Missing on this machine: Pango; until then PDFs can't be made" in told[0]
    assert told[0].endswith("apt-get install -y --no-install-recommends libpango-1.0-0")


def test_a_python_that_cannot_make_environments_is_told_with_the_package(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(plain, "bare-python", "exit 1")
    monkeypatch.setattr("sys.executable", str(plain / "bare-python"))
    with pytest.raises(Trouble, match=r"can't make environments here\. To install, as root: .*python3\.11-venv"):
        system.ensure_venv("3.11", plain / "borrowed")
