"""What changed between two texts, in words a person can follow, in English and in Chinese.

A text is cut into one CJK character | one word | a run of blanks | one sign. Blanks never anchor a comparison, and an
island of sameness too small to be read between two changes is counted into them, so that a rewritten sentence reads as
one sentence out and one in, not as confetti.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple, TypeAlias

Cut: TypeAlias = Callable[[str], list[str]]

# Han with its extensions, kana, and bopomofo: scripts that are written without blanks between words.
_CJK = r"\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Marks that belong to the character before them: accents, voicing, variation selectors, skin tones, joiners.
_MARKS = r"(?:[\u0300-\u036f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*"
_WORD = rf"(?:[^\W{_CJK}]{_MARKS})+"
_TOKEN = re.compile(rf"[{_CJK}]{_MARKS}|{_WORD}(?:['’.,\-]{_WORD})*|\s+|.{_MARKS}", re.DOTALL)
_SENTENCE_END = re.compile(r"[。！？]+[”’」』）]*\s*|[.!?]+[\"'”’)]*\s+|\n+")
_PARAGRAPH_END = re.compile(r"\n+")
_FULL_STOP = re.compile(r"[\n。！？!?]|\.$")

# Pairs of equal pieces the matcher may have to look at before it is given coarser pieces. Measured: even the
# most monotonous text of four thousand characters stays around a tenth of a second, ordinary ones around a hundredth.
_MAX_PAIRS = 20_000
_TINY = 2


class Span(NamedTuple):
    """A stretch of text that stayed, went, or came."""

    kind: Literal["same", "del", "ins"]
    text: str


@dataclass(slots=True)
class _Change:
    """What went and came, after a stretch that stayed."""

    same: str = ""
    gone: str = ""
    come: str = ""


def words(old: str, new: str) -> list[Span]:
    """The redline of two texts: *same* and *del* joined are the old one, *same* and *ins* the new one.

    Equal texts are one *same* span; two empty ones are none. Very long texts are compared by sentence or paragraph
    first and by words only inside what changed, so that the time grows with the length and not with its square.
    """
    changes = [_Change()]
    for span in _compare_texts(old, new, (tokens, _sentences, _paragraphs)):
        last = changes[-1]
        if span.kind == "del":
            last.gone += span.text
        elif span.kind == "ins":
            last.come += span.text
        elif last.gone or last.come:
            changes.append(_Change(same=span.text))
        else:
            last.same += span.text
    return [span for change in _joined(changes) for span in _spans(change) if span.text]


def tokens(text: str) -> list[str]:
    """The smallest pieces that a reader takes as one. Joined, they are the text."""
    return _TOKEN.findall(text)


def _sentences(text: str) -> list[str]:
    return _cut_behind(_SENTENCE_END, text)


def _paragraphs(text: str) -> list[str]:
    return _cut_behind(_PARAGRAPH_END, text)


def _cut_behind(end: re.Pattern[str], text: str) -> list[str]:
    places = [0, *(found.end() for found in end.finditer(text)), len(text)]
    return [text[here:there] for here, there in pairwise(places) if here < there]


def _compare_texts(old: str, new: str, cuts: tuple[Cut, ...]) -> Iterator[Span]:
    """Compare by the finest cut that isn't too much work, and inside its changes by the finer ones."""
    for depth, cut in enumerate(cuts):
        before, after = cut(old), cut(new)
        head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
        rest = min(len(before), len(after)) - head
        pairs = zip(before[: -rest - 1 : -1], after[: -rest - 1 : -1], strict=True) if rest else ()
        tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        middle, changed = before[head : len(before) - tail], after[head : len(after) - tail]
        if _pairs(middle, changed) > _MAX_PAIRS:
            continue
        yield Span("same", "".join(before[:head]))
        for kind, i1, i2, j1, j2 in SequenceMatcher(_is_blank, middle, changed, autojunk=False).get_opcodes():
            gone, come = "".join(middle[i1:i2]), "".join(changed[j1:j2])
            if kind == "equal":
                yield Span("same", gone)
            elif depth and gone and come:
                yield from _compare_texts(gone, come, cuts[:depth])
            else:
                yield Span("del", gone)
                yield Span("ins", come)
        yield Span("same", "".join(before[len(before) - tail :]))
        return
    yield Span("del", old)
    yield Span("ins", new)


def _is_blank(piece: str) -> bool:
    """A run of blanks inside a line; the break between paragraphs is something to hold on to."""
    return piece.isspace() and "\n" not in piece


def _pairs(before: list[str], after: list[str]) -> int:
    here, there = Counter(before), Counter(after)
    return sum(count * there[piece] for piece, count in here.items() if not _is_blank(piece))


def _joined(changes: list[_Change]) -> list[_Change]:
    """Count islands too small to be read into the changes around them."""
    kept = changes[:1]
    for change in changes[1:]:
        last = kept[-1]
        if (change.gone or change.come) and _is_island(last, change):
            last.gone += change.same + change.gone
            last.come += change.same + change.come
        else:
            kept.append(change)
    return kept


def _is_island(before: _Change, after: _Change) -> bool:
    """Blanks and inner signs always are; one or two words are when at least twice as much changed on both sides."""
    if _FULL_STOP.search(after.same.strip(" ")):
        return False
    weight = _weight(after.same)
    around = min(max(_weight(change.gone), _weight(change.come)) for change in (before, after))
    return weight == 0 or (weight <= _TINY and 2 * weight <= around)


def _weight(text: str) -> int:
    return sum(1 for token in tokens(text) if token[0].isalnum())


def _spans(change: _Change) -> tuple[Span, Span, Span]:
    return Span("same", change.same), Span("del", change.gone), Span("ins", change.come)
