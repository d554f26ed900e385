"""The pages of templates with scripts off: HR writes one and publishes it, an employee begins with it and tailors it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

from saas import cycle
from saas.plan import Content
from tenants import agreements, organisations
from tests.factories import Made, an_open_plan
from tests.house_fixture import Browser, House, forms, main_of, text_of
from tests.saas.cycle import cycles
from tests.saas.plan_template import made


def opened(plan: Made, browser: Browser) -> str:
    """The page of the draft, begun by its author."""
    page = browser.get(plan.path)
    return browser.follow(browser.act(page, "plan.draft")).get_data(as_text=True)


def test_from_an_empty_template_to_a_tailored_plan_with_scripts_off(house: House) -> None:
    plan = an_open_plan(house)
    dara, amara, bo = house.browser("dara"), house.browser("amara"), house.browser("bo")
    with house.within():
        engineer = str(made.position().id)
    page = dara.get("/plan-template/new")
    page = dara.follow(dara.act(page, "plan_template.make", title="Engineers begin here", positions=engineer))
    assert main_of(page)["state"] == "draft"
    refused = dara.act(page, "plan_template.publish")
    assert refused.status_code == 422
    assert "Add at least one goal." in text_of(refused)
    page = dara.follow(dara.act(page, "plan_template.add_goal"))
    fields = forms(page)["plan_template.save"].fields
    assert not {"due_on", "challenge", "contributes"} & set(fields), "only the two who agree can say these"
    page = dara.follow(
        dara.act(
            page,
            "plan_template.save",
            **{"title": "Fewer faults come back", "weight": "100", "criteria/l3": "8 %", "op": "add-support"},
        )
    )
    words = next(name for name in forms(page)["plan_template.save"].fields if name.startswith("support/") and "words" in name)
    page = dara.follow(dara.act(page, "plan_template.save", **{words: "Half a day a week."}))
    page = dara.follow(dara.act(page, "plan_template.publish"))
    assert main_of(page)["state"] == "published"
    assert "Version 1 is published." in text_of(page)

    shown = opened(plan, amara)
    assert "Begin with the template for Field engineer" in shown
    assert "Fewer faults come back" in shown, "it can be read before it is chosen"
    page = amara.get(plan.path + "/draft")
    page = amara.follow(amara.act(page, "plan.begin"))
    assert "plan.begin" not in forms(page)
    assert "version 1" in text_of(page)
    content = plan.content("amara")
    assert content.began is not None
    assert (content.began.title, content.began.no) == ("Engineers begin here", 1)
    [goal] = content.goals
    assert goal.due_on == content.period.ends_on
    assert goal.support[0].by_on == content.period.ends_on
    assert "Fewer faults" not in text_of(bo.get(plan.path)), "a draft is private, also one that began with a template"
    page = amara.get(f"{plan.path}/draft/goals/{goal.key}")
    amara.follow(amara.act(page, "plan.save", title="Half of the faults come back"))
    page = amara.follow(amara.act(amara.get(plan.path + "/draft"), "plan.propose"))
    seen = text_of(bo.get(plan.path))
    assert "Half of the faults come back" in seen
    assert "Began with the template “Engineers begin here”, version 1" in seen


def test_a_next_version_leaves_plans_that_began_as_they_are(house: House) -> None:
    plan, it = an_open_plan(house), made.published(house)
    amara, dara = house.browser("amara"), house.browser("dara")
    opened(plan, amara)
    amara.act(amara.get(plan.path + "/draft"), "plan.begin")
    before = plan.content("amara")
    page = dara.get(f"/plan-template/{it}")
    page = dara.follow(dara.act(page, "plan_template.weights", op="even"))
    assert "differs from version 1" in text_of(page)
    page = dara.follow(dara.act(page, "plan_template.publish"))
    assert "Version 2 is published." in text_of(page)
    assert plan.content("amara") == before
    dara.follow(dara.act(page, "plan_template.retire"))
    assert plan.content("amara") == before


def test_a_draft_that_is_not_empty_is_never_filled(house: House) -> None:
    plan = an_open_plan(house)
    made.published(house)
    amara = house.browser("amara")
    opened(plan, amara)
    old = amara.get(plan.path + "/draft")
    amara.follow(amara.act(old, "plan.add_goal"))
    mine = plan.content("amara")
    late = amara.act(old, "plan.begin")
    assert late.status_code == 409
    assert "Your draft is not empty any more" in text_of(late)
    assert plan.content("amara") == mine
    assert "plan.begin" not in forms(amara.get(plan.path + "/draft"))


def test_two_clicks_begin_once(house: House) -> None:
    plan = an_open_plan(house)
    made.published(house)
    amara = house.browser("amara")
    opened(plan, amara)
    page = amara.get(plan.path + "/draft")
    assert amara.act(page, "plan.begin").status_code == 303
    first = plan.content("amara")
    assert amara.act(page, "plan.begin").status_code == 303
    assert plan.content("amara") == first
    assert len(first.goals) == 2


def test_a_manager_may_begin_with_it_and_who_holds_another_position_is_offered_nothing(house: House) -> None:
    plan = an_open_plan(house)
    other = an_open_plan(house, "bo", "ingrid", plan.cycle_id)
    made.published(house)
    bo = house.browser("bo")
    assert "plan.begin" in forms(bo.follow(bo.act(bo.get(plan.path), "plan.draft")))
    assert "plan.begin" not in forms(bo.follow(bo.act(bo.get(other.path), "plan.draft")))


def test_an_id_of_another_organisation_is_as_unknown_as_one_that_nobody_gave(house: House) -> None:
    it, plan = made.published(house), an_open_plan(house)
    made.published(house, title="Of another position", positions=(other_position(house),))
    amara, ivy, chen = house.browser("amara"), house.browser("ivy"), house.browser("chen")
    for path in ("", "/edit"):
        theirs, nobodys = ivy.get(f"/plan-template/{it}{path}"), ivy.get(f"/plan-template/{uuid4()}{path}")
        assert theirs.status_code == nobodys.status_code == 404
    assert amara.get(f"/plan-template/{it}").status_code == 404
    assert amara.get("/plan-template/").status_code == 404
    assert chen.get(f"/plan-template/{it}").status_code == 404, "she may not design cycles"
    opened(plan, amara)
    page = amara.get(plan.path + "/draft")
    other = made.latest(house, next_of(house, "Of another position"))
    answers = [amara.act(page, "plan.begin", template=str(wrong)) for wrong in (uuid4(), other.id, "nonsense", "")]
    assert [each.status_code for each in answers] == [409] * 4
    assert len({text_of(each) for each in answers}) == 1
    assert plan.content("amara").goals == ()


def other_position(house: House) -> str:
    from tenants import organisations

    with house.within():
        return organisations.make_position(title="Pilot", by=None).title


def next_of(house: House, title: str) -> UUID:
    from sqlalchemy import select

    from saas.plan_template import PlanTemplate
    from tenants import isolation

    with house.within():
        return isolation.session().scalars(select(PlanTemplate.id).where(PlanTemplate.title == title)).one()


def test_two_who_write_a_template_at_once_are_told_and_keep_their_words(house: House) -> None:
    it = made.draft(house)
    with house.within():
        key = made.found(it).content[0].key
    dara, tova = house.browser("dara"), house.browser("tova")
    old = dara.get(f"/plan-template/{it}/goals/{key}")
    mine = tova.get(f"/plan-template/{it}/goals/{key}")
    tova.follow(tova.act(mine, "plan_template.save", title="Written by Tova"))
    late = dara.act(old, "plan_template.save", title="Written by Dara")
    assert late.status_code == 409
    assert "Written by Tova" in text_of(late)
    dara.follow(dara.act(late, "plan_template.save"))
    with house.within():
        assert made.found(it).content[0].title == "Written by Dara"
    form = dara.get(f"/plan-template/{it}/edit")
    tova.follow(tova.act(tova.get(f"/plan-template/{it}/edit"), "plan_template.change", title="Tova calls it so"))
    late = dara.act(form, "plan_template.change", title="Dara calls it so")
    assert late.status_code == 409
    assert "Tova calls it so" in text_of(late)
    assert "Dara calls it so" in late.get_data(as_text=True)


def test_what_cannot_be_read_is_refused_beside_its_field_and_stays(house: House) -> None:
    it = made.draft(house)
    with house.within():
        key = made.found(it).content[0].key
    dara = house.browser("dara")
    page = dara.get(f"/plan-template/{it}/goals/{key}")
    wrong = dara.act(page, "plan_template.save", title="Kept", weight="a lot")
    assert wrong.status_code == 422
    assert 'value="a lot"' in wrong.get_data(as_text=True)
    assert "Kept" in text_of(wrong)
    page = dara.get(f"/plan-template/{it}")
    wrong = dara.act(page, "plan_template.weights", **{f"weight/{key}": "101"})
    assert wrong.status_code == 422
    assert 'value="101"' in wrong.get_data(as_text=True)
    page = dara.get("/plan-template/new")
    wrong = dara.act(page, "plan_template.make", title="", words="Kept words")
    assert wrong.status_code == 422
    assert "Kept words" in text_of(wrong)


def test_criteria_of_the_position_are_taken_into_a_goal_and_written_on(house: House) -> None:
    from tenants import organisations

    with house.within():
        organisations.change_position(
            made.position(),
            title=made.ENGINEER,
            words="",
            criteria=[{"title": "Safety first", "words": {"l2": "When reminded.", "l3": "Always."}}],
            by=None,
        )
    plan, amara = an_open_plan(house), house.browser("amara")
    opened(plan, amara)
    page = amara.follow(amara.act(amara.get(plan.path + "/draft"), "plan.add_goal"))
    op = re.search(r'name="op" value="(take:[^"]+)"', page.get_data(as_text=True))
    assert op is not None
    page = amara.follow(amara.act(page, "plan.save", **{"title": "Safely", "criteria/l3": "No accident.", "op": op[1]}))
    [goal] = plan.content("amara").goals
    assert dict(goal.criteria) == {"l2": "When reminded.", "l3": "No accident.\nAlways."}
    amara.follow(amara.act(page, "plan.save", op=op[1]))
    assert plan.content("amara").goals[0].criteria == goal.criteria, "what stands there is not written twice"
    refused = amara.act(page, "plan.save", **{"criteria/l3": "x" * 998, "op": op[1]})
    assert refused.status_code == 422
    assert "x" * 998 in text_of(refused)


def test_a_page_sends_as_many_statements_for_many_templates_as_for_one(house: House) -> None:
    made.published(house)
    dara, counts = house.browser("dara"), []
    dara.get("/plan-template/")
    for more in (0, 12):
        for n in range(more):
            made.published(house, title=f"Another {n}")
        with house.counting() as seen:
            assert dara.get("/plan-template/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_draft_sends_as_many_statements_for_many_templates_as_for_one(house: House) -> None:
    plan, amara, counts = an_open_plan(house), house.browser("amara"), []
    made.published(house, at="Field Engineering")
    opened(plan, amara)
    for more in (0, 6):
        for n in range(more):
            made.published(house, title=f"Another {n}", at="Field Engineering")
        with house.counting() as seen:
            assert amara.get(plan.path + "/draft").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


def test_what_began_with_a_template_is_signed_and_can_be_compared(house: House) -> None:
    plan = an_open_plan(house)
    made.published(house)
    amara, bo = house.browser("amara"), house.browser("bo")
    opened(plan, amara)
    amara.act(amara.get(plan.path + "/draft"), "plan.begin")
    amara.follow(amara.act(amara.get(plan.path + "/draft"), "plan.propose"))
    bo.follow(bo.act(bo.get(plan.path), "plan.sign"))
    assert plan.state() == "agreed"
    with house.acting("bo"):
        version = agreements.version(plan.sheet().agreement.id, 1)
        assert version is not None
        assert Content.from_json(version.content).began is not None


def test_readiness_tells_how_many_have_a_template_and_never_holds_a_cycle_back(house: House) -> None:
    made.published(house)
    drafted = cycles.draft(house)
    with house.acting("dara") as by:
        lines = {line.code: line for line in cycle.readiness(cycle.frame_of(drafted))}
        assert (lines["templates"].state, lines["templates"].count, lines["templates"].of) == ("warning", 2, 4)
        assert cycle.make_ready(drafted, by=by).state == "ready"
    page = text_of(house.browser("dara").get(f"/cycle/{drafted.id}"))
    assert "2 of 4 people have a position with a published plan template." in page
    made.published(house, title="Of Shanghai alone", at="Operations Shanghai", positions=(other_position(house),))
    with house.acting("dara"):
        [line] = [each for each in cycle.readiness(cycle.frame_of(drafted)) if each.code == "templates"]
        assert line.count == 2


def _many(house: House) -> dict[str, str]:
    """120 positions more: their ids by title."""
    with house.within():
        return {
            title: str(organisations.make_position(title=title, words="", by=None).id)
            for title in (f"{kind} {n:02}" for kind in ("Welder", "Électricien", "Pilot") for n in range(40))
        }


def _boxes(page: Any) -> dict[str, bool]:
    """The positions that a page shows, and whether each is chosen."""
    boxes = re.findall(r'name="positions" value="([^"]+)"( checked)?', page.get_data(as_text=True))
    return {value: bool(checked) for value, checked in boxes}


def test_of_many_positions_those_searched_for_are_shown_and_those_chosen_stay(house: House) -> None:
    ids, dara = _many(house), house.browser("dara")
    page = dara.get("/plan-template/new")
    assert _boxes(page) == {}
    pressed = re.search(
        r'data-act="plan_template.make".*?(<button[^>]*type="submit"[^>]*>)', page.get_data(as_text=True), re.DOTALL
    )
    assert pressed is not None
    assert 'name="show"' not in pressed.group(1), "Enter in the title presses the first button: it saves"
    typed = {"title": "Of several", "words": "Kept.", "q": "electricien 3", "asked": ""}
    page = dara.act(page, "plan_template.make", **typed, show="positions")
    assert page.status_code == 200
    assert set(_boxes(page)) == {ids[f"Électricien {n:02}"] for n in (3, 13, 23, *range(30, 40))}
    assert forms(page)["plan_template.make"].fields["title"] == "Of several"
    assert forms(page)["plan_template.make"].fields["words"] == "Kept."

    chosen = [ids["Électricien 03"], ids["Électricien 33"]]
    page = dara.act(page, "plan_template.make", q="welder", positions=chosen)
    assert page.status_code == 200, "who presses Save with other words in the search sees what fits first"
    assert "Not saved yet" in text_of(page)
    assert [value for value, is_chosen in _boxes(page).items() if is_chosen] == sorted(chosen, key=chosen.index)
    assert sum(not is_chosen for is_chosen in _boxes(page).values()) == 40
    chosen.append(ids["Welder 07"])
    page = dara.follow(dara.act(page, "plan_template.make", positions=chosen))
    assert "Of several" in text_of(page)
    assert all(title in text_of(page) for title in ("Électricien 03", "Électricien 33", "Welder 07"))

    page = dara.get(page.request.path.partition("/o/northlight")[2] + "/edit")
    assert _boxes(page) == dict.fromkeys(chosen, True) or set(_boxes(page)) == set(chosen)
    page = dara.follow(dara.act(page, "plan_template.change", positions=chosen[:1]))
    assert "Welder 07" not in text_of(page)


def test_a_search_that_fits_nothing_or_too_much_says_so_and_an_unknown_position_is_refused(house: House) -> None:
    _ids, dara = _many(house), house.browser("dara")
    page = dara.get("/plan-template/new")
    none = dara.act(page, "plan_template.make", title="T", q="astronaut", show="positions")
    assert "No position fits these words." in text_of(none)
    with house.within():
        for n in range(20):
            organisations.make_position(title=f"Welder of boats {n}", words="", by=None)
    much = dara.act(page, "plan_template.make", title="T", q="welder", show="positions")
    assert "20 more fit: type another word." in text_of(much)
    wrong = dara.act(page, "plan_template.make", title="T", positions=str(uuid4()))
    assert wrong.status_code == 422


def test_a_few_positions_are_all_shown_without_a_search(house: House) -> None:
    page = house.browser("dara").get("/plan-template/new")
    assert 'name="q"' not in page.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
