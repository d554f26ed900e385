"""Who asked for a right themselves reads what is proposed from then on, and nothing older."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from saas import plan
from tenants import organisations, people
from tenants.isolation import clock
from tests.factories import Made, a_proposed_plan, filled, stands_in, with_goal
from tests.house_fixture import House, text_of

pytestmark = pytest.mark.pages

DAY = timedelta(days=1)


def asked(house: House, ask: Callable[[people.Actor], object]) -> None:
    """Tova asked for it, and Dara has confirmed it."""
    with house.acting("tova") as by:
        ask(by)
    with house.acting("dara"):
        wish_id = people.wishes_waiting()[0].id
    assert "nothing older" in text_of(house.browser("dara").get(f"/settings/rights/{wish_id}")), "who confirms is told"
    with house.acting("dara") as by:
        (wish,) = people.wishes_waiting()
        people.confirm_right(wish, by=by)


def as_head(by: people.Actor) -> None:
    people.ask_grant("hr_head", by=by)


def for_bo(by: people.Actor) -> None:
    people.ask_partner(manager=people.by_email("bo@northlight.example"), by=by)


def readable(made: Made, who: str) -> list[int]:
    """The versions that somebody reads; none where the plan's door is shut to them."""
    with made.house.acting(who) as actor:
        sheet = made.sheet()
        found = [no for no in range(1, 6) if plan.policy.can_read_version(actor, sheet, no)]
        assert bool(found) == plan.policy.can_read(actor, sheet)
        return found


@pytest.mark.parametrize("ask", [as_head, for_bo])
def test_what_was_proposed_before_stays_closed_to_who_asked_for_the_right(
    house: House, ask: Callable[[people.Actor], object]
) -> None:
    made = a_proposed_plan(house)
    with clock.at(clock.now() + DAY):
        asked(house, ask)
    with clock.at(clock.now() + 2 * DAY):
        assert readable(made, "tova") == []
        assert readable(made, "dara") == [1], "who was given the right by another reads what there is"
        browser = house.browser("tova")
        assert browser.client.get(browser.at(made.path)).status_code == 404
        made.propose("bo", lambda old: with_goal(0, title="Later")(filled(old)))
        assert readable(made, "tova") == [2]
        assert browser.get(made.path).status_code == 200
        for no, status in ((1, 404), (2, 200)):
            assert browser.client.get(browser.at(f"{made.path}/versions/{no}")).status_code == status
        made.sign("amara", 2)
        assert readable(made, "tova") == [2]


def test_what_was_given_anyway_opens_what_there_is(house: House) -> None:
    """Tova asked to be partner of Bo; Dara makes her partner of the whole unit besides."""
    made = a_proposed_plan(house)
    with clock.at(clock.now() + DAY):
        asked(house, for_bo)
    with clock.at(clock.now() + 2 * DAY), house.within("northlight"):
        tova = people.person(house.person("tova"))
        standing = people.standings([house.person("amara")], "UTC")[house.person("amara")]
        unit = organisations.unit(standing.unit_id)
        assert tova is not None
        people.assign_partner(tova, unit=unit, by=None)
    with clock.at(clock.now() + 3 * DAY):
        assert readable(made, "tova") == [1]


def test_whoever_stands_in_has_nothing_of_what_was_asked_for(house: House) -> None:
    made = a_proposed_plan(house)
    with clock.at(clock.now() + DAY):
        asked(house, as_head)
        stands_in(house, "hugo", "tova")
    with clock.at(clock.now() + 2 * DAY):
        made.propose("bo", lambda old: with_goal(0, title="Later")(filled(old)))
        assert readable(made, "tova") == [2]
        assert readable(made, "hugo") == []
