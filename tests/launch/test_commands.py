"""The scripts in bin: wrong use, and a machine without the right Python."""

import os
import subprocess
from pathlib import Path

import pytest

from saas.launch.settings import ROOT
from tests.launch.instance import free_port

pytestmark = pytest.mark.slow


def call(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "bin" / words[0]), *words[1:]]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    "words",
    [("run", "--fast"), ("test", "-x"), ("test", "fast", "all"), ("ci", "x"), ("bench", "--people"), ("flask",), ("dump",)],
    ids=" ".join,
)
def test_wrong_use_ends_with_two_and_says_how(words: tuple[str, ...]) -> None:
    done = call(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: bin/")


@pytest.mark.parametrize("changes", [{"PORT": "80a"}, {"DATABASE_URL": "mysql://db/x", "DATABASE_STEWARD_URL": "mysql://db/x"}])
def test_settings_that_make_no_sense_are_wrong_use(changes: dict[str, str], tmp_path: Path) -> None:
    done = call("run", SAMEBOAT_HOME=str(tmp_path / "home"), **changes)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert next(iter(changes)) in done.stderr


def test_a_setting_that_the_app_cannot_read_is_one_line(tmp_path: Path) -> None:
    addresses = dict.fromkeys(("DATABASE_URL", "DATABASE_STEWARD_URL"), "postgresql://app:x@127.0.0.1:1/x")
    addresses["REDIS_URL"] = "redis://127.0.0.1:1/0"
    for wrong in (
        {"SAMEBOAT_PROXIES": "one"},
        {"BASE_URL": "performance.example.com"},
        {"BASE_URL": "http://performance.example.com"},
    ):
        done = call("run", SAMEBOAT_HOME=str(tmp_path / "home"), PORT=str(free_port()), **addresses, **wrong)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert next(iter(wrong)) in done.stderr


@pytest.mark.parametrize("verb", ["run", "test", "ci", "bench", "dump"])
def test_help_is_given(verb: str) -> None:
    done = call(verb, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: bin/{verb}")


def test_without_a_python_it_says_so(tmp_path: Path) -> None:
    for tool in ("sh", "dirname", "env"):
        found = next(p for p in (Path("/usr/bin") / tool, Path("/bin") / tool) if p.exists())
        (tmp_path / tool).symlink_to(found)
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    done = call("run", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr


def test_commands_without_an_instance_say_so(tmp_path: Path) -> None:
    for verb in ("flask", "dump"):
        done = call(verb, "x", SAMEBOAT_HOME=str(tmp_path / "none"), DATABASE_URL="")
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert "No instance was started" in done.stderr
