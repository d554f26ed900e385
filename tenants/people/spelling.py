"""By which words a person is found: the beginning of any word of their names and address, and any part of a Chinese name.

What is compared is folded in Python (case, accents, width), so that no database locale or extension has a say in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tenants.organisations import clean, folded

MOST = 8
"""Words of a search that are looked at."""

_SCRIPT = "\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_SCRIPT}]+")
"""Letters of scripts that put no blanks between words."""
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SIGN = re.compile(r"[^\w@]+|_")


def words_of(name: str, called: str, email: str) -> str:
    """The words that a person is found by, each with a blank before it: `person.words`."""
    found: dict[str, None] = {}
    for text in (name, called):
        spelled = _plain(text)
        joined = _SIGN.sub("", spelled)
        tokens = [token for part in spelled.split() for token in (_EDGE.sub("", part), *_SIGN.split(part), _SIGN.sub("", part))]
        runs = [run[at:] for run in _RUN.findall(joined) for at in range(len(run))]
        found |= dict.fromkeys((*tokens, joined, *runs))
    address = _plain(email)
    found |= dict.fromkeys((address, *_SIGN.split(address.partition("@")[0])))
    return "".join(f" {word}" for word in found if word)


def words_wanted(text: str) -> list[str]:
    """The words of a search, folded like those that they are compared with. None where nothing can be compared."""
    words = (_EDGE.sub("", word) for word in _plain(text).split())
    return [word for word in words if word][:MOST]


def _plain(text: str) -> str:
    return folded(clean(text.replace("’", "'")))


NO_SIGN = "[^\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""What is no sign of a script without blanks, as PostgreSQL and Python both read it."""
SINGLE = 400
"""Words that are looked at in one text, each alone."""
SHORT = 3
"""Names of so many letters or fewer ("Bo", "Ada") are names where they begin with a capital."""
EVERYDAY = frozenset({
    "april", "art", "august", "baker", "bell", "bill", "black", "bond", "brown", "chance", "chase", "cook", "dean", "faith",
    "field", "fields", "frank", "gene", "good", "grace", "grant", "gray", "green", "grey", "hall", "head", "hill", "hope",
    "hunt", "jung", "june", "king", "klein", "lane", "lang", "long", "love", "mark", "miller", "moore", "north", "page",
    "park", "parks", "penny", "power", "price", "rice", "rich", "rose", "sharp", "short", "small", "stone", "street",
    "strong", "summer", "sunny", "swift", "victor", "violet", "wall", "ward", "weber", "weiss", "wells", "west", "white",
    "will", "wise", "wood", "woods", "young",
})  # fmt: skip
"""Names that are words of everyday, too: in small letters they name nobody."""
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))+")
_OWNED = re.compile("['’][sS]?$")
"""What says that something is somebody's."""


@dataclass(frozen=True)
class Names:
    """What of a text may be the name of somebody."""

    single: tuple[str, ...]
    """Words each of which may be a name, folded: those that begin with a capital, and longer ones in small letters that are no
    words of everyday. Of those that end in s, as what is somebody's may, also what is before it."""
    words: str
    """All of it, folded, with one blank around each word."""
    signs: str
    """The signs of scripts without blanks in it."""

    @classmethod
    def of(cls, text: str) -> Names:
        """Of a text as it was typed."""
        words = [_OWNED.sub("", word) for word in _WORD.findall(clean(text))]
        single: dict[str, None] = {}
        for word in words:
            plain, is_great = _plain(word), word[0].isupper() or word[0].istitle()
            ways = (plain, plain.removesuffix("s"))
            single |= dict.fromkeys(way for way in ways if is_great or (len(way) > SHORT and way not in EVERYDAY))
        signs = " ".join(_RUN.findall(_plain(text)))
        return cls(tuple(single)[:SINGLE], f" {' '.join(_plain(word) for word in words)} " if words else "", signs)

    def hold(self, name: str, called: str) -> bool:
        """Whether a name of that person stands there, as `people.named_in` says."""
        if f" {_plain(name)} " in self.words:
            return True
        for text in (name, called):
            if any(_plain(word) in self.single for word in _WORD.findall(clean(text)) if len(word) > 1):
                return True
            runs = "".join(_RUN.findall(_plain(text)))
            if any(len(run) > 1 and run in self.signs for run in (runs, runs[1:])):
                return True
        return False
