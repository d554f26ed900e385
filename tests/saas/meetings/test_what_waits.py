"""What waits is told once, and is told no more once it is done; and a rhythm goes on where nobody says anything."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from saas import meetings
from saas.meetings.models import Meeting
from tenants import notices
from tenants.isolation import clock, session
from tenants.journal import JournalEntry
from tenants.notices import Notice
from tests.house_fixture import House
from tests.saas.check_ins.pairs import a_pair
from tests.saas.meetings import pairs


def waits(house: House, who: str, room: str = "meetings.") -> list[str]:
    """What somebody has unread of a room, as the letter of a morning would tell it."""
    with house.acting(who) as by:
        unread = select(Notice.kind).where(Notice.person_id == by.id, Notice.read_at.is_(None), Notice.kind.startswith(room))
        return sorted(session().scalars(unread))


def test_what_was_told_of_a_1_1_waits_no_more_once_it_is_done(house: House) -> None:
    met = pairs.over(house)
    assert waits(house, "bo") == ["meetings.planned"]
    met.topic("bo", "The budget.")
    assert waits(house, "bo") == []
    promised = met.promise("amara", "I ask the grid company.", owner="other")
    met.confirm("amara")
    assert waits(house, "bo") == ["meetings.held", "meetings.promise_made"]
    met.confirm("bo")
    assert waits(house, "bo") == []
    assert waits(house, "amara") == ["meetings.confirmed"]
    met.say("bo", promised, "done")
    assert "meetings.promise_done" in waits(house, "amara")
    met.say("amara", promised, "keep")
    assert waits(house, "amara") == ["meetings.confirmed"]
    assert waits(house, "bo") == ["meetings.promise_kept"]


def test_a_1_1_that_moves_is_told_as_it_stands_and_an_ended_line_leaves_nothing_to_do(house: House) -> None:
    met = pairs.planned(house)
    for days in (2, 3):
        with house.acting("amara") as by:
            meetings.move(met.sheet(), meetings.When(clock.now() + timedelta(days=days), 30, "", "regular"), "Ill.", by=by)
    assert waits(house, "bo") == ["meetings.moved"]
    met.lead("mira")
    assert waits(house, "bo") == ["meetings.called_off"]


def test_a_rhythm_that_is_answered_asks_nobody_any_more(house: House) -> None:
    rhythm(house)
    assert waits(house, "bo") == ["meetings.planned_by_rhythm", "meetings.rhythm_agreed"]
    assert "meetings.rhythm_proposed" not in waits(house, "amara") + waits(house, "bo")


def test_a_check_in_that_is_said_or_answered_or_missed_asks_nobody_any_more(house: House) -> None:
    pair = a_pair(house)
    with pair.later(14):
        pair.turn()
        assert waits(house, "amara", "check_ins.") == ["check_ins.due"]
        one = pair.open()
        pair.say(one)
        assert waits(house, "amara", "check_ins.") == []
        assert waits(house, "bo", "check_ins.") == ["check_ins.submitted"]
        pair.answer(one)
        assert waits(house, "bo", "check_ins.") == []
        assert waits(house, "amara", "check_ins.") == ["check_ins.answered"]
    with pair.later(28):
        pair.turn()
    with pair.later(42):
        pair.turn()
        due = [kind for kind in waits(house, "amara", "check_ins.") if kind == "check_ins.due"]
        assert len(due) == 1, "the one that was missed is told no more"


def test_a_promise_is_told_once_on_its_day_and_to_its_owner_alone(house: House) -> None:
    met = pairs.over(house)
    mine, later = met.promise("bo", "I ask the grid company.", days=3), met.promise("bo", "A year on.", days=300)
    kept = met.promise("bo", "Done long ago.", days=2)
    met.say("bo", kept, "done")
    for days in (2, 3, 4, 5):
        house.let_pass(timedelta(days=days))
    assert waits(house, "bo").count("meetings.promise_due") == 1
    assert "meetings.promise_due" not in waits(house, "amara")
    with house.within():
        [told] = session().scalars(select(Notice).where(Notice.kind == "meetings.promise_due"))
        assert told.object_id == mine != later
        letter = select(notices.Mail.id).where(notices.Mail.notice_id == told.id)
        assert session().scalar(letter) is None, "it comes in the letter of a morning"
    met.say("bo", mine, "done")
    assert "meetings.promise_due" not in waits(house, "bo")


def rhythm(house: House) -> None:
    """Amara and Bo meet once a week from tomorrow on."""
    with house.acting("bo") as by:
        day = clock.now().date() + timedelta(days=1)
        weekly = meetings.Rhythm(7, day, clock.now().time().replace(microsecond=0), "UTC")
        series = meetings.propose_rhythm(pairs.pair(house, "bo", "amara"), weekly, by=by).id
    with house.acting("amara") as by:
        sheet = meetings.rhythm_sheet(series)
        assert sheet is not None
        meetings.agree_rhythm(sheet, by=by)


def all_of(house: House) -> list[Meeting]:
    with house.within():
        return list(session().scalars(select(Meeting).order_by(Meeting.starts_at)))


def test_a_rhythm_goes_on_though_nobody_says_anything_and_the_silent_1_1_stays_to_be_written(house: House) -> None:
    rhythm(house)
    [first] = all_of(house)
    day = timedelta(days=1)
    over = first.starts_at - clock.now()
    house.let_pass(over + day)
    assert len(all_of(house)) == 1, "a day is no silence"
    for days in (4, 5, 6):
        house.let_pass(over + days * day)
    silent, second = all_of(house)
    assert silent.state == "planned"
    with clock.at(silent.starts_at + 4 * day):
        assert second.starts_at > clock.now()
        with house.acting("amara") as by:
            pair = pairs.pair(house, "amara", "bo")
            topic = meetings.add_topic(pair, "The third depot.", by=by)
            assert [each.topic.id for each in meetings.agenda(second.id)] == [topic.id]
    with house.within():
        happened = select(JournalEntry).where(JournalEntry.object_id == second.id, JournalEntry.verb == "meetings.planned")
        planned = session().scalars(happened).one()
        assert planned.actor_id is None
    house.let_pass(second.starts_at - clock.now() + 4 * day)
    assert len(all_of(house)) == 3, "one more, not a pile of them"
    pairs.lead(house, "amara", "mira")
    house.let_pass(90 * day)
    assert len(all_of(house)) == 3
