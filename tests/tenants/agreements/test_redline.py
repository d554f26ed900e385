from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.agreements.redline import Node, compare, words
from tenants.agreements.spans import tokens
from tests.tenants.agreements.contents import SHAPE, anything, plans, three

some_text = st.text(alphabet="ab 目标，。.\n\u0301👩‍👧", max_size=40)


def shown(old: str, new: str) -> str:
    """As a person reads it: [-gone-] {+come+}."""
    marks = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return "".join(marks[span.kind].format(span.text) for span in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("在三月前开三个仓库", "在十二月前开三个仓库", "在[-三-]{+十二+}月前开三个仓库"),
        ("完成仓库盘点。", "完成门店盘点，每月一次。", "完成[-仓库-]{+门店+}盘点{+，每月一次+}。"),
        (
            "Reduce complaints by 30 % until March",
            "Cut complaints by 25 % until May",
            "[-Reduce-]{+Cut+} complaints by [-30-]{+25+} % until [-March-]{+May+}",
        ),
        ("We don't wait 2.5 days.", "We don't wait 1.5 days.", "We don't wait [-2.5-]{+1.5+} days."),
        ("本季度完成 3 个 depots", "本季度完成 5 个 depots", "本季度完成 [-3-]{+5+} 个 depots"),
        ("foo bar", "foo  bar", "foo[- -]{+  +}bar"),
        ("a\n\nb", "c\n\nd", "[-a-]{+c+}\n\n[-b-]{+d+}"),
        ("", "目标", "{+目标+}"),
        ("目标", "", "[-目标-]"),
        ("目标", "目标", "目标"),
        ("", "", ""),
    ],
)
def test_a_redline_reads_well_in_english_and_chinese(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_rewritten_sentence_is_one_out_and_one_in() -> None:
    old, new = "Open three depots by October", "Open up and test two depots by the end of March"
    assert shown(old, new) == "Open [-three depots by October-]{+up and test two depots by the end of March+}"
    assert shown("提高客户服务质量", "每季度访问二十家客户并记录") == "[-提高客户服务质量-]{+每季度访问二十家客户并记录+}"


def test_a_word_is_never_cut() -> None:
    assert tokens("three-day e-mail don't 2.5 目标ab") == [
        "three-day", " ", "e-mail", " ", "don't", " ", "2.5", " ", "目", "标", "ab",
    ]  # fmt: skip


def test_a_picture_made_of_several_characters_is_one_sign() -> None:
    assert tokens("👩‍👩‍👧👍🏽e\u0301が") == ["👩‍👩‍👧", "👍🏽", "e\u0301", "が"]


@given(some_text)
def test_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(some_text, some_text)
def test_both_texts_can_be_read_from_the_redline(old: str, new: str) -> None:
    spans = words(old, new)
    assert "".join(span.text for span in spans if span.kind != "ins") == old
    assert "".join(span.text for span in spans if span.kind != "del") == new
    assert all(span.text for span in spans)
    assert all(one.kind != other.kind for one, other in pairwise(spans))


@given(st.lists(st.sampled_from(["好。", "的", "a ", "b. ", "\n"]), max_size=400), st.integers(0, 400))
def test_a_long_text_is_compared_without_loss(pieces: list[str], place: int) -> None:
    old = "".join(pieces) * 3
    new = old[:place] + "新的目标。" + old[place:]
    spans = words(old, new)
    assert "".join(span.text for span in spans if span.kind != "ins") == old
    assert "".join(span.text for span in spans if span.kind != "del") == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("的" * 4000, "好的" * 2000),
        ("a " * 2000, "b a " * 1000),
        ("好。" * 20_000, "的好。" * 15_000),
        ("的" * 140, "好的" * 140),
        (" ".join(f"old{n}" for n in range(2000)), " ".join(f"new{n}" for n in range(2000))),
    ],
)
def test_the_longest_and_dullest_text_takes_no_long_time(old: str, new: str) -> None:
    before = time.process_time()
    assert words(old, new)
    assert time.process_time() - before < 1.0, "measured around 0.1 s; a slip back to the square would take minutes"


