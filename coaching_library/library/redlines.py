"""The redline of texts in Markdown: words without its marks; long stretches that stayed are folded."""

from __future__ import annotations

from collections.abc import Iterable

from tenants.agreements.spans import words
from tenants.web.markdown import read

Told = tuple[str, str]
"""What became of a stretch (same, removed, added, folded), and its words."""

LONG = 240
"""A stretch of more letters that stayed is folded where whole lines of it can be."""


def bare(text: str) -> str:
    """The words of a text as they are read, a line for each part. Where a link leads stands behind it."""
    return read(text, leads=True)[0]


def told(old: str, new: str) -> tuple[Told, ...]:
    """What became of the words, long stretches that stayed folded. Where nothing but marks differs, they are shown."""
    before, after = bare(old), bare(new)
    if before == after:
        before, after = old, new
    signs = {"del": "removed", "ins": "added"}
    return folded((signs.get(each.kind, "same"), each.text) for each in words(before, after))


def folded(stretches: Iterable[Told]) -> tuple[Told, ...]:
    """The same, with the whole lines in the middle of what stayed folded: next to a change a line stays in sight."""
    there = list(stretches)
    found: list[Told] = []
    for place, (kind, text) in enumerate(there):
        if kind != "same" or len(text) <= LONG:
            found.append((kind, text))
            continue
        lines = text.splitlines(keepends=True)
        head = _until_words(lines) if place > 0 else 0
        tail = len(lines) - _until_words(lines[::-1]) if place < len(there) - 1 else len(lines)
        middle = "".join(lines[head:tail]) if head < tail else ""
        if len(middle) <= LONG // 2:
            found.append((kind, text))
            continue
        parts = (("same", "".join(lines[:head])), ("folded", middle), ("same", "".join(lines[tail:])))
        found += [part for part in parts if part[1]]
    return tuple(found)


def _until_words(lines: list[str]) -> int:
    """How many lines there are up to the first that says something, with it."""
    return next((place for place, line in enumerate(lines, 1) if line.strip()), len(lines))
