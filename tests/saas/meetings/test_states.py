"""The tables of rhythms, 1:1s, topics and promises: what is listed happens once and is recorded, all else is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from saas import meetings
from saas.meetings import When, models
from saas.meetings.models import MeetingChange, MeetingPromiseAnswer, MeetingTopicWording
from saas.meetings.states import LINE, MEETING, PROMISE, SERIES, TOPIC
from saas.meetings.writings import MeetingConfirmation, MeetingVersion
from tenants import isolation
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.house_fixture import House
from tests.saas.meetings import pairs


def recorded(house: House) -> list[str]:
    with house.within() as session:
        query = select(JournalEntry.verb).where(JournalEntry.verb.like("meetings.%")).order_by(JournalEntry.id)
        return list(session.scalars(query))


def test_the_tables_hold_every_state_that_the_database_knows() -> None:
    assert set(MEETING.states) == set(models.STATES)
    assert set(SERIES.states) == set(models.SERIES_STATES)
    assert set(PROMISE.states) == set(models.PROMISE_STATES)
    assert set(TOPIC.states) == {"open", "talked", "dropped", "lapsed"}
    assert set(LINE.states) == {"open", "talked", "carried", "dropped"}


def test_a_meeting_is_prepared_held_and_confirmed_by_both(house: House) -> None:
    met = pairs.over(house)
    assert met.state() == "planned"
    met.topic("amara", "The third depot.")
    assert met.state() == "prepared"
    met.write("bo", "We agreed on three.")
    met.confirm("bo")
    assert met.state() == "held"
    with pytest.raises(NotNow):
        met.confirm("bo")
    met.confirm("amara")
    assert met.state() == "confirmed"
    for who in ("amara", "bo"):
        with pytest.raises(NotNow):
            met.confirm(who)
    assert recorded(house)[-3:] == ["meetings.topic_added", "meetings.held", "meetings.confirmed"]
    with house.acting("amara"):
        version = isolation.session().scalars(select(MeetingVersion)).one()
        both = isolation.session().scalars(select(MeetingConfirmation)).all()
        assert {each.person_id for each in both} == {house.person("amara"), house.person("bo")}
        assert {each.hash for each in both} == {version.hash} == {meetings.fingerprint(version.content)}


def test_nobody_confirms_before_the_day(house: House) -> None:
    met = pairs.planned(house, at=clock.now() + timedelta(days=3))
    with pytest.raises(NotNow, match="still to come"):
        met.confirm("amara")


def test_the_other_side_may_remember_it_otherwise_and_then_the_first_is_to_answer(house: House) -> None:
    met = pairs.over(house)
    met.write("amara", "Three depots.")
    met.confirm("amara")
    with pytest.raises(NotNow):
        met.write("amara", "Four depots.", seen=2)
    met.write("bo", "Three depots, the third in spring.", seen=2)
    assert met.confirm("bo") == 2
    assert met.state() == "held"
    with pytest.raises(NotNow):
        met.confirm("bo")
    met.confirm("amara")
    assert met.state() == "confirmed"
    with house.acting("amara"):
        first, second = isolation.session().scalars(select(MeetingVersion).order_by(MeetingVersion.no))
        assert (first.content["words"], second.content["words"]) == ("Three depots.", "Three depots, the third in spring.")


def test_what_changed_since_it_was_read_is_not_confirmed(house: House) -> None:
    met = pairs.over(house)
    met.write("amara", "Three depots.")
    read = met.stamp("bo")
    met.write("amara", "Four depots.", seen=2)
    with pytest.raises(Stale):
        met.confirm("bo", read)
    assert met.state() == "planned"


def test_a_topic_put_otherwise_after_the_first_confirmation_does_not_change_what_is_confirmed(house: House) -> None:
    met = pairs.over(house)
    topic = met.topic("amara", "The third depot.")
    met.confirm("bo")
    with house.acting("amara") as amara:
        sheet = meetings.topic_sheet(topic)
        assert sheet is not None
        meetings.reword_topic(sheet, "Quite another thing.", by=amara)
    met.confirm("amara")
    assert met.state() == "confirmed"


@pytest.mark.parametrize("verb", ["move", "skip"])
def test_moving_and_skipping_take_a_reason_that_stays(house: House, verb: str) -> None:
    met = pairs.planned(house)

    def act(why: str, seen: int | None = None) -> None:
        with house.acting("bo") as bo:
            sheet = met.sheet()
            if verb == "move":
                meetings.move(sheet, When(sheet.meeting.starts_at + timedelta(days=1)), why, by=bo, seen=seen)
            else:
                meetings.skip(sheet, why, by=bo, seen=seen)

    with pytest.raises(Invalid):
        act("  ")
    with pytest.raises(Stale):
        act("I am at the grid company.", seen=77)
    act("I am at the grid company.")
    assert met.state() == ("planned" if verb == "move" else "skipped")
    with house.acting("amara"):
        change = isolation.session().scalars(select(MeetingChange)).one()
        assert (change.words, change.by_id) == ("I am at the grid company.", house.person("bo"))
        assert met.sheet().meeting.sequence == 1
    if verb == "skip":
        with pytest.raises(NotNow):
            act("Again.")


def test_open_topics_go_on_to_the_next_and_what_was_talked_about_does_not(house: House) -> None:
    first = pairs.over(house)
    first.topic("amara", "Talked about.")
    first.topic("bo", "Noted, hence talked about.")
    first.topic("amara", "Not reached.")
    with house.acting("amara") as amara:
        lines = {each.words: each for each in meetings.agenda(first.id)}
        sheet = meetings.topic_sheet(lines["Talked about."].topic.id)
        assert sheet is not None
        meetings.talk_about(sheet, by=amara)
    noted = str(lines["Noted, hence talked about."].line.id)
    with house.acting("bo") as bo:
        meetings.save_minutes(first.sheet(), {}, {noted: "We did."}, seen=0, by=bo)
    first.confirm("bo")
    following = pairs.planned(house)
    with house.acting("bo"):
        assert [(each.words, each.line.is_carried) for each in meetings.agenda(following.id)] == [("Not reached.", True)]
        states = {each.words: each.line.state for each in meetings.agenda(first.id)}
    assert states == {"Talked about.": "talked", "Noted, hence talked about.": "talked", "Not reached.": "carried"}


def test_a_topic_waits_for_a_meeting_that_is_not_planned_yet(house: House) -> None:
    with house.acting("amara") as amara:
        meetings.add_topic(pairs.pair(house, "amara", "bo"), "Since Monday.", by=amara, about=("Fewer faults", "/plan/"))
    met = pairs.planned(house)
    with house.acting("bo"):
        item = meetings.agenda(met.id)[0]
        assert (item.words, item.topic.about_label, item.line.is_carried) == ("Since Monday.", "Fewer faults", False)
    assert met.state() == "prepared"


def test_nobody_changes_the_words_of_the_other(house: House) -> None:
    met = pairs.planned(house)
    topic = met.topic("amara", "The third depot.")
    with house.acting("bo") as bo:
        theirs = meetings.topic_sheet(topic)
        assert theirs is not None
        with pytest.raises(Refused):
            meetings.reword_topic(theirs, "Mine.", by=bo)
        with pytest.raises(Refused):
            meetings.drop_topic(theirs, by=bo)
    with house.acting("amara") as amara:
        sheet = meetings.topic_sheet(topic)
        assert sheet is not None
        meetings.reword_topic(sheet, "The third depot, and when.", by=amara)
        kept = isolation.session().scalars(select(MeetingTopicWording.words).order_by(MeetingTopicWording.no)).all()
    assert kept == ["The third depot.", "The third depot, and when."]


def test_a_rhythm_is_agreed_by_the_other_side_and_plans_the_next(house: House) -> None:
    with house.acting("amara") as amara:
        first = clock.now().date() + timedelta(days=3)
        rhythm = meetings.Rhythm(14, first, time(10), "UTC", 30, "")
        made = meetings.propose_rhythm(pairs.pair(house, "amara", "bo"), rhythm, by=amara)
    for who in ("amara", "nia", "mira"):
        with pytest.raises(Refused), house.acting(who) as by:
            meetings.agree_rhythm(meetings.rhythm_sheet(made.id), by=by)  # type: ignore[arg-type]
    with house.acting("bo") as bo:
        with pytest.raises(NotNow):
            meetings.propose_rhythm(pairs.pair(house, "bo", "amara"), rhythm, by=bo)
        meetings.agree_rhythm(meetings.rhythm_sheet(made.id), by=bo)  # type: ignore[arg-type]
        coming = meetings.next_of(house.person("amara"), house.person("bo"))
        assert coming is not None
        day = coming.starts_at.date()
        assert day >= first
        assert day.isoweekday() < 6, "nobody meets on a day off"
        with pytest.raises(NotNow):
            meetings.agree_rhythm(meetings.rhythm_sheet(made.id), by=bo)  # type: ignore[arg-type]
    met = pairs.Met(house, coming.id)
    with house.acting("amara") as amara:
        meetings.skip(met.sheet(), "On leave.", by=amara)
        following = meetings.next_of(house.person("amara"), house.person("bo"))
        assert following is not None
        assert following.starts_at.date() >= first + timedelta(days=14)
    with house.acting("amara") as amara:
        weekly = meetings.Rhythm(7, first, time(9), "UTC", 30, "")
        changed = meetings.propose_rhythm(pairs.pair(house, "amara", "bo"), weekly, by=amara)
    with house.acting("bo") as bo:
        assert meetings.rhythm_sheet(made.id).series.state == "agreed", "it stays until the other is agreed"  # type: ignore[union-attr]
        meetings.agree_rhythm(meetings.rhythm_sheet(changed.id), by=bo)  # type: ignore[arg-type]
        assert meetings.rhythm_sheet(made.id).series.state == "ended"  # type: ignore[union-attr]


PROMISES = """
from  who    verb      to
open  owner  done      done
open  other  done      -
open  owner  keep      -
open  other  keep      -
done  owner  keep      -
done  other  keep      kept
done  other  not_yet   open
done  owner  not_yet   -
open  owner  ask_drop  dropping
open  other  ask_drop  dropping
done  other  ask_drop  dropping
kept  other  not_yet   -
kept  owner  ask_drop  -
"""


@pytest.mark.parametrize("line", PROMISES.strip().splitlines()[1:])
def test_what_may_be_said_of_a_promise_and_by_whom(house: House, line: str) -> None:
    start, who, verb, to = line.split()
    met = pairs.over(house)
    promise = met.promise("bo", "I decide on the budget.")
    if start in ("done", "kept"):
        met.say("bo", promise, "done")
    if start == "kept":
        met.say("amara", promise, "keep")
    speaker = "bo" if who == "owner" else "amara"
    if to == "-":
        with pytest.raises(NotNow):
            met.say(speaker, promise, verb, "Because.")
    else:
        assert met.say(speaker, promise, verb, "Because.") == to
        with house.acting("amara"):
            said = isolation.session().scalars(select(MeetingPromiseAnswer).order_by(MeetingPromiseAnswer.id.desc())).first()
            assert said is not None
            assert said.words == "Because."


def test_a_promise_is_dropped_only_by_both(house: House) -> None:
    met = pairs.over(house)
    promise = met.promise("bo", "I decide on the budget.")
    with pytest.raises(Invalid):
        met.say("bo", promise, "ask_drop")
    met.say("bo", promise, "ask_drop", "The budget is gone.")
    with pytest.raises(NotNow):
        met.say("bo", promise, "drop")
    assert met.say("amara", promise, "go_on") == "open"
    met.say("amara", promise, "ask_drop", "It is not needed any more.")
    assert met.say("bo", promise, "drop") == "dropped"


def test_a_promise_returns_until_it_is_kept_and_what_is_confirmed_is_not_taken_back(house: House) -> None:
    met = pairs.over(house)
    slip = met.promise("bo", "A slip of the pen.")
    assert met.say("bo", slip, "take_back") == "taken_back"
    promise = met.promise("bo", "I decide on the budget.")
    met.confirm("bo")
    with pytest.raises(NotNow):
        met.say("bo", promise, "take_back")
    met.confirm("amara")
    following = house.browser("amara").get(pairs.over(house).path).get_data(as_text=True)
    assert "Promised before, and still open" in following
    assert "I decide on the budget." in following
    met.say("bo", promise, "done")
    met.say("amara", promise, "keep")
    assert "I decide on the budget." not in house.browser("amara").get(pairs.planned(house).path).get_data(as_text=True)


def test_a_next_step_is_the_employees_own_and_help_the_managers(house: House) -> None:
    met = pairs.over(house, purpose="coaching")
    for who, kind in (("bo", "step"), ("amara", "help")):
        with pytest.raises(Invalid):
            met.promise(who, "Not mine to write.", kind=kind)
    with pytest.raises(Invalid):
        met.promise("bo", "You talk to Jonas.", owner="other", kind="step")
    met.promise("amara", "I talk to Jonas.", kind="step")
    met.promise("bo", "I am there at half past seven.", kind="help")


def test_what_was_said_or_confirmed_cannot_be_changed_in_sql(house: House) -> None:
    met = pairs.confirmed(house)
    with house.acting("amara"):
        assert met.sheet().latest is not None
    changes: tuple[tuple[Any, dict[str, Any]], ...] = (
        (MeetingVersion, {"hash": "0"}),
        (MeetingConfirmation, {"hash": "0"}),
        (MeetingTopicWording, {"words": "Never said."}),
    )
    for model, value in changes:
        with pytest.raises(ProgrammingError, match="permission denied"), house.acting("amara"):
            isolation.session().execute(update(model).values(**value))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own; what each returned or raised."""
    found: list[Any] = [None] * len(acts)

    def run(n: int) -> None:
        try:
            found[n] = acts[n]()
        except Exception as error:
            found[n] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


