"""How text becomes words of the index, and what is typed becomes the words that are looked for: one function for both.

Words are folded (case, accents, width). Scripts that put no blanks between words are cut into pairs of neighbouring letters;
the last letter stands for itself as well, so that each letter begins some word of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tenants.organisations import clean, folded

MOST = 8
"""Words of a search that are looked at."""
LONGEST = 40
"""Letters of a word that are looked at."""
WORDS_OF_ONE = 3000
"""Different words that one record is found by; what is longer is found by its first words."""
TYPED = 120
"""Letters of a search."""

_SCRIPT = "\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_PARTS = re.compile(rf"[{_SCRIPT}]+|[^\W{_SCRIPT}_]+")
_RUN = re.compile(f"[{_SCRIPT}]")


def tokens(*texts: str) -> frozenset[str]:
    """The words that a record with these texts is found by."""
    found: dict[str, None] = {}
    for part in _parts(texts):
        found |= dict.fromkeys(_pairs(part) if _RUN.match(part) else (part[:LONGEST],))
        if len(found) > WORDS_OF_ONE:
            break
    return frozenset(list(found)[:WORDS_OF_ONE])


def wanted(q: str) -> tuple[list[str], str]:
    """The whole words of a search, and the beginning of one: what was typed last may go on. Both empty: nothing to look for."""
    words: list[str] = []
    for part in _parts([q[:TYPED]]):
        words += [p for p in _pairs(part) if len(p) == 2 or len(part) == 1] if _RUN.match(part) else [part[:LONGEST]]
    words = list(dict.fromkeys(words))[:MOST]
    return (words[:-1], words[-1]) if words else ([], "")


def _parts(texts: Iterable[str]) -> list[str]:
    return [part for text in texts for part in _PARTS.findall(folded(clean(text)))]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run))]
