"""What a page costs, and whose turn it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saas import plan
from saas.plan.content import Plan, new_key
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, weighing
from tests.house_fixture import House

MOST = 12


def large(old: Plan) -> Plan:
    """Twenty goals."""
    goals = filled(old).goals
    more = tuple(replace(goals[n % 2], key=new_key(), title=f"{goals[n % 2].title} {n}", weight=500) for n in range(20))
    return replace(old, goals=more)


@pytest.mark.slow
@pytest.mark.parametrize("content", [filled, large], ids=["three goals", "twenty goals"])
def test_no_page_of_a_plan_costs_more_than_twelve_statements(house: House, content: object) -> None:
    made = a_proposed_plan(house, content=content)  # type: ignore[arg-type]
    made.counter("bo", "Less, please.")
    made.propose("bo", lambda old: replace(old, words="Less of it."))
    made.ask("amara", 2, "", "Of what?")
    made.write("amara", lambda old: replace(old, words="More of it."))
    key = made.content("amara").goals[0].key
    costs = {}
    for name, paths in (
        ("amara", ("", "/draft", f"/draft/goals/{key}", "/versions/1", "/redline?from=1&to=2", "?redline=off")),
        ("bo", ("", "/versions/1", "/redline?from=1&to=2")),
        ("chen", ("", "/versions/2")),
        ("dara", ("",)),
    ):
        browser = house.browser(name)
        for path in paths:
            browser.get(made.path + path)
            with house.counting() as seen:
                assert browser.get(made.path + path).status_code == 200
            costs[name, path] = len(seen)
        with house.counting() as seen:
            browser.get("/plan/")
        costs[name, "list"] = len(seen)
    assert max(costs.values()) <= MOST, costs


def test_saving_while_one_types_costs_little(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    key = made.content("amara").goals[0].key
    path = f"{made.path}/draft/goals/{key}"
    browser.get(path)
    with house.counting() as seen:
        answer = browser.post(path + "/autosave", {"title": "x", "draft_version": "2"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert len(seen) <= MOST, seen


def turns(made: Made, who: str) -> list[tuple[str, bool]]:
    with made.house.acting(who) as by:
        return [(item.kind, item.mine) for item in plan.turn_items(by) if item.plan.id == made.id]


def test_whose_turn_it_is_follows_the_talk(house: House) -> None:
    made = an_open_plan(house)
    assert (turns(made, "amara"), turns(made, "bo")) == ([("draft", True)], [("draft", False)])
    made.propose("amara", filled)
    assert (turns(made, "amara"), turns(made, "bo")) == ([("answer", False)], [("answer", True)])
    made.counter("bo", "Less.")
    assert (turns(made, "amara"), turns(made, "bo")) == ([("finish", False)], [("finish", True)])
    made.propose("bo", weighing(50, 50, 0))
    made.sign("amara", 2)
    assert turns(made, "amara") == turns(made, "bo") == []
    made.amend("bo")
    assert (turns(made, "amara"), turns(made, "bo")) == ([("amend", False)], [("amend", True)])


def test_a_sheet_is_one_statement_and_knows_what_its_reader_signed(house: House) -> None:
    made = an_agreed_plan(house)
    for who, signed in (("amara", {1}), ("bo", {1}), ("chen", set())):
        with house.acting(who) as by, house.counting() as seen:
            sheet = made.sheet()
            assert sheet.signed == signed
            assert sheet.standing.manager_id == house_manager(sheet)
            assert by.partners(sheet.standing) == (who == "chen")
        assert len([statement for statement in seen if statement.startswith("SELECT plan.")]) == 1


def house_manager(sheet: plan.Sheet) -> object:
    return sheet.agreement.second_id
