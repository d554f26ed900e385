"""T4: what somebody with the application's own database role can do by hand, table by table. Every try is refused or empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from saas.launch import postgres
from saas.launch.testbed import Services
from tenants import isolation
from tests.conftest import a_house
from tests.fence.walk import byhand, rows
from tests.fence.walk.byhand import Hands
from tests.fence.walk.ground import Ground
from tests.fence.walk.world import MINE, THEIRS
from tests.house_fixture import House

pytestmark = pytest.mark.slow


@contextmanager
def at_hand(bed: Services, ground: Ground) -> Iterator[Hands]:
    """A copy of the ground, on which every table has rows in both organisations."""
    with a_house(bed, ground.database) as house:
        hands = Hands(bed, house.database, house.tenant(MINE), house.tenant(THEIRS))
        isolation.engine().dispose()
        try:
            yield hands
        finally:
            hands.close()


@pytest.fixture(scope="module")
def hands(bed: Services, ground: Ground) -> Iterator[Hands]:
    """One database for all of these: what is tried leaves nothing behind, and each try looks whether it did."""
    with at_hand(bed, ground) as found:
        yield found


@pytest.mark.parametrize("table", rows.tables())
@pytest.mark.parametrize("what", byhand.TRIES)
def test_by_hand_no_row_of_the_other_organisation_is_seen_or_touched(hands: Hands, table: str, what: str) -> None:
    assert list(byhand.TRIES[what](hands, table)) == []


PLANTS = {
    "row security off": ("ALTER TABLE position DISABLE ROW LEVEL SECURITY", "position", {"read", "write", "insert"}),
    "a policy for all": ("CREATE POLICY open ON journal_entry FOR SELECT USING (true)", "journal_entry", {"read"}),
    "a policy for changes": (
        "CREATE POLICY a ON holiday FOR UPDATE USING (true); CREATE POLICY b ON holiday FOR SELECT USING (true)",
        "holiday",
        {"write"},
    ),
    "a policy for removals": (
        "CREATE POLICY a ON notice FOR DELETE USING (true); CREATE POLICY b ON notice FOR SELECT USING (true)",
        "notice",
        {"write"},
    ),
    "a policy for new rows": ("CREATE POLICY open ON unit FOR INSERT WITH CHECK (true)", "unit", {"insert"}),
    "a policy that tolerates no tenant": (
        "ALTER POLICY tenant_isolation ON plan USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)",
        "plan",
        {"without a tenant"},
    ),
    "TRUNCATE for app": ("GRANT TRUNCATE ON file TO app", "file", {"structure"}),
    "app as owner": ("ALTER TABLE mail OWNER TO app", "mail", {"structure"}),
    "a record that may change": ("GRANT UPDATE, DELETE ON agreement_version TO app", "agreement_version", {"write"}),
    "a key without the tenant": (
        (
            "ALTER TABLE person ADD UNIQUE (id); ALTER TABLE plan DROP CONSTRAINT plan_person_id_fk,"
            " ADD FOREIGN KEY (person_id) REFERENCES person (id)"
        ),
        "plan",
        {"reference"},
    ),
    "a table without rows": ("DELETE FROM mail", "mail", {"read"}),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_hole_that_is_made_in_the_fence_is_found_by_the_same_tries(bed: Services, ground: Ground, plant: str) -> None:
    statement, table, where = PLANTS[plant]
    with at_hand(bed, ground) as hands:
        url = postgres.libpq(bed.url(postgres.SUPERUSER, hands.database))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(statement.encode())
        for what in where:
            assert list(byhand.TRIES[what](hands, table)), what


def test_the_tries_know_every_table_of_the_database(hands: Hands) -> None:
    """A table joins by its model; one without a model is no tenant's, and there are two of these."""
    found = hands.past("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')")
    assert {row[0] for row in found} - {"tenant", "alembic_version"} == set(rows.tables(closed=True))


REFUSED = {
    "CREATE TABLE mine (x int)": "42501",
    "CREATE TEMP TABLE mine (x int)": "42501",
    "CREATE SCHEMA mine": "42501",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'": "42501",
    "CREATE EXTENSION dblink": "42501",
    "SET ROLE owner": "42501",
    "SET ROLE steward": "42501",
    "SET ROLE chores": "42501",
    "SET ROLE postgres": "42501",
    "SET SESSION AUTHORIZATION owner": "42501",
    "SET session_replication_role = replica": "42501",
    "ALTER ROLE app BYPASSRLS": "42501",
    "GRANT owner TO app": "42501",
    "SELECT * FROM tenant": "42501",
    "COPY tenant TO STDOUT": "42501",
    "SELECT * FROM counts()": "42501",
    "SELECT due_tenants(10)": "42501",
    "SELECT provision(gen_random_uuid(), 'mine')": "42501",
    "SELECT set_state('birch', 'suspended', 'x')": "42501",
    "SELECT pg_read_file('/etc/passwd')": "42501",
    "COPY (SELECT 1) TO PROGRAM 'true'": "42501",
    "COPY (SELECT 1) TO '/tmp/mine'": "42501",
    "SELECT lo_export(1, '/tmp/mine')": "42501",
    "SELECT * FROM agreement_version FOR UPDATE": "42501",
    "SELECT query FROM pg_stat_statements": "42P01",
    "SELECT rolpassword FROM pg_authid": "42501",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_app_may_not(hands: Hands, statement: str) -> None:
    with hands.app(hands.mine) as connection:
        assert byhand.send(connection, statement)[0] == REFUSED[statement]


def test_statistics_that_hold_values_are_empty_for_app(hands: Hands) -> None:
    hands.past("SELECT 1")
    with hands.app(hands.mine) as connection:
        tables = [f"'{t}'" for t in rows.tables()]
        seen = byhand.send(connection, f"SELECT tablename FROM pg_stats WHERE tablename IN ({', '.join(tables)})")
        assert seen == ("", 0, [])


def test_an_address_may_be_used_by_both_organisations_without_either_learning_of_it(house: House) -> None:
    from tenants import people

    with house.within("tidewater"):
        people.add(name="Same", email="amara@northlight.example", by=None)
    with house.within("tidewater") as session:
        found = [p.email_key for p in session.query(people.Person).filter_by(email_key="amara@northlight.example")]
    assert found == ["amara@northlight.example"]


def test_drafts_are_invisible_to_everybody_but_their_author_even_by_hand(bed: Services, house: House) -> None:
    from saas import plan
    from tests.factories import an_open_plan

    found = an_open_plan(house, "amara").id
    with house.acting("amara") as amara:
        sheet = plan.sheet(found)
        assert sheet is not None
        plan.take_draft(sheet, by=amara)
    by_hand = Hands(bed, house.database, house.tenant("northlight"), house.tenant("tidewater"))
    counts = {}
    for who in ("amara", "bo", "tova"):
        with by_hand.app(by_hand.mine, house.person(who)) as connection:
            counts[who] = byhand.send(connection, "SELECT id FROM agreement_draft")[1]
    by_hand.close()
    assert counts == {"amara": 1, "bo": 0, "tova": 0}
