"""Arithmetic of check-ins: falls, days, tempo, and what HR may be shown."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from saas.check_ins import rules
from saas.check_ins.rules import Answer, GoalAnswer, UnitTempo

DAY = date(2026, 5, 4)


def test_a_fall_is_the_greatest_one_and_one_point_is_none() -> None:
    now = [("a", "Depots", 4), ("b", "Rounds", 6), ("c", "Permit", 7)]
    assert rules.greatest_fall(now, {"a": 8, "b": 8, "c": 8}) == rules.Fall("Depots", 8, 4)
    assert rules.greatest_fall(now, {"a": 5, "b": 6}) is None
    assert rules.greatest_fall(now, {}) is None


def test_a_sweeper_that_comes_late_opens_one_and_keeps_the_rhythm() -> None:
    assert rules.next_day(DAY, 7, DAY) == DAY + timedelta(days=7)
    assert rules.next_day(DAY, 7, DAY + timedelta(days=30)) == DAY + timedelta(days=35)


def test_marks_differ_only_where_both_have_said() -> None:
    assert rules.differing_marks("own", "manager")
    assert not rules.differing_marks("own", "own")
    assert not rules.differing_marks(None, "own")
    assert not rules.differing_marks("own", None)


def test_a_unit_is_shown_from_three_pairs_up() -> None:
    small, large = UnitTempo(uuid4(), "Small"), UnitTempo(uuid4(), "Large")
    small.numbers |= {"talking": 2}
    large.numbers |= {"talking": 1, "silent": 2}
    assert rules.shown([small, large]) == ([large], True)
    assert rules.shown([large]) == ([large], False)


def test_an_answer_says_something_in_words_or_is_none() -> None:
    assert "" in rules.answer_problems(Answer("", "", {"k": GoalAnswer("", "own")}))
    assert rules.answer_problems(Answer("", "", {"k": GoalAnswer("I call them.")})) == {}
    assert "words" in rules.answer_problems(Answer("x" * 10_001))
