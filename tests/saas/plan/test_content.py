from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saas.plan.content import SHAPE, ContentError, KeyResult, Plan, new_key, tidy
from saas.plan.levels import Scale
from tenants.agreements.canonical import canonical
from tenants.agreements.lines import flatten
from tenants.agreements.merge import merge, settle
from tenants.agreements.redline import compare
from tests.saas.plan.plans import PERIOD, PLAN, SCALE, K, plans, with_result


def changed(path: tuple[Any, ...], value: Any) -> Any:
    """The content of the plan with another value at a place."""
    content: Any = copy.deepcopy(PLAN.to_json())
    here = content
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return content


def refused(content: Any) -> ContentError:
    with pytest.raises(ContentError) as error:
        Plan.from_json(content)
    return error.value


@given(plans)
def test_a_plan_comes_back_from_what_is_stored(plan: Plan) -> None:
    stored = json.loads(canonical(plan.to_json()))
    assert Plan.from_json(stored) == plan


@given(plans)
def test_reading_and_storing_again_changes_no_byte(plan: Plan) -> None:
    once = canonical(Plan.from_json(plan.to_json()).to_json())
    assert canonical(Plan.from_json(json.loads(once)).to_json()) == once


def test_the_stored_shape_is_plain_json() -> None:
    content: Any = PLAN.to_json()
    assert content["schema"] == 1
    assert content["period"] == {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    assert content["goals"][0]["due_on"] == "2026-10-01"
    assert content["goals"][0]["key_results"][0]["target"] == "3"
    assert content["goals"][0]["weight"] == 6000


@pytest.mark.parametrize(
    "path",
    [
        ("more",),
        ("goals", 0, "more"),
        ("goals", 0, "key_results", 0, "more"),
        ("goals", 0, "support", 0, "more"),
        ("period", "more"),
    ],
)
def test_an_unknown_field_is_refused_by_its_path(path: tuple[Any, ...]) -> None:
    error = refused(changed(path, 1))
    assert error.path[-1] == "more"
    assert "no such field" in error.message


@pytest.mark.parametrize("path", [("words",), ("goals", 0, "criteria"), ("goals", 0, "key_results", 0, "unit")])
def test_a_missing_field_is_refused_by_its_path(path: tuple[Any, ...]) -> None:
    content = PLAN.to_json()
    here: Any = content
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
    assert "missing" in refused(content).message


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        (("schema",), 2, "schema"),
        (("schema",), True, "schema"),
        (("goals",), {}, "goals"),
        (("goals",), [PLAN.goals[0].to_json()] * 2, f"goals/{K[0]}"),
        (("goals",), [PLAN.goals[0].to_json() | {"key": new_key()} for _ in range(21)], "goals"),
        (("goals", 0), "a goal", "goals/0"),
        (("goals", 0, "key"), "not-an-id", "goals/not-an-id/key"),
        (("goals", 0, "key"), K[0].replace("-", ""), f"goals/{K[0].replace('-', '')}/key"),
        (("goals", 0, "kind"), "hobby", f"goals/{K[0]}/kind"),
        (("goals", 0, "title"), "长" * 201, f"goals/{K[0]}/title"),
        (("goals", 0, "words"), "长" * 4001, f"goals/{K[0]}/words"),
        (("goals", 0, "weight"), 10_001, f"goals/{K[0]}/weight"),
        (("goals", 0, "weight"), 33.3, f"goals/{K[0]}/weight"),
        (("goals", 0, "weight"), True, f"goals/{K[0]}/weight"),
        (("goals", 0, "challenge"), 6, f"goals/{K[0]}/challenge"),
        (("goals", 0, "outlives"), 1, f"goals/{K[0]}/outlives"),
        (("goals", 0, "due_on"), "2026-02-30", f"goals/{K[0]}/due_on"),
        (("goals", 0, "due_on"), "20261231", f"goals/{K[0]}/due_on"),
        (("goals", 0, "criteria"), {"l3": 3}, f"goals/{K[0]}/criteria/l3"),
        (("goals", 0, "criteria"), {"l3": "长" * 1001}, f"goals/{K[0]}/criteria/l3"),
        (("goals", 0, "criteria"), [], f"goals/{K[0]}/criteria"),
        (("goals", 0, "key_results", 0, "measure"), "feeling", f"goals/{K[0]}/key_results/{K[1]}/measure"),
        (("goals", 0, "key_results", 0, "start"), "1e3", f"goals/{K[0]}/key_results/{K[1]}/start"),
        (("goals", 0, "key_results", 0, "start"), 3, f"goals/{K[0]}/key_results/{K[1]}/start"),
        (("goals", 0, "key_results", 0, "target"), "1.1234567", f"goals/{K[0]}/key_results/{K[1]}/target"),
        (("goals", 0, "key_results", 0, "target"), "1" * 15, f"goals/{K[0]}/key_results/{K[1]}/target"),
        (("goals", 0, "key_results", 0, "target"), "٣", f"goals/{K[0]}/key_results/{K[1]}/target"),
        (("goals", 0, "key_results", 0, "levels"), ["a"] * 11, f"goals/{K[0]}/key_results/{K[1]}/levels"),
        (("goals", 0, "support", 0, "words"), None, f"goals/{K[0]}/support/{K[2]}/words"),
        (("period", "ends_on"), "2025-12-31", "period/ends_on"),
        (("period",), None, "period"),
    ],
)
def test_a_broken_value_is_refused_by_its_path(path: tuple[Any, ...], value: Any, at: str) -> None:
    error = refused(changed(path, value))
    assert list(error.field) == [at]
    assert error.message


