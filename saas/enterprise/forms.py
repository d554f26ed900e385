"""The forms of a goal of the enterprise: strings in, values or messages out. A key result’s fields bear its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from saas.enterprise import words as labels
from saas.enterprise.fields import GoalField
from saas.enterprise.rules import TITLE, WORDS, Facts, Said
from saas.enterprise.states import ENDINGS
from saas.measures import KEY_RESULTS, ContentError, KeyResult
from saas.measures.fields import DATE, NUMBER, PARTS, DayField, NumberField, options, result_fields
from tenants.law import Invalid
from tenants.organisations import UnitField, id_or_none
from tenants.people import PersonField
from tenants.web import Form

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SPARE = 1
"""Empty key results at the end, so that one can be added with scripts off."""


class FindForm(Form):
    """What the list of goals is narrowed by. What cannot be chosen narrows nothing."""

    q = StringField(_l("Words of the title"))
    company = SelectField(_l("Company"), coerce=lambda value: _id(value), validate_choice=False)
    unit = UnitField(_l("Unit, with all below it"), [Optional()])
    state = SelectField(_l("State"), validate_choice=False)
    mine = BooleanField(_l("Only goals that I own"))


def _id(value: Any) -> UUID | None:
    try:
        return id_or_none(value)
    except ValueError:
        return None


class GoalForm(Form):
    """One goal. Built by `goal_form`, which adds the fields of each key result."""

    company = SelectField(_l("Company"), coerce=lambda value: _id(value), validators=[Optional()])
    unit = UnitField(_l("Unit"), [Optional()])
    title = StringField(_l("Title"), [InputRequired(_l("Give this goal a title.")), Length(max=TITLE)])
    words = TextAreaField(_l("What it is about"), [Length(max=WORDS)], render_kw={"rows": 4})
    owner = PersonField(_l("Owner"), [InputRequired(_l("Choose a person."))])
    cycle = SelectField(_l("Cycle"), coerce=lambda value: _id(value), validators=[Optional()])
    starts_on = DayField(_l("First day"), render_kw=DATE)
    ends_on = DayField(_l("Last day"), render_kw=DATE)
    every_days = SelectField(_l("Check-in"), coerce=int, choices=options(labels.RHYTHMS))
    contributes = GoalField(_l("Contributes to"), [Optional()])

    keys: list[str]
    spare: list[str]
    """The keys of those rows that are there to be filled in."""

    def place_of(self, field: Any) -> str:
        """Which key result a field belongs to, as the page counts them."""
        rows, _slash, rest = str(field.name).partition("/")
        key = rest.partition("/")[0]
        return str(_("Key result %(no)s", no=self.keys.index(key) + 1)) if rows == "key_results" and key in self.keys else ""

    def results(self) -> tuple[KeyResult, ...]:
        """The key results as they were entered, without empty and taken-out ones; messages stand at their fields."""
        found = []
        for key in self.keys:
            at = f"key_results/{key}/"
            if self[at + "gone"].data or self._is_blank(at):
                continue
            data: dict[str, Any] = {"key": key, **{part: _plain(self[at + part].data) for part in PARTS}}
            data["levels"] = list(data["levels"] or ())
            data["unit"] = data["unit"] or ""
            try:
                found.append(KeyResult.read(data, ("key_results", key)))
            except ContentError as error:
                self.refuse(Invalid(error.field))
        return tuple(found)

    def _is_blank(self, at: str) -> bool:
        typed = ("title", "start", "target", "unit", "levels", "due_on")
        return not any(self[at + part].data or self[at + part].errors for part in typed)

    def facts(self, owner_id: UUID | None, parent: tuple[UUID | None, UUID | None]) -> Facts:
        """What the verbs take."""
        results = self.results()
        return Facts(
            self.title.data or "", self.words.data or "", owner_id, self.starts_on.data, self.ends_on.data,
            self.every_days.data, self.cycle.data, *parent, results,
        )  # fmt: skip


def _plain(value: Any) -> Any:
    from datetime import date
    from decimal import Decimal

    from saas.measures import decimal_text

    if isinstance(value, date):
        return value.isoformat()
    return decimal_text(value) if isinstance(value, Decimal) else value


def goal_form(
    results: Iterable[KeyResult] = (),
    *,
    data: dict[str, Any] | None = None,
    sent: MultiDict[str, str] | None = None,
) -> GoalForm:
    """The form of a goal: filled from what is stored, or from what was sent, rows and all."""
    rows = list(results)
    keys = [each.key for each in rows]
    if sent is not None:
        keys = _keys(sent)
    room = max(0, min(SPARE, KEY_RESULTS - len(keys)))
    spare = _spare(keys)[:room] if sent is None or sent.get("op") == "add" else []
    keys += spare
    fields: dict[str, Any] = {}
    for key in keys:
        at = f"key_results/{key}/"
        fields |= result_fields(at)
        fields[at + "gone"] = BooleanField(_l("Take it out"))
    filled = dict(data or {})
    for result in rows:
        filled |= {f"key_results/{result.key}/{part}": getattr(result, part) for part in PARTS}
    made: type[GoalForm] = type("OneGoalForm", (GoalForm,), fields)
    form = made(sent, data=filled)
    form.keys, form.spare = keys, spare
    for field in form:
        field.id = field.name
        field.label.field_id = field.name
    return form


def _spare(taken: list[str]) -> list[str]:
    """Keys for rows that nobody has filled in yet: the same each time, so that a page that is loaded again is the same page."""
    drawn = (str(uuid5(NAMESPACE_OID, f"key result {n}")) for n in range(KEY_RESULTS + SPARE))
    return [key for key in drawn if key not in taken][:SPARE]


def _keys(sent: Iterable[str]) -> list[str]:
    """The keys of the rows that were sent, in the order of their fields."""
    parts = (name.split("/") for name in sent if name.startswith("key_results/"))
    return [key for key in dict.fromkeys(part[1] for part in parts) if _KEY.fullmatch(key)][: KEY_RESULTS + SPARE]


class CheckInForm(Form):
    """How a goal goes today. Built by `check_in_form`, with a value and a confidence for each key result."""

    words = TextAreaField(_l("How it goes"), [Length(max=WORDS)], render_kw={"rows": 3, "class": "voice"})

    keys: list[str]

    @property
    def said(self) -> dict[str, Said]:
        """What was said of each key result."""
        return {key: Said(_value(self[f"said/{key}/value"].data), self[f"said/{key}/confidence"].data) for key in self.keys}


def _value(data: Any) -> Any:
    from decimal import Decimal

    return Decimal(data) if isinstance(data, str) and data else data or None if not isinstance(data, Decimal) else data


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


def _sure(label: Any) -> SelectField:
    choices = [SelectChoice("", _l("Choose")), *(SelectChoice(str(n), str(n)) for n in range(11))]
    return SelectField(label, coerce=_number, choices=choices, validate_choice=False)


def check_in_form(results: Iterable[KeyResult], sent: MultiDict[str, str] | None = None) -> CheckInForm:
    """The form of a check-in for these key results."""
    fields: dict[str, Any] = {}
    keys = []
    for result in results:
        keys.append(result.key)
        at = f"said/{result.key}/"
        fields[at + "value"] = _value_field(result)
        fields[at + "confidence"] = _sure(_l("Confidence, 0 to 10"))
    if not keys:
        fields["confidence"] = _sure(_l("Confidence, 0 to 10"))
    made: type[CheckInForm] = type("OneCheckInForm", (CheckInForm,), fields)
    form = made(sent)
    form.keys = keys
    for field in form:
        field.id = field.name
        field.label.field_id = field.name
    return form


def _value_field(result: KeyResult) -> Any:
    label = _l("Value today")
    if result.measure in ("yes_no", "milestone"):
        yes = _l("Reached") if result.measure == "milestone" else _l("Yes")
        no = _l("Not reached yet") if result.measure == "milestone" else _l("No")
        return SelectField(label, choices=[SelectChoice("", "–"), SelectChoice("0", no), SelectChoice("1", yes)])
    if result.measure == "levels":
        steps = [SelectChoice(str(n), words) for n, words in enumerate(result.levels, 1)]
        return SelectField(label, choices=[SelectChoice("", "–"), *steps])
    return NumberField(label, render_kw=NUMBER)


class ClosingForm(Form):
    """How a goal ended."""

    ending = RadioField(
        _l("How did it end?"),
        [InputRequired(_l("Choose one."))],
        choices=[SelectChoice(key, label) for key, label in ENDINGS.items()],
    )
    words = TextAreaField(_l("In your words"), [Length(max=WORDS)], id="closing-words", render_kw={"rows": 3, "class": "voice"})


def no_unit() -> Invalid:
    """The message for whoever keeps goals of units only and chose none."""
    return Invalid({"unit": _("Choose a unit.")})