def test_of_two_who_confirm_first_at_once_one_is_first_and_the_other_confirms_the_same(house: House) -> None:
    met = pairs.over(house)
    met.write("amara", "Three depots.")
    stamp = met.stamp("bo")
    house.person("amara"), house.person("bo")
    found = at_once(lambda: met.confirm("amara", stamp), lambda: met.confirm("bo", stamp))
    assert found == [1, 1]
    assert met.state() == "confirmed"


def test_a_second_click_plans_no_second_meeting_and_no_second_promise_or_topic(house: House) -> None:
    when = clock.now() + timedelta(days=1)
    assert pairs.planned(house, at=when).id == pairs.planned(house, at=when).id
    met = pairs.over(house)
    assert met.promise("bo", "Once.") == met.promise("bo", "Once.")
    assert met.topic("bo", "Once.") == met.topic("bo", "Once.") != met.topic("amara", "Once.")


def test_a_meeting_is_neither_long_ago_nor_far_ahead(house: House) -> None:
    for days in (-40, 500):
        with pytest.raises(Invalid):
            pairs.planned(house, at=clock.now() + timedelta(days=days))
    met = pairs.planned(house)
    with pytest.raises(Invalid), house.acting("bo") as bo:
        meetings.move(met.sheet(), When(clock.now() - timedelta(hours=3)), "Earlier.", by=bo)


def test_a_text_longer_than_a_page_takes_is_refused(house: House) -> None:
    met = pairs.over(house)
    with pytest.raises(Invalid):
        met.topic("amara", "x" * 10_001)
    with pytest.raises(Invalid):
        met.write("amara", "x" * 10_001)
    met.topic("amara", "x" * 10_000)
