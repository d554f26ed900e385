"""Fields that offer while one types, so that no control lists more than a reader can look through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import FieldList, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import Select, TextInput, html_params

from tenants.web.address import mount
from tenants.web.forms import stripped


class Rows(FieldList):
    """Rows of fields, told apart by the number in their names. A name whose number is none of ours belongs to no row."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """Wtforms takes "²" for a number and breaks on it."""
        found = (name[len(prefix) + 1 :].split("-", 1)[0] for name in formdata if name.startswith(f"{prefix}-"))
        return (int(number) for number in found if number.isascii() and number.isdigit() and len(number) < 5)


MOST = 60
"""Choices that one list shows; of more than these one is typed."""


class SearchInput(TextInput):
    """A text field that offers what `path` finds while one types. With scripts off it takes what is typed."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def __call__(self, field: Any, **kwargs: Any) -> Markup:
        """The input and the list that its suggestions come into."""
        found = f"{field.id}-found"
        kwargs |= {
            "list": found,
            "autocomplete": "off",
            "spellcheck": "false",
            "hx-get": f"{mount()}{self.path}?field={field.name}",
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{found}",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
        typed: Markup = super().__call__(field, **kwargs)
        return typed + Markup("<datalist {}></datalist>").format(Markup(html_params(id=found)))  # noqa: S704  # escaped by wtforms


def _folded(text: Any) -> str:
    return " ".join(str(text).split()).casefold()


class LongSelectField(SelectField):
    """One of a few, or one of very many: a list up to 60 choices, beyond that a field to type a choice's words into.

    `choices` may be set after the form was filled, as a view does. What was typed counts when it is a choice's whole label
    or its last part (behind "›") and no other's.
    """

    def __init__(self, *args: Any, search: str, **kwargs: Any) -> None:
        self._search = SearchInput(search)
        self.typed = ""
        super().__init__(*args, **kwargs)

    @property
    def is_long(self) -> bool:
        """Whether its choices are too many for a list."""
        return len(self.choices or ()) > MOST

    def widget(self, field: Any, **kwargs: Any) -> Markup:
        """The list, or the field to type into."""
        drawn: Markup = (self._search if self.is_long else Select())(field, **kwargs)
        return drawn

    def _value(self) -> str:
        """What stands in the field that one types into."""
        label = next((c.label for c in self.choices or () if c.value and c.value == str(self.data)), None)
        return str(label) if label is not None else self.typed

    def process_formdata(self, valuelist: list[str]) -> None:
        """An id is taken at once, words once the choices are known."""
        if not valuelist:
            return
        try:
            self.data, self.typed = self.coerce(valuelist[0]), ""
        except ValueError:
            self.data, self.typed = None, stripped(valuelist[0])

    def pre_validate(self, form: Any) -> None:
        """Finds what was typed among the choices."""
        if self.typed:
            wanted = _folded(self.typed)
            labels = [(c.value, _folded(c.label)) for c in self.choices or () if c.value]
            fitting = [value for value, label in labels if label == wanted]
            fitting = fitting or [
                value for value, label in labels if label.replace(":", "›").rpartition("›")[2].strip() == wanted
            ]
            if len(fitting) > 1:
                raise ValidationError(_("More than one is called so. Type the names above it, too: A › B."))
            if not fitting:
                raise ValidationError(_("Nothing here is called so."))
            self.data, self.typed = self.coerce(fitting[0]), ""
            return
        super().pre_validate(form)
