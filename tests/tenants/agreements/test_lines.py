from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.agreements.lines import (
    ABSENT,
    Fields,
    Keys,
    Shape,
    address,
    at,
    difference,
    flatten,
    is_items,
    patched,
    path_of,
    unflatten,
)
from tests.tenants.agreements.contents import anything, plans

PLAN: Any = {
    "words": "我们说好了",
    "goals": [
        {"key": "b", "title": "仓库", "support": [{"key": "s", "words": "两天"}]},
        {"key": "a", "title": "Depots", "support": []},
    ],
    "criteria": {},
    "levels": ["low", "high"],
}


def test_items_are_addressed_by_their_key_and_lists_hold_their_order() -> None:
    assert flatten(PLAN) == {
        ("words",): "我们说好了",
        ("goals",): Keys(("b", "a")),
        ("goals", "b", "title"): "仓库",
        ("goals", "b", "support"): Keys(("s",)),
        ("goals", "b", "support", "s", "words"): "两天",
        ("goals", "a", "title"): "Depots",
        ("goals", "a", "support"): Keys(()),
        ("criteria",): Fields(),
        ("levels",): ["low", "high"],
    }


def test_moving_an_item_changes_one_line() -> None:
    moved = PLAN | {"goals": PLAN["goals"][::-1]}
    before, after = flatten(PLAN), flatten(moved)
    assert {path for path in before if before[path] != after[path]} == {("goals",)}


@given(plans)
def test_a_plan_comes_back_from_its_lines(plan: Any) -> None:
    assert unflatten(flatten(plan)) == plan


@given(anything)
def test_any_content_comes_back_from_its_lines(content: Any) -> None:
    assert unflatten(flatten(content)) == content


@given(plans, st.randoms())
def test_the_order_in_which_lines_arrive_does_not_matter(plan: Any, random: Any) -> None:
    lines = list(flatten(plan).items())
    random.shuffle(lines)
    assert unflatten(dict(lines)) == plan


@given(plans)
def test_every_line_is_found_at_its_path(plan: Any) -> None:
    for path, line in flatten(plan).items():
        found = at(plan, path)
        expected = [item["key"] for item in found] if is_items(found) else found  # type: ignore[union-attr]
        assert expected == (list(line.order) if isinstance(line, Keys) else {} if line == Fields() else line)


@pytest.mark.parametrize(
    "lines",
    [
        {(): 1, ("a",): 2},
        {("a",): 1, ("a", "b"): 2},
        {("g",): Keys(("x",)), ("g", "y", "title"): "nobody's"},
        {("g",): Keys(("x",)), ("g", "x"): "not a line"},
        {("g",): Keys(("x",)), ("g", "x", "key"): "y"},
    ],
)
def test_lines_that_contradict_each_other_are_refused(lines: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unflatten(lines)


def test_nothing_stands_where_no_line_is() -> None:
    assert at(PLAN, ("goals", "zz", "title")) is ABSENT
    assert at(PLAN, ("words", "deeper")) is ABSENT
    assert not ABSENT


@given(st.lists(st.text(alphabet="a/~012中", max_size=4), max_size=4).map(tuple))
def test_an_address_leads_back_to_its_path(path: tuple[str, ...]) -> None:
    assert path_of(address(path)) == path


def test_an_address_reads_like_a_path() -> None:
    assert address(("goals", "b", "title")) == "goals/b/title"


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], True), ([{"key": "a"}], True), ([{"key": "a"}, {"key": "a"}], False), ([{"x": 1}], False), ("ab", False)],
)
def test_a_list_has_items_when_each_has_a_key_of_its_own(items: object, expected: bool) -> None:
    assert is_items(items) is expected


def test_a_shape_knows_prose_from_short_text_and_values() -> None:
    shape = Shape(prose=("goals.*.words",), short=("goals.*.title",))
    assert shape.is_prose(("goals", "b", "words"))
    assert shape.is_text(("goals", "b", "title"))
    assert not shape.is_prose(("goals", "b", "title"))
    assert not shape.is_text(("goals", "b", "weight"))
    assert not shape.is_text(("goals", "b"))


@given(anything, anything)
def test_what_changed_makes_the_new_of_the_old_also_through_json(old: Any, new: Any) -> None:
    changes = json.loads(json.dumps(difference(old, new)))
    assert patched(old, changes) == new


@given(plans)
def test_where_nothing_changed_nothing_is_said(plan: Any) -> None:
    assert difference(plan, plan) == {}


def test_a_change_of_one_line_is_that_line_alone() -> None:
    assert difference(PLAN, PLAN | {"words": "好"}) == {"words": ["好"]}


@pytest.mark.parametrize("changes", [{"words": "bare"}, {"words": {"keys": 3}}, {"words/deeper": ["x"]}, {"goals/b": ["x"]}])
def test_what_is_no_difference_is_refused(changes: Any) -> None:
    with pytest.raises(ValueError):
        patched(PLAN, changes)
