from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saas.enterprise import mood, progress, rules
from saas.enterprise.rules import Facts, Said, said_problems, tidied
from saas.measures import KeyResult, new_key

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def facts(**more: object) -> Facts:
    whole = {"title": "Fewer faults", "words": "", "owner_id": uuid4(), "starts_on": FIRST, "ends_on": LAST}
    return Facts(**{**whole, **more})  # type: ignore[arg-type]


def problems(facts: Facts) -> dict[str, str]:
    return rules.problems(facts, FIRST)


def result(measure: str = "number", start: str | None = "0", target: str | None = "10", **more: object) -> KeyResult:
    ends = [None if text is None else Decimal(text) for text in (start, target)]
    return KeyResult(new_key(), "Measured", measure, more.pop("direction", "up"), *ends, **more)  # type: ignore[arg-type]


def test_a_whole_goal_has_no_problem() -> None:
    assert problems(facts(results=(result(),))) == {}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"words": "x" * 4001}, "words"),
        ({"owner_id": None}, "owner"),
        ({"every_days": 3}, "every_days"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": date(2025, 12, 31)}, "ends_on"),
        ({"ends_on": date(2040, 1, 1)}, "ends_on"),
        ({"starts_on": date(9999, 12, 31), "ends_on": date(9999, 12, 31)}, "starts_on"),
        ({"starts_on": date(1, 1, 1), "ends_on": date(2, 1, 1)}, "starts_on"),
        ({"results": tuple(result() for _n in range(11))}, ""),
    ],
)
def test_what_is_missing_is_said_at_its_field(more: dict[str, object], field: str) -> None:
    assert set(problems(facts(**more))) == {field}


def test_a_key_result_is_held_to_the_same_rules_as_in_a_plan() -> None:
    wrong = result(start="5", target="5")
    assert list(problems(facts(results=(wrong,)))) == [f"key_results/{wrong.key}/target"]
    late = result(due_on=date(2027, 1, 1))
    assert list(problems(facts(results=(late,)))) == [f"key_results/{late.key}/due_on"]


def test_what_another_kind_of_measure_left_behind_is_not_kept() -> None:
    kept = tidied(facts(title="  Fewer \n faults ", results=(result("yes_no", unit="EUR"),)))
    assert kept.title == "Fewer faults"
    assert (kept.results[0].start, kept.results[0].target, kept.results[0].unit) == (None, None, "")


def test_a_check_in_says_how_sure_for_each_key_result_and_words_or_a_value() -> None:
    one = result()
    at = f"said/{one.key}"
    assert said_problems([one], {one.key: Said(Decimal(4), 6)}, None, "") == {}
    assert said_problems([one], {one.key: Said(None, 6)}, None, "It goes.") == {}
    assert set(said_problems([one], {}, None, "It goes.")) == {f"{at}/confidence"}
    assert set(said_problems([one], {one.key: Said(Decimal(4), 11)}, None, "")) == {f"{at}/confidence"}
    assert set(said_problems([one], {one.key: Said(None, 6)}, None, "")) == {"words"}
    assert set(said_problems([], {}, None, "It goes.")) == {"confidence"}
    assert said_problems([], {}, 7, "It goes.") == {}


@pytest.mark.parametrize(("measure", "value", "fits"), [("yes_no", 1, True), ("yes_no", 2, False), ("levels", 3, True),
                                                        ("levels", 4, False), ("levels", 0, False)])  # fmt: skip
def test_a_value_is_one_of_its_measure(measure: str, value: int, fits: bool) -> None:
    one = result(measure, levels=("low", "middle", "high"))
    found = said_problems([one], {one.key: Said(Decimal(value), 5)}, None, "")
    assert (found == {}) is fits


@pytest.mark.parametrize(
    ("start", "target", "value", "share"),
    [("0", "10", "5", 50), ("20", "8", "14", 50), ("20", "8", "30", 0), ("20", "8", "1", 100), ("0", "3", "1", 33)],
)
def test_progress_is_the_way_that_is_done(start: str, target: str, value: str, share: int) -> None:
    assert progress(result(start=start, target=target), Decimal(value)) == share


def test_there_is_no_progress_where_there_is_no_way() -> None:
    assert progress(result(), None) is None
    assert progress(result(direction="hold", start=None), Decimal(4)) is None
    assert progress(result("yes_no"), Decimal(1)) == 100
    assert progress(result("milestone"), Decimal(0)) == 0


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_progress_never_leaves_its_bar(start: Decimal, target: Decimal, value: Decimal) -> None:
    found = progress(KeyResult(new_key(), "x", "number", "up", start, target), value)
    assert found is None or 0 <= found <= 100
    assert (found is None) == (start == target)


def test_a_confidence_has_a_colour_beside_its_number() -> None:
    assert [mood(n) for n in (None, 0, 3, 4, 6, 7, 10)] == ["plain", "bad", "bad", "wait", "wait", "good", "good"]
