"""bin/run from the outside: it starts, says so, refuses in one line, and ends in time. Whole instances, hence slow."""

import http.client
import json
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from saas.app import VERSION
from saas.launch.settings import ROOT
from tests.launch.instance import Instance, Visitor, make, until

pytestmark = pytest.mark.slow
NOWHERE = "postgresql://127.0.0.1:1/x?user="
ONCE = {"supervisor": 1, "postgres": 1, "valkey": 1, "worker": 1, "sweeper": 1, "web": 1}


@pytest.fixture(scope="module")
def started() -> Iterator[Instance]:
    instance = make("home").start("--no-demo")
    yield instance
    instance.end()
    shutil.rmtree(instance.home.folder.parent, ignore_errors=True)


@pytest.fixture(scope="module")
def beside() -> Iterator[Instance]:
    """Another home, at rest: its data is made once, and whoever starts it leaves it as it was."""
    instance = make("beside")
    try:
        instance.start("--no-demo")
        yield instance
    finally:
        instance.end()
        shutil.rmtree(instance.home.folder.parent, ignore_errors=True)


@pytest.fixture
def other(beside: Instance) -> Iterator[Instance]:
    """That home, running."""
    if beside.child is None or beside.child.poll() is not None:
        beside.start("--no-demo")
    try:
        yield beside
    finally:
        beside.end()


def refused(instance: Instance, **changes: str) -> tuple[int, list[str]]:
    kept = {**os.environ, "SAMEBOAT_HOME": str(instance.home.folder), "PORT": str(instance.port), **changes}
    done = subprocess.run([ROOT / "bin" / "run", "--no-demo"], env=kept, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stderr.splitlines()


def command(instance: Instance, *words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    kept |= {"SAMEBOAT_HOME": str(instance.home.folder), **changes}
    return subprocess.run([ROOT / "bin" / words[0], *words[1:]], env=kept, capture_output=True, text=True, timeout=120)


@contextmanager
def disk(megabytes: int) -> Iterator[Path]:
    """A disk of this size, in memory; only root can make one."""
    made = make("disk").home.folder
    made.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(made)]
    if os.geteuid() or subprocess.run(options, capture_output=True).returncode:
        pytest.skip("a small disk can't be made here")
    try:
        yield made
    finally:
        subprocess.run(["umount", "-l", made], check=True)
        shutil.rmtree(made.parent)


def test_it_says_where_it_is_and_how_to_end_it(started: Instance) -> None:
    assert f"Sameboat is ready at http://127.0.0.1:{started.port}\n" in started.said
    assert str(started.home.folder) in started.said
    assert started.is_ready()
    assert started.kinds() == ONCE


def test_health_is_told_without_a_cookie(started: Instance) -> None:
    visitor = Visitor(started.port)
    assert visitor.get("/healthz")[0] == 200
    status, told = visitor.get("/readyz")
    assert status == 200
    assert json.loads(told) == {**dict.fromkeys(("database", "queue", "worker", "sweeper"), True), "version": VERSION}
    assert visitor.cookie == ""


def test_what_is_missing_is_told_with_a_503(started: Instance) -> None:
    queue = started.processes("valkey-server")[0]
    queue.suspend()
    try:
        status, told = Visitor(started.port).get("/readyz")
    finally:
        queue.resume()
    assert (status, json.loads(told)["queue"], json.loads(told)["database"]) == (503, False, True)
    until(started.is_ready, what="it is well again")


@pytest.mark.parametrize(
    "header", ["SCRIPT_NAME: /evil", "PATH_INFO: /evil", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /evil"]
)
def test_no_header_of_a_visitor_moves_the_address_or_the_scheme(started: Instance, header: str) -> None:
    """Without a proxy that SAMEBOAT_PROXIES counts, nobody is believed who says that they come through one."""
    name, _colon, value = header.partition(": ")
    plain = http.client.HTTPConnection("127.0.0.1", started.port, timeout=20)
    plain.request("GET", "/", headers={name: value})
    answer = plain.getresponse()
    assert answer.status == 200
    assert "Welcome to Sameboat" in answer.read().decode()
    assert answer.headers["Strict-Transport-Security"] is None
    plain.close()


def test_a_second_launcher_on_the_same_home_is_refused(started: Instance) -> None:
    status, lines = refused(started)
    assert (status, len(lines)) == (1, 1)
    assert "already runs" in lines[0]
    assert started.is_ready()


def test_a_taken_port_is_refused_before_anything_is_made(started: Instance) -> None:
    other = make("other")
    other.port = started.port
    status, lines = refused(other)
    assert (status, len(lines)) == (1, 1)
    assert f"Port {started.port}" in lines[0]
    assert not (other.home.folder / "postgres" / "data").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"DATABASE_URL": "postgresql://app:x@127.0.0.1:1/x", "DATABASE_STEWARD_URL": "postgresql://s:x@127.0.0.1:1/x"},
            "database",
        ),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "queue"),
    ],
)
def test_what_cannot_be_reached_is_told_in_one_line(changes: dict[str, str], words: str) -> None:
    other = make("other")
    status, lines = refused(other, **changes)
    assert (status, len(lines)) == (1, 1)
    assert words in lines[0]
    assert other.processes() == []


