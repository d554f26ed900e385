from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tenants.agreements.canonical import (
    Envelope,
    NotCanonical,
    canonical,
    fingerprint,
    is_tombstone,
    same,
    tombstone,
    verify,
)
from tests.tenants.agreements.contents import anything

GOAL = {"title": "三个仓库在十月前运行", "weight": 10000}
AMARA = UUID("01890000-0000-7000-8000-000000000001")
BO = UUID("01890000-0000-7000-8000-000000000002")
FIRST = Envelope(agreement="a-1", no=1, author=AMARA, based_on=None, content={"goals": [GOAL]})


def test_keys_are_sorted_blanks_are_gone_and_chinese_stays_readable() -> None:
    assert canonical({"b": [1, None, True], "a": "目标"}) == '{"a":"目标","b":[1,null,true]}'.encode()


def test_composed_and_decomposed_letters_are_the_same_words() -> None:
    assert canonical({"e\u0301": "cafe\u0301"}) == canonical({"é": "café"})


@pytest.mark.parametrize(
    "bad", [1.5, float("nan"), {"x": 0.1}, {1: "x"}, object(), "\ud800", "a\x00b", {"é": 1, "e\u0301": 2}, b"x"]
)
def test_what_has_no_single_spelling_is_refused(bad: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(bad)  # type: ignore[arg-type]


def test_one_and_true_are_not_the_same() -> None:
    assert not same({"x": 1}, {"x": True})
    assert same({"x": [1]}, {"x": [1]})


@given(anything)
def test_reading_and_writing_again_gives_the_same_bytes(content: object) -> None:
    once = canonical(content)  # type: ignore[arg-type]
    assert canonical(json.loads(once)) == once


@given(anything, anything)
def test_two_contents_have_one_fingerprint_only_when_they_are_written_alike(one: object, other: object) -> None:
    prints = [fingerprint(replace(FIRST, content=content)) for content in (one, other)]  # type: ignore[arg-type]
    assume(not is_tombstone(one) and not is_tombstone(other))  # type: ignore[arg-type]
    assert (prints[0] == prints[1]) == same(one, other)  # type: ignore[arg-type]


def test_the_fingerprint_is_a_fixed_one() -> None:
    """Signed papers outlive this code: should this ever fail, old signatures would no longer verify."""
    assert fingerprint(FIRST) == "cf316dd58b716679414d823879471e84584c7ae196677427be1f7571b4ac0c81"


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, agreement="a-2"),
        replace(FIRST, no=2),
        replace(FIRST, author=BO),
        replace(FIRST, based_on="0" * 64),
        replace(FIRST, amendment="m-1"),
        replace(FIRST, content={"goals": [GOAL | {"weight": 9999}]}),
    ],
)
def test_every_part_of_the_envelope_is_covered(other: Envelope) -> None:
    assert fingerprint(other) != fingerprint(FIRST)
    assert verify(other, fingerprint(FIRST)) == "altered"


def test_an_id_and_its_text_are_the_same() -> None:
    assert fingerprint(replace(FIRST, author=str(AMARA))) == fingerprint(FIRST)


def test_a_stored_version_verifies_as_intact() -> None:
    assert verify(FIRST, fingerprint(FIRST)) == "intact"


def test_an_erased_version_verifies_as_erased_and_tells_no_word() -> None:
    erased = replace(FIRST, content=tombstone(FIRST.content))
    assert verify(erased, fingerprint(FIRST)) == "erased"
    assert "仓库" not in canonical(erased.content).decode()


def test_an_envelope_altered_after_erasure_is_found_out() -> None:
    erased = replace(FIRST, content=tombstone(FIRST.content), author=BO)
    assert verify(erased, fingerprint(FIRST)) == "altered"


def test_a_forged_tombstone_is_found_out() -> None:
    assert verify(replace(FIRST, content={"erased": "0" * 64}), fingerprint(FIRST)) == "altered"


def test_erasing_twice_is_erasing_once() -> None:
    assert tombstone(tombstone(FIRST.content)) == tombstone(FIRST.content)


@pytest.mark.parametrize("content", [{}, {"erased": True}, {"erased": "x" * 64}, {"erased": "0" * 64, "x": 1}, "erased"])
def test_what_only_looks_like_a_tombstone_is_none(content: object) -> None:
    assert not is_tombstone(content)  # type: ignore[arg-type]


def test_content_that_cannot_be_written_down_any_more_was_altered() -> None:
    assert verify(replace(FIRST, content={"x": 0.5}), fingerprint(FIRST)) == "altered"  # type: ignore[dict-item]


@given(st.text(alphabet="aé\u0301中", max_size=6))
def test_normalising_is_done_once_and_for_all(text: str) -> None:
    once = json.loads(canonical({"t": text}))["t"]
    assert json.loads(canonical({"t": once}))["t"] == once
