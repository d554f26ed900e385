"""HR called in: who can be, what they read from then on and what never, and that the two alone propose and sign."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select

from saas import home, plan
from tenants import agreements, organisations, people
from tenants.agreements import Mediation
from tenants.isolation import clock, get_locked, session
from tenants.journal import JournalEntry, Reading
from tenants.law import Invalid, NotNow, Refused
from tenants.notices import Notice
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, stands_in, weighing
from tests.house_fixture import House, text_of

pytestmark = pytest.mark.pages


def give(house: House, who: str, kind: str) -> None:
    with house.within():
        found = people.person(house.person(who))
        assert found is not None
        people.give(found, kind, by=None)


def kinds(house: House, who: str) -> list[str]:
    with house.within():
        return list(session().scalars(select(Notice.kind).where(Notice.person_id == house.person(who)).order_by(Notice.id)))


def turns(made: Made, who: str) -> list[str]:
    with made.house.acting(who) as by:
        return [turn.kind for turn in home.turns(by) if turn.path == made.path and turn.mine]


@pytest.mark.parametrize("who", ["amara", "bo"])
def test_either_side_calls_hr_from_a_proposal_and_from_a_counter(house: House, who: str) -> None:
    made = a_proposed_plan(house)
    if who == "bo":
        made.counter("bo", "Not quite.")
    made.call(who)
    assert made.state() == "mediation"
    with pytest.raises(NotNow), house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    assert "plan.called" in kinds(house, "chen")
    assert "plan.mediation" in kinds(house, made.other(who))
    assert turns(made, "chen") == ["mediate"]
    assert turns(made, "amara") == turns(made, "bo") == ["talk"]


def test_a_call_says_what_for_and_stays_as_a_record(house: House) -> None:
    made = a_proposed_plan(house)
    with pytest.raises(Invalid), house.acting("amara") as by:
        plan.call(made.sheet(), "  ", by=by)
    made.call("amara", "We turn in circles about the date.")
    for who in ("amara", "bo", "chen"):
        assert "We turn in circles about the date." in text_of(house.browser(who).get(made.path))
    assert "We turn in circles" not in text_of(house.browser("dara").get(made.path))
    with house.within():
        entry = session().scalars(select(JournalEntry).where(JournalEntry.verb == "agreement.mediation_called")).one()
        assert entry.detail == {"no": 1, "partner_id": str(house.person("chen"))}


def test_nobody_but_the_two_calls(house: House) -> None:
    made = a_proposed_plan(house)
    for who in ("chen", "dara", "nia", "tova", "mira"):
        with pytest.raises(Refused), house.acting(who) as by:
            plan.call(made.sheet(), "I would like to help.", by=by)
    assert made.state() == "proposed"


def test_from_the_call_on_the_partner_reads_versions_and_comments_and_nothing_earlier(house: House) -> None:
    made = a_proposed_plan(house)
    made.counter("bo", "Said between the two")
    made.propose("bo", weighing(50, 50, 0))
    made.ask("amara", 2, "", "Asked between the two")
    made.call("bo")
    made.ask("amara", 2, "", "Said in the mediation")
    made.propose("amara", weighing(55, 45, 0))
    chen, dara = house.browser("chen"), house.browser("dara")
    assert [chen.get(f"{made.path}/versions/{no}").status_code for no in (1, 2, 3)] == [404, 200, 200]
    assert [dara.get(f"{made.path}/versions/{no}").status_code for no in (1, 2, 3)] == [404, 404, 200]
    assert chen.get(made.path + "/redline?from=2&to=3").status_code == 200
    assert chen.get(made.path + "/redline?from=1&to=3").status_code == 404
    for path in ("", "/versions/2", "/versions/3"):
        said = text_of(chen.get(made.path + path))
        assert "between the two" not in said.replace("stays between the two", "")
        assert "Said in the mediation" in said
    assert "Said in the mediation" not in text_of(dara.get(made.path))
    assert "Asked between the two" in text_of(house.browser("bo").get(made.path))


def test_the_partner_speaks_marked_and_never_proposes_or_signs(house: House) -> None:
    made = a_proposed_plan(house)
    made.call("amara")
    made.ask("chen", 1, "", "What about half of it by June?")
    for who in ("amara", "bo", "chen"):
        said = text_of(house.browser(who).get(made.path))
        assert "What about half of it by June?" in said
        assert "HR partner" in said
    chen = house.browser("chen").get(made.path).get_data(as_text=True)
    assert "Say something<span" in chen
    assert "Ask<span" not in chen
    assert "Ask<span" in house.browser("amara").get(made.path).get_data(as_text=True)
    made.propose("amara", weighing(50, 50, 0))
    acts = (
        lambda by: plan.sign(made.sheet(), 2, by=by),
        lambda by: plan.propose(made.sheet(), by=by),
        lambda by: plan.counter(made.sheet(), words="No.", by=by),
        lambda by: plan.take_draft(made.sheet(), by=by),
        lambda by: plan.withdraw(made.sheet(), by=by),
        lambda by: plan.amend(made.sheet(), by=by),
    )
    for act in acts:
        with pytest.raises((Refused, NotNow)), house.acting("chen") as by:
            act(by)
    assert made.state() == "proposed"
    made.sign("bo", 2)
    assert made.state() == "agreed"


def test_when_it_is_agreed_the_partner_hears_no_more(house: House) -> None:
    made = a_proposed_plan(house)
    made.call("amara")
    made.propose("amara", weighing(50, 50, 0))
    made.ask("bo", 2, "", "Said before we agreed")
    assert "Said before we agreed" in text_of(house.browser("chen").get(made.path))
    made.sign("bo", 2)
    made.ask("bo", 2, "", "Said after we agreed")
    page = text_of(house.browser("chen").get(made.path))
    assert "Said before we agreed" not in page
    assert "Said after we agreed" not in page
    assert house.browser("chen").get(made.path + "/versions/1").status_code == 404
    with pytest.raises(Refused), house.acting("chen") as by:
        plan.ask(made.sheet(), 2, "", "May I still?", by=by)


def test_an_amendment_is_mediated_the_same_way_and_tells_nothing_of_the_earlier_talk(house: House) -> None:
    made = a_proposed_plan(house)
    made.call("amara")
    made.ask("amara", 1, "", "Said in the first talk")
    made.propose("amara", weighing(50, 50, 0))
    made.sign("bo", 2)
    made.amend("bo")
    made.propose("bo", weighing(40, 60, 0))
    made.call("amara")
    made.ask("bo", 3, "", "Said about the amendment")
    page = text_of(house.browser("chen").get(made.path))
    assert "Said about the amendment" in page
    assert "Said in the first talk" not in page
    assert made.state() == "agreed"
    made.propose("bo", weighing(45, 55, 0))
    made.sign("amara", 4)
    with house.acting("amara"):
        active = made.sheet().agreement.active_version
        assert active is not None
        assert active.no == 4


def test_whoever_is_involved_is_never_called_and_the_page_says_where_nobody_is_left(house: House) -> None:
    made = a_proposed_plan(house)
    stands_in(house, "chen", "bo")
    made.call("amara")
    with house.acting("amara"):
        called = made.sheet().mediation
        assert called is not None
        assert called.partner_id == house.person("dara"), "Chen stands in for Bo, so the head of HR helps"
    other = an_open_plan(house, "dara", "ingrid", made.cycle_id)
    other.propose("dara", filled)
    page = house.browser("ingrid").get(other.path)
    assert "Nobody in HR can be called here" in text_of(page)
    with pytest.raises(NotNow, match="uninvolved"):
        other.call("ingrid")


def test_where_more_than_one_can_be_called_one_chooses_and_a_strange_id_is_refused(house: House) -> None:
    made = a_proposed_plan(house)
    with house.within():
        boss, hugo = people.person(house.person("bo")), people.person(house.person("hugo"))
        assert boss is not None
        assert hugo is not None
        people.assign_partner(hugo, manager=boss, by=None)
    amara = house.browser("amara")
    page = amara.get(made.path)
    for strange in (house.person("finn"), house.person("nia"), "nonsense"):
        answer = amara.act(page, "plan.call", words="Help.", partner=str(strange))
        assert answer.status_code == 422
        assert "Help." in text_of(answer)
    assert amara.act(page, "plan.call", words="Help.", partner=str(house.person("hugo"))).status_code == 303
    assert turns(made, "hugo") == ["mediate"]
    assert turns(made, "chen") == []


def test_a_partner_whose_assignment_ends_reads_no_more_and_another_can_be_called(house: House) -> None:
    made = a_proposed_plan(house)
    made.call("amara")
    with pytest.raises(NotNow), house.acting("bo") as by:
        plan.call(made.sheet(), "Me too.", by=by)
    with house.within():
        for each in people.assignments(partner_id=house.person("chen")):
            people.end_partner(each, by=None)
    assert house.browser("chen").get(made.path).status_code == 404
    made.call("bo")
    with house.acting("bo"):
        called = made.sheet().mediation
        assert called is not None
        assert called.partner_id == house.person("dara")
    assert made.state() == "mediation"


def test_of_two_who_call_at_once_one_calls_and_the_other_is_told(house: House) -> None:
    made = a_proposed_plan(house)
    came: list[str] = []

    def press(who: str) -> None:
        try:
            with house.acting(who) as by:
                plan.call(made.sheet(), "Help.", by=by)
            came.append("done")
        except NotNow:
            came.append("told")

    with house.within():
        held = get_locked(agreements.Agreement, agreement_id(made))
        assert held is not None
        threads = [Thread(target=press, args=[who]) for who in ("amara", "bo")]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["done", "told"]
    with house.within():
        assert session().scalar(select(func.count()).select_from(Mediation)) == 1


def agreement_id(made: Made) -> object:
    return session().scalars(select(plan.Plan.agreement_id).where(plan.Plan.id == made.id)).one()


def test_help_is_suggested_after_rounds_or_days_and_never_forced(house: House) -> None:
    made = a_proposed_plan(house)
    says = "You have been at it for a while."
    assert says not in text_of(house.browser("bo").get(made.path))
    with clock.at(clock.now() + timedelta(days=15)):
        assert says in text_of(house.browser("bo").get(made.path))
    for who, percent in (("bo", 55), ("amara", 60), ("bo", 65)):
        made.counter(who)
        made.propose(who, weighing(percent, 100 - percent, 0))
    assert says in text_of(house.browser("amara").get(made.path))
    with house.within():
        assert organisations.setting("mediation_rounds") == 3
    made.sign("amara", 4)
    assert made.state() == "agreed"


def test_before_calling_and_before_typing_the_page_says_who_reads(house: House) -> None:
    made = a_proposed_plan(house)
    amara = house.browser("amara")
    before = text_of(amara.get(made.path))
    assert "It stays so, also if HR is called in later." in before
    assert "Earlier comments stay between you two." in before
    made.call("bo")
    after = text_of(amara.get(made.path))
    assert "who was called in, can read this." in after
    assert "It stays so, also if HR" not in after


def test_reading_in_a_mediation_is_journaled(house: House) -> None:
    made = a_proposed_plan(house)
    made.call("amara")
    house.browser("chen").get(made.path)
    with house.within():
        found = session().scalars(select(Reading).where(Reading.reader_id == house.person("chen"))).one()
        assert (found.object_id, found.about_id, found.for_id) == (made.id, house.person("amara"), None)


def test_with_scripts_off_somebody_calls_writes_and_finds_words(house: House) -> None:
    made = a_proposed_plan(house)
    bo = house.browser("bo")
    answer = bo.act(bo.get(made.path), "plan.call", words="The date.")
    assert answer.status_code == 303
    assert "Chen is called in" in text_of(bo.follow(answer))
    chen = house.browser("chen")
    page = chen.get(made.path)
    assert chen.act(page, "plan.ask", words="June for half?").status_code == 303
    stale = bo.post(made.path + "/mediations", {"words": "Again.", "version": "1"})
    assert stale.status_code == 409
    assert "Again." in text_of(stale)


def test_a_line_that_changes_leaves_the_mediation_to_the_next_manager(house: House) -> None:
    made = a_proposed_plan(house)
    made.call("amara")
    made.lead("mira")
    assert made.state() == "mediation"
    with pytest.raises(Refused), house.acting("bo") as by:
        plan.propose(made.sheet(), by=by)
    made.propose("mira", weighing(50, 50, 0))
    made.sign("amara", 2)
    assert made.state() == "agreed"


def test_an_agreed_plan_without_a_talk_has_nothing_to_mediate(house: House) -> None:
    made = an_agreed_plan(house)
    with pytest.raises(NotNow), house.acting("amara") as by:
        plan.call(made.sheet(), "Help.", by=by)
