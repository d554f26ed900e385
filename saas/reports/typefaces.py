"""Signs for which no typeface of this machine has a form: told before the printing, so that no paper bears empty boxes.

An emoji becomes its name, "[rocket]". A whole script that is missing is a reason not to print. One box would also keep
other programs from reading the words around it in the PDF.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

LETTERS_MOST = 30
"""So many different letters without a form may be spelled out; with more, the script is missing."""

CERTAIN = ((0x20, 0x24F), (0x2000, 0x206F), (0x2190, 0x2193))
"""What our own typefaces have, and what has no form of its own."""

WIDE = ((0x3000, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xFF00, 0xFFEF))
"""Chinese, Japanese and Korean signs come with one typeface: a few of each speak for all."""

SAMPLES = 3


class NoTypeface(Exception):
    """Words of the paper are in a script for which this machine has no typeface."""


def doubtful(text: str) -> frozenset[str]:
    """The signs of a text that one has to ask for."""
    signs = sorted({sign for sign in set(text) if not _within(sign, CERTAIN) and unicodedata.category(sign)[0] not in "CMZ"})
    asked = {sign for sign in signs if not _within(sign, WIDE)}
    for block in WIDE:
        asked.update([sign for sign in signs if _within(sign, (block,))][:SAMPLES])
    return frozenset(asked)


def _within(sign: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(sign) <= last for first, last in blocks)


def legible(text: str, missing: Callable[[frozenset[str]], frozenset[str]]) -> str:
    """The text with every sign that has no form written out by its name. `missing` says which those are.

    Raises NoTypeface where it is not a sign or two but a script.
    """
    asked = doubtful(text)
    found = missing(asked) if asked else frozenset()
    letters = [sign for sign in found if unicodedata.category(sign)[0] == "L"]
    if len(letters) > LETTERS_MOST or any(_within(sign, WIDE) for sign in letters):
        raise NoTypeface
    return text.translate({ord(sign): _spelled(sign) for sign in found})


def _spelled(sign: str) -> str:
    """Its name in brackets; the shade of the emoji before it is no word."""
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    return "" if name.startswith("emoji modifier") else f"[{name}]"