def test_in_a_long_text_one_changed_word_is_still_found() -> None:
    dull = "".join(f"在第 {week} 周我们一起看一次结果。" for week in range(300))
    old, new = f"开头。{dull}三个仓库。{dull}", f"起头。{dull}四个仓库。{dull}"
    assert [span for span in words(old, new) if span.kind != "same"] == [
        ("del", "开"), ("ins", "起"), ("del", "三"), ("ins", "四"),
    ]  # fmt: skip


OLD: Any = {
    "words": "",
    "goals": [
        {"key": "a", "title": "Depots", "words": "开三个仓库", "weight": 4000, "levels": ["low", "high"]},
        {"key": "b", "title": "Service", "words": "", "weight": 6000, "levels": []},
        {"key": "c", "title": "Learn", "words": "", "weight": 0, "levels": []},
    ],
}
NEW: Any = {
    "words": "",
    "goals": [
        {"key": "c", "title": "Learn", "words": "", "weight": 0, "levels": []},
        {"key": "a", "title": "Depots", "words": "开四个仓库", "weight": 3500, "levels": ["low", "top"]},
        {"key": "d", "title": "新", "words": "", "weight": 6500, "levels": []},
    ],
}


def summary(tree: Node) -> list[tuple[str, str, bool]]:
    return [(node.address, node.kind, node.moved) for node in tree.changes]


def test_items_are_added_removed_moved_and_changed_by_field() -> None:
    assert summary(compare(OLD, NEW, SHAPE)) == [
        ("goals/c", "same", True),
        ("goals/a/words", "changed", False),
        ("goals/a/weight", "changed", False),
        ("goals/a/levels", "changed", False),
        ("goals/b", "removed", False),
        ("goals/d", "added", False),
    ]


def test_the_tree_shows_the_whole_document_with_texts_as_spans_and_the_rest_as_old_and_new() -> None:
    goals = compare(OLD, NEW, SHAPE)["goals"]
    assert [goal.key for goal in goals] == ["c", "a", "b", "d"], "a removed item stands where it stood"
    assert [span.kind for span in goals["a"]["words"].spans] == ["same", "del", "ins", "same"]
    assert (goals["a"]["weight"].old, goals["a"]["weight"].new, goals["a"]["weight"].spans) == (4000, 3500, ())
    assert goals["a"]["title"].is_same
    assert goals["a"]["title"].spans == (("same", "Depots"),)
    assert goals["b"]["title"].spans == (("del", "Service"),)
    assert goals["b"]["title"].value == "Service"
    assert goals["d"]["title"].spans == (("ins", "新"),)
    assert "key" not in {child.key for child in goals["a"]}


def test_a_place_in_the_tree_is_found_by_its_path() -> None:
    tree = compare(OLD, NEW, SHAPE)
    assert tree.at(("goals", "a", "weight")) is tree["goals"]["a"]["weight"]
    assert tree["goals"].at(("goals", "a")) is tree["goals"]["a"]
    assert tree.at(("goals", "nobody")) is None


@given(plans)
def test_no_change_is_told_as_none(plan: Any) -> None:
    tree = compare(plan, plan, SHAPE)
    assert tree.is_same
    assert tree.changes == []


@given(three())
def test_there_is_a_change_to_show_exactly_when_something_changed(sides: tuple[Any, Any, Any]) -> None:
    _, old, new = sides
    tree = compare(old, new, SHAPE)
    assert bool(tree.changes) == (old != new)
    assert tree.is_same == (old == new)


@given(anything, anything)
def test_any_two_contents_can_be_compared(old: Any, new: Any) -> None:
    tree = compare(old, new, SHAPE)
    assert tree.old == old
    assert tree.new == new


def test_only_the_fewest_items_count_as_moved() -> None:
    for before, after, moved in [("abcde", "bcdea", ["a"]), ("abcdef", "cdeabf", ["a", "b"]), ("abc", "cba", ["c", "b"])]:
        old, new = ({"goals": [{"key": key} for key in keys]} for keys in (before, after))
        assert summary(compare(old, new, SHAPE)) == [(f"goals/{key}", "same", True) for key in moved]
