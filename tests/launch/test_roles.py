"""roles.sql, on a real server: who may what before there is a single table."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest

from saas.launch.postgres import LOGINS, ROLES, Cluster, libpq, wait_for
from saas.launch.postgres_binaries import binaries, readable_copy
from saas.launch.service_user import service_user
from saas.launch.settings import ROOT
from saas.launch.testbed import FAST, Services


@pytest.fixture
def database(bed: Services) -> Iterator[str]:
    name = f"roles_{uuid4().hex[:8]}"
    bed.make_database(name)
    yield name
    bed.drop_database(name)


def ask(bed: Services, role: str, database: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq(bed.url(role, database)), autocommit=True) as connection:
        done = connection.execute(statement)
        return done.fetchall() if done.description else []


def test_no_login_sees_through(bed: Services, database: str) -> None:
    rows = ask(
        bed,
        "app",
        database,
        "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication, rolcanlogin FROM pg_roles "
        "WHERE rolname IN ('owner', 'app', 'steward', 'chores', 'backup') ORDER BY rolname",
    )
    expected = [("app", False, True), ("backup", True, False), ("chores", False, False), ("owner", False, True)]
    assert rows == [*expected, ("steward", False, True)]


def test_app_and_steward_are_members_of_nothing(bed: Services, database: str) -> None:
    found = "SELECT member::regrole::text FROM pg_auth_members WHERE member IN ('app'::regrole, 'steward'::regrole)"
    assert ask(bed, "app", database, found) == []


def test_owner_has_the_rights_of_chores_only_by_becoming_it(bed: Services, database: str) -> None:
    found = (
        "SELECT inherit_option, set_option FROM pg_auth_members WHERE member = 'owner'::regrole AND roleid = 'chores'::regrole"
    )
    assert ask(bed, "app", database, found) == [(False, True)]
    assert ask(bed, "owner", database, "SET ROLE chores") == []


@pytest.mark.parametrize("role", ["app", "steward"])
@pytest.mark.parametrize("statement", ["CREATE TABLE mine (x int)", "CREATE TEMP TABLE mine (x int)", "CREATE SCHEMA mine"])
def test_only_owner_makes_things(bed: Services, database: str, role: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(bed, role, database, statement)
    assert ask(bed, "owner", database, "CREATE TABLE theirs (x int)") == []


def test_a_stranger_does_not_even_connect(bed: Services, database: str) -> None:
    stranger = f"stranger_{uuid4().hex[:8]}"
    ask(bed, "postgres", "postgres", f"CREATE ROLE {stranger} LOGIN PASSWORD 'test'")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            ask(bed, stranger, database, "SELECT 1")
    finally:
        ask(bed, "postgres", "postgres", f"DROP ROLE {stranger}")


def test_letters_are_letters_whatever_the_environment_says(bed: Services, database: str) -> None:
    assert ask(bed, "app", database, "SELECT upper('é'), 'ÉMILE' ILIKE 'émile'") == [("É", True)]


def test_it_may_run_again(bed: Services, database: str) -> None:
    bed.make_database(database)
    assert ask(bed, "app", database, "SELECT 1") == [(1,)]


@pytest.fixture(scope="module")
def managed() -> Iterator[Cluster]:
    """A server of its own, whose administrator is no superuser, as managed ones have it."""
    with TemporaryDirectory(prefix="roles-", dir="/tmp") as name:
        folder, user = Path(name), service_user()
        folder.chmod(0o711)
        lies = folder / "postgres"
        lies.mkdir(mode=0o700)
        found = binaries()
        if user:
            user.owns(lies)
            found = readable_copy(found, folder, user)
        server = Cluster(lies, lies, found, "test", user, FAST)
        server.initialise()
        child = server.start(folder / "log")
        try:
            assert wait_for(server.url(), 30, child) is None
            with psycopg.connect(libpq(server.url()), autocommit=True) as superuser:
                superuser.execute("CREATE ROLE admin LOGIN CREATEROLE CREATEDB PASSWORD 'test'")
            yield server
        finally:
            child.send_signal(SIGINT)
            child.wait(30)


@pytest.mark.slow
def test_the_administrator_of_a_managed_server_prepares_it_as_the_guide_says(managed: Cluster) -> None:
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    create = next(line for line in guide.splitlines() if line.startswith("CREATE DATABASE"))
    with psycopg.connect(libpq(managed.url("admin", "test")), autocommit=True) as admin:
        admin.execute(create.encode())
    with psycopg.connect(libpq(managed.url("admin", "test", "sameboat")), autocommit=True) as admin:
        for _ in ("first", "again"):
            admin.execute(ROLES.read_bytes())
        for role in LOGINS:
            admin.execute(f"ALTER ROLE {role} PASSWORD 'test'".encode())
    addresses = {role: managed.url(role, "test", "sameboat") for role in LOGINS}
    given = {
        "DATABASE_OWNER_URL": addresses["owner"],
        "DATABASE_URL": addresses["app"],
        "DATABASE_STEWARD_URL": addresses["steward"],
    }
    command = [sys.executable, "-P", "-m", "saas.launch.prepare"]
    environment = {**os.environ, **given, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr
