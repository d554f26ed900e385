from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings

from tenants.agreements.canonical import same
from tenants.agreements.lines import ABSENT, Fields, Keys, Path, at, flatten
from tenants.agreements.merge import BadChoice, Merge, Unsettled, merge, merge_windows, settle
from tests.tenants.agreements.contents import SHAPE, anything, plans, three

BASE: Any = {
    "words": "first",
    "goals": [
        {"key": "a", "title": "Depots", "words": "开三个仓库", "weight": 5000, "levels": ["low", "high"]},
        {"key": "b", "title": "Service", "words": "", "weight": 5000, "levels": []},
    ],
}


def changed(**fields: Any) -> Any:
    content = copy.deepcopy(BASE)
    content["goals"][0] |= fields
    return content


def only_conflict(mine: Any, theirs: Any) -> Any:
    merged = merge(BASE, mine, theirs, SHAPE)
    (conflict,) = merged.conflicts
    return merged, conflict


def test_different_lines_merge_without_a_question() -> None:
    mine, theirs = changed(title="仓库"), changed(weight=4000)
    merged = merge(BASE, mine, theirs, SHAPE)
    assert merged.is_clean
    assert merged.content == changed(title="仓库", weight=4000)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert merge(BASE, changed(title="x"), changed(title="x"), SHAPE) == Merge(changed(title="x"), ())


def test_two_texts_for_one_line_are_asked_and_both_puts_a_blank_line_between() -> None:
    merged, conflict = only_conflict(changed(words="十月前开"), changed(words="先开一个"))
    assert (conflict.base, conflict.mine, conflict.theirs) == ("开三个仓库", "十月前开", "先开一个")
    assert (conflict.can_both, conflict.is_text, conflict.address) == (True, True, "goals/a/words")
    for choice, words in [
        ("mine", "十月前开"),
        ("theirs", "先开一个"),
        ("both", "十月前开\n\n先开一个"),
        (("words", "我们一起写的"), "我们一起写的"),
    ]:
        assert settle(merged, {conflict.path: choice}) == changed(words=words)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("mine", "stored", "joined"),
    [
        ("开三个仓库 and more", "开三个仓库 and", "开三个仓库 and more"),
        ("开三个仓库 and", "开三个仓库 and more", "开三个仓库 and more"),
        ("开三个", "开三", None),  # both took something away
        ("开三个仓库 a", "开三个仓库 b", None),
        ("", "开三个仓库 and", None),
    ],
)
def test_a_window_that_only_wrote_on_is_not_asked(mine: str, stored: str, joined: str | None) -> None:
    merged = merge_windows(BASE, changed(words=mine), changed(words=stored), SHAPE)
    assert merged.is_clean == (joined is not None)
    if joined:
        assert merged.content == changed(words=joined)


def test_both_titles_stay_on_one_line() -> None:
    merged, conflict = only_conflict(changed(title="Two depots"), changed(title="Four depots"))
    assert settle(merged, {conflict.path: "both"}) == changed(title="Two depots / Four depots")


def test_both_does_not_double_a_text_that_already_holds_the_other() -> None:
    merged, conflict = only_conflict(changed(words="十月前"), changed(words="十月前开三个仓库"))
    assert settle(merged, {conflict.path: "both"}) == changed(words="十月前开三个仓库")


def test_two_numbers_are_asked_and_both_is_not_offered() -> None:
    merged, conflict = only_conflict(changed(weight=4000), changed(weight=6000))
    assert not conflict.can_both
    for choice in ("both", ("words", "5000")):
        with pytest.raises(BadChoice):
            settle(merged, {conflict.path: choice})  # type: ignore[dict-item]
    assert settle(merged, {conflict.path: "theirs"}) == changed(weight=6000)


def test_two_lists_of_words_can_both_stay() -> None:
    merged, conflict = only_conflict(changed(levels=["low", "mid", "high"]), changed(levels=["low", "high", "top"]))
    assert settle(merged, {conflict.path: "both"}) == changed(levels=["low", "mid", "high", "top"])


def test_a_goal_that_one_removed_and_the_other_changed_is_asked() -> None:
    removed = BASE | {"goals": BASE["goals"][1:]}
    merged, conflict = only_conflict(removed, changed(title="Bigger depots"))
    assert conflict.path == ("goals", "a")
    assert conflict.mine_removed
    assert not conflict.theirs_removed
    assert not conflict.can_both
    assert merged.content == changed(title="Bigger depots")
    assert settle(merged, {conflict.path: "mine"}) == removed
    assert settle(merged, {conflict.path: "theirs"}) == changed(title="Bigger depots")


def test_a_goal_that_the_other_removed_can_go_too() -> None:
    removed = BASE | {"goals": BASE["goals"][1:]}
    merged, conflict = only_conflict(changed(title="Bigger depots"), removed)
    assert conflict.theirs_removed
    assert settle(merged, {conflict.path: "theirs"}) == removed


def test_a_goal_that_one_removed_and_nobody_changed_is_gone() -> None:
    removed = BASE | {"goals": BASE["goals"][1:]}
    assert merge(BASE, removed, BASE, SHAPE) == Merge(removed, ())
    assert merge(BASE, BASE, removed, SHAPE) == Merge(removed, ())


