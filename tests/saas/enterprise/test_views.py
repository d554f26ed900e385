"""The pages of goals of companies and units, by plain forms, as each of those concerned uses them."""

from __future__ import annotations

import pytest

from saas import enterprise
from tests.house_fixture import House, forms, main_of, text_of
from tests.saas.enterprise import goals


def new_goal(house: House, who: str = "bo", **fields: str) -> str:
    """Somebody fills in the form for a new goal; returns the page that follows."""
    browser = house.browser(who)
    page = browser.get("/enterprise/goals/new")
    key = next(name for name in forms(page)["enterprise.make"].fields if name.endswith("/title")).split("/")[1]
    at = f"key_results/{key}/"
    filled = {
        "title": "Fewer faults",
        "ends_on": "2030-12-31",
        "starts_on": "2030-01-01",
        at + "title": "Repairs that come back",
        at + "measure": "percent",
        at + "direction": "down",
        at + "start": "20",
        at + "target": "8",
    }
    answer = browser.act(page, "enterprise.make", **{**filled, **fields})
    assert answer.status_code == 303, text_of(answer)
    return answer.headers["Location"].removeprefix("http://localhost")


def test_a_manager_writes_a_goal_opens_it_and_everybody_reads_it(house: House) -> None:
    bo, amara = house.browser("bo"), house.browser("amara")
    where = new_goal(house)
    page = bo.get(where)
    assert main_of(page)["state"] == "draft"
    assert amara.get(where).status_code == 404, "a draft is nobody else's"
    assert "Fewer faults" not in text_of(amara.get("/enterprise/goals"))
    bo.follow(bo.act(page, "enterprise.open"))
    seen = amara.get(where)
    assert main_of(seen)["state"] == "open"
    assert "20 % → 8 %" in text_of(seen)
    assert "enterprise.check_in" not in forms(seen)
    assert "Fewer faults" in text_of(amara.get("/enterprise/goals"))


def test_the_owner_checks_in_and_the_words_stand_for_everybody(house: House) -> None:
    made = goals.opened(house, results=(goals.faults(), goals.sites()))
    bo = house.browser("bo")
    page = bo.get(f"/enterprise/goals/{made}")
    fields = forms(page)["enterprise.check_in"].fields
    filled = {name: "7" for name in fields if name.endswith("/confidence")}
    value = next(name for name in fields if name.endswith("/value"))
    wrong = bo.act(page, "enterprise.check_in", **{**filled, value: "about 15", "words": "It goes well."})
    assert wrong.status_code == 422
    assert "about 15" in wrong.get_data(as_text=True)
    assert "It goes well." in text_of(wrong)
    bo.follow(bo.act(page, "enterprise.check_in", **{**filled, value: "14,5", "words": "It goes well."}))
    seen = text_of(house.browser("amara").get(f"/enterprise/goals/{made}"))
    assert "It goes well." in seen
    assert "14.5 %" in seen
    assert "Confidence 7 of 10" in seen


def test_two_windows_of_the_owner_lose_nothing(house: House) -> None:
    made = goals.opened(house)
    bo = house.browser("bo")
    old = bo.get(f"/enterprise/goals/{made}")
    bo.follow(bo.act(old, "enterprise.check_in", confidence="7", words="The first window."))
    late = bo.act(old, "enterprise.check_in", confidence="4", words="The second window.")
    assert late.status_code == 409
    assert "The second window." in text_of(late)
    assert "The first window." in text_of(late)
    bo.follow(bo.act(late, "enterprise.check_in"))
    assert "The second window." in text_of(bo.get(f"/enterprise/goals/{made}"))


def test_two_who_change_a_goal_at_once_are_told_and_keep_their_words(house: House) -> None:
    made = goals.opened(house)
    bo, chen = house.browser("bo"), house.browser("chen")
    mine, theirs = bo.get(f"/enterprise/goals/{made}/edit"), chen.get(f"/enterprise/goals/{made}/edit")
    chen.follow(chen.act(theirs, "enterprise.change", title="Half as many faults"))
    late = bo.act(mine, "enterprise.change", title="No faults at all")
    assert late.status_code == 409
    assert "No faults at all" in late.get_data(as_text=True)
    assert "Half as many faults" in text_of(late)
    bo.follow(bo.act(late, "enterprise.change"))
    assert goals.goal(house, made).title == "No faults at all"


