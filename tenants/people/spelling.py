"""By which words a person is found: the beginning of any word of their names and address, and any part of a Chinese name.

What is compared is folded in Python (case, accents, width), so that no database locale or extension has a say in it.
"""

from __future__ import annotations

import re

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
