"""bin/run from the outside: it starts, says so, refuses in one line, and ends in time. Whole instances, hence slow."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator

import pytest

from saas.launch.settings import ROOT
from tests.launch.instance import Instance, make

pytestmark = pytest.mark.slow
NOWHERE = "postgresql://127.0.0.1:1/x?user="
ONCE = {"supervisor": 1, "postgres": 1, "valkey": 1, "worker": 1, "sweeper": 1, "web": 1}


@pytest.fixture(scope="module")
def started() -> Iterator[Instance]:
    instance = make("home").start("--no-demo")
    yield instance
    instance.end()
    shutil.rmtree(instance.home.folder.parent, ignore_errors=True)


def refused(instance: Instance, **changes: str) -> tuple[int, list[str]]:
    kept = {**os.environ, "SAMEBOAT_HOME": str(instance.home.folder), "PORT": str(instance.port), **changes}
    done = subprocess.run([ROOT / "bin" / "run", "--no-demo"], env=kept, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stderr.splitlines()


def test_it_says_where_it_is_and_how_to_end_it(started: Instance) -> None:
    assert f"Sameboat is ready at http://127.0.0.1:{started.port}\n" in started.said
    assert str(started.home.folder) in started.said
    assert started.is_ready()
    assert started.kinds() == ONCE


def test_health_is_told_without_a_cookie(started: Instance) -> None:
    assert started.ask("/healthz")[0] == 200
    status, told = started.ask("/readyz")
    assert status == 200
    assert all(f'"{part}"' in told for part in ("database", "queue", "worker", "sweeper", "version"))


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
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
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


def test_the_commands_reach_the_running_instance(started: Instance) -> None:
    kept = {**os.environ, "SAMEBOAT_HOME": str(started.home.folder)}
    done = subprocess.run([ROOT / "bin" / "flask", "check"], env=kept, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_it_ends_in_time_whoever_asks_and_starts_again() -> None:
    instance = make("home")
    try:
        instance.start("--no-demo")
        for how in (signal.SIGTERM, signal.SIGINT):
            status, seconds = instance.stop(how)
            assert status == 0
            assert seconds < 20
            assert instance.processes() == []
            instance.start("--no-demo")
            assert instance.is_ready()
    finally:
        instance.end()


def test_data_of_a_newer_version_is_refused() -> None:
    instance = make("home")
    try:
        instance.start("--no-demo")
        with instance.database() as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        instance.stop()
        instance.start("--no-demo")
        assert instance.child is not None
        assert instance.child.wait(30) == 1
        assert "newer Sameboat" in instance.said
        assert len(instance.said.splitlines()) == 1
        assert instance.processes() == []
    finally:
        instance.end()


def test_two_instances_live_side_by_side(started: Instance) -> None:
    other = make("beside")
    try:
        other.start("--no-demo")
        assert other.is_ready()
        assert other.stop()[0] == 0
        assert started.is_ready()
        assert started.kinds() == ONCE
    finally:
        other.end()
