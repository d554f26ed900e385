"""What changed between two versions, when acknowledgement is asked again, which clause fits, and what is too small to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coaching_library.policies import Clause, Tally, rules
from coaching_library.policies.content import numbered, whole
from tenants import find
from tests.house_fixture import House

A = Clause("a0000000", "Why", "Because.")
B = Clause("b0000000", "Talk first", "A talk comes first.", binding=True)
C = Clause("c0000000", "The file", "Only what both read.", binding=True)
NEW = Clause("n0000000", "New", "Something else.")
NEW_BINDING = replace(NEW, binding=True)

CASES: dict[str, tuple[tuple[Clause, ...], tuple[Clause, ...], dict[str, str], bool]] = {
    "nothing": ((A, B, C), (A, B, C), {}, False),
    "what explains changed": ((A, B), (replace(A, body="So."), B), {"a0000000": "changed"}, False),
    "what binds changed": ((A, B), (A, replace(B, body="Two talks.")), {"b0000000": "changed"}, True),
    "a heading that binds changed": ((A, B), (A, replace(B, title="Talks")), {"b0000000": "changed"}, True),
    "it begins to bind": ((A, B), (replace(A, binding=True), B), {"a0000000": "changed"}, True),
    "it binds no more": ((A, B), (A, replace(B, binding=False)), {"b0000000": "changed"}, True),
    "what explains is new": ((A, B), (A, NEW, B), {"n0000000": "new"}, False),
    "what binds is new": ((A, B), (A, B, NEW_BINDING), {"n0000000": "new"}, True),
    "what explains is gone": ((A, B), (B,), {"a0000000": "gone"}, False),
    "what binds is gone": ((A, B, C), (A, C), {"b0000000": "gone"}, True),
    "what binds moved": ((A, B, C), (B, A, C), {}, False),
    "the first version": ((), (A,), {"a0000000": "new"}, False),
}


@pytest.mark.parametrize("case", CASES)
def test_each_change_is_told_by_section_and_asks_where_it_binds(case: str) -> None:
    old, new, kinds, asks = CASES[case]
    found = rules.changes(numbered(old), numbered(new))
    assert {each.key: each.kind for each in found if each.kind != "same"} == kinds
    assert rules.changed_keys(found) == tuple(kinds)
    assert rules.asks_again(found, is_first=False) is asks
    assert rules.asks_again(found, is_first=True)
    assert [each.key for each in found if each.new is not None] == [each.key for each in new], "in the new order"


def test_a_section_that_moved_is_told_as_moved_and_says_the_same() -> None:
    found = rules.changes(numbered((A, B, C)), numbered((C, A, B)))
    [moved] = [each for each in found if each.moved]
    assert (moved.key, moved.kind, moved.is_same) == (C.key, "same", False)
    assert (moved.old, moved.new) == (replace(C, no=3), replace(C, no=1))
    assert replace(C, no=3).hash == replace(C, no=1).hash


def test_words_that_changed_are_told_one_by_one_in_english_and_in_chinese() -> None:
    [english] = rules.changes((B,), (replace(B, body="A long talk comes first."),))
    assert [each for each in english.spans("body") if each[0] != "same"] == [("added", "long ")]
    assert english.spans("title") == []
    [chinese] = rules.changes((replace(B, body="先谈后写。"),), (replace(B, body="先谈两次后写。"),))
    assert [each for each in chinese.spans("body") if each[0] != "same"] == [("added", "两次")]


def test_what_changed_is_told_without_the_signs_of_markdown() -> None:
    old = replace(B, body="A talk, **four weeks before the appraisal**:\n\n- with `notes`\n- in [a room](/rooms/1)")
    [found] = rules.changes((old,), (replace(old, body=old.body.replace("four", "two")),))
    said = "".join(text for kind, text in found.spans("body") if kind != "removed")
    assert said == "A talk, two weeks before the appraisal:\n• with notes\n• in a room"
    assert [each for each in found.spans("body") if each[0] != "same"] == [("removed", "four"), ("added", "two")]
    [gone] = rules.changes((old,), ())
    assert gone.spans("body") == [("removed", "A talk, four weeks before the appraisal:\n• with notes\n• in a room")]


def test_a_change_of_signs_alone_or_of_a_link_is_told_as_what_it_is() -> None:
    old = replace(B, body="A talk in [a room](/rooms/1).")
    [louder] = rules.changes((old,), (replace(old, body=old.body.replace("talk", "**talk**")),))
    assert (louder.spans("body"), louder.is_set_anew, louder.leads_elsewhere) == ([], True, False)
    [led] = rules.changes((old,), (replace(old, body=old.body.replace("1", "2")),))
    assert (led.spans("body"), led.leads_elsewhere) == ([], True)


def test_the_hash_of_a_version_covers_its_title_its_order_and_every_word() -> None:
    said = whole((A, B), "Title")
    others = [
        whole((B, A), "Title"),
        whole((A, B), "Another"),
        whole((A, replace(B, binding=False)), "Title"),
        whole((A, replace(B, body="Two.")), "Title"),
    ]
    assert len({said, *others}) == 5
    assert whole((A, B), "Title") == said


def test_the_best_clause_shares_most_words_and_the_heading_counts_twice(house: House) -> None:
    sections = {
        house.person("amara"): ("Until when", "An amendment can be proposed until four weeks before the appraisal phase."),
        house.person("bo"): ("Weights", "Where a goal is dropped, both agree anew how much each of the others counts."),
        house.person("chen"): ("权重", "取消目标时，双方重新商定其余目标的权重。"),
    }
    told = find.telling("How much do the other goals count when one is dropped?")
    assert rules.best(told, sections, 1) == [house.person("bo")]
    assert rules.best(find.telling("目标的权重怎么办"), sections, 1) == [house.person("chen")]
    assert rules.best(find.telling("Where is the canteen?"), sections, 3) == []
    assert rules.best(find.telling("weights"), sections, 3) == [house.person("bo")]


SMALL = [
    ([5, 4, 3], 3, set()),
    ([5, 2, 4], 3, {1, 2}),  # two alone would be told by the difference to the whole
    ([5, 1, 2], 3, {1, 2}),
    ([2], 3, {0}),
    ([], 3, set()),
    ([0, 9], 3, {0, 1}),
]


@pytest.mark.parametrize(("people", "threshold", "hidden"), SMALL)
def test_units_in_which_somebody_could_be_guessed_stand_together(people: list[int], threshold: int, hidden: set[int]) -> None:
    assert rules.too_small(people, threshold) == hidden


def test_a_sum_of_tallies_counts_each_person_once() -> None:
    total = rules.together([Tally(overdue=1, asked=2), Tally(read=3, acknowledged=4)])
    assert (total.people, total.owing, total) == (10, 6, Tally(1, 2, 3, 4))


def test_what_cannot_be_kept_is_said_beside_its_field(house: House) -> None:
    with house.app.app_context():
        long = replace(A, body="x" * (rules.BODY + 1), title="y" * (rules.TITLE + 1))
        assert set(rules.too_long((long,), "z" * (rules.NOTE + 1))) == {"body/a0000000", "title/a0000000", "note"}
        many = [replace(A, key=f"k{n:07}") for n in range(rules.SECTIONS + 1)]
        assert set(rules.too_long(many, "")) == {""}
        much = [replace(A, key=f"k{n:07}", body="x" * rules.BODY) for n in range(11)]
        assert set(rules.too_long(much, "")) == {""}
        assert rules.too_long(many[:-1], "") == {}
        assert set(rules.unready((), "", 1)) == {""}
        assert set(rules.unready((replace(A, title=""), replace(B, body="")), "", 2)) == {
            "title/a0000000",
            "body/b0000000",
            "note",
        }
        assert rules.unready((A,), "", 1) == {}


def test_words_are_kept_composed_and_without_signs_that_do_something() -> None:
    assert rules.tidied(" e\u0301\r\nA\x00\x1b[31m\u2028B\ufeff 👩‍🚀 你好 ") == "é\nA[31mB 👩‍🚀 你好"
    [kept] = rules.tidied_clauses([replace(A, title="A\u202e  heading\n of two lines", body="\x07")])
    assert (kept.title, kept.body) == ("A heading of two lines", "")


def test_a_review_lies_ahead(house: House) -> None:
    today = date(2026, 5, 4)
    with house.app.app_context():
        assert rules.problem_of_review(None, today) == ""
        assert rules.problem_of_review(date(2026, 5, 5), today) == ""
        assert rules.problem_of_review(today, today)
        assert rules.problem_of_review(date(2036, 5, 5), today)
