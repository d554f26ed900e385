"""T5: many threads, a small pool, another tenant with each transaction, errors in between. No row of anybody else is seen."""

from __future__ import annotations

import random
import threading
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from saas.launch.testbed import Services
from tenants import isolation
from tenants.isolation import steward
from tenants.organisations import Position
from tests.house_fixture import House

TENANTS, ROWS, ROUNDS, THREADS = 20, 40, 320, 8


def furnish(house: House) -> list[UUID]:
    """Twenty small organisations; each row carries its tenant's own marker."""
    made = []
    for n in range(TENANTS):
        tenant = steward.provision(f"soak-{n}")
        with isolation.transaction(tenant) as session:
            session.add_all([Position(title=f"{tenant} row {i}", state="open") for i in range(ROWS)])
        made.append(tenant)
    return made


@pytest.mark.slow
def test_a_soak_shows_no_row_of_another_organisation(house: House) -> None:
    tenants = furnish(house)
    foreign: list[str] = []
    seen = [0]
    lock = threading.Lock()

    def work(seed: int) -> None:
        dice = random.Random(seed)
        mine = 0
        for _ in range(ROUNDS):
            tenant = dice.choice(tenants)
            try:
                with isolation.transaction(tenant) as session:
                    how = dice.randrange(4)
                    if how == 0:
                        titles = list(session.scalars(select(Position.title)))
                    elif how == 1:
                        titles = [row[0] for row in session.execute(text("SELECT title FROM position"))]
                    elif how == 2:
                        titles = [p.title for p in session.scalars(select(Position).where(Position.tenant_id.is_not(None)))]
                    else:
                        titles = list(session.scalars(select(Position.title)))
                        session.execute(text("SELECT 1 / 0"))
            except DBAPIError:
                pass
            mine += len(titles)
            wrong = [t for t in titles if not t.startswith(str(tenant))]
            if wrong or len(titles) != ROWS:
                with lock:
                    foreign.extend(wrong or [f"{len(titles)} rows for {tenant}"])
        with lock:
            seen[0] += mine

    threads = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert foreign == []
    assert seen[0] == THREADS * ROUNDS * ROWS


def test_the_soak_would_see_a_leak(bed: Services, house: House) -> None:
    """The counter-test: with a plain SET, which outlives its transaction, the next user of the connection sees the rows."""
    tenant = house.tenant("northlight")
    engine = create_engine(bed.url("app", house.database), pool_size=1, max_overflow=0, pool_reset_on_return=None)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET app.tenant_id = '{tenant}'")
    with engine.begin() as connection:
        leaked = connection.execute(text("SELECT count(*) FROM person")).scalar()
    engine.dispose()
    assert (leaked or 0) > 0, "a plain SET must leak, else the soak proves nothing"

    engine = create_engine(bed.url("app", house.database), pool_size=1, max_overflow=0, pool_reset_on_return=None)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL app.tenant_id = '{tenant}'")
    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("SELECT count(*) FROM person"))
    engine.dispose()


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


def test_the_second_fence_alone_would_hold(bed: Services, house: House) -> None:
    """As a superuser, past row security, the ORM still shows one organisation only."""
    engine = create_engine(bed.url("postgres", house.database))
    from tenants.isolation.units import FencedSession

    with FencedSession(engine) as session:
        session.info["tenant"] = house.tenant("northlight")
        found = {p.tenant_id for p in session.scalars(select(Position))}
        raw = session.execute(text("SELECT count(DISTINCT tenant_id) FROM person")).scalar()
    engine.dispose()
    assert found <= {house.tenant("northlight")}
    assert raw == 2, "the role of this test must be able to see both, else it proves nothing"
