"""A fresh database for each test, cloned from one that already holds both organisations and their cast. Real commits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from saas import migrate
from saas.app import create_app
from saas.config import Settings
from saas.launch.testbed import Services, services
from tests.cast import raise_the_cast
from tests.house_fixture import House

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")


@pytest.fixture(scope="session")
def bed() -> Iterator[Services]:
    """PostgreSQL and Valkey of this test run."""
    with services() as found:
        yield found


def settings_for(bed: Services, database: str, **changes: object) -> Settings:
    """The settings of a test instance on `database`."""
    number = int(WORKER.removeprefix("gw") or 0) + 1
    base = {
        "database_url": bed.url("app", database),
        "steward_url": bed.url("steward", database),
        "redis_url": bed.redis(number),
        "secret_key": "tests-only-tests-only-tests-only",
        "base_url": "http://localhost",
        "demo": True,
        "password_cost": "least",
        "pool": 5,
    }
    return Settings(**{**base, **changes})  # type: ignore[arg-type]


@contextmanager
def booted(bed: Services, database: str, **changes: object) -> Iterator[House]:
    """An application on `database`; every connection is closed at the end."""
    from tenants import isolation, jobs
    from tenants.isolation import steward

    app = create_app(settings_for(bed, database, **changes), check=False)
    app.testing = False
    jobs.bell().redis.flushdb()
    house = House(app, bed, database)
    try:
        yield house
    finally:
        isolation.engine().dispose()
        jobs.bell().redis.close()
        if steward._steward is not None:
            steward._steward.dispose()


@pytest.fixture(scope="session")
def template(bed: Services) -> Iterator[str]:
    """The database that each test gets a copy of: migrated, both organisations, the cast."""
    name = f"template_{WORKER}_{uuid4().hex[:8]}"
    bed.make_database(name)
    found = migrate.upgrade(bed.url("owner", name))
    assert found == [], found
    with booted(bed, name) as house:
        raise_the_cast(house)
    yield name
    bed.drop_database(name)


@contextmanager
def a_house(bed: Services, template: str, **changes: object) -> Iterator[House]:
    """A house on a database of its own, dropped at the end. Modules that commit nothing share one."""
    name = f"test_{WORKER}_{uuid4().hex[:8]}"
    bed.make_database(name, template)
    try:
        with booted(bed, name, **changes) as found:
            yield found
    finally:
        bed.drop_database(name)


@pytest.fixture
def house(bed: Services, template: str) -> Iterator[House]:
    """The house with both organisations, to do with as the test likes."""
    with a_house(bed, template) as found:
        yield found


@pytest.fixture
def empty_database(bed: Services) -> Iterator[str]:
    """The name of a database with the roles' rights and nothing in it."""
    name = f"empty_{WORKER}_{uuid4().hex[:8]}"
    bed.make_database(name)
    yield name
    bed.drop_database(name)


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; where there is none the test is skipped and says so, in CI it fails."""
    found = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
    if not found.exists() and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(found), args=FLAGS)
        yield browser
        browser.close()


ROOT = Path(__file__).resolve().parent.parent
