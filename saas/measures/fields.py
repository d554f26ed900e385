"""The fields that a key result is typed into, and those for numbers, dates and levels anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import Field, SelectChoice

from saas.measures import words
from saas.measures.reading import decimal_text

DATE = {"type": "date", "class": "input date"}
NUMBER = {"inputmode": "decimal", "class": "input number", "autocomplete": "off"}
PARTS = ("title", "measure", "direction", "start", "target", "unit", "levels", "due_on")


class NumberField(StringField):
    """A number as people type it: 1,5 and 1.5 and １.５ are the same; blanks between thousands are fine."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A Decimal or None, or a message; what was typed stays in the field."""
        if not valuelist:
            return
        text = re.sub(r"[\s’']", "", unicodedata.normalize("NFKC", valuelist[0])).replace(",", ".")
        self.data = None
        if text:
            if not re.fullmatch(r"[+-]?[0-9]{1,14}(\.[0-9]{1,6})?", text):
                raise ValueError(_("Enter a number, such as 12 or 0.5: at most 14 digits before and 6 after the point."))
            self.data = Decimal(text)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else "" if self.data is None else decimal_text(self.data)


class DayField(StringField):
    """A date, from the browser's own picker or typed as 2026-12-31."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A date or None, or a message; what was typed stays in the field."""
        if not valuelist:
            return
        text = unicodedata.normalize("NFKC", valuelist[0]).strip()
        self.data = None
        if text:
            try:
                self.data = date.fromisoformat(text)
            except ValueError:
                raise ValueError(_("Enter a date, such as 2026-12-31.")) from None

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.data.isoformat() if self.data else ""


class LevelsField(TextAreaField):
    """Levels in words, one a line, from low to high."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The lines that hold something."""
        if not valuelist:
            return
        self.data = [line.strip() for line in valuelist[0].splitlines() if line.strip()]

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else "\n".join(self.data or ())


def options(table: Mapping[Any, Any], empty: Any = None) -> list[SelectChoice]:
    """The choices of a table of words; with `empty` a first one that chooses nothing."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return [*first, *(SelectChoice(str(key), label) for key, label in table.items())]


def result_fields(at: str) -> dict[str, Field]:
    """The fields of one key result; their names begin with `at`."""
    return {
        at + "title": StringField(_l("What is measured")),
        at + "measure": SelectField(_l("Kind of measure"), choices=options(words.MEASURES), default="number"),
        at + "direction": SelectField(_l("Direction"), choices=options(words.DIRECTIONS), default="up"),
        at + "start": NumberField(_l("Today"), render_kw=NUMBER),
        at + "target": NumberField(_l("Target"), render_kw=NUMBER),
        at + "unit": StringField(_l("Unit or currency"), render_kw={"class": "input number"}),
        at + "levels": LevelsField(_l("Levels, one a line, from low to high"), render_kw={"rows": 3}),
        at + "due_on": DayField(_l("By"), render_kw=DATE),
    }
