"""One goal, or a template, put to several people of a team: each has a proposal of their own, whole or not at all."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from uuid import uuid4

import pytest

from saas.plan import together
from saas.plan.content import Goal, Plan, new_key
from saas.plan.together import Lot
from tenants import agreements
from tenants.law import NotNow, Refused
from tests.factories import Made, an_open_plan, filled, repairs
from tests.house_fixture import Browser, House, forms, main_of, text_of
from tests.saas.plan_template import made

pytestmark = pytest.mark.pages


def team(house: House) -> tuple[Made, Made]:
    """The plans of Amara and Nia, who report to Bo."""
    amara = an_open_plan(house)
    return amara, an_open_plan(house, "nia", "bo", amara.cycle_id)


def whole(made_: Made, weight: str = "100") -> dict[str, str]:
    """What is typed for a goal that is whole."""
    with made_.house.acting("bo"):
        last = made_.sheet().plan.cycle.ends_on
    return {"title": "Fewer faults", "weight": weight, "due_on": last.isoformat(), "criteria/l3": "8 %"}


def put(browser: Browser, plans: tuple[Made, ...], **typed: str) -> object:
    """The form is sent for these people."""
    page = browser.get("/plan/together")
    results = {name: "" for name in forms(page)["plan.propose_together"].fields if name.startswith("key_results/")}
    op = next(name.split("/")[1] for name in results)
    page = browser.act(page, "plan.propose_together", **typed, op=f"remove-result:{op}")
    assert page.status_code == 200
    return browser.act(page, "plan.propose_together", plans=[str(each.id) for each in plans])


def newest(made_: Made) -> Plan | None:
    """What was proposed last in that plan."""
    with made_.house.acting("bo"):
        last = made_.sheet().talk.last_version
        return Plan.from_json(last.content) if last else None


def test_a_manager_puts_a_goal_to_two_people_and_each_answers_alone_with_scripts_off(house: House) -> None:
    amara, nia = team(house)
    bo = house.browser("bo")
    page = bo.get("/plan/together")
    assert "Amara Diallo" in text_of(page)
    page = bo.follow(put(bo, (amara, nia), **whole(amara)))  # type: ignore[arg-type]
    assert main_of(page)["state"] == "done"
    assert text_of(page).count("Version 1 is with them") == 2
    assert amara.state() == nia.state() == "proposed"
    one, two = newest(amara), newest(nia)
    assert one is not None
    assert two is not None
    assert one.goals[0].title == two.goals[0].title == "Fewer faults"
    assert one.goals[0].key != two.goals[0].key
    browser = house.browser("amara")
    browser.follow(browser.act(browser.get(amara.path), "plan.sign"))
    assert (amara.state(), nia.state()) == ("agreed", "proposed"), "one answer is nobody else's"
    assert "Nia" not in text_of(browser.get(amara.path))
    other = house.browser("nia")
    other.follow(other.act(other.get(nia.path), "plan.counter", words="Half of it is mine."))
    assert nia.state() == "countered"


def test_a_second_click_proposes_nothing_twice(house: House) -> None:
    amara, nia = team(house)
    bo = house.browser("bo")
    page = bo.get("/plan/together")
    row = next(n for n in forms(page)["plan.propose_together"].fields if n.startswith("key_results/")).split("/")[1]
    page = bo.act(page, "plan.propose_together", **whole(amara), op=f"remove-result:{row}")
    both = [str(amara.id), str(nia.id)]
    first, second = (bo.act(page, "plan.propose_together", plans=both) for _click in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    with house.acting("bo"):
        assert [len(agreements.rounds(each.sheet().agreement.id)) for each in (amara, nia)] == [1, 1]


def test_weights_that_do_not_add_up_are_refused_for_that_person_before_anything_is_proposed(house: House) -> None:
    amara, nia = team(house)
    nia.write("bo", lambda old: replace(old, goals=(repairs(old.period, 4000),)))
    before = nia.content("bo")
    bo = house.browser("bo")
    refused = put(bo, (amara, nia), **whole(amara))
    assert refused.status_code == 422  # type: ignore[attr-defined]
    said = text_of(refused)  # type: ignore[arg-type]
    assert "Nothing was proposed to anybody yet" in said
    assert "Nia Adeyemi: Goals: The weights must add up to 100 %. Take 40 % away." in said
    assert "Amara Diallo: " not in said
    assert (amara.state(), nia.state()) == ("drafting", "drafting")
    assert nia.content("bo") == before, "nothing of it stands in the draft"
    assert "Fewer faults" in refused.get_data(as_text=True)  # type: ignore[attr-defined]
    page = bo.follow(bo.act(refused, "plan.propose_together", weight="60", plans=[str(nia.id)]))  # type: ignore[arg-type]
    assert "Version 1 is with them" in text_of(page)
    found = newest(nia)
    assert found is not None
    assert [each.weight for each in found.goals] == [4000, 6000]


def test_what_is_wrong_with_the_goal_stands_beside_its_field(house: House) -> None:
    amara, _nia = team(house)
    refused = put(house.browser("bo"), (amara,), **{**whole(amara), "criteria/l3": ""})
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert 'href="#criteria/l3"' in refused.get_data(as_text=True)  # type: ignore[attr-defined]
    assert amara.state() == "drafting"


def test_plans_that_are_elsewhere_are_listed_with_the_reason_and_skipped(house: House) -> None:
    amara, nia = team(house)
    bo = house.browser("bo")
    page = bo.get("/plan/together")
    nia.propose("nia", filled)
    form = {**whole(amara), "plans": [str(amara.id), str(nia.id)]}
    row = next(n for n in forms(page)["plan.propose_together"].fields if n.startswith("key_results/")).split("/")[1]
    page = bo.act(page, "plan.propose_together", **form, op=f"remove-result:{row}")
    assert "A proposal waits for an answer." in text_of(page)
    fields = forms(page)["plan.propose_together"].fields
    sent = {**fields, "plans": [str(amara.id), str(nia.id)]}
    page = bo.follow(bo.post("/plan/together", sent))
    assert text_of(page).count("Version 1 is with them") == 1
    assert "A proposal waits for an answer." in text_of(page)
    found = newest(nia)
    assert found is not None
    assert found.goals[0].title != "Fewer faults", "an open proposal is left alone"


def test_nobodys_private_draft_is_overridden(house: House) -> None:
    amara, nia = team(house)
    amara.write("amara", filled)
    mine = amara.content("amara")
    bo = house.browser("bo")
    bo.follow(put(bo, (amara, nia), **whole(amara)))  # type: ignore[arg-type]
    assert amara.content("amara") == mine
    page = house.browser("amara").get(amara.path + "/draft")
    assert main_of(page)["state"] == "behind", "she chooses line by line"


def test_only_the_manager_of_a_plan_puts_anything_to_anybody(house: House) -> None:
    amara, _nia = team(house)
    lot = Lot(uuid4(), goal=Goal(key=new_key(), title="Mine"))
    for who in ("amara", "mira", "chen", "dara", "tova"):
        with house.acting(who) as by, pytest.raises(Refused):
            together.lay(amara.sheet(), lot, by=by)
    for who in ("amara", "nia", "chen", "tova"):
        assert house.browser(who).get("/plan/together").status_code == 404, who


def test_a_plan_of_others_is_as_unknown_as_one_that_nobody_has(house: House) -> None:
    amara, nia = team(house)
    theirs = an_open_plan(house, "bo", "ingrid", amara.cycle_id)
    far = an_open_plan(house, "eve", "finn")
    bo = house.browser("bo")
    fields = forms(bo.get("/plan/together"))["plan.propose_together"].fields
    wrong = [str(theirs.id), str(far.id), str(uuid4()), "nonsense"]
    answers = [bo.post("/plan/together", {**fields, "plans": [str(nia.id), each]}) for each in wrong]
    answers += [bo.get(f"/plan/together/results?seed={uuid4()}&plans={each}") for each in wrong]
    answers += [bo.get(f"/plan/together?template={each}") for each in (far.id, uuid4())]
    assert {each.status_code for each in answers} == {404}
    assert nia.state() == "drafting"


def test_a_template_is_put_to_those_of_its_position_with_an_empty_draft(house: House) -> None:
    amara, nia = team(house)
    made.published(house)
    nia.write("bo", filled)
    bo = house.browser("bo")
    page = bo.get("/plan/together")
    assert "Engineers begin here" in text_of(page)
    offer = made.latest(house, made_id(house))
    page = bo.get(f"/plan/together?template={offer.id}")
    assert "Your own draft there is not empty" in text_of(page)
    page = bo.follow(bo.act(page, "plan.propose_together", plans=[str(amara.id)]))
    assert "Version 1 is with them" in text_of(page)
    found = newest(amara)
    assert found is not None
    assert found.began is not None
    assert found.began.no == 1
    assert nia.state() == "drafting"


def made_id(house: House) -> object:
    from sqlalchemy import select

    from saas.plan_template import PlanTemplate
    from tenants import isolation

    with house.within():
        return isolation.session().scalars(select(PlanTemplate.id)).one()


def test_two_acts_at_once_put_it_to_somebody_once(house: House) -> None:
    amara, _nia = team(house)
    with house.acting("bo"):
        last = amara.sheet().plan.cycle.ends_on
    lot = Lot(uuid4(), goal=Goal(key=new_key(), title="Once", weight=10_000, due_on=last, criteria={"l3": "Done."}))
    ready, outcomes = threading.Barrier(2), []

    def click() -> None:
        with house.app.app_context(), house.acting("bo") as by:
            sheet = amara.sheet()
            ready.wait(10)
            outcomes.extend(together.lay_before_all([sheet], lot, by=by))

    clicks = [threading.Thread(target=click) for _n in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join(30)
    with house.acting("bo"):
        assert len(agreements.rounds(amara.sheet().agreement.id)) == 1
    assert sorted(each.no or 0 for each in outcomes) in ([0, 1], [1, 1])


def test_what_is_refused_leaves_no_draft_behind(house: House) -> None:
    amara, _nia = team(house)
    lot = Lot(uuid4(), goal=Goal(key=new_key(), title="Half a goal"))
    with house.acting("bo") as by:
        [found] = together.lay_before_all([amara.sheet()], lot, by=by)
        assert found.no is None
        assert agreements.draft(amara.sheet().agreement.id) is None
    amara.propose("amara", filled)
    with house.acting("bo") as by, pytest.raises(NotNow):
        together.lay(amara.sheet(), lot, by=by)


def test_the_page_sends_as_many_statements_for_two_people_as_for_one(house: House) -> None:
    amara = an_open_plan(house)
    bo, counts = house.browser("bo"), []
    bo.get("/plan/together")
    for _step in range(2):
        with house.counting() as seen:
            assert bo.get("/plan/together").status_code == 200
        counts.append(len(seen))
        an_open_plan(house, "nia", "bo", amara.cycle_id)
    assert counts[0] == counts[1] <= 12


def test_the_result_sends_as_many_statements_for_two_people_as_for_one(house: House) -> None:
    amara, nia = team(house)
    bo = house.browser("bo")
    where = put(bo, (amara, nia), **whole(amara)).headers["Location"].removeprefix("http://localhost")  # type: ignore[attr-defined]
    both = where[where.index("/plan/together") :]
    one = re.sub(r"&?plans=[0-9a-f-]+", "", both, count=1).replace("?&", "?")
    counts = []
    for url in (both, one, both):
        with house.counting() as seen:
            assert text_of(bo.get(url)).count("Version 1 is with them") == (2 if url == both else 1)
        counts.append(len(seen))
    assert counts[1] == counts[2] <= 8
