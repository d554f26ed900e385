"""T3: the catalog rules find nothing in our database, and find every planted mistake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, text

from saas import migrate
from saas.launch import postgres
from saas.launch.testbed import Services
from tenants.isolation import Base
from tenants.isolation.catalog import RULES, SeesThrough, findings, refuse_to_see_through
from tenants.isolation.ddl import for_each_tenant
from tests.conftest import a_house
from tests.house_fixture import House


@pytest.fixture(scope="module")
def house(bed: Services, template: str) -> Iterator[House]:
    """One database for all of these: the plants are rolled back."""
    with a_house(bed, template) as found:
        yield found


@contextmanager
def roles_held(bed: Services) -> Iterator[None]:
    """Nobody else sets roles meanwhile: they belong to the whole cluster, also to the other test workers."""
    with psycopg.connect(postgres.libpq(bed.superuser_url), autocommit=True) as connection:
        connection.execute(postgres.ONE_AT_A_TIME)
        yield


def ask(bed: Services, database: str, role: str = "owner", *plants: str) -> list[str]:
    """What the rules find after the plants were run by `role`, in a transaction that is rolled back."""
    engine = create_engine(bed.url(role, database))
    try:
        with roles_held(bed), engine.connect() as connection:
            for plant in plants:
                connection.exec_driver_sql(plant)
            found = findings(connection)
            connection.rollback()
            return found
    finally:
        engine.dispose()


def test_the_migrated_database_keeps_every_rule(bed: Services, house: House) -> None:
    assert ask(bed, house.database) == []


def test_app_itself_may_ask_the_rules(bed: Services, house: House) -> None:
    assert ask(bed, house.database, "app") == []


def test_a_migration_of_data_reaches_each_organisation_by_itself_and_leaves_every_rule_as_it_was(
    bed: Services, house: House
) -> None:
    reached: dict[UUID, list[UUID]] = {}
    people = text("SELECT DISTINCT tenant_id FROM person")
    engine = create_engine(bed.url("owner", house.database))
    try:
        with roles_held(bed), engine.connect() as connection:
            operations = Operations(MigrationContext.configure(connection))
            for_each_tenant(operations, lambda _op, tenant: reached.update({tenant: list(connection.scalars(people))}))
            assert findings(connection) == []
            connection.rollback()
    finally:
        engine.dispose()
    with psycopg.connect(postgres.libpq(bed.url(postgres.SUPERUSER, house.database))) as everything:
        there = {row[0] for row in everything.execute("SELECT id FROM tenant")}
    assert len(there) > 1
    assert reached == {tenant: [tenant] for tenant in there}


def unforced(line: str, *tables: str) -> list[str]:
    """A foreign key can only be added while row security is not forced on its tables."""
    lift = [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in tables]
    return [*lift, line, *(each.replace("NO FORCE", "FORCE") for each in lift)]


PLANTS: dict[str, tuple[str, list[str], str]] = {
    "row security not forced": ("owner", ["ALTER TABLE person NO FORCE ROW LEVEL SECURITY"], "table person: row security"),
    "row security off": ("owner", ["ALTER TABLE person DISABLE ROW LEVEL SECURITY"], "table person: row security"),
    "a policy more": ("owner", ["CREATE POLICY open ON person USING (true)"], "policy open is not expected"),
    "a policy less": ("owner", ["DROP POLICY tenant_isolation ON plan"], "policy tenant_isolation is missing"),
    "a policy altered": (
        "owner",
        ["ALTER POLICY tenant_isolation ON plan USING (tenant_id IS NOT NULL)"],
        "policy tenant_isolation is altered",
    ),
    "a missing setting tolerated": (
        "owner",
        ["ALTER POLICY tenant_isolation ON plan USING (tenant_id = current_setting('app.tenant_id', true)::uuid)"],
        "policy tenant_isolation is altered",
    ),
    "a draft open to the other side": (
        "owner",
        ["DROP POLICY parties_only ON agreement_draft"],
        "policy parties_only is missing",
    ),
    "parties_only made permissive by another column": (
        "owner",
        ["ALTER POLICY parties_only ON agreement_draft USING (author_id IS NOT NULL)"],
        "policy parties_only is altered",
    ),
    "a chores policy too much": (
        "owner",
        ["CREATE POLICY chores ON agreement_version TO chores USING (true)"],
        "policy chores is not expected",
    ),
    "unique without tenant": ("owner", ["ALTER TABLE person ADD CONSTRAINT u UNIQUE (email_key)"], "index u does not start"),
    "index without tenant": ("owner", ["CREATE UNIQUE INDEX ui ON person (email_key)"], "index ui does not start"),
    "table without tenant": ("owner", ["CREATE TABLE loose (id uuid PRIMARY KEY)"], "table loose is neither"),
    "table without a model": (
        "owner",
        ["CREATE TABLE ghost (tenant_id uuid NOT NULL, id uuid, PRIMARY KEY (tenant_id, id))"],
        "table ghost is neither",
    ),
    "a foreign key dropped": (
        "owner",
        ["ALTER TABLE plan DROP CONSTRAINT plan_person_id_fk"],
        "column person_id is in no foreign key",
    ),
    "a foreign key not validated": (
        "owner",
        [
            "ALTER TABLE plan DROP CONSTRAINT plan_person_id_fk",
            (
                "ALTER TABLE plan ADD CONSTRAINT plan_person_id_fk FOREIGN KEY (tenant_id, person_id)"
                " REFERENCES person (tenant_id, id) NOT VALID"
            ),
        ],
        "plan_person_id_fk is not validated",
    ),
    "a cascade into records": (
        "owner",
        [
            "ALTER TABLE agreement_signature DROP CONSTRAINT agreement_signature_version_id_fk",
            *unforced(
                "ALTER TABLE agreement_signature ADD CONSTRAINT agreement_signature_version_id_fk FOREIGN KEY"
                " (tenant_id, version_id) REFERENCES agreement_version (tenant_id, id) ON DELETE CASCADE",
                "agreement_signature",
                "agreement_version",
            ),
        ],
        "cascades or nulls",
    ),
    "set null": (
        "owner",
        [
            "ALTER TABLE unit DROP CONSTRAINT unit_parent_id_fk",
            *unforced(
                "ALTER TABLE unit ADD CONSTRAINT unit_parent_id_fk FOREIGN KEY (tenant_id, parent_id)"
                " REFERENCES unit (tenant_id, id) ON DELETE SET NULL (parent_id)",
                "unit",
            ),
        ],
        "cascades or nulls",
    ),
    "TRUNCATE granted": ("owner", ["GRANT TRUNCATE ON person TO app"], "app holds"),
    "UPDATE on a record": ("owner", ["GRANT UPDATE ON agreement_version TO app"], "table agreement_version: app holds"),
    "UPDATE of a column of a record": (
        "owner",
        ["GRANT UPDATE (content) ON agreement_version TO app"],
        "table agreement_version: app holds UPDATE of the column content",
    ),
    "DELETE on the journal": ("owner", ["GRANT DELETE ON journal_entry TO app"], "table journal_entry: app holds"),
    "the list of tenants readable": ("owner", ["GRANT SELECT ON tenant TO app"], "table tenant: app holds"),
    "steward reads people": ("owner", ["GRANT SELECT ON person TO steward"], "table person: steward holds"),
    "PUBLIC reads people": ("owner", ["GRANT SELECT ON person TO PUBLIC"], "table person: public holds"),
    "a view of the owner": ("owner", ["CREATE VIEW v AS SELECT * FROM person"], "view v shows more"),
    "a materialized view": ("owner", ["CREATE MATERIALIZED VIEW m AS SELECT 1 AS x"], "view m shows more"),
    "a definer function": (
        "owner",
        ["CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM person'"],
        "function f runs with its owner's rights",
    ),
    "a listed function open to PUBLIC": (
        "postgres",
        ["GRANT EXECUTE ON FUNCTION counts() TO PUBLIC"],
        "function counts may be executed by",
    ),
    "a listed function without its search path": (
        "postgres",
        ["ALTER FUNCTION counts() RESET search_path"],
        "function counts must belong to chores",
    ),
    "a listed function with another owner": (
        "postgres",
        ["ALTER FUNCTION counts() OWNER TO postgres"],
        "function counts must belong to chores",
    ),
    "a nullable tenant": (
        "owner",
        ["ALTER TABLE holiday DROP CONSTRAINT holiday_pk CASCADE", "ALTER TABLE holiday ALTER tenant_id DROP NOT NULL"],
        "table holiday: tenant_id",
    ),
    "app owns a table": ("postgres", ["ALTER TABLE holiday OWNER TO app"], "role app could see through"),
    "app reads everything": ("postgres", ["GRANT pg_read_all_data TO app"], "role app could see through"),
    "app passes row security": ("postgres", ["ALTER ROLE app BYPASSRLS"], "role app could see through"),
    "steward is a member of owner": ("postgres", ["GRANT owner TO steward"], "role steward could see through"),
    "a trigger": (
        "owner",
        [
            "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER tt BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION t()",
        ],
        "trigger tt exists",
    ),
    "a sequence": ("owner", ["CREATE SEQUENCE s"], "sequence s exists"),
    "another schema": (
        "postgres",
        ["CREATE SCHEMA side", "CREATE TABLE side.copy AS SELECT 1 AS x"],
        "stands outside the schema public",
    ),
}
PLANTS["a plain foreign key"] = (
    "owner",
    [
        "ALTER TABLE company ADD CONSTRAINT bare UNIQUE (tenant_id, state, id)",
        "ALTER TABLE tenant ADD CONSTRAINT tenant_other UNIQUE (slug, id)",
        "ALTER TABLE unit DROP CONSTRAINT unit_parent_id_fk",
        "CREATE UNIQUE INDEX bare_id ON unit (id)",
        *unforced("ALTER TABLE unit ADD CONSTRAINT unit_parent_id_fk FOREIGN KEY (parent_id) REFERENCES unit (id)", "unit"),
    ],
    "leaves the tenant",
)


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_mistake_is_found(bed: Services, house: House, plant: str) -> None:
    role, lines, words = PLANTS[plant]
    found = ask(bed, house.database, role, *lines)
    assert any(words in line for line in found), (plant, found)


def test_every_rule_finds_at_least_one_plant(bed: Services, house: House) -> None:
    engine = create_engine(bed.url("postgres", house.database))
    quiet = {rule.__name__ for rule in RULES}
    with roles_held(bed), engine.connect() as connection:
        for _role, lines, _words in PLANTS.values():
            for line in lines:
                connection.exec_driver_sql(line)
            quiet -= {rule.__name__ for rule in RULES if any(True for _ in rule(connection))}
            connection.rollback()
    engine.dispose()
    assert quiet == set(), f"no plant shows that these rules can fail: {quiet}"


@pytest.mark.parametrize("role", ["postgres", "owner", "steward"])
def test_the_program_does_not_start_with_a_role_that_sees_through(bed: Services, house: House, role: str) -> None:
    engine = create_engine(bed.url(role, house.database))
    with engine.connect() as connection, pytest.raises(SeesThrough):
        refuse_to_see_through(connection)
    engine.dispose()


def test_the_program_does_not_start_on_a_database_with_a_hole(bed: Services, house: House) -> None:
    owner, app = create_engine(bed.url("owner", house.database)), create_engine(bed.url("app", house.database))
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE person NO FORCE ROW LEVEL SECURITY"))
    with app.connect() as connection, pytest.raises(SeesThrough, match="table person"):
        refuse_to_see_through(connection)
    with owner.begin() as connection:
        connection.execute(text("ALTER TABLE person FORCE ROW LEVEL SECURITY"))
    owner.dispose()
    app.dispose()


def test_app_starts_on_a_sound_database(bed: Services, house: House) -> None:
    app = create_engine(bed.url("app", house.database))
    with app.connect() as connection:
        refuse_to_see_through(connection)
        assert findings(connection) == []
    app.dispose()


def test_every_column_is_classified() -> None:
    for table in migrate.models().tables.values():
        for column in table.columns:
            facts = column.info
            assert facts.get("class") in {"none", "pseudonymous", "personal", "sensitive"}, f"{table.name}.{column.name}"
            assert facts.get("kept"), f"{table.name}.{column.name} does not say how long it is kept"
            assert isinstance(facts.get("exported"), bool), f"{table.name}.{column.name}"
            assert facts.get("erased") in {"keep", "null", "pseudonym", "tombstone", "row"}, f"{table.name}.{column.name}"
    assert Base.metadata.tables


def test_models_and_migrations_are_the_same(bed: Services, house: House) -> None:
    engine = create_engine(bed.url("owner", house.database))
    with engine.connect() as connection:
        assert migrate.differences(connection) == []
    engine.dispose()
    assert migrate.check_numbers() == []
