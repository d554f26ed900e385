"""Forms of the organisation's structure: strings in, values or messages out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FormField,
    HiddenField,
    IntegerRangeField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tenants.law import Invalid
from tenants.organisations import rules
from tenants.organisations.choices import UnitField, id_or_none, options
from tenants.organisations.models import Position
from tenants.organisations.numbers import SETTING_EFFECTS as SETTING_EFFECTS
from tenants.organisations.numbers import SETTING_LABELS as SETTING_LABELS
from tenants.organisations.numbers import UNITS as UNITS
from tenants.organisations.numbers import settings_form as settings_form
from tenants.web import Form
from tenants.web.address import mount
from tenants.web.fields import Rows
from tenants.web.forms import in_one_voice

LANGUAGES = [("en", "English"), ("zh", "中文")]
WEEKDAYS = [
    ("1", _l("Monday")),
    ("2", _l("Tuesday")),
    ("3", _l("Wednesday")),
    ("4", _l("Thursday")),
    ("5", _l("Friday")),
    ("6", _l("Saturday")),
    ("7", _l("Sunday")),
]
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
PAIRS = {
    "button": _l("Words on a button"),
    "pointed": _l("…under the pointer"),
    "page": _l("A link on the page"),
    "sheet": _l("A link on a sheet"),
    "sunken": _l("A link on sunken ground"),
    "wash": _l("A link on the brand’s wash"),
}
"""Where the brand's colour meets words (`tenants.web.brand`)."""
THEMES = {"light": _l("Light"), "dark": _l("Dark")}
REQUIRED = _l("Choose one.")


def zones(*more: str | None) -> list[tuple[str, str]]:
    """The time zones to choose from, by region and city; `more` are kept though they are not among them."""
    known = {"UTC", *(zone for zone in available_timezones() if zone.split("/")[0] in REGIONS)}
    return [(zone, zone.replace("_", " ")) for zone in sorted(known | {zone for zone in more if zone})]


def clashes(form: Form, thing: Any) -> list[tuple[str, str]]:
    """Where somebody else was quicker: label and present value of each field that differs from what was typed."""
    found = []
    for field in form:
        now = getattr(thing, field.name, None)
        if hasattr(thing, field.name) and isinstance(now, str | int | None) and (now or "") != (field.data or ""):
            found.append((str(field.label.text), str(now or "–")))
    return found


class Checkboxes(SelectMultipleField):
    """Several of a few, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "SelectMultipleField"


PREVIEWS = {
    "hx-trigger": "input changed delay:200ms",
    "hx-target": "#preview",
    "hx-swap": "outerHTML",
    "hx-include": "closest form",
    "hx-sync": "closest form:replace",
}
"""What a field does that is shown before it is saved. With scripts off a button does the same."""


class OrganisationForm(Form):
    """Name and look of the organisation."""

    name = StringField(_l("Name of the organisation"), [InputRequired(_l("Enter a name.")), Length(max=rules.NAME_LENGTH)])
    brand_hue = IntegerRangeField(
        _l("Colour"),
        [InputRequired(_l("Choose a hue from 0 to 359.")), NumberRange(0, 359, _l("Choose a hue from 0 to 359."))],
        render_kw={"min": 0, "max": 359, **PREVIEWS},
    )
    brand_chroma = IntegerRangeField(
        _l("Strength of the colour"),
        [InputRequired(_l("Choose a strength from 0 to 120.")), NumberRange(0, 120, _l("Choose a strength from 0 to 120."))],
        render_kw={"min": 0, "max": 120, **PREVIEWS},
    )
    language = SelectField(_l("Language"), choices=options(LANGUAGES), validators=[InputRequired(REQUIRED)])
    time_zone = SelectField(_l("Time zone"), validators=[InputRequired(REQUIRED)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = options(zones(getattr(kwargs.get("obj"), "time_zone", None)))
        for field in (self.brand_hue, self.brand_chroma):
            field.render_kw = {**field.render_kw, "hx-post": f"{mount()}settings/organisation/previews"}

    def look(self) -> tuple[int, int] | None:
        """Hue and strength as they are typed; None where they can't be shown."""
        good = all([self.brand_hue.validate(self), self.brand_chroma.validate(self)])
        for field in (self.brand_hue, self.brand_chroma):
            in_one_voice(field)
        return (self.brand_hue.data, self.brand_chroma.data) if good else None


class RowsForm(Form):
    """A form with rows of fields; a verb's message for `rows-2-title` finds its field."""

    def refuse(self, error: Invalid) -> None:
        """Put a verb's messages beside the fields they belong to, those in rows too."""
        rest = {}
        for name, message in error.errors.items():
            field: Any = None
            rows, _dash, tail = name.partition("-")
            number, _dash, inner = tail.partition("-")
            if rows in self._fields and number.isdigit():
                entries = self._fields[rows].entries
                if int(number) < len(entries):
                    field = entries[int(number)].form._fields.get(inner.replace("-", "_"))
            if field is None:
                rest[name] = message
            else:
                field.errors = [*field.errors, message]
        if rest:
            super().refuse(Invalid(rest))


