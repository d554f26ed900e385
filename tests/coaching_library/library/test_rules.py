"""What the library decides without a database: keys, languages, blanks, when an exercise comes back, which card is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from coaching_library.library import Anchor, rules
from coaching_library.library.rules import Candidate, choose
from tests.coaching_library.library.made import GUIDE, KINDS

DAY = date(2026, 11, 3)
LEVELS = ("l1", "l2", "l3")


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Agree a goal in one talk", "agree-a-goal-in-one-talk"),
        ("  Crème brûlée & Äpfel ", "creme-brulee-apfel"),
        ("结果导向", ""),
        ("x" * 90, "x" * 60),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_key_is_made_of_small_letters_digits_and_single_hyphens(title: str, key: str) -> None:
    made = rules.slug(title)
    assert made == key
    assert not made or rules.is_key(made)


@pytest.mark.parametrize("key", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "键", "a" * 61, "a/b", "a.md"])
def test_anything_else_is_no_key(key: str) -> None:
    assert not rules.is_key(key)


def test_a_key_that_is_taken_gets_a_number_and_stays_a_key() -> None:
    assert rules.free_key("one", set()) == "one"
    assert rules.free_key("one", {"one", "one-2"}) == "one-3"
    assert rules.is_key(rules.free_key("a" * 60, {"a" * 60}))
    assert rules.free_key("", {"item"}) == "item-2"


@pytest.mark.parametrize(
    ("words", "otherwise", "found"),
    [
        ("how do I begin", "zh", "en"), ("怎么开始", "en", "zh"), ("OKR 怎么定", "en", "zh"), ("1:1", "zh", "zh"),
        ("", "en", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_question_is_that_of_its_signs(words: str, otherwise: str, found: str) -> None:
    assert rules.tongue(words, otherwise) == found


def test_blanks_become_fields_and_what_nobody_filled_in_stays_a_line() -> None:
    body = "From [[today]] to [[in a year]], [[not over\ntwo lines]] and [[]]."
    assert rules.blanks(body) == ["today", "in a year"]
    assert rules.filled(body, ["nine days", " "]).startswith("From nine days to ………… ".strip())
    assert rules.filled(body, []).count("…………") == 2
    assert rules.chips("[[a `b`]]") == "`a b`", "a sign for code in a blank ends nothing"
    assert rules.filled("[[a]]", [r"\1 \g<0>"]) == r"\1 \g<0>", "what is typed is no pattern"


def days(*after: int, rests: bool = False) -> list[tuple[date, bool]]:
    """Answers on these days after the first."""
    return [(DAY + timedelta(days=each), rests) for each in after]


def test_an_exercise_comes_back_after_2_7_21_and_60_days_and_then_never_again() -> None:
    assert rules.comes_back([]) is None
    answered = list[tuple[date, bool]]()
    day = DAY
    for waits in (2, 7, 21, 60):
        answered.append((day, False))
        assert rules.comes_back(answered) == day + timedelta(days=waits)
        day += timedelta(days=waits)
    assert rules.comes_back([*answered, (day, False)]) is None


def test_a_late_answer_moves_the_next_one_and_rest_begins_anew() -> None:
    assert rules.comes_back(days(0, 30)) == DAY + timedelta(days=37), "counted from the day on which it was done"
    rested = [*days(0, 2), *days(3, rests=True)]
    assert rules.comes_back(rested) is None
    assert rules.comes_back([*rested, *days(9)]) == DAY + timedelta(days=11), "written again, it begins anew"


def test_a_vignette_is_misread_where_most_are_off_and_enough_have_rated() -> None:
    assert not rules.is_misread({"l1": 2}, "l2", 3)
    assert rules.is_misread({"l1": 2, "l2": 1}, "l2", 3)
    assert not rules.is_misread({"l1": 2, "l2": 2}, "l2", 3), "half is not most"
    assert not rules.is_misread({}, "l2", 3)


def test_what_is_missing_is_said_part_by_part() -> None:
    assert rules.unready(GUIDE, LEVELS, ()) == {}
    assert set(rules.unready(replace(GUIDE, summary="", body=""), LEVELS, ())) == {"summary", "body"}
    assert set(rules.unready(replace(KINDS["vignette"], level="l9", after=""), LEVELS, ())) == {"level", "after"}
    assert set(rules.unready(replace(KINDS["exercise"], after=""), LEVELS, ())) == {"after"}
    assert set(rules.unready(replace(KINDS["path"], steps=()), LEVELS, ())) == {"steps"}
    assert set(rules.unready(KINDS["path"], LEVELS, ())) == {"steps"}, "it leads nowhere"
    assert rules.unready(KINDS["path"], LEVELS, {"agree-a-goal-in-one-talk"}) == {}


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "x" * 161}),
        ("summary", {"summary": "x" * 301}),
        ("body", {"body": "x" * 60_001}),
        ("wording", {"wording": "x" * 1_001}),
        ("also", {"also": tuple(f"w{n}" for n in range(21))}),
        ("also", {"also": ("x" * 61,)}),
        ("steps", {"steps": ("No Key",)}),
        ("steps", {"steps": tuple(f"s-{n}" for n in range(31))}),
        ("anchors", {"anchors": tuple(Anchor("plan.draft", "", f"s{n}") for n in range(7))}),
        ("anchors", {"anchors": (Anchor("fly"),)}),
        ("anchors", {"anchors": (Anchor("plan.draft", "noon"),)}),
        ("kind", {"kind": "song"}),
        ("topic", {"topic": "weather"}),
        ("skill", {"skill": "flying"}),
    ],
)
def test_even_a_draft_has_limits(part: str, changes: dict[str, object]) -> None:
    assert set(rules.too_long(replace(GUIDE, **changes))) == {part}  # type: ignore[arg-type]  # of every kind


def one(key: str, **more: object) -> Candidate:
    return Candidate(key, str(more.pop("kind", "guide")), str(more.pop("language", "en")), **more)  # type: ignore[arg-type]  # of every kind


def shown(found: list[Candidate], *languages: str, skill: str = "") -> str:
    """The key of the card, in brackets where it only waits."""
    chosen, shows = choose(found, languages or ("en", "zh"), skill)
    return (chosen.key if shows else f"({chosen.key})") if chosen else ""


def test_a_sign_comes_before_the_phase_and_that_before_the_step_alone() -> None:
    alone, phase, sign = one("c"), one("b", phase="planning"), one("a", signal="unanswered")
    assert shown([alone]) == "c"
    assert shown([alone, phase]) == "b"
    assert shown([alone, phase, sign]) == "a"
    assert shown([]) == ""


def test_of_two_that_fit_alike_the_skill_decides_then_the_kind_then_the_key() -> None:
    assert shown([one("a"), one("b", skill="delegating")], skill="delegating") == "b"
    assert shown([one("a", kind="vignette"), one("b", kind="script"), one("c")]) == "c"
    assert shown([one("b"), one("a")]) == "a"


def test_an_item_is_shown_in_the_language_that_its_reader_reads_best_and_never_twice() -> None:
    both = [one("a"), one("a", language="zh")]
    assert choose(both, ("zh", "en"))[0] == both[1]
    assert choose(both, ("en", "zh"))[0] == both[0]
    assert shown([one("b", language="en"), one("a", language="zh")], "en", "zh") == "b", "their own language first"
    assert shown([one("a", language="zh")], "en", "zh") == "a", "rather another language than nothing"


def test_a_card_waits_after_three_days_unless_it_was_shown_today_or_called_back() -> None:
    assert shown([one("a", days_shown=2)]) == "a"
    assert shown([one("a", days_shown=3)]) == "(a)"
    assert shown([one("a", days_shown=3, shown_today=True)]) == "a", "on a day on which it was shown it stays"
    assert shown([one("a", days_shown=3), one("b")]) == "b", "another one has its turn"
    assert shown([one("a", days_shown=9, recalled_since=5.0, recalled_lately=True)]) == "a"
    assert shown([one("a", days_shown=9, recalled_since=5.0)]) == "(a)", "a recall wears off, too"


def test_what_was_put_away_waits_and_nothing_else_comes_in_its_place_without_a_sign() -> None:
    away = one("a", away_since=7.0)
    assert shown([away]) == "(a)"
    assert shown([away, one("b")]) == "(a)", "whoever wanted quiet has quiet"
    assert shown([away, one("b", signal="unanswered")]) == "b"
    assert shown([one("a"), one("b", away_since=7.0)]) == "(b)", "it is that one which is called back"
    assert shown([one("a", away_since=7.0, recalled_since=8.0, recalled_lately=True), one("b", phase="planning")]) == "a"


def test_what_did_not_help_is_never_shown_again() -> None:
    assert shown([one("a", unhelpful=True, signal="unanswered"), one("b")]) == "b"
    assert shown([one("a", unhelpful=True), one("a", language="zh")]) == "", "nor in another language"
    assert shown([one("a", unhelpful=True, recalled_since=8.0, recalled_lately=True)]) == ""
