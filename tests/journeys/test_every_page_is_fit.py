"""Every page that anybody can open, in every state it has: clean for axe, light and dark, no wider than the smallest phone.

A build looks at as few of them as have every element, with its classes, role and type, of which any is put together; each is
loaded once for both themes. `bin/test long` looks at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest

from saas.launch.testbed import Services
from tests.conftest import a_house
from tests.fence.conftest import ground
from tests.fence.walk import pages
from tests.fence.walk.ground import Ground
from tests.fence.walk.world import MINE
from tests.house_fixture import House
from tests.journeys.conftest import served

__all__ = ["ground"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ELSEWHERE = {"/plan/plans/<uuid:plan_id>/draft/merge"}
"""Pages that only two who write at once ever see: their journey looks at them."""
REFUSALS = {"/nowhere": 404, "/plan/plans/not-an-id": 404}


@pytest.fixture
def opened(bed: Services, ground: Ground) -> Iterator[House]:
    """The ground as it stands, for visitors who leave traces."""
    with a_house(bed, ground.database) as found:
        yield found


@pytest.mark.parametrize("which", ["some", pytest.param("all", marks=pytest.mark.long)])
def test_every_page_is_clean_for_axe_and_fits_a_phone(opened: House, ground: Ground, chromium: Any, which: str) -> None:
    found, shut = pages.leaves(opened, ground)
    assert shut == ELSEWHERE, "let tests/fence/walk/world.py make what opens these, or say in pages.NO_PAGES what they are"
    chosen = pages.few(found) if which == "some" else found
    wrong: list[str] = []
    with served(opened, chromium) as live:
        for role, theirs in groupby(chosen, key=lambda leaf: leaf.role):
            with live.person(role, slug=MINE, width=320) as page:
                for leaf in theirs:
                    where = f"{role} {leaf.path} ({leaf.state})"
                    page.goto(leaf.path)
                    wrong += [f"{where}: {line}" for line in live.axe(page)]
                    width = page.evaluate("document.documentElement.scrollWidth")
                    wrong += [f"{where}: {width} px wide"] if width > 320 else []
                    live.darkened(page)
                    wrong += [f"{where}, dark: {line}" for line in live.axe(page, "color-contrast")]
                    page.emulate_media(color_scheme="light")
        with live.person("amara", slug=MINE, width=320) as page:
            for path, status in REFUSALS.items():
                answer = page.goto(f"/o/{MINE}{path}")
                wrong += [f"{path}: {line}" for line in live.axe(page)]
                wrong += [] if answer.status == status else [f"{path} answers {answer.status}"]
    assert wrong == [], "\n".join(wrong)
    assert len(found) > 80
    assert len(chosen) > 45
    assert frozenset().union(*(leaf.shapes for leaf in chosen)) == frozenset().union(*(leaf.shapes for leaf in found))
