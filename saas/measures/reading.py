"""Reading stored content strictly: each object has exactly its fields, each field exactly its kind.

What is read here was either written by us or sent by somebody, and a signature will cover it; so nothing is guessed,
filled in, or passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from flask_babel import gettext as _

from tenants.agreements.lines import Path, address

T = TypeVar("T")

# Twenty digits, six of them behind the point: what NUMERIC(20, 6) holds.
_DECIMAL = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Control characters other than tab and line feed have no place in words; PostgreSQL refuses the first of them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class ContentError(ValueError):
    """The content isn't what a plan's content has to be; *path* says where, *message* what a person can do."""

    def __init__(self, path: Path, message: str) -> None:
        """Keep place and message."""
        self.path = path
        self.message = message
        super().__init__(f"{address(path) or 'content'}: {message}")

    @property
    def field(self) -> dict[str, str]:
        """The same as the errors of a form: address → message."""
        return {address(self.path): self.message}


def tidy(text: str) -> str:
    """Words as they are kept: composed (NFC), line feeds only, without control characters and outer blanks."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", unix)).strip()


def decimal_text(value: Decimal) -> str:
    """The one spelling of a number: no exponent, no needless zeros, no minus nought."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


class Reader:
    """One object of a content at its path. Raises ContentError for unknown and for missing fields, at once."""

    def __init__(self, data: object, path: Path, fields: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        """Look at the names of the fields before anything is read. `optional` ones came later: what was signed before
        has none of them, and is written as it was.
        """
        if not isinstance(data, dict):
            raise ContentError(path, _("This should be a group of fields."))
        for name in data:
            if name not in fields and name not in optional:
                raise ContentError((*path, str(name)), _("There is no such field."))
        for name in fields:
            if name not in data:
                raise ContentError((*path, name), _("This field is missing."))
        self.data: dict[str, object] = data
        self.path = path

    def fail(self, name: str, message: str) -> ContentError:
        """The error for one of the fields."""
        return ContentError((*self.path, name), message)

    def key(self, name: str = "key") -> str:
        """A uuid in its usual spelling."""
        return self.id_text(self.data[name], name)

    def words(self, name: str, most: int) -> str:
        """Text with paragraphs, tidied."""
        return self._text(self.data[name], (*self.path, name), most)

    def line(self, name: str, most: int) -> str:
        """Text on one line."""
        return " ".join(self.words(name, most).split())

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self.data[name]
        if isinstance(value, str) and value in choices:
            return value
        raise self.fail(name, _("Choose one of: %(choices)s.", choices=", ".join(choices)))

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value = self.data[name]
        if isinstance(value, bool):
            return value
        raise self.fail(name, _("This should be yes or no."))

    def whole(self, name: str, least: int, most: int) -> int:
        """A whole number in a range."""
        value = self.data[name]
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise self.fail(name, _("Enter a whole number from %(least)s to %(most)s.", least=least, most=most))

    def day(self, name: str) -> date:
        """A date, written 2026-12-31."""
        value = self.data[name]
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self.fail(name, _("Enter a date, such as 2026-12-31."))

    def decimal(self, name: str) -> Decimal:
        """A number as a string, with a point, at most 14 digits before and 6 behind it."""
        value = self.data[name]
        if isinstance(value, str) and _DECIMAL.fullmatch(value):
            return Decimal(decimal_text(Decimal(value)))
        raise self.fail(name, _("Enter a number with at most 14 digits before and 6 after the decimal point."))

    def maybe(self, name: str, read: Callable[[str], T]) -> T | None:
        """What *read* reads, or None for a field that is still empty."""
        return None if self.data[name] is None else read(name)

    def items(self, name: str, most: int, read: Callable[[object, Path], T]) -> tuple[T, ...]:
        """A list of items, each with a key of its own. The path of an item goes by its key."""
        value = self.data[name]
        if not isinstance(value, list):
            raise self.fail(name, _("This should be a list."))
        if len(value) > most:
            raise self.fail(name, _("There can be at most %(most)s of these.", most=most))
        keys = [str(item.get("key")) if isinstance(item, dict) else str(place) for place, item in enumerate(value)]
        for key in keys:
            if keys.count(key) > 1:
                raise ContentError((*self.path, name, key), _("Two of these have the same id."))
        return tuple(read(item, (*self.path, name, key)) for key, item in zip(keys, value, strict=True))

    def lines(self, name: str, most: int, length: int) -> tuple[str, ...]:
        """A list of short texts; empty ones are left out."""
        value = self.data[name]
        if not isinstance(value, list) or len(value) > most:
            raise self.fail(name, _("There can be at most %(most)s of these.", most=most))
        texts = (" ".join(self._text(each, (*self.path, name), length).split()) for each in value)
        return tuple(text for text in texts if text)

    def id_text(self, value: object, name: str) -> str:
        """A uuid in its usual spelling that stands somewhere in the field."""
        try:
            if isinstance(value, str) and str(UUID(value)) == value:
                return value
        except ValueError:
            pass
        raise self.fail(name, _("This should be an id."))

    def mapping(self, name: str, most: int, length: int) -> dict[str, str]:
        """Texts by key; empty ones are left out, so that an empty text and none are written alike."""
        value = self.data[name]
        if not isinstance(value, dict) or len(value) > most:
            raise self.fail(name, _("There can be at most %(most)s of these.", most=most))
        found = {str(key): self._text(each, (*self.path, name, str(key)), length) for key, each in value.items()}
        return {key: text for key, text in found.items() if text}

    @staticmethod
    def _text(value: object, path: Path, most: int) -> str:
        if not isinstance(value, str):
            raise ContentError(path, _("This should be text."))
        text = tidy(value)
        if len(text) > most:
            raise ContentError(
                path, _("This is %(length)s characters long; at most %(most)s fit.", length=len(text), most=most)
            )
        return text
