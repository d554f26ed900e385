"""From bytes to a table: which kind of file it is, how it is written, where its columns end. No actor, no database.

What a file is called is not believed; its first bytes are.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from tenants.imports import workbook
from tenants.imports.rules import BYTES, CELL, COLUMNS, ROWS, Unreadable

SEPARATORS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SIGNS = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_SEP = re.compile(r"sep=(.)\r?\n?")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True)
class Row:
    """A row with its number as a spreadsheet counts it; `wide` where it has more cells than there are headings."""

    number: int
    cells: tuple[str, ...]
    wide: bool = False


@dataclass(frozen=True)
class Table:
    """What stands in a file."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str
    encoding: str = ""
    separator: str = ""


def read(content: bytes, most: int | None = None) -> Table:
    """The table in these bytes, or its first `most` rows. Raises Unreadable."""
    if len(content) > BYTES:
        raise Unreadable("large")
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise Unreadable("empty")
    for sign, code in _SIGNS:
        if content.startswith(sign):
            raise Unreadable(code)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _table(workbook.records(content), most, kind="xlsx")
    text, encoding = decoded(content)
    separator, skipped = separator_of(text)
    return _table(_records(text, separator, skipped), most, kind="csv", encoding=encoding, separator=separator)


def decoded(content: bytes) -> tuple[str, str]:
    """The text and what it was written in: Unicode by its mark, else UTF-8, GB18030, or what Western Windows writes."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            try:
                return content[len(bom) :].decode(name), name
            except UnicodeDecodeError:
                raise Unreadable("encoding") from None
    if content.count(0) * 10 > len(content):
        raise Unreadable("binary")
    names = ("utf-8", "gb18030") if _in_pairs(content) else ("utf-8", "cp1252")
    for name in names:
        try:
            return content.decode(name), name
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _in_pairs(content: bytes) -> bool:
    """Whether high bytes stand side by side, as they do in Chinese: in Western text they stand alone among letters."""
    runs = re.findall(rb"[\x81-\xfe]+", content[:200_000])
    paired = sum(len(run) for run in runs if len(run) > 1)
    return paired * 10 >= 8 * sum(map(len, runs))


def separator_of(text: str) -> tuple[str, int]:
    """What stands between two cells, and how many lines only say so ("sep=;")."""
    said = _SEP.match(text)
    if said is not None and said.group(0).endswith("\n"):
        return said.group(1), 1
    best, found = (0.0, 0), ","
    for each in SEPARATORS:
        sample = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=each)
        widths = [len(record) for record in islice(_as_long_as_it_goes(sample), 40) if record]
        if widths and widths[0] > 1:
            score = (Counter(widths)[widths[0]] / len(widths), widths[0])
            best, found = max((best, found), (score, each))
    return found, 0


def _as_long_as_it_goes(records: Iterator[list[str]]) -> Iterator[list[str]]:
    with suppress(csv.Error):  # by the wrong separator nearly everything is wrong: it is only being tried
        yield from records


def _records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    return enumerate(_csv(lines, separator, skipped), 1 + skipped)


def _csv(lines: Iterable[str], separator: str, skipped: int) -> Iterator[list[str]]:
    """The records. What stands in the midst of a cell is taken as it is; a quotation mark that opens a cell and swallows lines
    until another one happens to come, or none, is not. Raises Unreadable with the line in which it opens.
    """
    taken: list[str] = []
    reader = csv.reader(_noted(chain(lines, [_END]), taken), delimiter=separator)
    first = 1 + skipped
    try:
        for record in reader:
            if record == [_END]:
                return
            if len(taken) > 1:
                _check_closed(taken, separator)
            yield record
            first += len(taken)
            taken.clear()
    except csv.Error:
        raise Unreadable("quotes", line=first) from None


_END = "\N{END OF MEDIUM}" * 3
"""Put behind the last line: where it is found inside a cell, the cell was never closed."""


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _check_closed(lines: list[str], separator: str) -> None:
    """Raises csv.Error where a cell that goes on over these lines is not closed as a spreadsheet would close it."""
    if lines[-1] == _END:
        raise csv.Error
    list(csv.reader(lines, delimiter=separator, strict=True))


def _table(records: Iterable[tuple[int, list[str]]], most: int | None, *, kind: str, **facts: str) -> Table:
    headings: tuple[str, ...] | None = None
    rows: list[Row] = []
    for number, record in records:
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if headings is None:
            headings = _headings(cells)
        elif most is not None and len(rows) >= most:
            break
        elif len(rows) >= ROWS:
            raise Unreadable("rows", most=ROWS)
        else:
            rows.append(_row(number, cells, len(headings)))
    if headings is None:
        raise Unreadable("empty")
    if not rows:
        raise Unreadable("no_rows")
    return Table(headings, tuple(rows), kind, **facts)


def _headings(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > COLUMNS:
        raise Unreadable("columns", most=COLUMNS, found=len(cells))
    if any(_EMAIL.fullmatch(cell) for cell in cells):
        raise Unreadable("no_headings")
    return tuple(shown(" ".join(cell.split()))[:120] for cell in cells)


def shown(text: str) -> str:
    """The cell as a page and a column can hold it: each control character is a sign that says so."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n" else sign for sign in text)


def _row(number: int, cells: list[str], width: int) -> Row:
    short = tuple(cell[: CELL + 1] for cell in cells[:width])
    return Row(number, short + ("",) * (width - len(short)), any(cells[width:]))
