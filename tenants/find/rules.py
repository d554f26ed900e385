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


TELLING = 12
"""Words of a sentence by which what is alike is looked for."""
SHORTEST = 3
"""Letters from which on a word tells something; of scripts without blanks two signs do."""

_EMPTY = """
a about after all also am an and any are as at be because been before but by can could did do does doing done for from
get give gives go good had has have he her him his how i if in into is it its just know let like make may me mine more
much must my need no not now of off often on one only or other our out over own say says she should so some still such
tell than that the their them then there these they thing things this those to too up us use very want was way we were
what when where whether which while who why will with without would you your yes
怎么 如何 什么 么样 我的 他的 她的 他们 我们 你们 自己 一个 这个 那个 应该 该怎 不是 是不 可以 以吗 需要 要不 没有 有没 已经
还是 因为 所以 但是 如果 的时 时候 怎样 样才 么办 为什 哪些 多少 能不 不能 是否 一下
"""
"""Words, and pairs of Chinese signs, that sentences about anything have."""
_STOP = frozenset(_EMPTY.split())


def telling(text: str) -> list[str]:
    """The beginnings of words by which texts alike are found: without the words that every sentence has, and without the
    endings that English puts to a word; pairs of signs where no blanks stand between words. The longest first, at most
    `TELLING`.
    """
    found: dict[str, None] = {}
    for part in _parts([text]):
        if _RUN.match(part):
            found |= dict.fromkeys(pair for pair in _pairs(part) if len(pair) == 2 and pair not in _STOP)
        elif part not in _STOP and len(part) >= SHORTEST:
            found[_stem(part[:LONGEST])] = None
    return (
        sorted(found, key=lambda word: -len(word))[:TELLING] if not _RUN.search("".join(found)) else list(found)[: 2 * TELLING]
    )


_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "ly", "s", "e", "y")


def _stem(word: str) -> str:
    """The word without a usual English ending, as far as four letters are left: enough to find its kin by their beginning."""
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ied",
        "ers",
        "er",
        "es",
        "ed",
        "ly",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
