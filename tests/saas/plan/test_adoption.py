"""Another manager while a plan stands: it stays in force, a note is handed over, and the new one adopts it or amends it."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import select

from saas import home, plan
from saas.reports.kinds import stands
from saas.reports.plan_paper import PlanPaper, paper_of
from tenants import people
from tenants.isolation import get_locked, session
from tenants.journal import JournalEntry
from tenants.law import NotNow, Refused, Stale
from tenants.notices import Notice
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, weighing
from tests.house_fixture import House, forms, text_of

pytestmark = pytest.mark.pages


@pytest.fixture
def changed(house: House) -> Made:
    """Amara and Bo agreed version 1; since today Mira leads."""
    return replace(house.scene("agreed, and another leads", lambda: _changed(house)), house=house)


def _changed(house: House) -> Made:
    made = an_agreed_plan(house)
    made.lead("mira")
    return made


def turns(made: Made, who: str, *, mine: bool = True) -> list[str]:
    with made.house.acting(who) as by:
        return [
            turn.kind for turn in home.turns(by) if turn.mine == mine and turn.path.startswith((made.path, "/plan/handovers/"))
        ]


def handover(made: Made) -> str:
    with made.house.within():
        return f"/plan/handovers/{session().scalars(select(plan.Handover.id)).one()}"


def told(house: House, who: str) -> set[str]:
    with house.within():
        return set(session().scalars(select(Notice.kind).where(Notice.person_id == house.person(who))))


def signed(made: Made) -> set[tuple[object, str, str]]:
    with made.house.acting("amara"):
        agreement = made.sheet().agreement
        assert agreement.active_version is not None
        from tenants import agreements

        return {(each.person_id, each.side, each.hash) for each in agreements.signatures(agreement.active_version.id)}


def test_the_plan_stays_in_force_and_both_see_that_adoption_is_due(changed: Made) -> None:
    house = changed.house
    assert changed.state() == "agreed"
    assert turns(changed, "mira") == ["adopt"]
    assert turns(changed, "amara", mine=False) == ["adopt"]
    assert turns(changed, "bo") == ["handover"]
    assert "plan.adoption_due" in told(house, "mira")
    assert "plan.handover_asked" in told(house, "bo")
    for who in ("amara", "mira"):
        assert "adoption due since" in text_of(house.browser(who).get(changed.path))
        assert 'data-adoption="due"' in house.browser(who).get(changed.path).get_data(as_text=True)
    assert "In force, adoption due" in text_of(house.browser("chen").get(changed.path))
    with house.acting("amara"):
        assert [goal.state for goal in plan.goals_of(changed.id)] == ["agreed"] * 3


def test_lists_say_whose_turn_it_is_to_adopt(changed: Made) -> None:
    mira, amara = changed.house.browser("mira"), changed.house.browser("amara")
    for page in ("/", "/team/", "/plan/"):
        assert "Agreed, adoption due, your turn" in text_of(mira.get(page)), page
    assert "Agreed, adoption due, waiting for Mira" in text_of(amara.get("/plan/"))


def test_adopting_is_a_further_signature_on_the_same_hash(changed: Made) -> None:
    house = changed.house
    before = signed(changed)
    mira = house.browser("mira")
    page = mira.get(changed.path)
    answer = mira.act(page, "plan.adopt")
    assert answer.status_code == 303
    assert "You have adopted version 1." in text_of(mira.follow(answer))
    assert mira.act(page, "plan.adopt").status_code == 303, "a second click finds the first one's"
    (new,) = signed(changed) - before
    assert new[:2] == (house.person("mira"), "adopted")
    assert {hash_ for _who, _side, hash_ in signed(changed)} == {new[2]}
    assert turns(changed, "mira") == []
    assert "plan.adopted" in told(house, "amara")
    text = text_of(house.browser("amara").get(changed.path))
    assert "Line manager, adopted it" in text
    assert "adoption due" not in text


def test_only_who_leads_now_adopts_and_silence_never_does(changed: Made) -> None:
    for who in ("amara", "bo", "chen", "dara", "tova", "nia"):
        with pytest.raises(Refused), changed.house.acting(who) as by:
            plan.adopt(changed.sheet(), 1, by=by)
    changed.house.run_jobs()
    assert len(signed(changed)) == 2
    with pytest.raises(Stale), changed.house.acting("mira") as by:
        plan.adopt(changed.sheet(), 2, by=by)


def test_a_forged_hash_adopts_nothing(changed: Made) -> None:
    mira = changed.house.browser("mira")
    answer = mira.act(mira.get(changed.path), "plan.adopt", hash="0" * 64)
    assert answer.status_code == 409
    assert len(signed(changed)) == 2


def test_two_clicks_at_once_give_one_adoption(changed: Made) -> None:
    came: list[str] = []

    def press() -> None:
        try:
            changed.adopt("mira")
            came.append("done")
        except (NotNow, Stale):
            came.append("told")

    from tenants.agreements import Agreement

    with changed.house.within():
        wanted = session().scalars(select(plan.Plan.agreement_id).where(plan.Plan.id == changed.id)).one()
        assert get_locked(Agreement, wanted) is not None
        threads = [Thread(target=press) for _ in range(2)]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["done", "told"]
    assert len(signed(changed)) == 3


def test_instead_the_new_manager_amends_and_then_nothing_is_due(changed: Made) -> None:
    changed.amend("mira")
    assert "adopt" in turns(changed, "mira")
    changed.propose("mira", weighing(50, 50, 0))
    changed.sign("amara", 2)
    assert turns(changed, "mira") == []
    assert {(who, side) for who, side, _hash in signed(changed)} == {
        (changed.house.person("amara"), "first"),
        (changed.house.person("mira"), "second"),
    }


def test_a_further_change_makes_it_due_again_and_who_returns_has_signed(changed: Made) -> None:
    changed.adopt("mira")
    changed.lead("ingrid")
    assert turns(changed, "ingrid") == ["adopt"]
    changed.lead("bo")
    assert "adopt" not in turns(changed, "bo")
    assert "handover" not in turns(changed, "bo"), "whoever leads again has nothing to hand over"


def test_without_a_manager_it_stays_in_force_and_the_next_one_adopts(house: House) -> None:
    made = an_agreed_plan(house)
    made.lead(None)
    assert made.state() == "agreed"
    assert turns(made, "bo") == ["handover"]
    with pytest.raises(Refused), house.acting("bo") as by:
        plan.adopt(made.sheet(), 1, by=by)
    made.lead("mira")
    made.adopt("mira")
    assert turns(made, "bo") == ["handover"], "it is asked for once"


def test_the_former_manager_keeps_what_they_signed_and_nothing_newer(changed: Made) -> None:
    house = changed.house
    changed.amend("mira")
    changed.propose("mira", weighing(50, 50, 0))
    changed.ask("amara", 2, "", "Said to the new manager")
    bo = house.browser("bo")
    page = text_of(bo.get(changed.path))
    assert "60%" in page
    assert "50%" not in page
    assert "Said to the new manager" not in page
    assert bo.get(changed.path + "/versions/2").status_code == 404


def test_a_note_is_handed_over_once_read_by_those_concerned_and_answered(changed: Made) -> None:
    house, path = changed.house, handover(changed)
    bo = house.browser("bo")
    page = bo.get(path)
    assert "HR does not read it." in text_of(page)
    empty = bo.act(page, "plan.hand_over")
    assert empty.status_code == 422
    assert bo.act(page, "plan.hand_over", standing="Two depots run.", promised="Two hours a week.").status_code == 303
    late = bo.act(page, "plan.hand_over", standing="Something else.")
    assert late.status_code == 409
    assert "Something else." in text_of(late)
    for who in ("amara", "mira", "bo"):
        assert "Two depots run." in text_of(house.browser(who).get(path))
    for who in ("chen", "dara", "tova", "nia", "hugo", "finn"):
        assert house.browser(who).get(path).status_code == 404
    assert {"plan.handover_given"} <= told(house, "amara") & told(house, "mira")
    amara = house.browser("amara")
    assert amara.act(amara.get(path), "plan.answer_handover", words="The second one is late.").status_code == 303
    assert "The second one is late." in text_of(bo.get(path))
    assert "plan.answer_handover" not in forms(amara.get(path))
    assert amara.post(path + "/answers", {"words": "Once more."}).status_code == 409
    assert house.browser("mira").post(path + "/answers", {"words": "Me?"}).status_code == 403
    with house.within():
        verbs = set(session().scalars(select(JournalEntry.verb).where(JournalEntry.verb.like("plan.handover%"))))
    assert verbs == {"plan.handover_asked", "plan.handover_given", "plan.handover_answered"}


def test_a_handover_carries_no_draft_of_the_former_manager(house: House) -> None:
    made = an_agreed_plan(house)
    made.amend("bo")
    made.write("bo", weighing(10, 90, 0))
    made.lead("mira")
    with house.acting("mira"):
        from tenants import agreements

        assert agreements.draft(made.sheet().agreement.id) is None
    for who in ("mira", "amara"):
        assert "10%" not in text_of(house.browser(who).get(made.path))
        assert "10%" not in text_of(house.browser(who).get(handover(made)))


def test_nothing_is_asked_of_a_manager_who_left_and_what_was_asked_lapses(changed: Made) -> None:
    house = changed.house
    with house.within():
        bo = people.person(house.person("bo"))
        assert bo is not None
        people.leave(bo, by=None)
        assert set(session().scalars(select(plan.Handover.state))) == {"lapsed"}
        mira = people.person(house.person("mira"))
        assert mira is not None
        people.leave(mira, by=None)
        assert session().scalars(select(plan.Handover.former_id)).all() == [bo.id]
    assert changed.state() == "agreed"


def test_a_note_too_long_is_kept_and_refused(changed: Made) -> None:
    bo, path = changed.house.browser("bo"), handover(changed)
    answer = bo.act(bo.get(path), "plan.hand_over", standing="x" * 5000)
    assert answer.status_code == 422
    assert "x" * 5000 in text_of(answer)


@pytest.mark.parametrize("make", [an_open_plan, a_proposed_plan], ids=["drafting", "proposed"])
def test_a_line_that_changes_before_the_signature_asks_for_a_note_as_well(house: House, make: Any) -> None:
    made = make(house)
    made.lead("mira")
    path, bo = handover(made), house.browser("bo")
    assert turns(made, "bo") == ["handover"]
    page = bo.get(path)
    assert "Nothing is agreed yet" in text_of(page)
    bo.act(page, "plan.hand_over", standing="We had spoken about two depots.")
    assert turns(made, "bo") == []
    for who in ("amara", "mira"):
        assert "We had spoken about two depots." in text_of(house.browser(who).get(path)), who
    amara = house.browser("amara")
    amara.act(amara.get(path), "plan.answer_handover", words="And about a third one.")
    assert "And about a third one." in text_of(bo.get(path))


def test_a_line_that_changes_before_the_signature_leaves_nothing_to_adopt(house: House) -> None:
    made = a_proposed_plan(house, by="bo")
    made.lead("mira")
    assert made.state() == "drafting"
    made.propose("amara")
    made.sign("mira", 2)
    assert turns(made, "mira") == []


def test_where_nobody_follows_the_note_waits_for_whoever_leads_next(house: House) -> None:
    made = an_open_plan(house)
    made.lead(None)
    path = handover(made)
    bo = house.browser("bo")
    bo.act(bo.get(path), "plan.hand_over", standing="We had spoken about two depots.")
    assert house.browser("mira").get(path).status_code == 404
    made.lead("mira")
    with house.within():
        assert session().scalars(select(plan.Handover.former_id)).all() == [house.person("bo")], "and nobody is asked twice"
    mira = house.browser("mira")
    assert "We had spoken about two depots." in text_of(mira.get(path))
    file = mira.follow(mira.post("/performance-file/files", {"person": str(house.person("amara"))}))
    assert "who led until then, handed over" in text_of(file)


def test_nothing_is_asked_about_somebody_who_has_left_and_what_was_asked_lapses(house: House) -> None:
    made = an_agreed_plan(house)
    made.lead("mira")
    with house.within():
        amara = people.person(house.person("amara"))
        assert amara is not None
        people.leave(amara, by=None)
        assert session().scalars(select(plan.Handover.state)).all() == ["lapsed"]
    assert turns(made, "bo") == []


def test_the_paper_says_that_adoption_is_due_and_then_who_adopted_it(changed: Made) -> None:
    def paper() -> PlanPaper:
        with changed.house.acting("amara"):
            sheet = changed.sheet()
            assert sheet.agreement.active_version is not None
            return paper_of(sheet, sheet.agreement.active_version)

    with changed.house.acting("amara"):
        before = stands(changed.sheet().agreement)
    due = paper()
    assert due.manager.name == "Bo Jensen"
    assert (due.standing, due.adopted, due.managers) == ("in_force", (), "Bo Jensen, Mira Haddad")
    with changed.house.acting("amara"):
        assert "In force, adoption due since" in paper_of(changed.sheet(), changed.sheet().agreement.active_version).status
    changed.adopt("mira")
    assert [each.name for each in paper().adopted] == ["Mira Haddad"]
    with changed.house.acting("amara"):
        assert paper_of(changed.sheet(), changed.sheet().agreement.active_version).status == "In force"
        assert stands(changed.sheet().agreement) != before, "another paper is printed"