def test_a_text_that_one_cleared_away_can_be_written_anew() -> None:
    base = BASE | {"criteria": {"mid": "a"}}
    shape = SHAPE.__class__(prose=("criteria.*",))
    merged = merge(base, BASE | {"criteria": {}}, BASE | {"criteria": {"mid": "b"}}, shape)
    (conflict,) = merged.conflicts
    assert (conflict.mine, conflict.can_both, conflict.is_text) == (ABSENT, True, True)
    assert settle(merged, {conflict.path: "both"})["criteria"] == {"mid": "b"}  # type: ignore[index, call-overload]
    assert settle(merged, {conflict.path: ("words", "c")})["criteria"] == {"mid": "c"}  # type: ignore[index, call-overload]
    assert settle(merged, {conflict.path: "mine"})["criteria"] == {}  # type: ignore[index, call-overload]


def test_goals_added_on_both_sides_both_stay_where_they_were_put() -> None:
    fresh = [{"key": key, "title": key, "words": "", "weight": 0, "levels": []} for key in ("m", "t")]
    mine = BASE | {"goals": [BASE["goals"][0], fresh[0], BASE["goals"][1]]}
    theirs = BASE | {"goals": [*BASE["goals"], fresh[1]]}
    merged = merge(BASE, mine, theirs, SHAPE)
    assert merged.is_clean
    assert [goal["key"] for goal in merged.content["goals"]] == ["a", "m", "b", "t"]  # type: ignore[index, call-overload]


def test_moving_goals_and_changing_them_go_together() -> None:
    moved = BASE | {"goals": BASE["goals"][::-1]}
    for mine, theirs in [(moved, changed(title="x")), (changed(title="x"), moved)]:
        merged = merge(BASE, mine, theirs, SHAPE)
        assert merged.is_clean
        assert [goal["title"] for goal in merged.content["goals"]] == ["Service", "x"]  # type: ignore[index, call-overload]


def test_a_choice_is_needed_for_every_conflict() -> None:
    merged, conflict = only_conflict(changed(title="x"), changed(title="y"))
    with pytest.raises(Unsettled) as error:
        settle(merged, {})
    assert error.value.paths == (conflict.path,)


def test_a_choice_for_a_line_that_is_no_conflict_is_refused() -> None:
    merged, conflict = only_conflict(changed(title="x"), changed(title="y"))
    with pytest.raises(BadChoice):
        settle(merged, {conflict.path: "mine", ("words",): "mine"})


def test_two_windows_without_a_common_start_still_lose_nothing() -> None:
    merged = merge({}, changed(title="x"), changed(title="y"), SHAPE)
    assert [conflict.path for conflict in merged.conflicts] == [("goals", "a", "title")]


def typed(content: Any) -> dict[Path, Any]:
    return {path: line for path, line in flatten(content).items() if not isinstance(line, Keys | Fields)}


def standing_at(merged: Merge, path: Path) -> list[Any]:
    """What a reader finds for a line: in the content, and in a conflict about it or about the item it belongs to."""
    asked = [each for each in merged.conflicts if path[: len(each.path)] == each.path]
    sides = [(side, path[len(each.path) :]) for each in asked for side in (each.mine, each.theirs) if side is not ABSENT]
    return [at(content, rest) for content, rest in [(merged.content, path), *sides]]


@given(three())
@settings(max_examples=200)
def test_every_typed_character_is_in_the_merge_or_in_a_conflict(sides: tuple[Any, Any, Any]) -> None:
    base, mine, theirs = sides
    merged = merge(base, mine, theirs, SHAPE)
    for side in (mine, theirs):
        for path, line in typed(side).items():
            if not same(typed(base).get(path, "never there"), line):
                assert any(same(line, found) for found in standing_at(merged, path) if found is not ABSENT), path


@given(three())
def test_each_disputed_line_is_what_was_chosen(sides: tuple[Any, Any, Any]) -> None:
    merged = merge(*sides, SHAPE)
    for choice in ("mine", "theirs"):
        settled = settle(merged, {conflict.path: choice for conflict in merged.conflicts})  # type: ignore[misc]
        for conflict in merged.conflicts:
            assert at(settled, conflict.path) == getattr(conflict, choice)


@given(three())
def test_lines_that_nobody_disputed_do_not_depend_on_the_choice(sides: tuple[Any, Any, Any]) -> None:
    merged = merge(*sides, SHAPE)
    ours, others = (
        flatten(settle(merged, {conflict.path: choice for conflict in merged.conflicts}))  # type: ignore[misc]
        for choice in ("mine", "theirs")
    )
    asked = [conflict.path for conflict in merged.conflicts]
    for path in ours.keys() | others.keys():
        about = [each for each in asked if path[: len(each)] == each[: len(path)]]
        assert about or ours[path] == others[path]


@given(plans, plans)
def test_merging_with_an_unchanged_side_gives_the_other(base: Any, other: Any) -> None:
    assert merge(base, base, other, SHAPE) == Merge(other, ())
    assert merge(base, other, base, SHAPE) == Merge(other, ())
    assert merge(base, other, other, SHAPE) == Merge(other, ())


@given(three())
def test_the_sides_stay_untouched_and_the_outcome_is_always_the_same(sides: tuple[Any, Any, Any]) -> None:
    before = copy.deepcopy(sides)
    first = merge(*sides, SHAPE)
    assert merge(*sides, SHAPE) == first
    assert sides == before


@given(anything, anything, anything)
def test_any_three_contents_can_be_merged_and_settled(base: Any, mine: Any, theirs: Any) -> None:
    merged = merge(base, mine, theirs, SHAPE)
    for choice in ("mine", "theirs"):
        settled = settle(merged, {conflict.path: choice for conflict in merged.conflicts})  # type: ignore[misc]
        assert same(settled, settled)
