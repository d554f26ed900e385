from __future__ import annotations

import pytest
from flask import Flask

from tests.house_fixture import House
from tests.saas.reports import papers
from tests.standing import Standing


@pytest.fixture
def agreed(house: House, standing: tuple[Standing, Flask]) -> str:
    """The id of a plan that Amara and Bo have signed, with its papers printed."""

    def made() -> str:
        plan_id = papers.agreed(house)
        house.run_jobs()
        return str(plan_id)

    return str(standing[0].scene("agreed, with its papers", made))
