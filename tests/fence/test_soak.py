"""T5: many threads, a small pool, another tenant with each transaction, everything that can go wrong in between."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from saas.config import Settings
from saas.launch.testbed import Services
from tenants import isolation
from tenants.isolation import steward, units
from tenants.organisations import Position
from tenants.people import Person
from tests.fence.walk import soaking
from tests.fence.walk.soaking import Tally
from tests.house_fixture import House

TENANTS, EACH = 24, 60
SOME, ROWS = 400_000, int(os.environ.get("SOAK_ROWS", "1000000"))
"""So many in each build: thousands of transactions, that end in each way. A million in `bin/test long`; twenty million before a
release (`SOAK_ROWS`).
"""


def furnish(house: House) -> list[UUID]:
    """Small organisations; each row carries its tenant's own mark."""
    made = []
    for n in range(TENANTS):
        tenant = steward.provision(f"soak-{n}")
        with isolation.transaction(tenant) as session:
            session.add_all([Position(title=f"{tenant} row {i}", state="open") for i in range(EACH)])
        made.append(tenant)
    return made


def soak(house: House, rows: int, **how: Any) -> Tally:
    """The organisations are furnished and soaked."""
    settings: Settings = house.app.config["SETTINGS"]
    return soaking.soak(settings.database_url, furnish(house), EACH, rows, **how)


@pytest.mark.slow
@pytest.mark.parametrize("wanted", [SOME, pytest.param(ROWS, marks=pytest.mark.long)])
def test_a_soak_shows_no_row_of_another_organisation(bed: Services, house: House, wanted: int) -> None:
    found = soak(house, wanted)
    assert found.foreign == []
    assert found.rows >= wanted
    assert found.transactions > wanted // (EACH * 4)
    found.ended["shot at"] += found.ended["shot"]  # whoever was hit, in the midst of whatever it was
    for ending, (of_a_hundred, _) in soaking.ENDINGS.items():
        assert found.ended[ending] > found.transactions * of_a_hundred / 300, (ending, found.ended)
    assert found.ended["refused to nobody"] > found.transactions / 30
    assert [ending for ending in found.ended if ending.startswith(("not ", "silence"))] == []
    engine = create_engine(bed.url("postgres", house.database))
    with engine.connect() as connection:
        sql = "SELECT count(*), count(*) FILTER (WHERE words = title AND starts_with(title, tenant_id::text)) FROM position"
        counts = connection.execute(text(f"{sql} WHERE title LIKE '% row %'")).one()
        assert counts == (TENANTS * EACH, TENANTS * EACH), "what was written meanwhile stands where it belongs"
    engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("plant", [name for name in soaking.PLANTS if name])
def test_the_same_soak_sees_a_leak_that_was_planted(house: House, plant: str) -> None:
    assert soak(house, 20_000, plant=plant, processes=1).foreign != []


def test_a_unit_of_work_belongs_to_one_tenant_for_life(house: House) -> None:
    here, there = house.tenant("northlight"), house.tenant("tidewater")
    with isolation.transaction(here):
        unit = isolation.current_unit()
        assert unit is not None
        with pytest.raises(isolation.NoTenant):
            isolation.enter(unit, there)
        with pytest.raises(RuntimeError), isolation.transaction(there):
            pass


def test_without_a_tenant_code_gets_an_error_and_never_everything(house: House) -> None:
    with pytest.raises(isolation.NoTenant):
        isolation.session()
    with pytest.raises(isolation.NoTenant):
        isolation.tenant_id()
    with isolation.engine().connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("SELECT count(*) FROM person"))


def test_the_second_fence_alone_would_hold(bed: Services, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a superuser, past row security, the ORM still shows one organisation only."""
    engine = create_engine(bed.url("postgres", house.database))
    monkeypatch.setattr(units, "engine", lambda: engine)
    with isolation.transaction(house.tenant("northlight")) as session:
        found = {p.tenant_id for p in session.scalars(select(Person))}
        raw = session.execute(text("SELECT count(DISTINCT tenant_id) FROM person")).scalar()
    engine.dispose()
    assert found == {house.tenant("northlight")}
    assert raw == 2, "the role of this test must be able to see both, else it proves nothing"
