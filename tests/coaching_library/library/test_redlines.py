"""What changed in a text of Markdown, as keepers and readers are shown it."""

from __future__ import annotations

import pytest

from coaching_library.library import redlines

LONG = "".join(f"## Part {n}\n\nA sentence of part {n} that nobody touches, with **bold** words.\n\n" for n in range(8))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Ask *first*, **always**", "Ask first, always"),
        ("- one\n  * two\n3. three", "• one\n• two\n3. three"),
        ("see [this](https://a.example/b) and __that__", "see this (https://a.example/b) and that"),
        ("2 * 3 * 4, snake_case_word, ~~gone~~ # no heading", "2 * 3 * 4, snake_case_word, gone # no heading"),
        ("[[what is different]]", "[[what is different]]"),
    ],
)
def test_marks_are_left_out_and_where_a_link_leads_stays(text: str, words: str) -> None:
    assert redlines.bare(text) == words


def test_a_changed_word_in_a_long_text_stands_among_few_that_stayed() -> None:
    told = redlines.told(LONG + "## End\n\nThe **last** day.\n\n" + LONG, LONG + "## End\n\nThe **very last** day.\n\n" + LONG)
    assert ("added", "very ") in told
    assert [kind for kind, _text in told].count("folded") == 2
    seen = "".join(text for kind, text in told if kind != "folded")
    assert len(seen) < 100
    assert "#" not in seen
    whole = "".join(text for kind, text in told if kind != "removed")
    assert whole == redlines.bare(LONG + "## End\n\nThe **very last** day.\n\n" + LONG), "nothing is lost"


def test_where_only_marks_differ_they_are_shown() -> None:
    told = redlines.told("Ask first.", "Ask **first**.")
    assert any(kind == "added" and "**" in text for kind, text in told)
