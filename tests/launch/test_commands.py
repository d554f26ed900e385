"""The scripts in bin: wrong use, and a machine without the right Python."""

import os
import subprocess
from pathlib import Path

import pytest

from saas.launch.settings import ROOT

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


@pytest.mark.parametrize(
    "changes",
    [
        {"PORT": "80a"},
        {"DATABASE_URL": "mysql://db/x", "DATABASE_STEWARD_URL": "mysql://db/x"},
        {"DATABASE_URL": "nonsense", "DATABASE_STEWARD_URL": "nonsense"},
        {"DATABASE_URL": "postgresql://app@db/x"},
        {"DATABASE_OWNER_URL": "postgresql://owner@db/x"},
        {"SECRET_KEY": "short"},
        {"BASE_URL": "ftp://x"},
        {"BASE_URL": "http://performance.example.com"},
        {"REDIS_URL": "http://127.0.0.1/0"},
        {"SMTP_URL": "foo"},
        {"SMTP_URL": "smtp://mail.example.com:99999"},
        {"SAMEBOAT_PROXIES": "one"},
        {"SAMEBOAT_PASSWORD_COST": "none"},
        {"WEB_WORKERS": "0"},
    ],
    ids=lambda changes: "=".join(next(iter(changes.items()))),
)
def test_a_setting_that_cannot_be_right_is_wrong_use_told_in_one_line_before_anything_is_made(
    changes: dict[str, str], tmp_path: Path
) -> None:
    done = call("run", SAMEBOAT_HOME=str(tmp_path / "home"), **changes)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert next(iter(changes)) in done.stderr
    assert not (tmp_path / "home").exists()


def test_a_test_that_is_not_there_is_wrong_use() -> None:
    for name in ("nosuch", "tests/nosuch.py::test_x"):
        done = call("test", name)
        assert (done.returncode, done.stderr) == (2, f"bin/test: there is no {name}\n")


@pytest.mark.parametrize("verb", ["run", "test", "ci", "bench", "dump"])
def test_help_is_given(verb: str) -> None:
    done = call(verb, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: bin/{verb}")


def test_the_help_of_the_commands_tells_ours_alone_and_needs_no_instance(tmp_path: Path) -> None:
    done = call("flask", "--help", SAMEBOAT_HOME=str(tmp_path / "none"))
    assert (done.returncode, done.stderr) == (0, "")
    listed = done.stdout.partition("Commands:")[2].split("\n")
    assert {line.split()[0] for line in listed if line.startswith("  ") and not line.startswith("   ")} == {
        "check", "company", "grant", "library", "line", "organisation", "partner", "people", "person", "position", "routes",
        "seed", "tenant", "unit",
    }  # fmt: skip
    assert "..." not in "".join(listed), "each is said in one line"
    assert not {"-A", "-e", "--debug", "Flask"} & set(done.stdout.split())


def test_without_a_python_it_says_so(tmp_path: Path) -> None:
    for tool in ("sh", "dirname", "env"):
        found = next(p for p in (Path("/usr/bin") / tool, Path("/bin") / tool) if p.exists())
        (tmp_path / tool).symlink_to(found)
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    done = call("run", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr


def test_commands_on_an_address_that_is_none_are_wrong_use(tmp_path: Path) -> None:
    done = call("flask", "check", SAMEBOAT_HOME=str(tmp_path / "none"), DATABASE_URL="nonsense")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_commands_without_an_instance_say_so(tmp_path: Path) -> None:
    for verb in ("flask", "dump"):
        done = call(verb, "x", SAMEBOAT_HOME=str(tmp_path / "none"), DATABASE_URL="")
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert "No instance was started" in done.stderr
