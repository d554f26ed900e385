from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saas.plan.content import Goal, Plan
from saas.plan.rules import (
    WHOLE,
    NotAPercent,
    Problem,
    check,
    half_up,
    parse_percent,
    percent_text,
    share_evenly,
    total,
)
from tests.saas.plan.plans import DEPOTS, PERIOD, PLAN, SCALE, SERVICE, TODAY, K, plans, with_goal, with_result, with_support

GOAL = f"goals/{K[0]}"
RESULT = f"{GOAL}/key_results/{K[1]}"
SUPPORT = f"{GOAL}/support/{K[2]}"


def found(plan: Plan) -> list[tuple[str, str]]:
    return [(problem.address, problem.code) for problem in check(plan, PERIOD, TODAY, SCALE)]


def test_a_plan_that_is_complete_can_be_proposed() -> None:
    assert found(PLAN) == []


def test_a_plan_without_goals_cannot_be_proposed() -> None:
    assert found(replace(PLAN, goals=())) == [("goals", "goals.none")]


@pytest.mark.parametrize(
    ("weight", "words"), [(5999, "Give out another 0.01 %"), (6001, "Take 0.01 % away"), (2667, "Give out another 33.33 %")]
)
def test_weights_must_make_exactly_a_hundred_percent(weight: int, words: str) -> None:
    (problem,) = check(with_goal(weight=weight), PERIOD, TODAY, SCALE)
    assert problem.code == "weights.sum"
    assert words in problem.message


def test_a_work_goal_must_weigh_something_and_a_development_goal_need_not() -> None:
    for kind, problems in (("work", [(f"{GOAL}/weight", "goal.weight")]), ("development", [])):
        plan = replace(PLAN, goals=(replace(DEPOTS, kind=kind, weight=0), replace(SERVICE, weight=WHOLE)))
        assert found(plan) == problems


def test_a_weighted_development_goal_counts() -> None:
    assert found(with_goal(kind="development")) == []
    assert found(with_goal(kind="development", weight=5000)) == [("goals", "weights.sum")]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, (f"{GOAL}/title", "goal.title")),
        ({"criteria": {}}, (f"{GOAL}/criteria/l3", "goal.criterion")),
        ({"criteria": {"l4": "只有最高的一级"}}, (f"{GOAL}/criteria/l3", "goal.criterion")),
        ({"criteria": {"l3": "三个", "zz": "?"}}, (f"{GOAL}/criteria/zz", "goal.level")),
        ({"due_on": None}, (f"{GOAL}/due_on", "goal.due")),
        ({"due_on": date(2025, 12, 31)}, (f"{GOAL}/due_on", "goal.early")),
        ({"due_on": date(2027, 1, 1)}, (f"{GOAL}/due_on", "goal.late")),
        ({"due_on": date(2036, 1, 1), "outlives": True}, (f"{GOAL}/due_on", "goal.far")),
    ],
)
def test_each_goal_needs_a_title_a_criterion_and_a_possible_date(changes: dict[str, Any], problem: object) -> None:
    assert found(with_goal(**changes)) == [problem]


@pytest.mark.parametrize("due_on", [date(2026, 1, 1), date(2026, 12, 31)])
def test_the_first_and_the_last_day_of_the_period_are_possible(due_on: date) -> None:
    assert found(with_goal(due_on=due_on)) == []


def test_a_goal_that_outlives_the_cycle_may_be_due_later_and_its_support_too() -> None:
    later = with_support(by_on=date(2027, 5, 1)).goals[0]
    assert found(replace(PLAN, goals=(replace(later, due_on=date(2027, 6, 30), outlives=True), SERVICE))) == []


