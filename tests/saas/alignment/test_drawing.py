from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from saas.alignment.drawing import HIGH, ROW, WIDE, drawn, wrapped


def goal(title: str, parent: Any = None) -> Any:
    return SimpleNamespace(id=uuid4(), title=title, parent_id=parent.id if parent is not None else None)


def test_what_contributes_stands_to_the_right_of_what_it_contributes_to() -> None:
    top = goal("Top")
    one, other = goal("One", top), goal("Other", top)
    deep = goal("Deep", other)
    picture = drawn([deep, one, other, top])
    at = {box.goal.title: (box.x, box.y) for box in picture.boxes}
    assert at["Top"][0] < at["One"][0] == at["Other"][0] < at["Deep"][0]
    assert at["Top"][1] == at["One"][1]
    assert at["Deep"][1] == at["Other"][1]
    assert len(picture.wires) == 3
    assert picture.height == 2 * ROW


def test_a_goal_whose_parent_is_elsewhere_begins_a_line_of_its_own() -> None:
    picture = drawn([goal("Alone", SimpleNamespace(id=UUID(int=1)))])
    assert len(picture.boxes) == 1
    assert picture.wires == ()


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_goal_has_a_place_of_its_own_inside_the_map(parents: list[int]) -> None:
    goals: list[Any] = []
    for n, parent in enumerate(parents):
        goals.append(goal(str(n), goals[parent % len(goals)] if goals and parent else None))
    picture = drawn(goals)
    places = {(box.x, box.y) for box in picture.boxes}
    assert len(places) == len(picture.boxes) == len(goals)
    assert all(box.x + WIDE <= picture.width and box.y + HIGH <= picture.height for box in picture.boxes)
    assert len(picture.wires) == sum(each.parent_id is not None for each in goals)


@given(st.text(max_size=250))
def test_a_title_takes_two_lines_at_most(text: str) -> None:
    lines = wrapped(text)
    assert len(lines) <= 2
    assert all(len(line) <= 33 for line in lines)


def test_what_does_not_fit_ends_with_an_ellipsis_and_chinese_breaks_anywhere() -> None:
    assert wrapped("Fewer faults") == ("Fewer faults",)
    assert wrapped("word " * 20)[-1].endswith("…")
    assert wrapped("订单准时交付客户不再等待订单准时交付客户") == ("订单准时交付客户不再等待订单准时", "交付客户")
