"""A participant begins later or earlier than the others, and is late by that day only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from saas import cycle, home, plan
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused
from tests.house_fixture import House, forms, text_of
from tests.saas.cycle import cycles


def today() -> date:
    return clock.today("UTC")


def late(house: House, made: cycle.Cycle, who: str) -> int:
    """By how many days the plan of somebody is late, as their own home says it."""
    with house.acting(who) as actor:
        return max(turn.days_late(today()) for turn in home.turns(actor) if turn.cycle.id == made.id)


def test_until_their_day_a_plan_is_not_late(house: House) -> None:
    made = cycles.working(house, phases=cycles.phases(past=True))
    assert late(house, made, "amara") > 0
    day = today() + timedelta(days=30)
    with house.acting("dara") as dara:
        cycle.set_day(made, cycles.who("amara"), work_on=day, why="Back from leave.", by=dara)
    assert late(house, made, "amara") == 0
    assert late(house, made, "nia") > 0, "the others keep everybody's day"
    with house.acting("bo"):
        due = {each.person_id: each.is_late(today()) for each in plan.in_cycle(made.id, people(house, "amara", "nia"))[0]}
    assert due == {house.person("amara"): False, house.person("nia"): True}


def people(house: House, *names: str) -> list[object]:
    return [house.person(name) for name in names]


def test_the_person_is_told_and_reads_why_and_the_team_page_says_nothing_of_late(house: House) -> None:
    made = cycles.working(house, phases=cycles.phases(past=True))
    assert "Work has begun." in text_of(house.browser("bo").get("/team/"))
    url = f"/cycle/{made.id}/participants/{house.person('amara')}"
    dara = house.browser("dara")
    day = today() + timedelta(days=30)
    page = dara.follow(dara.act(dara.get(url), "cycle.set_day", work_on=day.isoformat(), why="五月回来 after leave"))
    assert "is told" in text_of(page)
    mine = house.browser("amara")
    assert "begins on" in text_of(mine.get("/notices/"))
    assert "五月回来" in text_of(mine.get(url))
    assert "cycle.set_day" not in forms(mine.get(url))
    sooner = dara.act(dara.get(url), "cycle.set_day", work_on=made.work_on.isoformat(), why="It is not so bad.")
    assert sooner.status_code == 422, "everybody's day is over: to fall back to it at once leaves no notice"


def test_a_day_of_ones_own_ends_with_everybodys(house: House) -> None:
    made = cycles.opened(house)
    url = f"/cycle/{made.id}/participants/{house.person('amara')}"
    dara = house.browser("dara")
    later = (made.work_on + timedelta(days=9)).isoformat()
    assert "A day of their own" in text_of(
        dara.follow(dara.act(dara.get(url), "cycle.set_day", work_on=later, why="On leave."))
    )
    back = dara.act(dara.get(url), "cycle.set_day", work_on=made.work_on.isoformat(), why="ignored")
    assert "A day of their own" not in text_of(dara.follow(back))


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [
        (-1, "Earlier.", "work_on"),
        (1, "Sooner than anybody can prepare.", "work_on"),
        (400, "Next year.", "work_on"),
        (60, " ", "why"),
        (60, "x" * 4001, "why"),
    ],
)
def test_a_day_lies_within_the_cycle_and_comes_with_notice_and_a_reason(
    house: House, days: int, reason: str, field: str
) -> None:
    made = cycles.opened(house)
    with pytest.raises(Invalid) as no, house.acting("dara") as dara:
        cycle.set_day(made, cycles.who("amara"), work_on=today() + timedelta(days=days), why=reason, by=dara)
    assert set(no.value.errors) == {field}
    page = house.browser("dara").post(
        f"/cycle/{made.id}/participants/{house.person('amara')}/days",
        {"work_on": (today() + timedelta(days=days)).isoformat(), "why": reason},
    )
    assert page.status_code == 422


def test_an_earlier_day_with_notice_is_allowed(house: House) -> None:
    made = cycles.opened(house)
    with house.acting("dara") as dara:
        seat = cycle.set_day(made, cycles.who("amara"), work_on=today() + timedelta(days=9), why="Knows it all.", by=dara)
    assert seat.work_on == today() + timedelta(days=9)


def test_nobody_sets_a_day_for_themselves_nor_for_the_excused_nor_as_a_manager(house: House) -> None:
    day = today() + timedelta(days=40)
    made = cycles.draft(house, scope="People", name="The house")
    with house.acting("dara") as dara:
        cycle.excuse(made, cycles.who("ingrid"), reason="Agrees with the board.", by=dara)
        cycle.open_planning(cycle.make_ready(made, by=dara), by=dara)
    with pytest.raises(Refused), house.acting("dara") as dara:
        cycle.set_day(made, dara.person, work_on=day, why="I would rather.", by=dara)
    made = cycles.opened(house, name="Another")
    with pytest.raises(Refused), house.acting("bo") as bo:
        cycle.set_day(made, cycles.who("amara"), work_on=day, why="Later.", by=bo)
    with house.acting("dara") as dara:
        cycle.excuse(made, cycles.who("amara"), reason="On leave.", by=dara)
    with pytest.raises(NotNow), house.acting("dara") as dara:
        cycle.set_day(made, cycles.who("amara"), work_on=day, why="Later.", by=dara)
