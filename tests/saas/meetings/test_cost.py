"""What a page costs: as many statements for a full agenda and months of 1:1s as for an empty one, and no more than it may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saas import meetings
from tenants.isolation import clock
from tests.factories import an_open_cycle
from tests.house_fixture import House
from tests.saas.meetings import pairs


def cost(house: House, who: str, *paths: str) -> list[int]:
    browser = house.browser(who)
    browser.get("/")
    found = []
    with clock.at(clock.now()):
        browser.get("/meetings/")
        for path in paths:
            with house.counting() as seen:
                assert browser.get(path).status_code == 200, path
            found.append(len(seen))
    return found


@pytest.mark.parametrize("who", ["amara", "bo"])
def test_pages_send_as_many_statements_when_they_are_full(house: House, who: str) -> None:
    met = pairs.over(house)
    other = house.person("bo" if who == "amara" else "amara")
    paths = ("/", met.path, f"/meetings/with/{other}", "/meetings/", "/meetings/earlier", "/meetings/notes")
    met.topic("amara", "One.")
    met.say("bo", met.promise("bo", "One.", days=0), "done")
    met.write("amara", "A word.")
    with house.acting(who) as by:
        meetings.keep_note(met.sheet(), "Mine.", seen=0, by=by)
    few = cost(house, who, *paths)
    for n in range(12):
        met.topic("amara" if n % 2 else "bo", f"Topic {n}.")
        promise = met.promise("bo", f"Promise {n}.", days=0)
        met.say("bo", promise, "done", "It is done.")
        pairs.planned(house, at=clock.now() + timedelta(days=n + 1))
    many = cost(house, who, *paths)
    assert many == few
    assert max(many) <= 12, dict(zip(paths, many, strict=True))


@pytest.mark.parametrize("who", ["dara", "chen", "tova"])
def test_home_of_those_who_look_after_cycles_stays_within_its_budget(house: House, who: str) -> None:
    an_open_cycle(house)
    pairs.planned(house, who, "chen" if who == "dara" else "dara")
    assert cost(house, who, "/")[0] <= 12
