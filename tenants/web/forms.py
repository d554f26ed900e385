"""The base of all forms: strings in, values or messages out. No database, no request."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as _Form
from wtforms.fields import Field
from wtforms.i18n import get_translations

from tenants.law import Invalid

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Signs that no page and no column may hold; tabs and line feeds may."""


SAID = {
    "Not a valid choice.": _l("Choose one from the list."),
    "Invalid Choice: could not coerce.": _l("Choose one from the list."),
    "'%(value)s' is not a valid choice for this field.": _l("Choose from the list."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose from the list."),
    "Not a valid integer value.": _l("Enter a whole number."),
    "Not a valid decimal value.": _l("Enter a number."),
    "Field cannot be longer than %(max)d character.": _l("At most %(max)d characters fit."),
    "Not a valid time value.": _l("Enter a time, such as 14:30."),
    "Not a valid date value.": _l("Enter a day that there is, such as 2027-03-31."),
}
"""What the library says of a value that cannot be read, in words that say what to do."""


class Said:
    """The sentences of the library in the reader's language: ours where we have one, else its own."""

    def __init__(self, theirs: Any) -> None:
        self._theirs = theirs

    def gettext(self, sentence: str) -> str:
        """One sentence, its places not yet filled."""
        ours = SAID.get(sentence)
        return str(ours) if ours is not None else str(self._theirs.gettext(sentence))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The sentence for that number."""
        ours = SAID.get(one)
        return str(ours) if ours is not None else str(self._theirs.ngettext(one, many, number))


def named(field: str, says: str) -> str:
    """A message with the name of its field before it, so that it can be understood away from it."""
    if field.endswith(tuple("?.!？。！:：")):
        return f"{field} {says}"
    return str(_("%(field)s: %(says)s", field=field, says=says))


def stripped(value: Any) -> Any:
    """Text without control characters and without blanks around it; anything else as it is."""
    return _CONTROL.sub("", value).strip() if isinstance(value, str) else value


def in_one_voice(field: Field) -> None:
    """Where a value can't be read and the field's own rule has words for it, these are said and not the library's too."""
    unread = list(field.process_errors)
    if unread and field.errors[: len(unread)] == unread and len(field.errors) > len(unread):
        field.errors = field.errors[len(unread) :]


class Form(_Form):
    """A form with explicit formdata: `PlanForm(request.form, obj=…)`. Text is stripped; no control character passes."""

    class Meta:
        """Words of the built-in validators come in the reader's language."""

        def get_translations(self, _form: _Form) -> Any:
            """Our words, or Wtforms' own catalogue for the reader's language."""
            return Said(get_translations([str(get_locale() or "en")]))

        def bind_field(self, form: _Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Every text field strips what was typed around the words."""
            filters = list(unbound_field.kwargs.get("filters", []))
            name = unbound_field.field_class.__name__
            if name in {"StringField", "TextAreaField", "EmailField", "SearchField", "URLField"}:
                filters.append(stripped)
            bound: Field = unbound_field.bind(form=form, **{**options, "filters": filters} if filters else options)
            return bound

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all of it can be taken; each field that can't says one thing."""
        good: bool = super().validate(extra_validators)
        for field in self:
            in_one_voice(field)
        return good

    def place_of(self, _field: Field) -> str:
        """Where a field stands, for a summary, in a form whose rows have fields of the same name. Else nothing."""
        return ""

    def refuse(self, error: Invalid) -> None:
        """Put a verb's messages beside the fields they belong to; those of no field stand in the summary."""
        for name, message in error.errors.items():
            field = self._fields.get(name)
            if field is None:
                self.form_errors.append(message)
            else:
                field.errors = [*field.errors, message]