def test_programs_get_the_addresses_they_need_and_no_others(started: Instance) -> None:
    held = {}
    for name in ("gunicorn", "saas.worker", "saas.sweeper", "bin/postgres -D", "valkey-server"):
        held[name] = set(started.processes(name)[0].environ())
    assert all("DATABASE_OWNER_URL" not in each for each in held.values())
    assert [name for name, each in held.items() if "DATABASE_STEWARD_URL" in each] == ["saas.sweeper"]
    assert "SECRET_KEY" not in held["valkey-server"]


def test_the_programs_run_as_app_and_not_as_owner(started: Instance) -> None:
    signed_in = {row[0] for row in started.rows("SELECT usename FROM pg_stat_activity WHERE datname = 'sameboat'")}
    assert signed_in <= {"app", "steward", "postgres"}


@pytest.mark.parametrize(("words", "told"), [("check", "no finding"), ("routes", "/healthz"), ("tenant list", "")])
def test_the_commands_reach_the_running_instance(words: str, told: str, started: Instance) -> None:
    done = command(started, "flask", *words.split())
    assert done.returncode == 0, done.stderr
    assert told in done.stdout


def test_what_a_command_cannot_do_is_told_without_a_traceback(started: Instance) -> None:
    wrong = command(started, "flask", "tenant", "make")
    assert (wrong.returncode, wrong.stderr.splitlines()[0]) == (2, "Usage: bin/flask tenant [OPTIONS] COMMAND [ARGS]...")
    away = command(make("nobody"), "flask", "check", DATABASE_URL="postgresql://app:x@127.0.0.1:1/x")
    assert (away.returncode, len(away.stderr.splitlines())) == (1, 1)
    assert "does not answer" in away.stderr


def test_two_instances_live_side_by_side_and_one_ends_in_time_whoever_asks_and_starts_again(
    started: Instance, other: Instance
) -> None:
    assert other.is_ready()
    for how in (signal.SIGTERM, signal.SIGINT):
        status, seconds = other.stop(how)
        assert status == 0
        assert seconds < 20
        assert other.processes() == []
        assert started.is_ready()
        assert started.kinds() == ONCE
        other.start("--no-demo")
        assert other.is_ready()


def refuses_to_start(instance: Instance, does: str, undoes: str) -> str:
    """The one line that it says when somebody did that to its database while it was away, and then it ends; without it, it
    starts.
    """
    with instance.database() as connection:
        connection.execute(does.encode())
    instance.stop()
    instance.start("--no-demo")
    assert instance.child is not None
    assert instance.child.wait(60) == 1
    assert len(instance.said.splitlines()) == 1
    assert instance.processes() == []
    said = instance.said
    with instance.alone() as connection:
        connection.execute(undoes.encode())
    return said


def test_data_of_a_newer_version_is_refused(other: Instance) -> None:
    ((version,),) = other.rows("SELECT version_num FROM alembic_version")
    to = "UPDATE alembic_version SET version_num = '{}'"
    assert "newer Sameboat" in refuses_to_start(other, to.format("9999"), to.format(version))


def test_a_fence_that_fell_between_two_starts_is_told_in_one_line_and_nothing_is_served(other: Instance) -> None:
    told = refuses_to_start(other, "GRANT DELETE ON journal_entry TO app", "REVOKE DELETE ON journal_entry FROM app")
    assert "does not keep its fences" in told
    assert "journal_entry" in told


def test_without_the_demo_the_greeting_names_the_next_command_and_the_mail_server_that_is_missing(started: Instance) -> None:
    assert "There is no mail server (SMTP_URL)" in started.said
    words = shlex.split(next(line for line in started.said.splitlines() if "bin/flask tenant create" in line))
    assert words[0] == f"SAMEBOAT_HOME={started.home.folder}"
    given = [{"SLUG": "harbour"}.get(word, word) for word in words[2:]]
    made = command(started, "flask", *given, SMTP_URL="smtp://127.0.0.1:1")
    assert made.returncode == 0, made.stderr
    link = next(line for line in made.stdout.splitlines() if "/invitations/" in line)
    status, page = started.ask(urlsplit(link).path)
    assert (status, "A. Person" in page) == (200, True), "the shell's SMTP_URL is not the instance's"


def test_a_full_disk_is_told_in_one_line_and_with_room_again_nothing_is_lost() -> None:
    with disk(120) as small:
        instance = make("unused")
        instance.home = replace(instance.home, folder=small / "home")
        refused_first = refused(instance)
        assert (refused_first[0], len(refused_first[1])) == (1, 1)
        assert "The disk is full" in refused_first[1][0]
        subprocess.run(["mount", "-o", "remount,size=260m", small], check=True)
        try:
            instance.start("--no-demo")
            assert instance.is_ready(), instance.said
            made = command(instance, "flask", "tenant", "create", "harbour", "--name", "Harbour")
            assert made.returncode == 0, made.stderr
            with (small / "filler").open("wb") as out, suppress(OSError):
                while True:
                    out.write(bytes(2**20))
            large = command(instance, "flask", "seed", "--scale", "500")
            assert (large.returncode, len(large.stderr.splitlines())) == (1, 1)
            assert "The disk is full" in large.stderr
            assert instance.ask("/o/harbour/sign-in")[0] == 200
            status, seconds = instance.stop()
            assert (status, seconds < 20) == (0, True)
            full = refused(instance)
            assert (full[0], len(full[1])) == (1, 1)
            assert "The disk is full" in full[1][0]
            (small / "filler").unlink()
            instance.start("--no-demo")
            assert "harbour: active" in command(instance, "flask", "tenant", "list").stdout
        finally:
            instance.end()
