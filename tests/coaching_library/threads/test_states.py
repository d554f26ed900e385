"""Where questions, marks, proposals and cards may stand, and what becomes of clocks and notices on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from coaching_library import threads
from coaching_library.threads import CARD, OFFICIAL, QUESTION, WIDENING, Asked, queries
from coaching_library.threads.queries import draft_of
from tenants import organisations
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.coaching_library.threads import made
from tests.house_fixture import House

TABLE = """
from       answer    ask_back reply accept   reopen let_go close  end    merge     object promote
open       answered  waiting  -     accepted -      closed -      closed duplicate -      -
waiting    answered  -        open  accepted -      closed -      closed duplicate -      -
answered   answered  -        -     accepted open   closed closed closed duplicate -      promoted
accepted   accepted  -        -     -        open   -      -      -      duplicate -      promoted
promoted   promoted  -        -     promoted open   -      -      -      duplicate -      -
closed     closed    -        -     -        open   -      -      -      duplicate -      promoted
duplicate  -         -        -     -        -      -      -      -      -         open   -
"""
FAMILIES = {
    "answer": ["answer", "answer_again", "answer_accepted", "answer_promoted", "answer_closed"],
    "accept": ["accept", "accept_promoted"],
}


def test_the_table_of_a_question() -> None:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    assert {row[0] for row in rows} == set(QUESTION.states)
    for start, *cells in rows:
        for verb, target in zip(head[1:], cells, strict=True):
            moves = [QUESTION.moves[each] for each in FAMILIES.get(verb, [verb])]
            found = [move.target for move in moves if start in move.sources]
            assert found == ([] if target == "-" else [target]), (start, verb)
    told = {each for names in FAMILIES.values() for each in names} | set(head[1:])
    assert set(QUESTION.moves) - told == {"escalate", "accept_copy"}
    assert QUESTION.moves["accept_copy"].sources == {"closed"}
    assert QUESTION.moves["escalate"].sources == {"open"}


def test_the_other_tables() -> None:
    assert {(m.verb, *sorted(m.sources), m.target) for m in OFFICIAL.moves.values()} == {
        ("go_stale", "official", "stale"),
        ("verify", "official", "stale", "official"),
        ("retire", "official", "stale", "retired"),
    }
    assert {(m.verb, *m.sources, m.target) for m in WIDENING.moves.values()} == {
        ("agree", "proposed", "agreed"),
        ("decline", "proposed", "declined"),
        ("take_back", "proposed", "taken_back"),
    }
    assert {(m.verb, *m.sources, m.target) for m in CARD.moves.values()} == {
        ("take_up", "open", "taken_up"),
        ("dismiss", "open", "dismissed"),
    }


def test_it_has_an_owner_who_is_told_from_its_first_minute(house: House) -> None:
    question_id = made.asked(house)
    assert made.owner(house, question_id) == house.person("chen")
    assert made.told(house, "chen") == ["question.asked"]
    assert made.verbs(house, question_id) == ["question.asked"]


OWNERS = {"bo": "chen", "nia": "chen", "liwei": "hugo", "chen": "dara", "ingrid": "dara", "tova": "dara", "mira": "chen"}


@pytest.mark.parametrize(("asker", "owner"), OWNERS.items())
def test_the_owner_is_the_nearest_hr_partner_else_the_head_of_hr(house: House, asker: str, owner: str) -> None:
    assert made.owner(house, made.asked(house, asker)) == house.person(owner)


def test_the_only_head_of_hr_is_answered_by_somebody_else_in_hr(house: House) -> None:
    assert made.owner(house, made.asked(house, "dara")) in (house.person("chen"), house.person("hugo"))


def test_where_nobody_is_in_hr_it_is_said_at_the_field(house: House) -> None:
    with pytest.raises(Invalid) as no:
        made.asked(house, "gus")  # the one head of HR of Tidewater, where nobody is anybody's partner
    assert set(no.value.errors) == {"audience"}


def test_a_second_click_finds_what_the_first_one_asked(house: House) -> None:
    seed, asked = uuid4(), Asked(made.TITLE, made.WORDS, "partner")
    ids = []
    for _click in range(2):
        with house.acting("bo") as bo:
            ids.append(threads.ask(asked, by=bo, seed=seed).id)
    assert len(set(ids)) == 1
    assert made.told(house, "chen") == ["question.asked"]


MISSING = (
    ({"title": "  "}, "title"),
    ({"title": "x" * 161}, "title"),
    ({"words": "x" * 10_001}, "words"),
    ({"audience": "friends"}, "audience"),
    ({"audience": ""}, "audience"),
)


@pytest.mark.parametrize(("facts", "field"), MISSING)
def test_what_cannot_be_asked_is_said_at_its_field(house: House, facts: dict[str, str], field: str) -> None:
    with house.acting("bo") as bo, pytest.raises(Invalid) as no:
        threads.ask(Asked(**({"title": "A", "words": "B", "audience": "partner"} | facts)), by=bo, seed=uuid4())
    assert set(no.value.errors) == {field}


@pytest.mark.parametrize("audience", ["managers", "everyone"])
def test_a_name_in_a_question_to_many_needs_a_second_thought(house: House, audience: str) -> None:
    with pytest.raises(Invalid) as no:
        made.asked(house, "bo", audience, title="How do I tell Amara that she is late?")
    assert "Amara Diallo" in no.value.errors["although"]
    assert made.asked(house, "bo", audience, title="How do I tell Amara that she is late?", although=True)
    assert made.asked(house, "bo", audience, title="How do I tell an employee that she is late?")


@pytest.mark.parametrize("audience", ["partner", "team"])
def test_a_name_in_a_private_one_is_no_hindrance(house: House, audience: str) -> None:
    assert made.asked(house, "bo", audience, title="How do I tell Amara that she is late?")


def test_the_names_of_the_two_are_not_counted(house: House) -> None:
    assert made.asked(house, "bo", "everyone", title="Chen, what would Bo Jensen do?")


def test_a_question_back_lets_both_clocks_stand_still(house: House) -> None:
    monday = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    with clock.at(monday):
        question_id = made.asked(house, fresh=True)
    with clock.at(monday + timedelta(hours=2)):
        made.do(house, "chen", threads.ask_back, question_id, "Which goal is it?")
    assert made.state(house, question_id) == "waiting"
    assert made.clock_of(house, question_id).due_at is None
    with clock.at(monday + timedelta(days=2)):
        made.do(house, "bo", threads.reply, question_id, "The second one.")
    watch = made.clock_of(house, question_id)
    assert made.state(house, question_id) == "open"
    assert watch.due_at == datetime(2026, 12, 3, 16, 0, tzinfo=UTC), "two hours were over, fourteen are left"
    with clock.at(monday + timedelta(days=2, hours=1)):
        answer_id = made.answered(house, question_id)
    assert made.clock_of(house, question_id).first_minutes == 180
    with clock.at(monday + timedelta(days=3)):
        made.accepted(house, question_id, answer_id)
    watch = made.clock_of(house, question_id)
    assert watch.accepted_minutes == 120 + 8 * 60
    assert (watch.since, watch.due_at, watch.closes_on) == (None, None, None)


def test_a_peers_answer_moves_nothing_and_can_be_accepted(house: House) -> None:
    question_id = made.asked(house, "bo", "managers")
    answer_id = made.answered(house, question_id, "ingrid")
    watch = made.clock_of(house, question_id)
    assert made.state(house, question_id) == "open"
    assert watch.first_at is None
    assert watch.due_at is not None
    made.accepted(house, question_id, answer_id)
    watch = made.clock_of(house, question_id)
    assert made.state(house, question_id) == "accepted"
    assert watch.accepted_minutes is not None
    assert (watch.first_at, watch.due_at) == (None, None)


def test_two_who_answer_at_once_both_stand_and_the_first_stops_the_clock(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    seen = {}
    for name in ("chen", "hugo"):  # both looked at it while it was open
        with house.acting(name):
            seen[name] = made.sheet(question_id)
    for name in ("chen", "hugo"):
        with house.acting(name) as by:
            threads.answer(seen[name], f"What {name} says.", by=by)
    first = made.clock_of(house, question_id).first_at
    with house.acting("bo") as bo:
        thread = threads.thread(made.sheet(question_id), bo)
    assert [each.author_id for each in thread.answers] == [house.person("chen"), house.person("hugo")]
    assert first is not None
    assert abs(first - thread.answers[0].at) < timedelta(seconds=1)


def test_the_same_words_sent_twice_stand_once(house: House) -> None:
    question_id = made.asked(house)
    assert made.answered(house, question_id) == made.answered(house, question_id)
    assert made.told(house, "bo") == ["question.answered"]


def test_accepting_a_second_time_is_too_late_and_the_same_one_changes_nothing(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    first, second = made.answered(house, question_id), made.answered(house, question_id, "hugo", "Or the other way.")
    made.accepted(house, question_id, first)
    made.accepted(house, question_id, first)
    with pytest.raises(NotNow):
        made.accepted(house, question_id, second)


def test_nobody_accepts_somebody_elses_question(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    answer_id = made.answered(house, question_id)
    for name in ("chen", "dara", "amara", "ingrid", "tova"):
        with pytest.raises(Refused):
            made.accepted(house, question_id, answer_id, by=name)


def test_an_answer_of_another_question_solves_nothing(house: House) -> None:
    question_id, other = made.asked(house), made.asked(house, "nia")
    made.answered(house, question_id)
    with pytest.raises(Invalid):
        made.accepted(house, question_id, made.answered(house, other))


def test_whoever_accepts_has_seen_the_answers_that_are_there(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    answer_id = made.answered(house, question_id)
    with house.acting("bo"):
        seen = made.sheet(question_id).version
    made.answered(house, question_id, "hugo", "I see it otherwise.")
    with pytest.raises(Stale):
        made.do(house, "bo", threads.accept, question_id, answer_id, seen=seen)


def test_not_yet_says_what_is_missing_and_the_second_clock_runs_on(house: House) -> None:
    monday = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    with clock.at(monday):
        question_id = made.asked(house, fresh=True)
    with clock.at(monday + timedelta(hours=1)):
        answer_id = made.answered(house, question_id)
        made.accepted(house, question_id, answer_id)
    with clock.at(monday + timedelta(days=1)):
        with pytest.raises(Invalid):
            made.do(house, "bo", threads.reopen, question_id, " ")
        made.do(house, "bo", threads.reopen, question_id, "It does not say which weight holds.")
    watch = made.clock_of(house, question_id)
    assert (watch.first_minutes, watch.accepted_minutes, watch.due_at) == (60, None, None)
    with clock.at(monday + timedelta(days=1, hours=2)):
        made.accepted(house, question_id, made.answered(house, question_id, words="September's as well."))
    assert made.clock_of(house, question_id).accepted_minutes == 60 + 120
    assert made.told(house, "chen")[-2:] == ["question.reopened", "question.accepted"]


def test_a_silence_closes_after_ten_working_days_and_says_so_before(house: House) -> None:
    monday = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    with clock.at(monday):
        question_id = made.asked(house, fresh=True)
        answer_id = made.answered(house, question_id)
    warned = {}
    for day in range(17):
        with clock.at(monday + timedelta(days=day)), house.within():
            threads.tend(100)
        warned[day] = made.told(house, "bo").count("question.closing")
        assert made.state(house, question_id) == ("closed" if day >= 15 else "answered"), day
    assert [day for day in range(1, 17) if warned[day] > warned[day - 1]] == [10], "two working days before, once"
    watch = made.clock_of(house, question_id)
    assert (watch.ending, watch.accepted_at) == ("silence", None)
    with clock.at(monday + timedelta(days=17)):
        made.do(house, "bo", threads.reopen, question_id, "I was away.")
        made.accepted(house, question_id, answer_id)
    assert made.clock_of(house, question_id).ending == ""


def test_whatever_is_said_ends_a_silence(house: House) -> None:
    monday = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    with clock.at(monday):
        question_id = made.asked(house, fresh=True)
        made.answered(house, question_id)
    with clock.at(monday + timedelta(days=12)):
        made.do(house, "bo", threads.comment, question_id, "I try it this week.")
    with clock.at(monday + timedelta(days=17)), house.within():
        threads.tend(100)
    assert made.state(house, question_id) == "answered"


def test_an_overdue_first_answer_is_told_to_the_heads_of_hr_once(house: House) -> None:
    monday = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    with clock.at(monday):
        question_id = made.asked(house, fresh=True)
    for hours, expected in ((47, 0), (49, 1), (60, 1), (120, 1)):
        with clock.at(monday + timedelta(hours=hours)), house.within():
            threads.tend(100)
        assert made.told(house, "dara").count("question.escalated") == expected, hours
    assert made.told(house, "bo") == ["question.escalated_asker"]
    assert made.told(house, "chen")[-1] == "question.overdue"
    assert made.clock_of(house, question_id).escalated_at is not None
    assert made.state(house, question_id) == "open"
    assert made.sees(house, "dara", question_id) == (0, 0), "being told opens nothing"
    assert "question.escalated" in made.verbs(house, question_id)


def test_it_is_escalated_at_its_hour_and_not_only_once_a_day(house: House) -> None:
    question_id = made.asked(house)
    due = made.clock_of(house, question_id).due_at
    assert due is not None
    kinds = house.let_pass(due - clock.now() + timedelta(minutes=1))
    assert "threads.tend" in kinds
    assert made.told(house, "dara") == ["question.escalated"]


def test_what_is_asked_back_is_not_overdue(house: House) -> None:
    question_id = made.asked(house)
    made.do(house, "chen", threads.ask_back, question_id, "Which goal is it?")
    with clock.at(clock.now() + timedelta(days=9)), house.within():
        threads.tend(100)
    assert made.told(house, "dara") == []


def test_hr_answers_without_waiting_for_the_reply(house: House) -> None:
    question_id = made.asked(house)
    made.do(house, "chen", threads.ask_back, question_id, "Which goal is it?")
    made.answered(house, question_id)
    assert made.state(house, question_id) == "answered"
    with pytest.raises(NotNow):
        made.do(house, "bo", threads.reply, question_id, "The second one.")


def test_the_same_as_another_only_where_whoever_asked_may_read_that_one(house: House) -> None:
    question_id, private, open_ = (
        made.asked(house, "nia", "team"),
        made.asked(house, "bo", "team", title="A private one"),
        made.asked(house, "bo", "everyone", title="An open one"),
    )

    def merged(target: object) -> None:
        with house.acting("chen") as chen:
            threads.merge(made.sheet(question_id), made.sheet(target) if target else None, by=chen)  # type: ignore[arg-type]

    for target in (private, question_id, None):
        with pytest.raises(Invalid):
            merged(target)
    merged(open_)
    assert made.state(house, question_id, "nia") == "duplicate"
    assert made.clock_of(house, question_id).ending == "duplicate"
    assert made.told(house, "nia") == ["question.merged"]
    made.answered(house, open_)
    assert made.told(house, "nia", open_) == ["question.said"], "whoever asked the same is told there"
    made.do(house, "nia", threads.object_to, question_id, "Mine is about the weight.")
    assert made.state(house, question_id, "nia") == "open"
    merged(open_)
    with pytest.raises(NotNow):
        made.do(house, "nia", threads.object_to, question_id, "And still.")


def test_who_follows_what_is_the_same_follows_that_one_where_they_may_read_it(house: House) -> None:
    managers, team = made.asked(house, "bo", "everyone", title="For all"), made.asked(house, "bo", "team", title="For HR")
    question_id = made.asked(house, "bo", "managers")
    for name in ("ingrid", "hugo"):
        made.do(house, name, threads.follow, question_id)
    other = made.asked(house, "bo", "managers", title="The same, asked again")
    made.do(house, "ingrid", threads.follow, other)
    for source, target in ((question_id, managers), (other, team)):
        with house.acting("chen") as chen:
            threads.merge(made.sheet(source), made.sheet(target), by=chen)
    with house.within():
        assert queries.followers(managers) == {house.person("ingrid"), house.person("hugo")}
        assert queries.followers(team) == set(), "a manager does not read what HR is asked"
    assert made.told(house, "ingrid", question_id) == ["question.said"]


def test_what_is_settled_is_the_same_as_another_too_unless_an_answer_of_it_is_official(house: House) -> None:
    target = made.asked(house, "bo", "everyone", title="Asked before")
    solved, let_go, marked = (made.asked(house, "bo", "everyone", title=f"Asked again {n}") for n in range(3))
    made.accepted(house, solved, made.answered(house, solved))
    made.do(house, "bo", threads.let_go, let_go)
    made.official(house, marked, made.answered(house, marked))

    def merge(question_id: UUID) -> None:
        with house.acting("chen") as chen:
            threads.merge(made.sheet(question_id), made.sheet(target), by=chen)

    for each in (solved, let_go):
        merge(each)
        assert made.state(house, each) == "duplicate"
    assert made.clock_of(house, solved).accepted_minutes is not None
    with pytest.raises(NotNow):
        merge(marked)
    made.do(house, "bo", threads.object_to, solved, "Mine is about the weight.")
    assert made.state(house, solved) == "open"
    assert made.clock_of(house, solved).accepted_at is None


def test_the_same_words_sent_twice_stand_once_also_with_other_words_between(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    first = made.answered(house, question_id)
    made.answered(house, question_id, "hugo", "I see it otherwise.")
    assert made.answered(house, question_id) == first
    made.do(house, "bo", threads.reopen, question_id, "Which section?")
    assert made.answered(house, question_id) != first, "after a turn the same words answer anew"
    assert made.state(house, question_id) == "answered"


def test_another_in_hr_takes_a_question_over_but_not_one_to_a_partner_alone(house: House) -> None:
    private, team = made.asked(house, "bo", "partner"), made.asked(house, "bo", "team")
    with pytest.raises(Refused):
        made.do(house, "chen", threads.take, private)
    made.do(house, "hugo", threads.take, team)
    assert made.owner(house, team) == house.person("hugo")
    assert made.told(house, "chen", team)[-1] == "question.taken"
    assert made.told(house, "bo", team) == ["question.handed_asker"]
    with house.within():
        assert threads.keep() == 0, "who took it keeps it"


def test_whoever_asked_lets_it_go_and_opens_it_again(house: House) -> None:
    question_id = made.asked(house)
    made.do(house, "bo", threads.let_go, question_id)
    assert made.state(house, question_id) == "closed"
    assert made.clock_of(house, question_id).ending == "let_go"
    made.do(house, "bo", threads.reopen, question_id, "I need it after all.")
    watch = made.clock_of(house, question_id)
    assert (watch.ending, watch.due_at is None) == ("", False)


def test_hours_follow_what_the_organisation_says(house: House) -> None:
    with house.acting("tova") as tova:
        own = organisations.organisation()
        with pytest.raises(Invalid):
            organisations.set_settings(own, {"day_begins": 18}, by=tova)
        organisations.set_settings(own, {"answer_hours": 4, "day_begins": 8, "day_ends": 12}, by=tova)
    with clock.at(datetime(2026, 11, 30, 10, 0, tzinfo=UTC)):
        question_id = made.asked(house, fresh=True)
    assert made.clock_of(house, question_id).due_at == datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


def test_hours_are_those_of_the_askers_company(house: House) -> None:
    with clock.at(datetime(2026, 11, 30, 8, 0, tzinfo=UTC)):  # four in the afternoon in Shanghai
        question_id = made.asked(house, "liwei", fresh=True)
    assert made.clock_of(house, question_id).due_at == datetime(2026, 12, 2, 8, 0, tzinfo=UTC)
    with house.acting("tova") as tova:
        asia = next(each for each in organisations.companies() if each.name == "Northlight Asia")
        organisations.add_holiday(asia, day=date(2026, 12, 1), name="A day", by=tova)
    with clock.at(datetime(2026, 11, 30, 8, 0, tzinfo=UTC)):
        question_id = made.asked(house, "liwei", fresh=True, title="Another one")
    assert made.clock_of(house, question_id).due_at == datetime(2026, 12, 3, 8, 0, tzinfo=UTC)


def test_nobody_answers_or_asks_back_in_their_own_question(house: House) -> None:
    question_id = made.asked(house, "chen", "team")
    for verb in (threads.answer, threads.ask_back):
        with pytest.raises(Refused):
            made.do(house, "chen", verb, question_id, "I say so.")


def test_what_was_found_before_it_was_asked_is_counted_without_a_word(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    with house.acting("nia") as nia:
        threads.save_draft(Asked("How do I rate", "A secret.", ""), by=nia, seen=0)
        threads.deflect("question", question_id, by=nia)
    with house.within() as session:
        [row] = session.scalars(select(threads.QuestionDeflection)).all()
        assert (row.kind, row.source_id, row.person_id) == ("question", question_id, house.person("nia"))
    with house.acting("nia"):
        assert draft_of(house.person("nia"), None) is None
    private = made.asked(house, "bo", "team")
    for kind, source_id in (("person", house.person("bo")), ("question", private), ("question", uuid4()), ("", uuid4())):
        with house.acting("nia") as nia, pytest.raises(Invalid):
            threads.deflect(kind, source_id, by=nia)
