"""What one cell says: a name, a day, a language, a zone; or why it can't be taken. No actor, no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from zoneinfo import available_timezones

from tenants.imports.rules import CELL
from tenants.organisations import LANGUAGES, clean, folded

_LANGUAGES = {
    "en": ("english", "englisch", "anglais", "ingles", "英语", "英文"),
    "zh": ("chinese", "chinesisch", "chinois", "chino", "mandarin", "simplified chinese", "chinese (simplified)", "中文",
           "汉语", "简体中文"),
}  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,4})\s*日?")
_DOTTED = re.compile(r"\d{1,2}\s*\.\s*\d{1,2}\s*\.\s*\d{4}")
"""Written so, the day stands first, wherever such days are written."""
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_BEFORE = "=+-@\t\r"
"""With these a spreadsheet begins a formula."""
_WIDE = "＝＋－＠"  # as they are typed in Chinese and Japanese
"""So do some with these."""


NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "null", "nil", "#n/a", "无", "暂无"})
"""What people and machines write where nothing is to be said."""


def said(text: str) -> str:
    """The cell, or "" where it only says that it says nothing."""
    return "" if text.strip().casefold() in NOTHING else text.strip()


class Wrong(ValueError):
    """The cell can't be taken; `args[0]` is the code of why (`words.CELLS`)."""

    @property
    def code(self) -> str:
        """Why."""
        return str(self.args[0])


def words(text: str, most: int) -> str:
    """A name or title, cleaned. Raises Wrong."""
    if len(text) > CELL:
        raise Wrong("long")
    odd = () if text.isprintable() else (sign for sign in text if sign not in "\t\r\n")
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Co") for sign in odd):
        raise Wrong("control")
    if text[:1] in _BEFORE and text:
        raise Wrong("formula")
    found = clean(text)
    if len(found) > most:
        raise Wrong("long")
    return found


def joined(first: str, last: str) -> str:
    """One name of two parts: with a blank between, or in Chinese the family name first and none."""
    if not first or not last:
        return first or last
    chinese = all("\u3400" <= sign <= "\u9fff" for sign in first + last)
    return last + first if chinese else f"{first} {last}"


def day(text: str, order: str) -> date:
    """The day that a cell names, its numbers in this order; year first is always understood, and day first where dots stand
    between. Raises Wrong.
    """
    plain = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip()).rstrip(". ")
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _NUMBERS.fullmatch(plain)
    if found is None:
        raise Wrong("date")
    one, two, three = found.groups()
    order = "dmy" if _DOTTED.fullmatch(plain) else order
    if len(one) == 4:
        year, month, number = one, two, three
    elif order == "ymd" or len(three) != 4:
        raise Wrong("year" if len(three) <= 2 else "order")
    else:
        year, month, number = (three, two, one) if order == "dmy" else (three, one, two)
    try:
        made = date(int(year), int(month), int(number))
    except ValueError:
        raise Wrong("no_day") from None
    if not 1900 <= made.year <= 2200:
        raise Wrong("no_day")
    return made


def order_of(texts: Iterable[str]) -> str | None:
    """In which order these days are written; None where that can't be told (01/02/2026 and nothing clearer)."""
    plain = [_CLOCK.sub("", text.strip()) for text in texts]
    dotted = any(map(_DOTTED.fullmatch, plain))
    local = [m.groups() for m in map(_NUMBERS.fullmatch, plain) if m and len(m.group(1)) != 4 and not _DOTTED.fullmatch(m[0])]
    if not local:
        return "dmy" if dotted else "ymd"
    first, second = any(int(one) > 12 for one, _, _ in local), any(int(two) > 12 for _, two, _ in local)
    if first != second:
        return "dmy" if first else "mdy"
    return None


def language(text: str) -> str:
    """The code of one of our languages. Raises Wrong."""
    plain = folded(text)
    code = re.split(r"[-_ ]", plain)[0]
    for known, names in _LANGUAGES.items():
        if code == known or plain in names:
            assert known in dict(LANGUAGES)
            return known
    raise Wrong("language")


_ZONES = {zone.casefold(): zone for zone in available_timezones() if "/" in zone or zone == "UTC"}


def zone(text: str) -> str:
    """The name of a time zone as the machine writes it. Raises Wrong."""
    found = _ZONES.get(text.strip().replace(" ", "_").casefold())
    if found is None:
        raise Wrong("zone")
    return found


def escaped(text: str) -> str:
    """A cell of a file that we hand out: what a spreadsheet would take for a formula is made plain text by a mark."""
    return f"'{text}" if text.startswith((*_BEFORE, *_WIDE, "\n")) else text
