"""How two people come to a plan, and what is refused on the way, through the verbs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from saas import plan
from saas.plan.content import Plan
from tenants import agreements, people
from tenants.isolation import clock, session
from tenants.journal import JournalEntry
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.notices import Notice
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, weighing, with_goal
from tests.house_fixture import House


def pairs(made: Made) -> dict[int, set[tuple[str, str]]]:
    """By version: who signed which hash."""
    with made.house.acting(made.employee):
        rounds = agreements.rounds(made.sheet().agreement.id)
        return {each.version.no: {(s.side, s.hash) for s in each.signatures} for each in rounds}


@pytest.mark.parametrize("first", ["amara", "bo"])
def test_either_side_begins_and_the_third_version_is_signed(house: House, first: str) -> None:
    made = an_open_plan(house)
    second = made.other(first)
    assert made.propose(first, filled) == 1
    made.counter(second, "The depots should weigh less.")
    assert made.state() == "countered"
    assert made.propose(second, weighing(65, 35, 0)) == 2
    key = made_goal_key(made, 0)
    made.ask(first, 2, f"goals/{key}/weight", "Why sixty-five?")
    made.counter(first)
    assert made.propose(first, weighing(62, 38, 0)) == 3
    made.sign(second, 3)
    assert made.state() == "agreed"
    signed = pairs(made)
    assert [len(signed[no]) for no in (1, 2, 3)] == [1, 1, 2]
    assert {side for side, _hash in signed[3]} == {"first", "second"}
    assert len({hash_ for _side, hash_ in signed[3]}) == 1
    with house.acting("amara"):
        goals = plan.goals_of(made.id)
        assert [goal.weight for goal in goals] == [6200, 3800, 0]
        assert {goal.state for goal in goals} == {"agreed"}


def made_goal_key(made: Made, place: int) -> str:
    with made.house.acting(made.employee):
        version = made.sheet().talk.last_version
        assert version is not None
        return Plan.from_json(version.content).goals[place].key


def test_a_plan_is_agreed_exactly_when_both_in_force_signed_the_same_hash(house: House) -> None:
    made = a_proposed_plan(house)
    for who in ("nia", "chen", "dara", "tova", "mira", "hugo"):
        with pytest.raises(Refused), house.acting(who) as by:
            plan.sign(made.sheet(), 1, by=by)
    with pytest.raises(NotNow), house.acting("amara") as by:
        plan.sign(made.sheet(), 1, by=by)
    assert made.state() == "proposed"
    made.sign("bo", 1)
    assert made.state() == "agreed"
    with pytest.raises(NotNow), house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    assert [len(each) for each in pairs(made).values()] == [2]


def change_line(house: House, who: str, manager: str) -> None:
    with house.within():
        query = select(people.Person)
        found = {one.email_key.partition("@")[0]: one for one in session().scalars(query)}
        people.set_manager(found[who], manager=found[manager], by=None)


def test_a_line_that_changes_between_proposal_and_signature_leaves_nothing_to_sign(house: House) -> None:
    made = a_proposed_plan(house, by="bo")
    change_line(house, "amara", "mira")
    assert made.state() == "drafting"
    with pytest.raises((NotNow, Stale)), house.acting("amara") as by:
        plan.sign(made.sheet(), 1, by=by)
    with pytest.raises(Refused), house.acting("bo") as by:
        plan.withdraw(made.sheet(), by=by)
    assert [len(each) for each in pairs(made).values()] == [1]


def test_the_outgoing_manager_signs_nothing_more_and_the_new_one_may(house: House) -> None:
    made = a_proposed_plan(house, by="amara")
    change_line(house, "amara", "mira")
    with pytest.raises(Refused), house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    assert made.state() == "proposed"
    made.sign("mira", 1)
    assert made.state() == "agreed"


def test_a_line_that_ends_on_a_date_without_anybody_noticing_is_noticed_at_the_signature(house: House) -> None:
    made = a_proposed_plan(house, by="amara")
    with house.acting("bo") as by:
        sheet = made.sheet()
        line = session().scalars(select(people.ReportingLine).where(people.ReportingLine.person_id == sheet.plan.person_id))
        for each in line:
            if each.ends_on is None:
                each.ends_on = clock.today("UTC") - timedelta(days=1)
        session().flush()
        with pytest.raises(NotNow, match="reporting line"):
            plan.sign(sheet, 1, by=by)
    assert made.state() == "proposed"


def test_what_was_taken_back_stands_in_the_draft_again(house: House) -> None:
    made = a_proposed_plan(house)
    made.withdraw("amara")
    assert made.state() == "drafting"
    assert [goal.weight for goal in made.content("amara").goals] == [6000, 4000, 0]
    with pytest.raises((NotNow, Stale)), house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    assert made.propose("amara") == 2


def test_an_amendment_goes_the_same_way_and_drops_what_is_left_out(house: House) -> None:
    made = an_agreed_plan(house)
    made.amend("bo")
    made.propose("bo", lambda old: replace(old, goals=(replace(old.goals[0], weight=10_000), old.goals[2])))
    with house.acting("amara"):
        assert [goal.state for goal in plan.goals_of(made.id)] == ["agreed"] * 3
    made.sign("amara", 2)
    with house.acting("amara"):
        sheet = made.sheet()
        assert sheet.amendment is None
        assert sheet.agreement.active_version is not None
        assert sheet.agreement.active_version.no == 2
        assert [(goal.weight, goal.state) for goal in plan.goals_of(made.id)] == [
            (10_000, "agreed"),
            (0, "agreed"),
            (4000, "dropped"),
        ]


def test_a_discarded_amendment_changes_nothing(house: House) -> None:
    made = an_agreed_plan(house)
    made.amend("amara")
    made.write("amara", weighing(10, 90, 0))
    with pytest.raises(NotNow):
        made.discard("bo")
    made.discard("amara")
    with house.acting("amara"):
        assert [goal.weight for goal in plan.goals_of(made.id)] == [6000, 4000, 0]
    made.amend("amara")
    with pytest.raises((NotNow, Stale)), house.acting("amara") as by:
        plan.withdraw(made.sheet(), by=by)


def test_a_plan_with_gaps_is_not_proposed_and_nothing_of_it_is_lost(house: House) -> None:
    made = an_open_plan(house)
    with pytest.raises(Invalid, match="at least one goal"), house.acting("amara") as by:
        plan.propose(made.sheet(), by=by)
    made.write("amara", lambda old: with_goal(0, title="", due_on=None)(weighing(50, 40, 0)(filled(old))))
    with pytest.raises(Invalid) as gaps, house.acting("amara") as by:
        plan.propose(made.sheet(), by=by)
    addresses = [address.rpartition("/")[2] for address in gaps.value.errors]
    assert addresses == ["goals", "title", "due_on"]
    assert made.content("amara").goals[1].weight == 4000
    assert made.state() == "drafting"


def test_the_others_version_comes_first_and_is_merged_line_by_line(house: House) -> None:
    made = an_open_plan(house)
    made.write("bo", lambda old: replace(filled(old), words="Bo’s words"))
    made.propose("amara", filled)
    with pytest.raises(agreements.Behind), house.acting("bo") as by:
        plan.propose(made.sheet(), by=by)
    with house.acting("bo"):
        sheet = made.sheet()
        draft = agreements.draft(sheet.agreement.id)
        theirs = sheet.talk.last_version
        assert draft is not None
        assert theirs is not None
        mine = Plan.from_json(draft.content)
        joined = replace(Plan.from_json(theirs.content), words=mine.words)
        plan.merged(draft, joined.to_json(), based_on=theirs, seen=draft.version)
    assert made.propose("bo") == 2
    with house.acting("amara"):
        version = made.sheet().talk.open_version
        assert version is not None
        assert Plan.from_json(version.content).words == "Bo’s words"


def test_a_draft_that_two_windows_made_too_long_is_refused_and_stays_readable(house: House) -> None:
    made = an_open_plan(house)

    def many(old: Plan) -> Plan:
        goals = filled(old).goals
        return replace(old, goals=tuple(replace(goals[0], key=plan_key()) for _ in range(15)))

    made.write("amara", lambda old: old)
    with house.acting("amara"):
        draft = agreements.draft(made.sheet().agreement.id)
        assert draft is not None
        seen, base = draft.version, Plan.from_json(draft.content)
        plan.save(draft, many(base), seen=seen)
    with pytest.raises(Invalid, match="at most 20"), house.acting("amara"):
        save_again(made, many(base), seen)
    assert len(made.content("amara").goals) == 15


def save_again(made: Made, content: Plan, seen: int) -> None:
    draft = agreements.draft(made.sheet().agreement.id)
    assert draft is not None
    plan.save(draft, content, seen=seen)


def plan_key() -> str:
    from saas.plan.content import new_key

    return new_key()


def test_a_cycle_that_is_over_lets_plans_rest(house: House) -> None:
    made = a_proposed_plan(house)
    with house.within():
        query = select(plan.Plan).where(plan.Plan.id == made.id)
        session().scalars(query).one().cycle.state = "appraising"
    for verb in (plan.withdraw, plan.amend):
        with pytest.raises(NotNow), house.acting("amara") as by:
            verb(made.sheet(), by=by)
    with pytest.raises(NotNow), house.acting("bo") as by:
        plan.sign(made.sheet(), 1, by=by)
    with pytest.raises(NotNow), house.acting("bo") as by:
        plan.ask(made.sheet(), 1, "", "Still?", by=by)


def test_silence_never_agrees_and_no_job_moves_a_plan(house: House) -> None:
    made = a_proposed_plan(house)
    nia = house.person("nia")
    with house.within():  # something of another's that waits for its day
        people.leave(people.person(nia), last_day=(clock.now() + timedelta(days=30)).date(), by=None)
    assert {"chores", "mail", "people.leaving_comes"} <= house.let_pass(timedelta(days=2000))
    assert made.state() == "proposed"
    assert [len(each) for each in pairs(made).values()] == [1]


def test_the_other_one_is_told_and_the_journal_knows_who_did_what_without_a_word_of_it(house: House) -> None:
    made = a_proposed_plan(house)
    made.ask("bo", 1, "", "SECRET WORDS?")
    made.sign("bo", 1)
    with house.acting("amara") as by:
        kinds = set(session().scalars(select(Notice.kind).where(Notice.person_id == by.id)))
        assert {"plan.asked", "plan.agreed"} <= kinds
        verbs = list(session().scalars(select(JournalEntry.verb).order_by(JournalEntry.id)))
        assert {"agreement.version_proposed", "agreement.line_asked", "agreement.version_agreed", "plan.agreed"} <= set(verbs)
        told = session().scalar(select(func.string_agg(func.cast(JournalEntry.detail, Notice.kind.type), " ")))
        assert "SECRET" not in (told or "")


def test_a_note_stays_its_authors_and_is_not_repeated_in_the_others_name(house: House) -> None:
    made = a_proposed_plan(house)
    made.propose("bo", weighing(50, 50, 0))
    with house.acting("amara"):
        version = made.sheet().talk.open_version
        assert version is not None
        assert Plan.from_json(version.content).words == ""
    with pytest.raises(Invalid, match="Nothing differs"):
        made.propose("amara", lambda old: old)
