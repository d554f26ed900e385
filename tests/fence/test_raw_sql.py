"""T4: what somebody with the application's own database role can do by hand, table by table. Every try is refused or empty."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from saas import migrate
from saas.launch.testbed import Services
from tenants.isolation.ddl import fences
from tests.conftest import a_house
from tests.house_fixture import House

TABLES = sorted(t.name for t in migrate.models().tables.values())


@pytest.fixture(scope="module")
def house(bed: Services, template: str) -> Iterator[House]:
    """One database for all of these: nothing here is committed, but for a few rows that nobody counts."""
    with a_house(bed, template) as found:
        yield found


@pytest.fixture
def by_hand(bed: Services, house: House) -> Iterator[Connection]:
    """A connection as `app`, without any of our code on it."""
    engine = create_engine(bed.url("app", house.database))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def set_tenant(connection: Connection, tenant: UUID | str, person: UUID | None = None) -> None:
    connection.execute(text("SELECT set_config('app.tenant_id', :t, true)"), {"t": str(tenant)})
    connection.execute(text("SELECT set_config('app.person_id', :p, true)"), {"p": str(person or UUID(int=0))})


def refused(connection: Connection, statement: str, **values: object) -> str:
    """The SQLSTATE with which the statement is refused; "" where it went through."""
    with connection.begin_nested() as point:
        try:
            connection.execute(text(statement), values)
        except DBAPIError as error:
            point.rollback()
            return str(getattr(error.orig, "sqlstate", "?"))
    return ""


@pytest.mark.parametrize("table", TABLES)
def test_no_row_of_the_other_organisation(by_hand: Connection, house: House, table: str) -> None:
    mine, theirs = house.tenant("northlight"), house.tenant("tidewater")
    set_tenant(by_hand, mine, house.person("amara"))
    for condition in ("true", f"tenant_id = '{theirs}'", "tenant_id <> current_setting('app.tenant_id')::uuid"):
        found = {row[0] for row in by_hand.execute(text(f'SELECT DISTINCT tenant_id FROM "{table}" WHERE {condition}'))}
        assert found <= {mine}, (table, condition)
    fence = fences()[table]
    for statement in (
        f"UPDATE \"{table}\" SET id = id WHERE tenant_id = '{theirs}'",
        f"DELETE FROM \"{table}\" WHERE tenant_id = '{theirs}'",
    ):
        state = refused(by_hand, statement)
        assert state == ("42501" if fence.record else ""), (table, statement, state)
    with house.within("tidewater") as session:
        before = session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar() if not fence.parties else 0
    assert before is not None


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("setting", [None, "", "garbage", "00000000-0000-0000-0000-000000000000' OR true --"])
def test_without_a_tenant_every_statement_is_an_error(bed: Services, house: House, table: str, setting: str | None) -> None:
    engine = create_engine(bed.url("app", house.database))
    with engine.connect() as connection:
        if setting is not None:
            connection.execute(text("SELECT set_config('app.tenant_id', :t, true)"), {"t": setting})
        rows = connection.execute(text(f"SELECT count(*) FROM pg_class WHERE relname = '{table}'")).scalar()
        assert rows == 1
        state = refused(connection, f'INSERT INTO "{table}" (tenant_id, id) VALUES (:t, :t)', t=house.tenant("tidewater"))
        assert state in {"42704", "22P02", "23502", "42501"}, (table, state)
        if table in {"person", "organisation", "company", "unit"}:
            assert refused(connection, f'SELECT * FROM "{table}"') in {"42704", "22P02"}, table
    engine.dispose()


@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_the_other_organisation_cannot_be_written(by_hand: Connection, house: House, table: str) -> None:
    set_tenant(by_hand, house.tenant("northlight"), house.person("amara"))
    columns = ", ".join(f'"{c.name}"' for c in migrate.models().tables[table].columns)
    moved = columns.replace('"tenant_id"', f"'{house.tenant('tidewater')}'::uuid")
    statement = f'INSERT INTO "{table}" ({columns}) SELECT {moved} FROM "{table}" LIMIT 1'
    state = refused(by_hand, statement)
    empty = by_hand.execute(text(f'SELECT count(*) FROM "{table}"')).scalar() == 0
    assert state == "42501" or (empty and state == ""), (table, state)


FORBIDDEN = [
    "TRUNCATE person",
    "COPY person TO STDOUT",
    "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
    "CREATE POLICY open ON person USING (true)",
    "CREATE TABLE mine (x int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SET ROLE owner",
    "SET ROLE steward",
    "SET ROLE chores",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION owner",
    "ALTER ROLE app BYPASSRLS",
    "GRANT owner TO app",
    "SELECT * FROM tenant",
    "SELECT * FROM counts()",
    "SELECT due_tenants(10)",
    "SELECT provision(gen_random_uuid(), 'mine')",
    "SELECT set_state('tidewater', 'suspended', 'x')",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "DELETE FROM journal_entry",
    "UPDATE agreement_version SET content = '{}'",
    "SELECT * FROM agreement_version FOR UPDATE",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_app_may_not(by_hand: Connection, house: House, statement: str) -> None:
    set_tenant(by_hand, house.tenant("northlight"), house.person("amara"))
    if statement.startswith("COPY person"):
        return_rows = by_hand.execute(text("SELECT DISTINCT tenant_id FROM person")).scalars().all()
        assert return_rows == [house.tenant("northlight")]
        return
    assert refused(by_hand, statement) in {"42501", "0A000", "28000", "22023"}, statement


def test_switching_row_security_off_is_an_error_and_no_bypass(by_hand: Connection, house: House) -> None:
    set_tenant(by_hand, house.tenant("northlight"))
    by_hand.execute(text("SET LOCAL row_security = off"))
    assert refused(by_hand, "SELECT * FROM person") == "42501"


def test_a_reference_to_the_other_organisation_is_refused_by_the_key_itself(bed: Services, house: House) -> None:
    """Even the owner, who is past the grants, cannot point from one organisation into the other."""
    eve = house.person("eve")
    engine = create_engine(bed.url("owner", house.database))
    with engine.connect() as connection:
        set_tenant(connection, house.tenant("northlight"))
        state = refused(
            connection,
            "INSERT INTO reporting_line (tenant_id, id, person_id, manager_id, starts_on, ends_on)"
            " VALUES (:t, gen_random_uuid(), :amara, :eve, '2020-01-01', '2020-01-02')",
            t=house.tenant("northlight"),
            amara=house.person("amara"),
            eve=eve,
        )
    engine.dispose()
    assert state == "23503"


def test_an_address_may_be_used_by_both_organisations_without_either_learning_of_it(house: House) -> None:
    from tenants import people

    with house.within("tidewater"):
        people.add(name="Same", email="amara@northlight.example", by=None)
    with house.within("tidewater") as session:
        assert session.execute(text("SELECT count(*) FROM person WHERE email_key = 'amara@northlight.example'")).scalar() == 1


def test_drafts_are_invisible_to_everybody_but_their_author_even_by_hand(by_hand: Connection, house: House) -> None:
    from saas import plan
    from tests.factories import an_open_plan

    found = an_open_plan(house, "amara").id
    with house.acting("amara") as amara:
        sheet = plan.sheet(found)
        assert sheet is not None
        plan.take_draft(sheet, by=amara)
    counts = {}
    for who in ("amara", "bo", "tova"):
        set_tenant(by_hand, house.tenant("northlight"), house.person(who))
        counts[who] = by_hand.execute(text("SELECT count(*) FROM agreement_draft")).scalar()
        by_hand.rollback()
    assert counts == {"amara": 1, "bo": 0, "tova": 0}