def test_how_an_open_goal_read_before_is_kept_and_everybody_finds_it(house: House) -> None:
    made = goals.draft(house, results=(goals.faults(),))
    bo, amara = house.browser("bo"), house.browser("amara")
    where = f"/enterprise/goals/{made}"
    bo.follow(bo.act(bo.get(f"{where}/edit"), "enterprise.change", title="Far fewer faults"))
    assert amara.get(f"{where}/wordings").status_code == 404, "a draft is nobody else's"
    bo.follow(bo.act(bo.get(where), "enterprise.open"))
    assert "Earlier wordings" not in text_of(amara.get(where)), "a draft is rewritten until it is opened"
    chen = house.browser("chen")
    page = chen.get(f"{where}/edit")
    target = next(name for name in forms(page)["enterprise.change"].fields if name.endswith("/target"))
    chen.follow(chen.act(page, "enterprise.change", title="Half as many faults", **{target: "10"}))
    assert "Earlier wordings" in text_of(amara.get(where))
    seen = text_of(amara.get(f"{where}/wordings"))
    assert "Far fewer faults" in seen
    assert "20 % → 8 %" in seen
    assert "Chen" in seen
    with house.acting("bo") as actor:
        sheet = goals.sheet(made)
        enterprise.change(sheet, goals.facts(actor.id, "Half as many faults", cycle_id=None, every_days=7,
                          starts_on=sheet.goal.starts_on, ends_on=sheet.goal.ends_on,
                          results=tuple(row.result for row in sheet.results)), by=actor)  # fmt: skip
    assert text_of(amara.get(f"{where}/wordings")).count("Until then it read:") == 1, "only what the goal says has a history"


def test_a_goal_that_was_closed_meanwhile_keeps_what_was_typed_on_the_page(house: House) -> None:
    made = goals.opened(house)
    bo, chen = house.browser("bo"), house.browser("chen")
    mine = bo.get(f"/enterprise/goals/{made}/edit")
    chen.follow(chen.act(chen.get(f"/enterprise/goals/{made}"), "enterprise.close", ending="drop", words="Another way."))
    late = bo.act(mine, "enterprise.change", title="No faults at all")
    assert late.status_code == 409
    assert "This goal is closed" in text_of(late)
    assert "No faults at all" in late.get_data(as_text=True)


def test_what_is_wrong_is_said_first_and_beside_its_field(house: House) -> None:
    bo = house.browser("bo")
    page = bo.get("/enterprise/goals/new")
    answer = bo.act(page, "enterprise.make", title="", owner="nobody", contributes="nothing so called", starts_on="soon")
    assert answer.status_code == 422
    said = text_of(answer)
    assert "There is a problem" in said
    for words in ("Give this goal a title.", "Nobody here has this name", "No open goal is called so", "Enter a date"):
        assert words in said, words
    assert 'value="nothing so called"' in answer.get_data(as_text=True)


def test_a_row_more_comes_by_a_button_and_one_goes_by_its_box(house: House) -> None:
    made = goals.draft(house, results=(goals.faults(),))
    bo = house.browser("bo")
    page = bo.get(f"/enterprise/goals/{made}/edit")
    more = bo.act(page, "enterprise.change", op="add", title="Typed meanwhile")
    assert more.status_code == 200
    assert "Typed meanwhile" in more.get_data(as_text=True)
    titles = [name for name in forms(more)["enterprise.change"].fields if name.endswith("/title")]
    assert len(titles) == 3
    fields = {titles[1]: "Second", titles[1].replace("title", "measure"): "yes_no", titles[0].replace("title", "gone"): "y"}
    bo.follow(bo.act(more, "enterprise.change", **fields))
    with house.acting("bo"):
        assert [row.title for row in goals.sheet(made).results] == ["Second"]


