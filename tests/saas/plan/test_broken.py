"""Hard hands: every button pressed twice, odd weights, cycles without anybody, names as long and as strange as may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from saas import cycle
from saas.plan.content import Plan
from tenants import people
from tenants.isolation import session
from tenants.journal import JournalEntry
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled
from tests.house_fixture import House, forms, text_of

pytestmark = pytest.mark.pages


def written(house: House) -> Made:
    made = an_open_plan(house)
    made.write("amara", filled)
    return made


def amending(house: House) -> Made:
    made = an_agreed_plan(house)
    made.amend("amara")
    return made


def entries(house: House) -> dict[str, int]:
    with house.within():
        query = select(JournalEntry.verb, func.count()).where(JournalEntry.verb.like("%.%")).group_by(JournalEntry.verb)
        return {row[0]: row[1] for row in session().execute(query)}


CLICKS: list[tuple[Callable[[House], Made], str, str, str, str]] = [
    (an_open_plan, "amara", "", "plan.draft", ""),
    (written, "amara", "/draft", "plan.propose", "agreement.version_proposed"),
    (a_proposed_plan, "amara", "", "plan.withdraw", "agreement.version_withdrawn"),
    (a_proposed_plan, "amara", "", "plan.remind", "plan.reminded"),
    (a_proposed_plan, "bo", "", "plan.counter", "agreement.version_countered"),
    (a_proposed_plan, "bo", "", "plan.sign", "agreement.version_agreed"),
    (an_agreed_plan, "bo", "", "plan.amend", "agreement.amendment_opened"),
    (amending, "amara", "", "plan.discard", "agreement.amendment_discarded"),
]


@pytest.mark.parametrize(("make", "who", "page", "act", "verb"), CLICKS, ids=[each[3] for each in CLICKS])
def test_a_second_click_does_nothing_a_second_time_and_leads_on(
    house: House, make: Callable[[House], Made], who: str, page: str, act: str, verb: str
) -> None:
    made = make(house)
    before = entries(house).get(verb, 0)
    browser = house.browser(who)
    form = forms(browser.get(made.path + page))[act]
    fields = {**form.fields, "words": "Once."} if "words" in form.fields else form.fields
    first = browser.post(form.action, fields)
    assert first.status_code == 303, text_of(first)[:500]
    second = browser.post(form.action, fields)
    assert second.status_code in (303, 409), text_of(second)[:500]
    if second.status_code == 409:
        assert f"/plan/plans/{made.id}" in second.get_data(as_text=True), "a way on"
    if verb:
        assert entries(house)[verb] - before == 1


@pytest.mark.parametrize("weights", [("33.33", "33.33", "33.34"), ("33,33", "33,34", "33.33"), ("99.98", "0.01", "0.01")])
def test_weights_in_hundredths_add_up(house: House, weights: tuple[str, str, str]) -> None:
    made = an_open_plan(house)

    def three(old: Plan) -> Plan:
        goals = filled(old).goals
        return replace(old, goals=tuple(replace(goal, kind="work") for goal in goals[:3]))

    made.write("amara", three)
    amara = house.browser("amara")
    keys = [goal.key for goal in made.content("amara").goals]
    page = amara.get(f"{made.path}/draft")
    given = {f"weight/{key}": text for key, text in zip(keys, weights, strict=True)}
    assert amara.act(page, "plan.weights", **given).status_code == 303
    assert sum(goal.weight for goal in made.content("amara").goals) == 10_000
    assert made.propose("amara") == 1


def test_a_cycle_from_which_everybody_is_excused_still_has_its_pages(house: House) -> None:
    made = an_open_plan(house)
    with house.acting("tova") as by:
        found = cycle.cycle(made.cycle_id)
        assert found is not None
        for person in people.names(cycle.participant_ids(found)).values():
            if person.id != by.id:
                cycle.excuse(found, person, reason="Everybody is away.", by=by)
    for who in ("dara", "tova"):
        browser = house.browser(who)
        for path in ("/", f"/desk/cycles/{made.cycle_id}", f"/cycle/{made.cycle_id}", f"/cycle/{made.cycle_id}/participants"):
            assert browser.get(path).status_code == 200, (who, path)


NAMES = {"long": "x" * 120, "rtl": "עברית " * 19 + "ערב", "emoji": "🚣‍♀️" * 20, "chinese": "陈" * 120}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_as_long_and_strange_as_may_be_stands_whole_on_every_page(house: House, name: str) -> None:
    made = a_proposed_plan(house)
    with house.within():
        for person in session().scalars(select(people.Person).where(people.Person.email_key.startswith("amara@"))):
            person.name, person.called = name, ""
    pages = {
        "bo": ("/", "/team/", "/plan/", made.path),
        "dara": (f"/desk/cycles/{made.cycle_id}", f"/cycle/{made.cycle_id}/participants"),
        "amara": ("/", made.path),
    }
    for who, paths in pages.items():
        browser = house.browser(who)
        for path in paths:
            page = browser.get(path)
            assert page.status_code == 200, (who, path)
            assert name in text_of(page), (who, path)
