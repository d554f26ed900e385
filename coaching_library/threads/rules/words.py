"""Limits of what is written, the one spelling in which it is kept, and which questions are alike. No database, no actor."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta

from flask_babel import gettext as _

from tenants import find
from tenants.organisations import clean

TITLE, WORDS, LABEL, PATH = 160, 10_000, 160, 400
FEWEST, FEWEST_SIGNS = 3, 2
"""Letters of a title from which on something alike is looked for; of signs that are words, as in Chinese, two are enough."""
SUGGESTIONS = 5
MANY = 3
"""Questions alike that raise a card."""
LATELY = timedelta(days=90)
REVIEWED = timedelta(days=365)
"""An official answer is looked at again after a year, unless its keeper says sooner."""
LONGEST_REVIEW = timedelta(days=731)

_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*\Z")


def is_enough(text: str) -> bool:
    """Whether something alike can be looked for."""
    typed = text.strip()
    return len(typed) >= FEWEST or sum("\u3400" <= sign <= "\u9fff" for sign in typed) >= FEWEST_SIGNS


def title(text: str) -> str:
    """A title as it is kept: one line."""
    return clean(text)


def body(text: str) -> str:
    """Words as they are kept: lines of one kind, no blanks at their ends, none around all of it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def path(text: str) -> str:
    """A path inside the organisation, and nothing for anything else: it is only ever a link."""
    return text if len(text) <= PATH and _PATH.match(text) else ""


def label(text: str) -> str:
    """What somebody was at, on one line."""
    return clean(text)[:LABEL]


def title_problem(text: str, missing: str) -> str:
    """What is wrong with a title; nothing where it is good."""
    if not text:
        return missing
    return str(_("At most %(most)s characters fit.", most=TITLE)) if len(text) > TITLE else ""


def words_problem(text: str, missing: str) -> str:
    """What is wrong with words; nothing where they are good. `missing` of "" lets them be empty."""
    if not text:
        return missing
    if len(text) > WORDS:
        return str(_("At most %(most)s characters fit; these are %(length)s.", most=WORDS, length=len(text)))
    return ""


def alike(one: str, other: str) -> bool:
    """Whether two questions ask about the same: they share at least two telling words, and a third of the shorter one's."""
    first, second = set(find.telling(one)), set(find.telling(other))
    shared = len(first & second)
    return shared >= 2 and 3 * shared >= min(len(first), len(second))


def among(text: str, others: Collection[tuple[object, str]]) -> list[object]:
    """Which of these, each with its text, are alike."""
    return [which for which, words in others if alike(text, words)]
