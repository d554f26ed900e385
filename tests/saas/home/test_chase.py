"""The chase list: everybody whose plan is not agreed, each for one reason, within the reach of the one who asks."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from saas import cycle, plan
from saas.cycle import Cycle
from saas.home import queries
from saas.home.rules import REASONS
from tenants import people
from tenants.isolation import clock, session
from tests.factories import a_proposed_plan
from tests.house_fixture import House, text_of


def listed(house: House, cycle_id: UUID, who: str = "dara", reason: str = "") -> dict[str, str]:
    """Whom the list shows to `who`, and why."""
    with house.acting(who) as by:
        query = queries.chased(the(cycle_id), by, reason=reason)
        return {person.email.partition("@")[0]: why for person, why in session().execute(query)}


def the(cycle_id: UUID) -> Cycle:
    found = cycle.cycle(cycle_id)
    assert found is not None
    return found


def test_a_plan_goes_through_the_reasons_and_off_the_list(house: House) -> None:
    made = a_proposed_plan(house)
    assert listed(house, made.cycle_id)["nia"] == "drafting"
    assert listed(house, made.cycle_id)["amara"] == "answer"
    made.counter("bo", "Fewer of them.")
    assert listed(house, made.cycle_id)["amara"] == "finish"
    made.call("amara")
    assert listed(house, made.cycle_id)["amara"] == "mediation"


def test_what_is_agreed_is_not_chased(house: House) -> None:
    made = a_proposed_plan(house)
    made.sign("bo", 1)
    assert "amara" not in listed(house, made.cycle_id)


def test_what_is_to_be_adopted_is_chased_and_waits_for_who_leads_now(house: House) -> None:
    made = a_proposed_plan(house)
    made.sign("bo", 1)
    made.lead("mira")
    assert listed(house, made.cycle_id)["amara"] == "adopt"
    with house.acting("dara") as dara:
        found = {each.person.id for each in plan.awaited(queries.chased_plans(the(made.cycle_id), dara), by=dara)}
    assert house.person("mira") in found
    made.adopt("mira")
    assert "amara" not in listed(house, made.cycle_id)


def test_who_is_led_by_nobody_or_never_came_or_begins_later_is_told_apart(house: House) -> None:
    made = a_proposed_plan(house)
    cycle_id = made.cycle_id
    with house.acting("dara") as dara:
        thing = the(cycle_id)
        later = thing.work_on + timedelta(days=20)
        nia = people.by_email("nia@northlight.example")
        assert nia is not None
        cycle.set_day(thing, nia, work_on=later, why="Back in spring.", by=dara)
    made.lead(None)
    with house.within():
        bo = people.by_email("bo@northlight.example")
        assert bo is not None
        bo.state = "invited"
    found = listed(house, cycle_id)
    assert (found["amara"], found["bo"], found["nia"]) == ("unled", "absent", "later")
    with house.acting("dara") as dara:
        about = {each.person_id for each in queries.chased_plans(the(cycle_id), dara)}
    assert house.person("bo") in about
    assert not about & {house.person("nia"), house.person("amara")}


def test_the_numbers_are_those_of_the_lists(house: House) -> None:
    cycle_id = a_proposed_plan(house).cycle_id
    with house.acting("dara") as dara:
        numbers = queries.reasons(the(cycle_id), dara)
    assert sum(numbers.values()) == len(listed(house, cycle_id))
    for reason in REASONS:
        found = listed(house, cycle_id, reason=reason)
        assert len(found) == numbers.get(reason, 0)
        assert set(found.values()) <= {reason}


def test_an_hr_partner_sees_those_they_accompany(house: House) -> None:
    cycle_id = a_proposed_plan(house).cycle_id
    everybody, some, none = (set(listed(house, cycle_id, who)) for who in ("dara", "chen", "hugo"))
    assert "amara" in some
    assert some < everybody
    assert "amara" not in none
    assert "chen" not in some


@pytest.mark.parametrize(
    ("who", "status"), [("dara", 200), ("chen", 200), ("tova", 403), ("bo", 404), ("amara", 404), ("gus", 404)]
)
def test_who_opens_the_list(house: House, who: str, status: int) -> None:
    cycle_id = a_proposed_plan(house).cycle_id
    assert house.browser(who).get(f"/desk/cycles/{cycle_id}/chase").status_code == status


def test_the_page_says_why_and_for_whom_it_waits(house: House) -> None:
    made = a_proposed_plan(house)
    page = house.browser("dara").get(f"/desk/cycles/{made.cycle_id}/chase?reason=answer")
    words = text_of(page)
    assert "A proposal waits for its answer" in words
    assert "Amara" in words
    assert "Nia" not in words.partition("Person by person")[2]
    page = house.browser("dara").get(f"/desk/cycles/{made.cycle_id}/chase?reason=nonsense&company=x&unit=y")
    assert page.status_code == 200


def test_before_work_begins_nobody_is_late_and_after_it_the_page_says_so(house: House) -> None:
    made = a_proposed_plan(house)
    path = f"/desk/cycles/{made.cycle_id}/chase"
    assert "Work has begun." not in text_of(house.browser("dara").get(path))
    with house.within():
        after = the(made.cycle_id).work_on + timedelta(days=2)
    ahead = after - clock.today("UTC")
    with clock.at(clock.now() + ahead):
        assert "Work has begun." in text_of(house.browser("dara").get(path))
