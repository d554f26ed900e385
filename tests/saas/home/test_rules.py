import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from saas.home import rules
from saas.home.rules import Progress, Turn
from saas.home.views.words import WORDS, said
from tenants import organisations

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def turn(name, *, days=0, due=None):
    who = SimpleNamespace(name=name)
    return Turn("answer", "/", who, NOON + timedelta(days=days), None, due_on=due)


def test_the_latest_comes_first_and_then_who_waited_longest():
    found = rules.ordered(
        [turn("new", days=2), turn("late", due=TODAY - timedelta(1)), turn("old"), turn("later", due=TODAY - timedelta(9))],
        TODAY,
    )
    assert [each.person.name for each in found] == ["later", "late", "old", "new"]


def test_a_day_is_not_late_on_itself():
    assert turn("a", due=TODAY).days_late(TODAY) == 0
    assert turn("a", due=TODAY - timedelta(1)).days_late(TODAY) == 1


@pytest.mark.parametrize(
    ("state", "part"),
    [
        ("agreed", "agreed"),
        ("proposed", "open"),
        ("countered", "open"),
        ("drafting", "drafting"),
        (None, "none"),
        ("ended", "none"),
    ],
)
def test_every_state_of_a_plan_has_its_step(state, part):
    assert rules.part_of(state) == part


def test_progress_adds_up():
    found = Progress("Field")
    found.add("agreed", 3)
    found.add("superseded", 1)
    found.add(None, 2)
    assert (found.agreed, found.total, found.numbers["none"]) == (4, 6, 2)


@pytest.mark.parametrize(
    ("hour", "part"), [(3, "evening"), (4, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening"), (23, "evening")]
)
def test_the_greeting_follows_the_clock(hour, part):
    assert rules.part_of_day(hour) == part


def test_what_somebody_waits_for_comes_before_what_is_ones_own_and_what_is_late_before_both():
    today = date(2026, 11, 24)

    def turn(kind, days, due=None):
        return rules.Turn(kind, "/", None, datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=days), None, due_on=due)

    mine, theirs, late = turn("draft", 0), turn("answer", 5), turn("draft", 9, today - timedelta(days=1))
    assert rules.ordered([mine, theirs, late], today) == [late, theirs, mine]


@pytest.mark.parametrize("kind", sorted(WORDS))
def test_each_kind_of_turn_is_told_whole_to_whoever_has_it_and_to_whoever_waits(kind, house):
    """No place of a sentence stays empty, and what somebody types stays words."""
    who = SimpleNamespace(called="", name="Ada <b>Low")
    about = SimpleNamespace(name="<i>Plan", place="Works", at=NOON, fell=SimpleNamespace(title="<u>Sales", before=8, now=3))
    with house.within():
        for mine in (True, False):
            for day in (None, TODAY):
                told = said(Turn(kind, "/", who, NOON, about, no=2, due_on=day, mine=mine))
                assert told.title
                assert not re.search("None|%\\(|<[ibu]>", f"{told.title} {told.reason} {told.verb}")
                assert bool(told.reason) or not (mine or WORDS[kind].owed_title)


def test_whatever_others_wait_for_has_words():
    assert set(WORDS) >= rules.OTHERS_WAIT


def test_a_confidence_that_fell_and_the_day_of_a_first_answer_are_the_reason(house):
    who, fell = SimpleNamespace(called="Ada", name="Ada Low"), SimpleNamespace(title="Sales", before=8, now=3)
    about = SimpleNamespace(name="", fell=fell)
    with house.within():
        assert "“Sales” fell from 8 to 3" in said(Turn("check_in_answer", "/", who, NOON, about)).reason
        today, leave = organisations.today(), SimpleNamespace(name="Leave")
        due = said(Turn("question_answer", "/", who, NOON, leave, due_on=today, mine=False))
        assert (due.title, due.verb) == ("Ada has your question: Leave", "Look")
        assert "The first answer is due" in due.reason
        late = said(Turn("question_answer", "/", who, NOON, leave, due_on=today - timedelta(1)))
        assert "The first answer was due" in late.reason
