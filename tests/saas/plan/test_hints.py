from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from saas.plan.content import Plan
from saas.plan.hints import hints, vague_words
from tests.saas.plan.plans import DEPOTS, PERIOD, PLAN, SCALE, SERVICE, TODAY, K, plans, with_goal, with_result

GOAL = f"goals/{K[0]}"


def found(plan: Plan) -> list[tuple[str, str]]:
    return [(hint.address, hint.code) for hint in hints(plan, PERIOD, TODAY, SCALE)]


def test_a_good_plan_needs_no_hint() -> None:
    assert found(PLAN) == []


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"key_results": ()}, ("key_results", "goal.unmeasured")),
        ({"due_on": None}, ("due_on", "date.none")),
        ({"due_on": date(2026, 1, 14)}, ("due_on", "date.past")),
        ({"weight": 499}, ("weight", "weight.small")),
        ({"support": ()}, ("support", "support.none")),
        ({"support": (), "challenge": 5}, ("support", "support.none")),
        ({"title": "提高客户满意度"}, ("title", "words.vague")),
        ({"title": "Improve our service"}, ("title", "words.vague")),
        ({"criteria": {"l3": "尽快运行三个仓库"}}, ("criteria/l3", "words.vague")),
        ({"criteria": {"l2": "三个仓库", "l3": "三个 仓库", "l4": " 三个仓库 "}}, ("criteria/l4", "criteria.alike")),
    ],
)
def test_a_weak_goal_gets_its_hint(changes: dict[str, Any], hint: tuple[str, str]) -> None:
    assert found(with_goal(**changes)) == [(f"{GOAL}/{hint[0]}", hint[1])]


@pytest.mark.parametrize(
    "changes",
    [
        {"weight": 500},
        {"weight": 0, "kind": "development"},
        {"due_on": TODAY},
        {"support": (), "challenge": 3},
        {"support": (), "challenge": None},
        {"title": "客户满意度提高到百分之九十"},
        {"title": "Reduce complaints by 30 %"},
    ],
)
def test_a_good_goal_gets_none(changes: dict[str, Any]) -> None:
    assert found(with_goal(**changes)) == []


def test_a_value_that_does_not_move_should_be_held() -> None:
    place = f"{GOAL}/key_results/{K[1]}/target"
    assert found(with_result(start=Decimal("3.00"))) == [(place, "target.start")]
    assert found(with_result(start=Decimal(3), direction="hold")) == []
    assert found(with_result(start=None, target=None)) == []


@pytest.mark.parametrize(("count", "codes"), [(7, []), (8, ["goals.many"])])
def test_more_than_seven_goals_are_many(count: int, codes: list[str]) -> None:
    goals = tuple(replace(DEPOTS, key=K[n], title=f"目标 {n}") for n in range(count))
    assert [code for _place, code in found(replace(PLAN, goals=goals))] == codes


def test_goals_that_are_all_due_on_the_last_day_are_noticed() -> None:
    assert found(with_goal(due_on=PERIOD.ends_on)) == [("goals", "dates.last_day")]
    assert found(replace(PLAN, goals=(SERVICE,))) == []


def test_two_goals_with_the_same_title_are_noticed_whatever_their_spelling() -> None:
    goals = (DEPOTS, replace(SERVICE, title=f"  {DEPOTS.title} "))
    assert found(replace(PLAN, goals=goals)) == [
        (f"goals/{K[0]}/title", "title.twice"), (f"goals/{K[3]}/title", "title.twice"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Improve the service as soon as possible", ["improve", "as soon as possible"]),
        ("Improve the answer time from 3 to 2 days", []),
        ("Answer within 2 days where possible", ["where possible"]),
        ("Somebody something Bettering", []),
        ("改善流程，尽快完成", ["改善", "尽快"]),
        ("进一步提升服务", ["提升"]),
        ("每月改善一次流程", []),
        ("尽量在 3 天内回复", ["尽量"]),
        ("ＡＳＡＰ 完成", ["asap"]),
        ("十月前运行三个仓库", []),
        ("", []),
    ],
)
def test_vague_words_are_found_in_english_and_chinese(text: str, expected: list[str]) -> None:
    assert vague_words(text) == expected


def test_the_vague_words_are_named() -> None:
    (hint,) = hints(with_goal(title="Better and faster depots"), PERIOD, TODAY, SCALE)
    assert "better, faster" in hint.message


@given(plans)
def test_any_draft_can_be_read_and_every_hint_says_what_and_why(plan: Plan) -> None:
    for scale in (SCALE, None):
        for hint in hints(plan, PERIOD, TODAY, scale):
            assert hint.message
            assert hint.why.endswith(".")
            assert "%(" not in hint.message + hint.why
            assert "%%" not in hint.message + hint.why
