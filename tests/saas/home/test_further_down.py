"""What a manager of managers sees: numbers of those further down, and no names."""

from __future__ import annotations

from saas.home import queries
from tenants import people
from tests.factories import an_agreed_plan
from tests.house_fixture import House, text_of


def test_a_manager_of_managers_sees_numbers_of_those_further_down_and_no_names(house: House) -> None:
    made = an_agreed_plan(house)
    with house.within():
        bo, mira = (people.by_email(f"{name}@northlight.example") for name in ("bo", "mira"))
        assert bo is not None
        assert mira is not None
        people.set_manager(bo, manager=mira, by=None)
    with house.acting("mira") as by:
        assert queries.below(by).numbers["agreed"] == 1
    with house.acting("bo") as by:
        assert queries.below(by).total == 0
    browser = house.browser("nia")
    assert browser.get("/team/?further=1").status_code == 404
    browser = house.browser("mira")
    page = browser.get("/team/?further=1")
    assert "Numbers only" in text_of(page)
    assert "Amara" not in text_of(page)
    assert browser.get(made.path).status_code == 404
    with house.counting() as seen:
        browser.get("/team/?further=1")
    assert len(seen) <= 8
