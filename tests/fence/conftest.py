"""The two organisations of the walk, made once for a test run and copied for each module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from saas.app import create_app
from saas.launch.testbed import Services
from tenants import find
from tenants.find.kinds import KINDS
from tests import once
from tests.conftest import WORKER, booted, bound, settings_for
from tests.fence.walk import doors, markers, world
from tests.fence.walk.ground import Ground
from tests.house_fixture import House

STANDS: list[Ground] = []


@pytest.fixture(scope="session")
def ground(bed: Services, template: str) -> Ground:
    """Both organisations stand; every text of the one that must not be seen is a marker. Other folders' tests share it."""

    def make(name: str) -> Ground:
        with booted(bed, name) as house:
            world.raise_two(house)
            markers.plant_links(house, world.MINE, world.THEIRS)
            marked = markers.fill(house, world.THEIRS)
            _index(house)
            mine, theirs = doors.keys(house, world.MINE), doors.keys(house, world.THEIRS)
            return Ground(name, mine, theirs, marked, doors.typed(house, world.THEIRS))

    if not STANDS:
        name, made = once.once(bed, "walk", make, template)
        STANDS.append(replace(made, database=name))
    return STANDS[0]


def _index(house: House) -> None:
    """The search knows every word of both, the markers too."""
    for slug in (world.MINE, world.THEIRS):
        with house.within(slug):
            for kind in KINDS.values():
                find.changed(kind.name, kind.every(None, 10_000))


@pytest.fixture(scope="session")
def copied(bed: Services, ground: Ground) -> Iterator[House]:
    """One copy of the ground and one application for all walks."""
    name = f"walked_{WORKER}_{uuid4().hex[:8]}"
    bed.make_database(name, ground.database)
    app = create_app(settings_for(bed, name), check=False)
    app.testing = False
    yield House(app, bed, name)
    bed.drop_database(name)


@pytest.fixture(scope="module")
def walked(copied: House) -> Iterator[House]:
    """That house, shared by the tests of a module: the walk commits nothing but who signed in."""
    with bound(copied.app):
        yield copied
