"""An instance that an earlier version filled is carried to this one with all that is in it: the demo as schema 0011 left it."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select

from saas import migrate
from saas.launch import postgres
from saas.launch.testbed import Services
from tenants import find, isolation
from tenants.agreements.models import LineComment
from tests.conftest import booted
from tests.house_fixture import House, text_of

pytestmark = pytest.mark.slow

OLD = Path(__file__).parent / "older" / "schema_0011.sql.xz"
"""What `pg_dump --inserts` wrote of both demo organisations on the last commit before migration 0012."""
SINCE = {"job", "search_doc", "sign_in_session", "alembic_version"}
"""Tables whose rows come and go by themselves."""


def counts(bed: Services, database: str) -> dict[str, int]:
    """Rows of each table, whoever owns them."""
    tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    count = "SELECT count(*) FROM {}"
    with psycopg.connect(postgres.libpq(bed.url(postgres.SUPERUSER, database))) as connection:
        names = [name for (name,) in connection.execute(tables) if name not in SINCE]
        asked = {name: connection.execute(sql.SQL(count).format(sql.Identifier("public", name))) for name in names}
        return {name: row[0] for name, found in asked.items() if (row := found.fetchone())}


@pytest.fixture(scope="module")
def older(bed: Services) -> Iterator[tuple[House, dict[str, int], list[str]]]:
    """The instance after the upgrade, how many rows it had before, and what the catalog's rules find."""
    name = "older_schema"
    bed.drop_database(name)
    bed.make_database(name)
    script = "\n".join(line for line in lzma.decompress(OLD.read_bytes()).decode().split("\n") if not line.startswith("\\"))
    with psycopg.connect(postgres.libpq(bed.url(postgres.SUPERUSER, name))) as connection:
        connection.execute(script)
    before = counts(bed, name)
    found = migrate.upgrade(bed.url("owner", name))
    with booted(bed, name) as house:
        yield house, before, found
    bed.drop_database(name)


def test_nothing_is_lost_and_the_catalog_is_sound(bed: Services, older: tuple[House, dict[str, int], list[str]]) -> None:
    house, before, found = older
    assert found == []
    after = counts(bed, house.database)
    assert {name: number for name, number in before.items() if after.get(name) != number} == {}
    assert sum(before.values()) > 1000, "the dump holds two organisations' year"


def test_what_a_migration_must_say_of_old_rows_is_said_in_each_organisation(
    older: tuple[House, dict[str, int], list[str]],
) -> None:
    house = older[0]
    for slug in ("northlight", "tidewater"):
        with house.within(slug):
            comments = list(isolation.session().scalars(select(LineComment)))
            assert all(each.with_id for each in comments)
    with house.within("northlight"):
        assert isolation.session().scalars(select(LineComment)).first() is not None, "there is an old comment to tell of"


def test_people_find_their_records_again_and_what_resembles_them(older: tuple[House, dict[str, int], list[str]]) -> None:
    house = older[0]
    with house.acting("amara") as by, house.app.test_request_context("/o/northlight/find"):
        assert any(hit.url.startswith("/plan/plans/") for group in find.search(by, "amara") for hit in group.hits)
        assert find.alike("Fewer faults that come back", ["plan"], 5)


def test_everybody_of_the_demo_comes_in_and_sees_their_home_and_their_plan(
    older: tuple[House, dict[str, int], list[str]],
) -> None:
    house = older[0]
    for who in ("amara", "bo", "chen", "dara", "tova", "liwei", "eve", "finn"):
        visitor = house.browser(who)
        assert text_of(visitor.get("/"))
        for path in ("/me/", "/plan/", "/notices/"):
            assert visitor.get(path).status_code == 200, (who, path)