def test_without_a_scale_words_for_any_level_are_a_criterion() -> None:
    assert check(with_goal(criteria={"x": "三个"}), PERIOD, TODAY) == []
    (problem,) = check(with_goal(criteria={}), PERIOD, TODAY)
    assert problem.address == f"{GOAL}/criteria"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, ("title", "result.title")),
        ({"target": None}, ("target", "result.target")),
        ({"start": None}, ("start", "result.start")),
        ({"start": Decimal("3.0")}, ("target", "result.same")),
        ({"direction": "down"}, ("target", "result.direction")),
        ({"target": Decimal(-1)}, ("target", "result.direction")),
        ({"measure": "currency", "unit": "yuan"}, ("unit", "result.currency")),
        ({"measure": "levels", "levels": ("low",)}, ("levels", "result.levels")),
        ({"measure": "levels", "levels": ("low", "high")}, ("start", "result.place")),
        ({"measure": "levels", "levels": ("low", "high"), "start": Decimal(1)}, ("target", "result.place")),
        (
            {"measure": "levels", "levels": ("a", "b", "c"), "start": Decimal("1.5"), "target": Decimal(3)},
            ("start", "result.place"),
        ),
        ({"due_on": date(2025, 12, 31)}, ("due_on", "result.due")),
        ({"due_on": date(2026, 10, 2)}, ("due_on", "result.due")),
    ],
)
def test_each_key_result_needs_values_that_fit(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert found(with_result(**changes)) == [(f"{RESULT}/{problem[0]}", problem[1])]


@pytest.mark.parametrize(
    "changes",
    [
        {"direction": "hold", "start": Decimal(3)},
        {"direction": "hold", "start": None},
        {"direction": "down", "start": Decimal(5)},
        {"measure": "yes_no", "start": None, "target": None},
        {"measure": "milestone", "start": None, "target": None, "due_on": date(2026, 5, 1)},
        {"measure": "percent", "target": Decimal(140)},
        {"measure": "currency", "unit": "CNY"},
        {"measure": "levels", "levels": ("差", "好", "很好"), "start": Decimal(1)},
    ],
)
def test_each_measure_and_direction_can_be_filled_in_rightly(changes: dict[str, Any]) -> None:
    assert found(with_result(**changes)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"words": ""}, ("words", "support.words")),
        ({"by_on": None}, ("by_on", "support.date")),
        ({"by_on": date(2025, 12, 31)}, ("by_on", "support.outside")),
        ({"by_on": date(2027, 1, 1)}, ("by_on", "support.outside")),
    ],
)
def test_each_commitment_of_the_manager_needs_words_and_a_date(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert found(with_support(**changes)) == [(f"{SUPPORT}/{problem[0]}", problem[1])]


def test_problems_come_in_reading_order() -> None:
    goals = (Goal(key=K[0]), Goal(key=K[3]))
    assert [problem.path[1:2] for problem in check(replace(PLAN, goals=goals), PERIOD, TODAY, SCALE)] == [
        (), *[(K[0],)] * 4, *[(K[3],)] * 4,
    ]  # fmt: skip


@given(plans)
def test_any_draft_can_be_checked_and_every_problem_says_what_to_do(plan: Plan) -> None:
    for problem in check(plan, PERIOD, TODAY, SCALE):
        assert isinstance(problem, Problem)
        assert problem.message.endswith(".")
        assert "%(" not in problem.message
        assert "%%" not in problem.message


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("33.33", 3333),
        ("33,33 %", 3333),
        ("33.335", 3334),
        ("33.3349", 3333),
        ("３３．３３％", 3333),
        (" 25 ", 2500),
        ("100", 10_000),
        ("0", 0),
        ("0.005", 1),
        ("12.5%", 1250),
    ],
)
def test_a_share_is_read_as_people_type_it(text: str, points: int) -> None:
    assert parse_percent(text) == points


@pytest.mark.parametrize("text", ["", "%", "a lot", "-1", "100.01", "1000", "1.2.3", "1e2", ".5", "三十", "NaN", "33 33"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(NotAPercent, match="Enter a share"):
        parse_percent(text)


@given(st.integers(0, WHOLE))
def test_a_share_comes_back_as_it_was_shown(points: int) -> None:
    assert parse_percent(percent_text(points)) == points


@given(st.integers(1, 200))
def test_an_even_share_adds_up_exactly(n: int) -> None:
    shares = share_evenly(n)
    assert sum(shares) == WHOLE
    assert len(shares) == n
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)


def test_a_third_each_gives_the_rest_to_the_first() -> None:
    assert share_evenly(3) == [3334, 3333, 3333]
    assert share_evenly(0) == []


@pytest.mark.parametrize(("value", "rounded"), [("2.345", "2.35"), ("2.3449", "2.34"), ("-2.345", "-2.35"), ("2", "2.00")])
def test_halves_go_up(value: str, rounded: str) -> None:
    assert str(half_up(Decimal(value))) == rounded


def test_the_total_is_the_sum_of_all_goals() -> None:
    assert total(PLAN) == WHOLE
