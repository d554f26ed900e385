from datetime import date, timedelta

import pytest

from saas.cycle import rules
from saas.cycle.models import Cycle
from saas.cycle.rules import DAYS, Phases

TODAY = date(2026, 11, 23)


def year(**moved: date) -> Phases:
    days = {
        "starts_on": date(2026, 12, 1), "work_on": date(2027, 1, 1), "appraisal_on": date(2027, 10, 1),
        "diagnosis_on": date(2027, 11, 1), "ends_on": date(2027, 11, 30),
    }  # fmt: skip
    return Phases(**days | moved)


def test_suggested_days_are_in_order_and_a_year_long():
    for day in (date(2026, 1, 31), date(2026, 12, 31), date(2028, 2, 29)):
        found = rules.suggested(day)
        assert rules.order_problems(found) == {}
        assert found.starts_on > day
        assert 364 <= (found.ends_on - found.starts_on).days <= 366


@pytest.mark.parametrize("name", DAYS[1:])
def test_a_day_before_the_one_it_follows_is_named(name):
    before = DAYS[DAYS.index(name) - 1]
    found = rules.order_problems(year(**{name: getattr(year(), before) - timedelta(days=1)}))
    assert name in found


def test_phases_may_begin_on_the_same_day():
    day = date(2027, 1, 1)
    assert rules.order_problems(Phases(day, day, day, day, day)) == {}


def test_a_cycle_of_more_than_three_years_is_refused():
    assert "ends_on" in rules.order_problems(year(ends_on=date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (TODAY - timedelta(days=32), TODAY + timedelta(days=90), "starts_on"),
        (TODAY + timedelta(days=184), TODAY + timedelta(days=300), "starts_on"),
        (TODAY - timedelta(days=20), TODAY, "ends_on"),
        (TODAY, TODAY + timedelta(days=12), "ends_on"),
        (TODAY, TODAY + timedelta(days=366), "ends_on"),
    ],
)
def test_an_own_cycle_outside_the_limits_is_refused_at_its_day(start, end, field):
    assert field in rules.own_problems(rules.own_phases(start, end), TODAY, 366)


@pytest.mark.parametrize("days", [13, 14, 100, 365])
def test_an_own_cycle_within_the_limits_has_days_in_order(days):
    found = rules.own_phases(TODAY, TODAY + timedelta(days=days))
    assert rules.own_problems(found, TODAY, 366) == {}
    assert found.appraisal_on < found.ends_on


def test_a_day_that_is_over_does_not_move():
    old = year(starts_on=TODAY - timedelta(days=3))
    new = year(starts_on=TODAY - timedelta(days=2))
    assert list(rules.move_problems(old, new, TODAY, TODAY + timedelta(days=2))) == ["starts_on"]


def test_a_day_comes_sooner_only_with_notice():
    old, earliest = year(), TODAY + timedelta(days=2)
    assert "starts_on" in rules.move_problems(old, year(starts_on=TODAY + timedelta(days=1)), TODAY, earliest)
    assert rules.move_problems(old, year(starts_on=earliest), TODAY, earliest) == {}


def test_a_day_may_be_put_off_without_notice():
    old = year(work_on=TODAY + timedelta(days=1), starts_on=TODAY - timedelta(days=30))
    new = year(work_on=TODAY + timedelta(days=2), starts_on=TODAY - timedelta(days=30))
    assert rules.move_problems(old, new, TODAY, TODAY + timedelta(days=9)) == {}


SCALE = [{"key": "l1", "label": "Low", "words": "a"}, {"key": "l2", "label": "High", "words": "b", "expected": True}]


def test_a_level_keeps_its_key_and_a_new_one_gets_its_own():
    found = rules.tidy_scale([{"key": "l2", "label": "Up", "words": "x"}, {"label": "New", "words": "y"}], SCALE)
    assert [level["key"] for level in found] == ["l2", "l3"]
    assert found[0]["expected"] is True


def test_a_key_that_is_forged_or_stands_twice_becomes_a_new_one():
    sent = [{"key": "l1", "label": "A"}, {"key": "l1", "label": "B"}, {"key": "zz", "label": "C"}]
    assert [level["key"] for level in rules.tidy_scale(sent, SCALE)] == ["l1", "l3", "l4"]


def test_empty_levels_are_left_out_and_words_are_kept_as_written():
    sent = [{"label": " ", "words": ""}, {"label": "  Sehr   gut 👍 ", "words": "一行\r\n二行  "}, {"label": "B", "words": ""}]
    found = rules.tidy_scale(sent, [])
    assert [(level["label"], level["words"]) for level in found] == [("Sehr gut 👍", "一行\n二行"), ("B", "")]


@pytest.mark.parametrize("labels", [["A"], [str(n) for n in range(10)], ["Same", "same"], ["x" * 61, "B"]])
def test_an_impossible_scale_is_refused(labels):
    assert rules.scale_problems([{"key": str(n), "label": label, "words": ""} for n, label in enumerate(labels)])


@pytest.mark.parametrize(
    ("kind", "state", "plan", "talk", "improve"),
    [
        ("shared", "draft", "next", "next", "next"),
        ("shared", "planning", "now", "next", "next"),
        ("shared", "working", "done", "now", "next"),
        ("shared", "diagnosing", "done", "done", "now"),
        ("shared", "closed", "done", "done", "done"),
        ("shared", "cancelled", "next", "next", "next"),
        ("own", "asked", "next", "next", "next"),
        ("own", "working", "now", "now", "next"),
    ],
)
def test_a_component_stands_where_the_state_says(house, kind, state, plan, talk, improve):
    with house.within():
        found = rules.phase_states(Cycle(kind=kind, state=state))
    assert (found["plan"], found["talk"], found["improve"]) == (plan, talk, improve)