def test_a_manager_makes_no_goals_for_units_that_they_do_not_lead(house: House) -> None:
    bo = house.browser("bo")
    with house.within():
        elsewhere, company = str(goals.unit(goals.HOUSE).id), str(goals.unit(goals.HOUSE).company_id)
    page = bo.get("/enterprise/goals/new")
    for fields in ({"unit": elsewhere}, {"unit": "", "company": company}):
        answer = bo.act(page, "enterprise.make", title="Not mine", ends_on="2030-12-31", **fields)
        assert answer.status_code == 422, fields
    assert "Not mine" not in text_of(house.browser("dara").get("/enterprise/goals"))


@pytest.mark.parametrize("who", ["amara", "nia", "mira"])
def test_who_keeps_no_goals_has_no_form(house: House, who: str) -> None:
    made = goals.opened(house)
    browser = house.browser(who)
    assert browser.get("/enterprise/goals/new").status_code == 403
    assert browser.get(f"/enterprise/goals/{made}/edit").status_code == 403
    page = browser.get(f"/enterprise/goals/{made}")
    assert not {"enterprise.close", "enterprise.open", "enterprise.check_in"} & set(forms(page))
    for act in ("closing", "opening", "changes", "check-ins"):
        assert browser.post(f"/enterprise/goals/{made}/{act}", {"words": "x"}).status_code == 403


def test_a_goal_is_chosen_by_its_words_with_scripts_off_and_offered_with_scripts_on(house: House) -> None:
    top = goals.opened(house, "dara", at=None, company="Northlight Energy", owner="ingrid", title="Customers trust us",
                       results=(goals.faults(),))  # fmt: skip
    where = new_goal(house, contributes="customers trust")
    page = text_of(house.browser("bo").get(where))
    assert "Customers trust us" in page
    part = house.browser("bo").get("/enterprise/goals/find?field=contributes&contributes=trust", headers={"HX-Request": "true"})
    assert 'value="Repairs that come back › Customers trust us · Northlight Energy"' in part.get_data(as_text=True)
    assert "<html" not in part.get_data(as_text=True)
    whole = house.browser("bo").get("/enterprise/goals/find?q=trust")
    assert str(top) in whole.get_data(as_text=True)


def test_the_list_is_narrowed_and_odd_filters_narrow_nothing(house: House) -> None:
    goals.opened(house)
    goals.opened(house, "dara", at=goals.HOUSE, owner="dara", title="Books in four days")
    goals.closed(house, title="Over")
    amara = house.browser("amara")
    with house.within():
        unit = goals.unit(goals.HOUSE).id
    for query, there, not_there in (
        ("", ["Fewer faults", "Books in four days"], ["Over"]),
        ("?q=book", ["Books in four days"], ["Fewer faults"]),
        (f"?unit={unit}", ["Books in four days"], ["Fewer faults"]),
        ("?state=reached", ["Over"], ["Fewer faults"]),
        ("?company=x&unit=y&state=z&after=w", ["Fewer faults", "Books in four days"], []),
        ("?q=%00%25", [], ["Fewer faults"]),
        ("?mine=y", [], ["Fewer faults"]),
    ):
        seen = text_of(amara.get(f"/enterprise/goals{query}"))
        assert all(each in seen for each in there), query
        assert not any(each in seen for each in not_there), query


def test_home_says_when_a_check_in_is_due(house: House) -> None:
    from datetime import timedelta

    from tenants.isolation import clock

    made = goals.opened(house, every_days=7)
    bo = house.browser("bo")
    assert "Check in on “Fewer faults”" not in text_of(bo.get("/"))
    with clock.at(clock.now() + timedelta(days=7)):
        assert "Check in on “Fewer faults”" in text_of(house.browser("bo").get("/"))
        assert "Check in on" not in text_of(house.browser("chen").get("/"))
        goals.check_in(house, made)
        assert "Check in on" not in text_of(house.browser("bo").get("/"))


def test_the_other_organisations_goal_is_not_there(house: House) -> None:
    made = goals.opened(house, "gus", at=goals.CREW, owner="finn")
    dara = house.browser("dara")
    for path in (f"/enterprise/goals/{made}", f"/enterprise/goals/{made}/edit", f"/alignment/goals/{made}"):
        assert dara.get(path).status_code == 404
    assert dara.post(f"/enterprise/goals/{made}/closing", {"ending": "drop", "words": "x"}).status_code == 404
    assert house.browser("finn").get(f"/enterprise/goals/{made}").status_code == 200