class LevelForm(Form):
    """One level of the scale."""

    key = HiddenField()
    label = StringField(_l("Name of the level"))
    words = TextAreaField(_l("What it looks like"), render_kw={"rows": 2})


class ScaleForm(RowsForm):
    """The default scale, from the lowest level to the highest. Rows without any words are left out."""

    levels = Rows(FormField(LevelForm), _l("Level"), max_entries=rules.LEVELS[1])

    def rows(self) -> list[dict[str, str]]:
        """The levels that were filled in."""
        filled = [entry for entry in self.levels.entries if entry.form.label.data or entry.form.words.data]
        self.levels.entries[:] = filled
        return [{name: entry.form[name].data or "" for name in ("key", "label", "words")} for entry in filled]


class CompanyForm(Form):
    """A legal entity."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter a name."))], description=_l("As people call it."))
    legal_name = StringField(_l("Legal name"), [InputRequired(_l("Enter a name."))], description=_l("As papers bear it."))
    letterhead = TextAreaField(
        _l("Letterhead"),
        description=_l("Lines for the head of papers: address, register, telephone."),
        render_kw={"rows": 4},
    )
    language = SelectField(_l("Language"), choices=options(LANGUAGES), validators=[InputRequired(REQUIRED)])
    time_zone = SelectField(_l("Time zone"), validators=[InputRequired(REQUIRED)])
    working_days = Checkboxes(_l("Working days"), choices=options(WEEKDAYS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = options(zones(getattr(kwargs.get("obj"), "time_zone", None)))

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        return {**self.data, "letterhead": self.letterhead.data or "", "working_days": "".join(self.working_days.data or [])}


class HolidayForm(Form):
    """A day on which a company does not work."""

    day = DateField(_l("Day"), [InputRequired(_l("Enter a date."))])
    holiday_name = StringField(_l("Name of the day"), [Optional()])


class ClosingForm(Form):
    """The day as of which a company is closed."""

    closed_on = DateField(_l("Closed as of"), [InputRequired(_l("Enter a date."))])


class NewUnitForm(Form):
    """A unit of a company, at its top or below another unit."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter a name."))])
    company = SelectField(_l("Company"), coerce=id_or_none, validators=[InputRequired(REQUIRED)])
    parent = UnitField(_l("Below"), [Optional()])


class UnitForm(Form):
    """A unit's name."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter a name."))])


class MoveUnitForm(Form):
    """Where a unit lies in its company."""

    parent = UnitField(_l("Below"), [Optional()])


EMPTY_ROWS = 2


def position_form(levels: Iterable[dict[str, Any]]) -> type[RowsForm]:
    """The form of a position: its criteria with words for each level of the scale."""
    fields: dict[str, Any] = {"key": HiddenField(), "title": StringField(_l("What is looked at"))}
    for level in levels:
        fields[f"words_{level['key']}"] = TextAreaField(level["label"], render_kw={"rows": 2})
    criterion = type("CriterionForm", (Form,), fields)
    return type(
        "PositionForm",
        (RowsForm,),
        {
            "title": StringField(_l("Title"), [InputRequired(_l("Enter a name."))]),
            "words": TextAreaField(_l("What the position is for"), render_kw={"rows": 4}),
            "criteria": Rows(FormField(criterion), _l("Criterion"), max_entries=rules.CRITERIA),
        },
    )


def criteria_of(form: Any) -> list[dict[str, Any]]:
    """The criteria that were filled in; rows without any words are left out."""

    def words(entry: Any) -> dict[str, str]:
        fields = entry.form._fields.items()
        return {name.removeprefix("words_"): field.data for name, field in fields if name[:6] == "words_" and field.data}

    filled = [entry for entry in form.criteria.entries if entry.form.title.data or words(entry)]
    form.criteria.entries[:] = filled
    return [{"key": e.form.key.data or "", "title": e.form.title.data or "", "words": words(e)} for e in filled]


def position_data(position: Position | None) -> dict[str, Any]:
    """A position as the form takes it, with empty rows to fill in."""
    rows: list[dict[str, Any]] = []
    for criterion in position.criteria if position else []:
        words = {f"words_{key}": text for key, text in criterion["words"].items()}
        rows.append({"key": criterion["key"], "title": criterion["title"], **words})
    rows += [{"key": "", "title": ""}] * min(EMPTY_ROWS if rows else 3, rules.CRITERIA - len(rows))
    return {"title": position.title if position else "", "words": position.words if position else "", "criteria": rows}


def scale_data(levels: list[dict[str, Any]]) -> dict[str, Any]:
    """The scale as the form takes it, with empty rows to fill in."""
    spare = min(EMPTY_ROWS, rules.LEVELS[1] - len(levels))
    return {"levels": [*levels, *({"key": "", "label": "", "words": ""} for _row in range(spare))]}
