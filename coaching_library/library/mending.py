"""What becomes of the text of a file: lines that were broken at a margin, pictures, links to other files. Pure."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from coaching_library.library.packing import MARKDOWN
from coaching_library.library.rules import is_key

MARGIN = range(60, 161)
"""How wide a line is that was broken at a margin; signs of Chinese count twice."""
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_BEGINS = re.compile(r"\s*([-*+>#|<=]|\d{1,9}[.)]\s|\[[^\]\n]{1,200}\]:|(?:\*|_|-){3})|\s{4}")
_ENDS = re.compile(r"(  |\\|<br\s*/?>)\Z")
_NO_TEXT = re.compile(r"\s*([#|]|\[[^\]\n]{1,200}\]:)|\s{4}")
_SIGN = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def unwrapped(text: str) -> str:
    """The text without breaks at a margin: here the end of a line is a break that is read. Lists, quotes, tables, headings,
    code, and breaks that are meant stay as they are.
    """
    lines: list[str] = []
    fenced, joins = False, False
    for line in text.split("\n"):
        fence = _FENCE.match(line) is not None
        if joins and not fenced and not fence and line.strip() and not _BEGINS.match(line):
            lines[-1] = _joined(lines[-1], line.strip())
        else:
            lines.append(line)
        fenced = fenced != fence
        joins = not fenced and not fence and _width(line) in MARGIN and not _ENDS.search(line) and not _NO_TEXT.match(line)
    return "\n".join(lines)


def _joined(before: str, after: str) -> str:
    plain = before.rstrip()
    return f"{plain}{'' if _SIGN.match(plain[-1]) and _SIGN.match(after) else ' '}{after}"


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])|<img\b[^>\n]{0,2000}>", re.IGNORECASE)


def without_pictures(text: str) -> tuple[str, int]:
    """The text with the words of pictures in their place, and how many there were. Examples of code stay as they are."""
    many = 0

    def words(found: re.Match[str]) -> str:
        nonlocal many
        many += 1
        return found.group(1) or ""

    return _outside_code(text, lambda line: _PICTURE.sub(words, line)), many


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    lines, fenced = text.split("\n"), False
    for place, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            lines[place] = change(line)
    return "\n".join(lines)


_LINK = re.compile(r"(\]\(\s*|^\s{0,3}\[[^\]\n]{1,200}\]:\s*)(?:<([^<>\n]{1,1000})>|([^)<>\s]+))", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FOREIGN = re.compile(r"https?://|mailto:", re.IGNORECASE)


def linked(text: str, path: str, keys: Mapping[str, str]) -> tuple[str, list[tuple[str, dict[str, object]]]]:
    """The text with links to files of the upload as links to their items, and what is to be said of those that lead nowhere."""
    lost: list[str] = []

    def lead(found: re.Match[str]) -> str:
        before, target = found.group(1), found.group(2) or found.group(3)
        if _ELSEWHERE.match(target):
            if _SCHEME.match(target) and not _FOREIGN.match(target):
                lost.append(target[:100])
            return found.group(0)
        file, sign, place = target.partition("#")
        file = unquote(file)
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
        if there in keys:
            return f"{before}{keys[there]}.md{sign}{place}"
        if file.lower().endswith(MARKDOWN):
            stem = posixpath.basename(file).rpartition(".")[0]
            if is_key(stem):
                return f"{before}{stem}.md{sign}{place}"
        lost.append(target[:100])
        return found.group(0)

    led = _outside_code(text, lambda line: _LINK.sub(lead, line))
    return led, [("link_nowhere", {"target": each}) for each in dict.fromkeys(lost)]


def links(text: str) -> set[str]:
    """The keys of the items to which a text links."""
    found = {match.group(2) or match.group(3) for match in _LINK.finditer(text)}
    return {each.partition("#")[0].removesuffix(".md") for each in found if re.fullmatch(r"[a-z0-9-]+\.md(#.*)?", each)}


_INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_TAG = re.compile(r"<(?:!--|/?[a-z][a-z0-9-]*(?=[\s/>])[^<>\n]{0,2000}>)", re.IGNORECASE)
_OUTSIDE = re.compile(r"https?://[^\s<>()\[\]\"'`，。；、）》”]+", re.IGNORECASE)


def tags(text: str) -> list[str]:
    """The tags of HTML in a text, each once: they are shown as they are written. Examples of code are none."""
    return _once(_TAG, text)


def leading_outside(text: str) -> list[str]:
    """The addresses outside the organisation to which a text leads, each once."""
    return [each.rstrip(".,;:!?") for each in _once(_OUTSIDE, text)]


def _once(pattern: re.Pattern[str], text: str) -> list[str]:
    found: list[str] = []

    def look(line: str) -> str:
        found.extend(match.group()[:80] for match in pattern.finditer(_INLINE_CODE.sub("", line)))
        return line

    _outside_code(text, look)
    return list(dict.fromkeys(found))
