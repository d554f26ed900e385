"""A fresh database for each test, cloned from one that already holds both organisations and their cast. Real commits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from xdist.scheduler import LoadScopeScheduling

from saas import migrate
from saas.app import create_app
from saas.config import Settings
from saas.launch.testbed import Services, services
from tenants import isolation, jobs, sign_in
from tenants.isolation.engine import make_engine
from tenants.isolation.steward import bind_steward
from tests import once
from tests.cast import raise_the_cast
from tests.house_fixture import House
from tests.launch.instance import Instance, make, until
from tests.standing import Standing

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

TOGETHER = {
    "tests/fence/test_bad_input.py": "walks",
    "tests/fence/test_write_walk.py": "walks",
    "tests/journeys/test_the_plug_is_pulled.py": "a whole instance",
    "tests/launch/test_kills.py": "a whole instance",
}
"""Files that share what was walked or started, and under which name."""
FIRST = (
    "walks", "a whole instance", "tests/launch/test_run.py", "tests/fence/test_route_walk.py",
    "tests/journeys/test_every_page_is_fit.py", "tests/house/test_statements.py",
)  # fmt: skip
"""What takes longest, else one worker would be at it alone in the end. Of the first three only one stands on the ground of the
walks: the others need not wait until it is laid.
"""


def whole(nodeid: str) -> str:
    """With what a test goes to one worker: its file, or more of them."""
    path = nodeid.split("::", 1)[0]
    return TOGETHER.get(path, path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands on the ground of the walks is slow: to lay it takes ten seconds. So is what tries a law on hundreds of
    made-up cases. What asks for pages, or as one person after another, is a part of its own: that is half of all the rest.
    """
    for item in items:
        if item.path.name in ("test_views.py", "test_policy.py", "test_cost.py"):
            item.add_marker(pytest.mark.pages)
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False) or "ground" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: FIRST.index(name) if (name := whole(item.nodeid)) in FIRST else len(FIRST))


class Whole(LoadScopeScheduling):
    """A file goes to one worker as a whole: what its tests look at is walked once, and that takes minutes. Walks that read the
    same pages go together, and so do those who kill parts of one instance. (Marks of groups are not heeded by xdist 3.8 with
    pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return whole(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Whole | None:
    """The slow part asks for `loadscope` and gets whole files."""
    return Whole(config, log) if config.getoption("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def bed() -> Iterator[Services]:
    """PostgreSQL and Valkey of this test run."""
    with services() as found:
        yield found


def pytest_sessionfinish() -> None:
    """Servers that stay get back what the run laid into them."""
    if once.OUTERMOST and os.environ.get("TEST_PG_URL"):
        with services() as found:
            once.clear(found)


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
    app = create_app(settings_for(bed, database, **changes), check=False)
    app.testing = False
    with bound(app):
        yield House(app, bed, database)


@contextmanager
def bound(app: Flask, *, keep: bool = False) -> Iterator[None]:
    """This process works for `app`, whatever it did before. At the end every connection is closed, or waits for the next."""
    settings: Settings = app.config["SETTINGS"]
    engines = app.extensions.setdefault("test_engines", [])
    if not engines:
        engines += [make_engine(settings.database_url, pool=settings.pool)]
        engines += [make_engine(settings.steward_url, pool=2, tenant_fence=False)]
    isolation.bind(engines[0])  # the same ones each time: they remember how each statement is spelt
    bind_steward(engines[1])
    sign_in.throttle.bind(settings.redis_url)
    jobs.bind_bell(settings.redis_url).redis.flushdb()
    try:
        yield
    finally:
        jobs.bell().redis.close()
        for engine in engines if not keep else ():
            engine.dispose()


@pytest.fixture(scope="session")
def template(bed: Services) -> str:
    """The database that each test gets a copy of: migrated, both organisations, the cast."""

    def make(name: str) -> None:
        found = migrate.upgrade(bed.url("owner", name))
        assert found == [], found
        with booted(bed, name) as house:
            raise_the_cast(house)

    return once.once(bed, "template", make)[0]


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


@pytest.fixture(scope="session")
def standing(bed: Services, template: str) -> Iterator[tuple[Standing, Flask]]:
    """The database and the application that tests share one after another."""
    database = Standing(bed, template, f"standing_{WORKER}_{uuid4().hex[:8]}")
    app = create_app(settings_for(bed, database.name), check=False)
    app.testing = False
    yield database, app
    for engine in app.extensions.get("test_engines", ()):
        engine.dispose()
    database.drop()


@pytest.fixture
def house(bed: Services, standing: tuple[Standing, Flask]) -> Iterator[House]:
    """The house with both organisations, to do with as the test likes: it is put back afterwards."""
    database, app = standing
    settings = app.config["SETTINGS"]
    try:
        with bound(app, keep=True):
            yield House(app, bed, database.name, database)
    finally:
        app.config["SETTINGS"] = settings
        database.put_back()


@pytest.fixture
def empty_database(bed: Services) -> Iterator[str]:
    """The name of a database with the roles' rights and nothing in it."""
    name = f"empty_{WORKER}_{uuid4().hex[:8]}"
    bed.make_database(name)
    yield name
    bed.drop_database(name)


@pytest.fixture(scope="session")
def instance() -> Iterator[Instance]:
    """A whole instance with the demo in it, started as a person does: for all who kill its parts. To start one takes longer
    than what they do with it, so whoever comes later finds it as the one before has left it: running, and none at work.
    """
    made = make("home")
    try:
        made.start()
        later = "UPDATE job SET due_at = now() + interval '1 day' WHERE state = 'queued' AND due_at < now() RETURNING id"
        made.rows(later)  # letters and papers of months of the demo, each with a fork of its own: nobody waits for them here
        busy = "SELECT 1 FROM job WHERE state = 'running' OR (state = 'queued' AND due_at < now())"
        until(lambda: not made.rows(busy), what="what is at work already")
        yield made
    finally:
        made.end()
        shutil.rmtree(made.home.folder.parent, ignore_errors=True)


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
