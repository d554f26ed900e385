"""A language that nobody speaks, in which a text of the house is told at a look from one that no translator was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import flask_babel
import pytest
from babel.support import NullTranslations

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SAID = "áƀćđéƒǵĥíĵķłɱńóþɋŕšťúṽẃẋýžÁƁĆĐÉƑǴĤÍĴĶŁṀŃÓÞɊŔŠŤÚṼẂẊÝŽ"
LETTERS = str.maketrans(PLAIN, SAID)
KEPT = re.compile(r"(%\([a-z_0-9]+\)[a-z]|%%|<[^<>]+>|&[a-z]+;|&#\d+;)")
"""What the words stand around: blanks to fill in, and tags."""


def spoken(words: str) -> str:
    """The words with other letters and every vowel twice: about 40 % longer, as German often is."""
    parts = KEPT.split(words)
    return "".join(
        part if n % 2 else re.sub(r"(?i)([aeiou])", r"\1\1", part).translate(LETTERS) for n, part in enumerate(parts)
    )


class Pseudo(NullTranslations):
    """Translations of every text there is."""

    def gettext(self, message: str) -> str:
        """The one text."""
        return spoken(message)

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        """One of two texts, by the number."""
        return spoken(singular if num == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        """The one text in one of its senses."""
        return spoken(message)

    ugettext, ungettext, upgettext = gettext, ngettext, pgettext


@contextmanager
def everything_in_it() -> Iterator[None]:
    """Whoever reads Chinese reads this instead; dates and the words of the form library are Chinese."""
    patch = pytest.MonkeyPatch()
    patch.setattr(flask_babel.Domain, "get_translations", lambda _self: Pseudo())
    try:
        yield
    finally:
        patch.undo()
