"""The tree, the map and one's own line of sight: who sees whose goals, and what stays a number."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from saas import enterprise
from tenants import organisations
from tests.factories import an_agreed_plan, an_open_plan
from tests.house_fixture import House, text_of
from tests.saas.enterprise import goals
from tests.saas.plan.test_contributing import contributing, to_goal

PART = {"HX-Request": "true"}


def two_levels(house: House) -> tuple[UUID, UUID]:
    """A goal of the company, and one of Field Engineering that contributes to it."""
    top = goals.opened(house, "dara", at=None, company="Northlight Energy", owner="ingrid", title="Customers trust us")
    return top, goals.opened(house, parent_id=top)


def test_the_tree_opens_branch_by_branch_as_pages_and_as_parts(house: House) -> None:
    top, made = two_levels(house)
    with house.within():
        unit = goals.unit(goals.FIELD)
        company = unit.company_id
    nia = house.browser("nia")
    assert "Northlight Energy" in text_of(nia.get("/alignment/"))
    for path, there in (
        (f"/alignment/companies/{company}", ["Customers trust us", "1 goal below", "Field Engineering"]),
        (f"/alignment/units/{unit.id}", ["Fewer faults"]),
        (f"/alignment/goals/{top}", ["Fewer faults"]),
        (f"/alignment/goals/{made}", ["Nothing contributes to it yet."]),
    ):
        whole, part = nia.get(path), nia.get(path, headers=PART)
        for words in there:
            assert words in text_of(whole), path
            assert words in text_of(part), path
        assert "<html" not in part.get_data(as_text=True)


def test_others_see_a_few_and_those_who_may_read_the_plan_see_the_goal(house: House) -> None:
    _top, made = two_levels(house)
    an_agreed_plan(house, content=contributing(to_goal(house, made)))
    path = f"/alignment/goals/{made}"
    for who in ("bo", "chen", "amara"):
        assert "Fewer faults that come back" in text_of(house.browser(who).get(path)), who
    for who in ("nia", "tova", "mira", "hugo"):
        seen = text_of(house.browser(who).get(path))
        assert "Fewer faults that come back" not in seen, who
        assert "Amara" not in seen, who
        assert "A few people contribute" in seen, who
        assert "1 person" not in seen, who


def test_from_three_people_on_there_is_a_number(house: House) -> None:
    _top, made = two_levels(house)
    change = contributing(to_goal(house, made))
    first = an_agreed_plan(house, content=change)
    for employee, manager in (("nia", "bo"), ("bo", "ingrid")):
        other = an_open_plan(house, employee, manager, first.cycle_id)
        other.propose(employee, change)
        seen = text_of(house.browser("tova").get(f"/alignment/goals/{made}"))
        assert "A few people contribute" in seen
        other.sign(manager, 1)
    assert "3 people contribute" in text_of(house.browser("tova").get(f"/alignment/goals/{made}"))
    with house.within():
        unit = goals.unit(goals.FIELD).id
    assert "goals of 3 people" in text_of(house.browser("tova").get(f"/alignment/units/{unit}"))


def test_ones_own_line_of_sight_leads_up_to_the_company(house: House) -> None:
    _top, made = two_levels(house)
    amara = house.browser("amara")
    assert "None of your agreed goals" in text_of(amara.get("/alignment/mine"))
    drawn = an_agreed_plan(house, content=contributing(to_goal(house, made)))
    for path in ("/alignment/mine", "/me/"):
        seen = text_of(amara.get(path))
        at = [seen.index(words) for words in ("Customers trust us", "Fewer faults Field Engineering")]
        assert at == sorted(at), path
        assert seen.index("Fewer faults that come back", at[1]) > at[1], path
    assert "Customers trust us" not in text_of(house.browser("nia").get("/alignment/mine"))
    drawn.amend("amara")
    drawn.write("amara", lambda old: old)
    key = drawn.content("amara").goals[0].key
    page = text_of(amara.get(f"{drawn.path}/draft/goals/{key}"))
    assert "Line of sight" in page
    assert "Customers trust us" in page


def test_the_goal_of_a_draft_takes_words_and_refuses_what_is_none(house: House) -> None:
    two_levels(house)
    drawn = an_open_plan(house)
    drawn.write("amara", contributing(to_goal(house, goals.opened(house, title="Another"))))
    amara = house.browser("amara")
    key = drawn.content("amara").goals[0].key
    path = f"{drawn.path}/draft/goals/{key}"
    wrong = amara.act(amara.get(path), "plan.save", contributes="nothing so called")
    assert wrong.status_code == 422
    assert "No open goal is called so" in text_of(wrong)
    assert 'value="nothing so called"' in wrong.get_data(as_text=True)
    amara.follow(amara.act(amara.get(path), "plan.save", contributes="customers"))
    assert drawn.content("amara").goals[0].contributes.label == "Customers trust us · Northlight Energy"
    amara.follow(amara.act(amara.get(path), "plan.save", contributes=""))
    assert drawn.content("amara").goals[0].contributes is None


def test_while_one_types_only_a_whole_label_is_taken(house: House) -> None:
    two_levels(house)
    drawn = an_open_plan(house)
    drawn.write("amara", contributing(to_goal(house, goals.opened(house, title="Another"))))
    amara = house.browser("amara")
    key = drawn.content("amara").goals[0].key
    path = f"{drawn.path}/draft/goals/{key}"

    def typed(words: str) -> str:
        form = amara.get(path)
        from tests.house_fixture import forms

        fields = {**forms(form)["plan.save"].fields, "contributes": words}
        return text_of(amara.post(f"{path}/autosave", fields, headers=PART))

    assert "not yet: Contributes to" in typed("cust")
    assert drawn.content("amara").goals[0].contributes.label == "Another · Field Engineering"
    assert "not yet" not in typed("Customers trust us · Northlight Energy")
    assert drawn.content("amara").goals[0].contributes.label == "Customers trust us · Northlight Energy"


def test_the_map_draws_few_goals_and_puts_many_together(house: House) -> None:
    two_levels(house)
    nia = house.browser("nia")
    page = nia.get("/alignment/map")
    html = page.get_data(as_text=True)
    assert html.count('class="c-wire"') == 1
    assert html.count('class="c-box"') == 2
    assert "2 open goals" in text_of(page)
    assert "As a table" in text_of(page)
    with house.acting("dara") as dara:
        unit = goals.unit(goals.HOUSE)
        company = organisations.company(unit.company_id)
        for n in range(40):
            made = enterprise.make(goals.facts(dara.id, f"Goal {n}"), company=company, unit=unit, by=dara)
            enterprise.open_goal(goals.sheet(made.id), by=dara)
    many = nia.get("/alignment/map")
    assert 'class="c-box"' not in many.get_data(as_text=True)
    assert "they are put together" in text_of(many)
    closer = nia.get(f"/alignment/map?company={company.id}")
    assert "Field Engineering" in text_of(closer)
    assert "1 goal is of Northlight Energy itself." in text_of(closer)
    with house.within():
        field = goals.unit(goals.FIELD).id
    closest = nia.get(f"/alignment/map?unit={field}")
    assert closest.get_data(as_text=True).count('class="c-box"') == 1


@pytest.mark.parametrize(
    "query", ["?company=x", "?unit=00000000-0000-7000-8000-0000000000", "?units-after=x", "?company=&unit="]
)
def test_what_is_no_place_narrows_nothing(house: House, query: str) -> None:
    two_levels(house)
    page = house.browser("nia").get(f"/alignment/map{query}")
    assert page.status_code == 200
    assert "2 open goals" in text_of(page)


def test_a_plan_of_a_cycle_that_is_over_leads_nowhere_any_more(house: House) -> None:
    from saas import cycle
    from tenants import isolation
    from tenants.isolation import clock

    _top, made = two_levels(house)
    an_agreed_plan(house, content=contributing(to_goal(house, made)))
    with house.within():
        one = isolation.session().query(cycle.Cycle).one()
        one.state = "closed"
    with clock.at(clock.now() + timedelta(days=1)):
        assert "None of your agreed goals" in text_of(house.browser("amara").get("/alignment/mine"))
