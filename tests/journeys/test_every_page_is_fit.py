"""Every page that anybody can open, in every state it has: clean for axe, light and dark, no wider than the smallest phone.

A state of a page that is put together of nothing but what was looked at already is not looked at again.
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


def test_every_page_is_clean_for_axe_and_fits_a_phone(opened: House, ground: Ground, chromium: Any) -> None:
    found, shut = pages.leaves(opened, ground)
    assert shut == ELSEWHERE, "let tests/fence/walk/world.py make what opens these, or say in pages.NO_PAGES what they are"
    wrong: list[str] = []
    looked: set[str] = set()
    at = 0
    with served(opened, chromium) as live:
        for role, theirs in groupby(found, key=lambda leaf: leaf.role):
            with live.person(role, slug=MINE, width=320) as page:
                for leaf in theirs:
                    new = leaf.shapes - looked
                    if not new:
                        continue
                    looked |= new
                    at += 1
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
    assert at > 60