@pytest.mark.parametrize("content", [None, [], "plan", 3, {"erased": "0" * 64}])
def test_what_is_no_plan_is_refused(content: Any) -> None:
    assert refused(content).message


def test_a_half_filled_draft_is_fine() -> None:
    empty = Plan(PERIOD, (PLAN.goals[0].__class__(key=K[0], key_results=(KeyResult(key=K[1]),)),))
    assert Plan.from_json(empty.to_json()) == empty


def test_texts_are_tidied_and_numbers_get_their_one_spelling() -> None:
    content = changed(("goals", 0, "words"), "  eins\r\nzwei\x00\x07 e\u0301 \r")
    content["goals"][0]["title"] = " 三个\n仓库 "
    content["goals"][0]["criteria"]["l1"] = " \r\n"
    content["goals"][0]["key_results"][0] |= {"start": "-0.00", "target": "007.500"}
    goal = Plan.from_json(content).goals[0]
    assert goal.words == "eins\nzwei é"
    assert goal.title == "三个 仓库"
    assert "l1" not in goal.criteria
    stored = goal.key_results[0].to_json()
    assert (stored["start"], stored["target"]) == ("0", "7.5")


def test_a_number_of_twenty_digits_is_kept_exactly() -> None:
    content = with_result(target=Decimal("99999999999999.999999")).to_json()
    assert Plan.from_json(content).goals[0].key_results[0].target == Decimal("99999999999999.999999")


@given(st.text(max_size=20))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_goal_is_found_by_its_key() -> None:
    assert PLAN.goal(K[3]) is PLAN.goals[1]
    assert PLAN.goal("nobody's") is None


def test_new_keys_are_random_ids() -> None:
    assert UUID(new_key()).version == 4
    assert new_key() != new_key()


@pytest.mark.parametrize(
    ("measure", "numbers", "unit", "levels"),
    [
        ("number", True, "x", ()),
        ("currency", True, "x", ()),
        ("percent", True, "", ()),
        ("levels", True, "", ("low", "high")),
        ("yes_no", False, "", ()),
        ("milestone", False, "", ()),
    ],
)
def test_what_a_measure_does_not_show_is_not_proposed(measure: str, numbers: bool, unit: str, levels: tuple[str, ...]) -> None:
    plan = with_result(measure=measure, start=Decimal(2), target=Decimal(1), direction="down", unit="x", levels=("low", "high"))
    result = plan.trimmed().goals[0].key_results[0]
    assert (result.start is not None) is numbers
    assert (result.target is not None) is numbers
    assert (result.unit, result.levels) == (unit, levels)
    assert result.direction == ("down" if numbers else "up")


def test_every_text_of_a_plan_is_redlined_as_text_and_nothing_else() -> None:
    texts = {path[-2] if "criteria" in path else path[-1] for path in flatten(PLAN.to_json()) if SHAPE.is_text(path)}
    assert texts == {"words", "title", "criteria"}


def test_two_drafts_of_a_plan_merge_and_stay_a_plan() -> None:
    mine, theirs = changed(("goals", 0, "title"), "四个仓库"), changed(("goals", 0, "weight"), 5000)
    theirs["goals"][0]["title"] = "五个仓库"
    merged = merge(PLAN.to_json(), mine, theirs, SHAPE)
    settled = Plan.from_json(settle(merged, {("goals", K[0], "title"): "both"}))
    assert (settled.goals[0].title, settled.goals[0].weight) == ("四个仓库 / 五个仓库", 5000)


@given(plans, plans)
def test_any_two_plans_can_be_compared(old: Plan, new: Plan) -> None:
    tree = compare(old.to_json(), new.to_json(), SHAPE)
    assert tree.is_same == (old.to_json() == new.to_json())


def test_a_period_holds_its_first_and_last_day() -> None:
    assert date(2026, 1, 1) in PERIOD
    assert date(2026, 12, 31) in PERIOD
    assert date(2027, 1, 1) not in PERIOD


def test_the_middle_level_is_expected_unless_another_is_marked() -> None:
    keys = [{"key": str(n), "label": f"Level {n}"} for n in range(5)]
    assert Scale.from_json(keys).expected == "2"
    assert Scale.from_json(keys[:4]).expected == "2"
    assert Scale.from_json([*keys[:4], {"key": "x", "label": "X", "expected": True}]).expected_level.label == "X"
    assert SCALE.keys == ("l1", "l2", "l3", "l4")


@pytest.mark.parametrize("levels", [[], [{"key": "a"}, {"key": "a"}]])
def test_a_scale_needs_levels_with_keys_of_their_own(levels: Any) -> None:
    with pytest.raises(ValueError, match="scale"):
        Scale.from_json(levels)


def test_a_scale_has_only_its_own_levels() -> None:
    with pytest.raises(KeyError):
        SCALE.level("l9")
