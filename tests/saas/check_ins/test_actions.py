"""What check-ins do: said, answered, missed; who is told; what stays untouched whoever acts at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from saas import check_ins, home, plan
from saas.check_ins import actions, queries
from saas.check_ins.models import CheckIn, CheckInGoal, CheckInReply, CheckInStatement
from tenants import people
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.notices import Notice
from tests.factories import filled, with_goal
from tests.house_fixture import House, text_of
from tests.saas.check_ins.pairs import Pair, a_pair, said
from tests.saas.meetings import pairs as met


@pytest.fixture
def pair(house: House) -> Pair:
    return replace(house.scene("a pair that checks in", lambda: a_pair(house)), house=house)


def notices_of(house: House, who: str) -> list[str]:
    with house.within():
        query = select(Notice.kind).where(Notice.person_id == house.person(who)).order_by(Notice.id)
        return [kind for kind in session().scalars(query) if kind.startswith("check_ins.")]


def test_an_agreed_plan_begins_a_rhythm_of_a_fortnight(pair: Pair) -> None:
    with pair.house.within():
        rhythm = pair.sheet().rhythm
        assert (rhythm.every_days, (rhythm.next_on - rhythm.since).days if rhythm.next_on else None) == (14, 14)
    assert pair.turn() == 0


def test_on_its_day_one_is_due_and_the_employee_is_told(pair: Pair) -> None:
    with pair.later(14):
        assert (pair.turn(), pair.turn()) == (1, 0)
        with pair.house.acting("amara") as by:
            [item] = [each for each in home.turns(by) if each.kind == "check_in"]
            assert item.mine
            assert item.person.id == pair.house.person("bo")
    assert notices_of(pair.house, "amara") == ["check_ins.due"]


def test_silence_is_missed_at_the_next_one_and_says_nothing(pair: Pair) -> None:
    with pair.later(14):
        pair.turn()
    with pair.later(28):
        pair.turn()
        with pair.house.within():
            states = list(session().scalars(select(CheckIn.state).order_by(CheckIn.id)))
        assert states == ["missed", "due"]
    with pair.house.within():
        assert session().scalars(select(CheckInStatement.id)).first() is None


def test_a_sweeper_that_slept_opens_one_check_in(pair: Pair) -> None:
    with pair.later(100):
        pair.turn()
        assert pair.turn() == 0
    with pair.house.within():
        assert len(list(session().scalars(select(CheckIn.id)))) == 1


def test_what_is_said_waits_for_an_answer_that_has_a_day(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    with pair.house.acting("bo") as by:
        sheet = pair.at(one)
        assert sheet.check_in.state == "submitted"
        assert sheet.check_in.answer_due_on is not None
        [item] = [each for each in home.turns(by) if each.kind == "check_in_answer"]
        assert item.mine
    with pair.house.acting("amara") as by:
        [owed] = [each for each in home.turns(by) if each.kind == "check_in_answer"]
        assert not owed.mine
    pair.answer(one)
    assert pair.state(one) == "answered"
    assert notices_of(pair.house, "bo") == ["check_ins.submitted"]
    assert notices_of(pair.house, "amara") == ["check_ins.answered"]
    with pair.house.within():
        assert queries.beside(pair.house.person("amara"), pair.house.person("bo")).talked_on is not None


def test_an_answered_one_is_closed_when_the_next_is_due_and_an_unanswered_one_goes_on_waiting(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    with pair.later(14):
        pair.turn()
        assert pair.state(one) == "submitted"
        pair.answer(one)
    with pair.later(28):
        pair.turn()
        assert pair.state(one) == "closed"


def test_it_is_said_anew_until_it_is_answered_and_both_readings_are_kept(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    pair.say(one, win="Two quiet nights.")
    pair.answer(one)
    with pytest.raises(NotNow):
        pair.say(one, win="Three.")
    with pair.house.within():
        assert [statement.win for statement, _goals in queries.told(one)] == ["Two quiet nights.", "A quiet night."]
    assert notices_of(pair.house, "bo") == ["check_ins.submitted"], "saying it anew tells nobody twice"


def test_a_second_click_says_and_answers_nothing_twice(pair: Pair) -> None:
    one = pair.open()
    with pair.house.acting("amara") as by:
        sheet = pair.at(one)
        whole = said(actions.goals_asked(sheet))
        first = check_ins.say(sheet, whole, by=by, seen=1)
        assert check_ins.say(sheet, whole, by=by, seen=1).id == first.id
    pair.answer(one, work="own", words="Good.")
    pair.answer(one, work="own", words="Good.")
    with pair.house.within():
        assert len(list(session().scalars(select(CheckInReply.id)))) == 2


def test_whoever_looked_at_an_older_version_is_told_so(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    pair.say(one, win="Otherwise.")
    with pair.house.acting("bo") as by, pytest.raises(Stale):
        check_ins.answer(pair.at(one), check_ins.Answer("I see it."), by=by, seen=2)
    assert pair.state(one) == "submitted"


def test_two_at_once_one_statement_counts_and_one_answer(pair: Pair) -> None:
    """The manager answers while the employee says it anew: one of them is told to look again, and nothing is half done."""
    one = pair.open()
    pair.say(one)
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def act(verb: Any) -> None:
        ready.wait()
        try:
            verb()
            outcomes.append("done")
        except (Stale, NotNow):
            outcomes.append("told")

    def anew() -> None:
        with pair.house.acting("amara") as by:
            sheet = pair.at(one)
            check_ins.say(sheet, said(actions.goals_asked(sheet), win="Otherwise."), by=by, seen=2)

    def answers() -> None:
        with pair.house.acting("bo") as by:
            check_ins.answer(pair.at(one), check_ins.Answer("I see it."), by=by, seen=2)

    threads = [threading.Thread(target=act, args=(verb,)) for verb in (anew, answers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["done", "told"]
    with pair.house.within():
        spoken = queries.spoken(one)
        assert spoken is not None
        assert (spoken.statement.no == 2) != bool(spoken.replies)


def test_two_windows_open_one_check_in(pair: Pair) -> None:
    assert pair.open() == pair.open()


def test_the_plan_may_change_between_due_and_said(pair: Pair) -> None:
    one = pair.open()
    with pair.house.acting("amara"):
        shown = actions.print_of(actions.goals_asked(pair.at(one)))
    pair.plan.amend("bo")
    pair.plan.sign("amara", pair.plan.propose("bo", with_goal(0, title="Fewer faults, and sooner")))
    with pair.house.acting("amara") as by:
        sheet = pair.at(one)
        goals = actions.goals_asked(sheet)
        with pytest.raises(actions.Amended):
            check_ins.say(sheet, said(goals), by=by, on=shown)
        check_ins.say(sheet, said(goals), by=by, on=actions.print_of(goals))
    with pair.house.within():
        spoken = queries.spoken(one)
        assert spoken is not None
        assert spoken.goals[0].goal.words.title == "Fewer faults, and sooner"


def test_what_was_said_keeps_the_words_of_the_plan_as_they_were(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    pair.plan.amend("bo")
    pair.plan.sign("amara", pair.plan.propose("bo", with_goal(0, title="Fewer faults, and sooner")))
    with pair.house.within():
        spoken = queries.spoken(one)
        assert spoken is not None
        assert spoken.goals[0].goal.words.title == "Fewer faults that come back"


def test_a_goal_that_is_under_way_goes_on_through_an_amendment(pair: Pair) -> None:
    pair.say(pair.open())
    pair.plan.amend("bo")
    pair.plan.sign("amara", pair.plan.propose("bo", with_goal(0, title="Fewer faults, and sooner")))
    with pair.house.within():
        assert {goal.state for goal in plan.goals_of(pair.plan.id)} == {"in_progress"}


def test_a_plan_without_key_results_asks_for_a_confidence_of_the_goal(house: House) -> None:
    pair = a_pair(house, content=lambda old: replace(filled(old), goals=tuple(_bare(goal) for goal in filled(old).goals)))
    one = pair.open()
    with house.acting("amara") as by:
        sheet = pair.at(one)
        goals = actions.goals_asked(sheet)
        whole = said(goals, sure=5)
        with pytest.raises(Invalid) as wrong:
            check_ins.say(sheet, said(goals, first={"confidence": None}), by=by)
        assert set(wrong.value.errors) == {f"said/{goals[0].key}/confidence"}
        check_ins.say(sheet, whole, by=by)
    with house.within():
        assert set(session().scalars(select(CheckInGoal.confidence))) == {5}


def _bare(goal: Any) -> Any:
    return replace(goal, key_results=(), support=())


def test_a_fall_of_confidence_is_named_to_the_manager(pair: Pair) -> None:
    pair.say(pair.open(), sure=8)
    with pair.later(14):
        pair.turn()
        with pair.house.acting("amara") as by:
            [item] = [each for each in home.turns(by) if each.kind == "check_in"]
        one = _id_of(item.path)
        pair.say(one, sure=4)
        with pair.house.acting("bo") as by:
            fell = [each.cycle.fell for each in home.turns(by) if each.kind == "check_in_answer"]
    assert [(each.before, each.now) for each in fell if each] == [(8, 4)]
    assert notices_of(pair.house, "bo")[-1] == "check_ins.fell"


def test_a_silence_of_two_rhythms_is_named_to_both_with_its_topic_until_they_are_to_meet(pair: Pair) -> None:
    def named(who: str) -> list[tuple[str, Any]]:
        with pair.house.acting(who) as by:
            return [(each.person.email, each.cycle.fell) for each in home.turns(by) if each.kind == "silence"]

    first = pair.open()
    pair.say(first, sure=8)
    pair.answer(first)
    with pair.later(14):
        pair.turn()
        with pair.house.acting("amara") as by:
            [item] = [each for each in home.turns(by) if each.kind == "check_in"]
        pair.say(_id_of(item.path), sure=4)
        pair.answer(_id_of(item.path))
    with pair.later(42):
        assert named("bo") == named("amara") == [], "two rhythms are not over"
    with pair.later(44):
        [(whom, fell)] = named("bo")
        assert (whom, fell.before, fell.now) == ("amara@northlight.example", 8, 4)
        assert [whom for whom, _fell in named("amara")] == ["bo@northlight.example"]
        assert named("nia") == []
        page = text_of(pair.house.browser("bo").get("/"))
        assert "Talk with Amara Diallo again" in page
        assert "fell from 8 to 4, and you two have not spoken since" in page
        met.planned(pair.house, at=clock.now() + timedelta(days=1))
        assert named("bo") == named("amara") == []


def _id_of(path: str) -> Any:
    from uuid import UUID

    return UUID(path.rpartition("/")[2])


def test_a_claim_that_both_see_alike_ends_the_goal_and_a_difference_stays(pair: Pair) -> None:
    one = pair.open()
    pair.say(one, first={"claim": "reached"})
    pair.answer(one, sees="partly_reached", words="Almost.")
    with pair.house.within():
        assert plan.goals_of(pair.plan.id)[0].state == "in_progress"
        spoken = queries.spoken(one)
        assert spoken is not None
        assert (spoken.goals[0].said.claim, spoken.goals[0].sees) == ("reached", "partly_reached")
    with pair.later(14):
        pair.turn()
        with pair.house.within():
            two = session().scalars(select(CheckIn.id).where(CheckIn.state == "due")).one()
        pair.say(two, first={"claim": "partly_reached"})
        pair.answer(two, sees="partly_reached", words="Yes.")
    with pair.house.within():
        assert plan.goals_of(pair.plan.id)[0].state == "partly_reached"
    with pair.later(28):
        pair.turn()
        with pair.house.within():
            three = session().scalars(select(CheckIn.id).where(CheckIn.state == "due")).one()
            assert len(actions.goals_asked(pair.at(three))) == 2, "what is over is not asked about"


def test_the_promises_of_the_manager_are_asked_of_the_employee(pair: Pair) -> None:
    one = pair.open()
    with pair.house.acting("amara") as by:
        sheet = pair.at(one)
        goals = actions.goals_asked(sheet)
        key = goals[0].words.support[0].key
        with pytest.raises(Invalid):
            check_ins.say(sheet, said(goals, first={"support": {key: check_ins.SupportSaid(None, "Words alone")}}), by=by)
        whole = said(goals, first={"support": {key: check_ins.SupportSaid("not_kept", "It was never free.")}})
        check_ins.say(sheet, whole, by=by)
        spoken = queries.spoken(one)
        assert spoken is not None
        assert spoken.goals[0].support[key].said == "not_kept"


def test_the_other_line_ends_everything_the_same_day(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    pair.lead("mira")
    assert pair.state(one) == "lapsed"
    with pair.house.acting("bo") as by:
        assert [each for each in home.turns(by) if each.kind.startswith("check_in")] == []
        with pytest.raises(Refused):
            check_ins.answer(pair.at(one), check_ins.Answer("Too late."), by=by)
    with pair.house.acting("amara") as by:
        own = queries.own_pairs(by.id)
        assert next((rhythm.manager_id == pair.house.person("mira"), last) for rhythm, last in own) == (True, None)


def test_somebody_who_leaves_is_asked_nothing(pair: Pair) -> None:
    one = pair.open()
    with pair.house.within():
        person = people.person(pair.house.person("amara"))
        assert person is not None
        people.leave(person, by=None)
    assert pair.state(one) == "lapsed"
    with pair.later(30):
        assert pair.turn() == 0


def test_the_employee_sets_the_rhythm_and_nobody_else(pair: Pair) -> None:
    with pair.house.acting("bo") as by, pytest.raises(Refused):
        check_ins.set_rhythm(pair.sheet(), 30, by=by)
    with pair.house.acting("amara") as by:
        with pytest.raises(Invalid):
            check_ins.set_rhythm(pair.sheet(), 3, by=by)
        made = check_ins.set_rhythm(pair.sheet(), 7, by=by)
        assert made.every_days == 7
        with pytest.raises(Stale):
            check_ins.set_rhythm(pair.sheet(), 30, by=by, seen=1)
    with pair.later(7):
        assert pair.turn() == 1


def test_the_employee_can_always_reply_and_the_manager_until_it_is_closed(pair: Pair) -> None:
    one = pair.open()
    pair.say(one)
    with pair.house.acting("bo") as by, pytest.raises(NotNow):
        check_ins.reply(pair.at(one), "Before the answer.", by=by)
    pair.answer(one)
    with pair.house.acting("bo") as by:
        check_ins.reply(pair.at(one), "One more thing.", by=by)
    with pair.later(14):
        pair.turn()
        with pair.house.acting("amara") as by:
            check_ins.reply(pair.at(one), "I see it otherwise.", by=by)
        with pair.house.acting("bo") as by, pytest.raises(NotNow):
            check_ins.reply(pair.at(one), "Too late.", by=by)


@pytest.mark.parametrize("words", ["", "x" * 10_001])
def test_a_reply_says_something_that_fits(pair: Pair, words: str) -> None:
    one = pair.open()
    pair.say(one)
    pair.answer(one)
    with pair.house.acting("amara") as by, pytest.raises(Invalid):
        check_ins.reply(pair.at(one), words, by=by)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE check_in_statement SET win = 'Other words'",
        "DELETE FROM check_in_goal",
        "UPDATE check_in_reply SET words = 'Other words'",
        "UPDATE check_in_value SET confidence = 10",
    ],
)
def test_what_was_said_cannot_be_changed_in_the_database(pair: Pair, sql: str) -> None:
    one = pair.open()
    pair.say(one)
    pair.answer(one)
    with pytest.raises(DBAPIError, match="permission denied"), pair.house.acting("bo"):
        session().execute(text(sql))


def test_values_of_other_measures_are_refused(pair: Pair) -> None:
    one = pair.open()
    with pair.house.acting("amara") as by:
        sheet = pair.at(one)
        goals = actions.goals_asked(sheet)
        yes_no = next(result for goal in goals for result in goal.words.key_results if result.measure == "yes_no")
        results = {result.key: check_ins.ResultSaid(None, 7) for result in goals[0].words.key_results}
        assert yes_no.key in results
        wrong = {**results, yes_no.key: check_ins.ResultSaid(Decimal(2), 11)}
        with pytest.raises(Invalid) as no:
            check_ins.say(sheet, said(goals, first={"results": wrong}), by=by)
        assert set(no.value.errors) == {f"said/{yes_no.key}/confidence", f"said/{yes_no.key}/value"}
