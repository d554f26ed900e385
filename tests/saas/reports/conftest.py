from __future__ import annotations

import pytest

from tests.house_fixture import House
from tests.saas.reports import papers


@pytest.fixture
def agreed(house: House) -> str:
    """The id of a plan that Amara and Bo have signed, with its papers printed."""

    def made() -> str:
        plan_id = papers.agreed(house)
        house.run_jobs()
        return str(plan_id)

    return str(house.scene("agreed, with its papers", made))
