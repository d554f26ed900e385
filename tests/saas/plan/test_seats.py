"""Plans of people who are excused, who come back, whose manager leaves, and who leave themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from saas import cycle, home, plan
from tenants import agreements, organisations, people
from tenants.isolation import clock, session
from tenants.law import NotNow, Refused
from tenants.notices import Notice
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, weighing
from tests.house_fixture import House, forms, main_of, text_of

pytestmark = pytest.mark.pages


def person(name: str) -> people.Person:
    found = people.by_email(f"{name}@northlight.example")
    assert found is not None
    return found


def excuse(made: Made, who: str = "amara") -> None:
    with made.house.acting("dara") as by:
        found = cycle.cycle(made.cycle_id)
        assert found is not None
        cycle.excuse(found, person(who), reason="On leave until spring.", by=by)


def include(made: Made, who: str = "amara") -> None:
    with made.house.acting("dara") as by:
        found = cycle.cycle(made.cycle_id)
        assert found is not None
        cycle.include(found, person(who), by=by)


def leave(house: House, who: str) -> None:
    with house.within():
        people.leave(person(who), by=None)


def lead(house: House, who: str, manager: str) -> None:
    with house.within():
        people.set_manager(person(who), manager=person(manager), by=None)


def told(house: House, who: str) -> set[str]:
    with house.within():
        return set(session().scalars(select(Notice.kind).where(Notice.person_id == person(who).id)))


def waits(made: Made, who: str) -> list[str]:
    """What home says of this plan to `who`."""
    with made.house.acting(who) as by:
        return [turn.kind for turn in home.turns(by) if turn.path == made.path]


def test_the_plan_of_somebody_excused_rests_as_it_stands(house: House) -> None:
    made = a_proposed_plan(house)
    excuse(made)
    assert made.state() == "proposed"
    acts: tuple[tuple[str, Callable[[people.Actor], object]], ...] = (
        ("bo", lambda by: plan.sign(made.sheet(), 1, by=by)),
        ("bo", lambda by: plan.counter(made.sheet(), words="No.", by=by)),
        ("bo", lambda by: plan.ask(made.sheet(), 1, "", "When are you back?", by=by)),
        ("amara", lambda by: plan.withdraw(made.sheet(), by=by)),
        ("amara", lambda by: plan.propose(made.sheet(), by=by)),
    )
    for who, act in acts:
        with pytest.raises(NotNow, match="rests"), house.acting(who) as by:
            act(by)
    assert made.state() == "proposed"
    assert waits(made, "bo") == []
    assert waits(made, "amara") == []
    assert "plan.rests" in told(house, "bo")
    for who in ("amara", "bo"):
        page = house.browser(who).get(made.path)
        assert page.status_code == 200
        assert "rests" in text_of(page)
        assert not [act for act in forms(page) if act.startswith("plan.")]


def test_whoever_takes_part_again_goes_on_where_the_plan_stood(house: House) -> None:
    made = a_proposed_plan(house)
    excuse(made)
    include(made)
    assert waits(made, "bo") == ["answer"]
    assert "plan.goes_on" in told(house, "bo")
    assert "plan.yours_goes_on" in told(house, "amara")
    made.sign("bo", 1)
    assert made.state() == "agreed"


def test_a_resting_plan_follows_the_line_and_goes_on_with_the_next_manager(house: House) -> None:
    made = a_proposed_plan(house, by="amara")
    excuse(made)
    lead(house, "amara", "mira")
    include(made)
    with pytest.raises(Refused), house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    made.sign("mira", 1)
    assert made.state() == "agreed"


def test_an_amendment_of_somebody_excused_rests_too(house: House) -> None:
    made = an_agreed_plan(house)
    made.amend("bo")
    excuse(made)
    with pytest.raises(NotNow, match="rests"), house.acting("bo") as by:
        plan.discard(made.sheet(), by=by)
    assert waits(made, "bo") == []


@pytest.mark.parametrize("make", [an_open_plan, a_proposed_plan, an_agreed_plan])
def test_the_plan_of_somebody_who_leaves_ends_and_can_be_read(house: House, make: Callable[[House], Made]) -> None:
    made = make(house)
    leave(house, "amara")
    assert made.state() == "ended"
    assert waits(made, "bo") == []
    assert "plan.ended" in told(house, "bo")
    with house.acting("bo"):
        sheet = made.sheet()
        assert not sheet.is_open
        assert {each.withdrawn.why for each in agreements.rounds(sheet.agreement.id) if each.withdrawn} <= {"person_left"}


def test_an_open_amendment_ends_with_the_plan_of_the_one_who_leaves(house: House) -> None:
    made = an_agreed_plan(house)
    made.amend("amara")
    made.propose("amara", weighing(70, 30, 0))
    leave(house, "amara")
    assert made.state() == "ended"
    with house.acting("bo"):
        sheet = made.sheet()
        assert sheet.amendment is None
        assert agreements.open_amendment(sheet.agreement.id) is None
        assert sheet.agreement.active_version is not None
        assert sheet.agreement.active_version.no == 1


def come_back(house: House, who: str) -> None:
    with house.within():
        people.come_back(person(who), by=None)


def next_no(made: Made) -> int:
    with made.house.acting("bo"):
        return max([each.version.no for each in agreements.rounds(made.sheet().agreement.id)], default=0) + 1


@pytest.mark.parametrize("make", [an_open_plan, a_proposed_plan, an_agreed_plan])
def test_whoever_comes_back_agrees_anew_with_the_next_manager(house: House, make: Callable[[House], Made]) -> None:
    made = make(house)
    no = next_no(made)
    leave(house, "amara")
    with clock.at(clock.now() + timedelta(days=1)):
        come_back(house, "amara")
        assert made.state() == "ended", "nobody leads them yet"
        lead(house, "amara", "mira")
        assert made.state() == "drafting"
        assert "plan.begins_again" in told(house, "mira")
        assert "plan.yours_begins_again" in told(house, "amara")
        with house.acting("amara"):
            assert made.sheet().agreement.active_version is None, "what was signed before is not in force"
        made.write("amara", filled)
        assert made.propose("amara") == no
        made.sign("mira", no)
        assert made.state() == "agreed"


def test_what_had_been_agreed_can_be_proposed_again_as_it_was(house: House) -> None:
    made = an_agreed_plan(house)
    leave(house, "amara")
    come_back(house, "amara")  # on the very day: somebody pressed the wrong button
    assert made.state() == "drafting"
    assert made.propose("bo") == 2
    made.sign("amara", 2)
    assert made.state() == "agreed"


def test_a_line_that_begins_wakes_no_plan_of_somebody_who_is_away(house: House) -> None:
    made = an_agreed_plan(house)
    leave(house, "amara")
    with house.within():
        plan.follow_line(person("amara").id, person("mira").id, by=None)
    assert made.state() == "ended"


def test_a_manager_who_leaves_takes_their_proposal_along_and_the_plan_waits_for_the_next(house: House) -> None:
    made = a_proposed_plan(house, by="bo")
    leave(house, "bo")
    assert made.state() == "drafting"
    page = house.browser("amara").get(made.path)
    assert "waits for your next manager" in text_of(page)
    made.write("amara", filled)
    with pytest.raises(NotNow, match="nobody to propose it to"), house.acting("amara") as by:
        plan.propose(made.sheet(), by=by)
    lead(house, "amara", "mira")
    assert made.propose("amara") == 2
    made.sign("mira", 2)
    assert made.state() == "agreed"


def test_nobody_gets_a_plan_with_somebody_who_has_left(house: House) -> None:
    made = an_open_plan(house)
    leave(house, "bo")
    leave(house, "nia")
    with house.within():
        found = cycle.cycle(made.cycle_id)
        assert found is not None
        assert {person("nia").id, person("bo").id}.isdisjoint(cycle.participant_ids(found))
        own = session().scalars(select(plan.Plan).where(plan.Plan.person_id == person("nia").id)).all()
        assert [each.state for each in own] == ["ended"]
        assert plan.open_plans(found, [person("nia").id, person("bo").id], by=None) == []


def test_the_progress_of_a_cycle_counts_those_who_are_there(house: House) -> None:
    made = an_open_plan(house)
    with house.acting("dara") as by:
        before = sum(
            group.total for group in home.queries.groups(made.cycle_id, by, units=organisations.flat(organisations.unit_tree()))
        )
    leave(house, "nia")
    excuse(made)
    with house.acting("dara") as by:
        groups = home.queries.groups(made.cycle_id, by, units=organisations.flat(organisations.unit_tree()))
    assert sum(group.total for group in groups) == before - 2
    assert sum(group.numbers["none"] for group in groups) == 0


def test_no_list_says_your_turn_of_a_plan_that_rests(house: House) -> None:
    made = a_proposed_plan(house, by="bo")
    excuse(made)
    amara = house.browser("amara")
    for path in (made.path, "/plan/", "/me/", "/", f"/people/{house.person('amara')}"):
        page = text_of(amara.get(path))
        assert "your turn" not in page.replace("Your turn", ""), path
        assert "Your signature is all that is missing" not in page
    for path in (made.path, "/plan/", "/me/"):
        assert "Resting" in text_of(amara.get(path)), path


def test_a_cycle_with_a_signed_plan_is_called_off_only_when_both_sides_are_told(house: House) -> None:
    made = an_agreed_plan(house)
    dara = house.browser("dara")
    path = f"/cycle/{made.cycle_id}"
    page = dara.get(path)
    assert "1 plan of this cycle is signed by both sides." in text_of(page)
    refused = dara.act(page, "cycle.cancel", words="The company is sold.")
    assert refused.status_code == 422
    assert "The company is sold." in refused.get_data(as_text=True)
    assert main_of(dara.get(path))["state"] == "planning"
    dara.act(dara.get(path), "cycle.cancel", words="The company is sold.", although="y")
    assert main_of(dara.get(path))["state"] == "cancelled"
    for who in ("amara", "bo"):
        assert "plan.called_off" in told(house, who)
    assert "plan.called_off" not in told(house, "nia"), "nothing of hers was signed"
    with pytest.raises(NotNow), house.acting("amara") as by:
        plan.amend(made.sheet(), by=by)
    assert made.state() == "agreed", "what was signed stays as history"


def test_what_was_asked_beside_a_line_stays_between_the_two_whoever_leads_later(house: House) -> None:
    """The form promises it: only these two read it, and it stays so."""
    made = a_proposed_plan(house)
    made.ask("bo", 1, "", "Asked before Mira came")
    made.lead("mira")
    assert "Asked before Mira came" in text_of(house.browser("amara").get(made.path))
    assert "Asked before Mira came" not in text_of(house.browser("mira").get(made.path))
    made.ask("amara", 1, "", "Said with Mira")
    assert "Said with Mira" in text_of(house.browser("mira").get(made.path))
    with made.house.acting("mira") as by:
        glance = plan.glance(made.sheet().plan, by=by)
        assert glance is not None
        assert glance.said == "Said with Mira"
    made.lead("bo")
    seen = text_of(house.browser("bo").get(made.path))
    assert "Asked before Mira came" in seen
    assert "Said with Mira" not in seen


def test_who_is_led_by_nobody_any_more_is_told(house: House) -> None:
    leave(house, "bo")
    assert "line.ended" in told(house, "amara")
    assert "Nobody leads you as yet after Bo Jensen." in text_of(house.browser("amara").get("/notices/"))
    lead(house, "amara", "mira")
    assert "line.ended" not in told(house, "mira")
