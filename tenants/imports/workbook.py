"""Reading an Excel workbook: values only, a row at a time, and nothing that it could unfold into or run."""

from __future__ import annotations

import io
import lzma
import os
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

import defusedxml

from tenants.imports.rules import COLUMNS, ROWS, Unreadable

os.environ["OPENPYXL_LXML"] = "False"
"""Where lxml is installed, openpyxl would read with it and defusedxml would guard nothing."""

UNFOLDED = 120 * 1024 * 1024
"""Bytes that a workbook may unfold into."""
PARTS = 500
TIMES = 150
"""How many times smaller than itself a large part may be packed; honest sheets stay below 30."""


def records(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of its first sheet that holds anything, as text, with their numbers. Raises Unreadable."""
    _look_inside(content)
    # Loaded by whoever reads a workbook: each process of the web would hold it for ever, a tenth of all its memory.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which are not looked at
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                for sheet in book.worksheets:
                    yield from _rows(sheet)
                    if sheet.max_row:
                        return
            finally:
                book.close()
    except Unreadable:
        raise
    except (  # the last three: packed in a way that we don't know, or torn in the middle
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
        EOFError, ParseError, defusedxml.DefusedXmlException, NotImplementedError, zlib.error, lzma.LZMAError,
    ):  # fmt: skip
        raise Unreadable("workbook") from None


def _look_inside(content: bytes) -> None:
    """What is in it, by its own table of contents, before anything is unfolded."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("workbook") from None
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable("zip")
    if any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise Unreadable("macros")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("locked")
    bulky = any(part.file_size > 1024 * 1024 and part.file_size > TIMES * part.compress_size for part in parts)
    if bulky or len(parts) > PARTS or sum(part.file_size for part in parts) > UNFOLDED:
        raise Unreadable("bomb")


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS + 1), 1):
        if number > 3 * ROWS:  # blank rows are counted, too: a sheet can say that it has a million of them
            raise Unreadable("rows", most=ROWS)
        yield number, [said(value) for value in values]


def said(value: Any) -> str:
    """What a cell says: dates as year-month-day, whole numbers without their point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
