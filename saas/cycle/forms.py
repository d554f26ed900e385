"""The forms of a cycle: strings in, values or messages out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from saas.cycle.rules import DAYS, LABEL_LENGTH, LEVELS, NAME_LENGTH, WORDS_LENGTH, Phases, own_phases
from saas.cycle.states import REASON_LABELS
from tenants.organisations import UnitField
from tenants.web import Form
from tenants.web.fields import Rows

SPARE = 2
"""Empty levels at the end of a scale's form, so that levels can be added with scripts off."""


def _day(label: Any, description: Any = "", *, required: bool = True) -> DateField:
    checks = [InputRequired(_l("Enter a date."))] if required else [Optional()]
    return DateField(label, checks, description=description)


class PhasesForm(Form):
    """The five days of HR's cycle."""

    starts_on = _day(_l("Planning begins"), _l("The first day of the cycle: plans may be drafted and agreed."))
    work_on = _day(_l("Work begins"), _l("Plans should be agreed by then; none is agreed by the date."))
    appraisal_on = _day(_l("Appraisal begins"))
    diagnosis_on = _day(_l("Diagnosis begins"), _l("Both look for causes and agree what to improve."))
    ends_on = _day(_l("Last day"))

    @property
    def phases(self) -> Phases:
        """The days that were entered."""
        return Phases(*(self[name].data for name in DAYS))


class LevelForm(Form):
    """One level of a scale."""

    key = HiddenField()
    label = StringField(_l("Name of the level"), [Length(max=LABEL_LENGTH)])
    words = TextAreaField(_l("What it looks like, in words"), [Length(max=WORDS_LENGTH)], render_kw={"rows": 2})


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


class CycleForm(PhasesForm):
    """HR's cycle as a draft."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter a name.")), Length(max=NAME_LENGTH)])
    words = TextAreaField(
        _l("What this cycle is about"),
        [Length(max=WORDS_LENGTH)],
        description=_l("Everybody who takes part reads it."),
        render_kw={"rows": 3},
    )
    companies = SelectMultipleField(_l("Whole companies"), coerce=_uuid, validate_choice=False)
    units = SelectMultipleField(_l("Units"), coerce=_uuid, validate_choice=False, description=_l("With all units below them."))
    another = UnitField(_l("One more unit"), [Optional()], description=_l("Type its name. Save to add another one."))
    levels = Rows(FormField(LevelForm), _l("Level"), max_entries=LEVELS[1] + SPARE)

    def offer(self, companies: Sequence[tuple[UUID, str]], units: Sequence[tuple[UUID, str]]) -> None:
        """Which companies and units may be chosen. Of very many units those are listed that are chosen already; one more
        is typed at a time.
        """
        self.companies.choices = [SelectChoice(str(value), label) for value, label in companies]
        self.another.choices = [SelectChoice(str(value), label) for value, label in units]
        listed = [each for each in units if each[0] in (self.units.data or ())] if self.another.is_long else units
        self.units.choices = [SelectChoice(str(value), label) for value, label in listed]

    def add_spare_levels(self) -> None:
        """Leave room for new levels at the end, up to the most that a scale has."""
        empty = sum(1 for entry in self.levels if not (entry["label"].data or entry["words"].data))
        for _n in range(min(SPARE - empty, LEVELS[1] - len(self.levels))):
            self.levels.append_entry({"key": "", "label": "", "words": ""})

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        return {
            "name": self.name.data,
            "words": self.words.data or "",
            "phases": self.phases,
            "scale": list(self.levels.data),
            "company_ids": self.companies.data or [],
            "unit_ids": [*(self.units.data or []), *([self.another.data] if self.another.data else [])],
        }


class OwnCycleForm(Form):
    """An employee's own cycle."""

    reason = RadioField(
        _l("What is it for?"),
        [InputRequired(_l("Choose what the cycle is for."))],
        choices=[SelectChoice(key, label) for key, label in REASON_LABELS.items()],
    )
    name = StringField(
        _l("Name"),
        [InputRequired(_l("Enter a name.")), Length(max=NAME_LENGTH)],
        description=_l("Such as: My first year as team lead."),
    )
    starts_on = _day(_l("First day"))
    ends_on = _day(_l("Last day"))
    appraisal_on = _day(
        _l("Looking back begins"), _l("Leave it empty, and the last sixth of the time is for it."), required=False
    )
    words = TextAreaField(_l("Why it would help you"), [Length(max=WORDS_LENGTH)], render_kw={"rows": 4, "class": "voice"})

    @property
    def has_days(self) -> bool:
        """Whether each day that was entered can be read."""
        days = self.starts_on, self.ends_on, self.appraisal_on
        return not any(day.errors for day in days) and self.starts_on.data is not None and self.ends_on.data is not None

    @property
    def phases(self) -> Phases:
        """The days of the cycle: those that were entered, and those that follow from them."""
        start, end = self.starts_on.data, self.ends_on.data
        assert isinstance(start, date)
        assert isinstance(end, date)
        return own_phases(start, end, self.appraisal_on.data)

    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        return {
            "reason": self.reason.data,
            "name": self.name.data,
            "phases": self.phases,
            "words": self.words.data or "",
        }


class WordsForm(Form):
    """Words that go with an answer."""

    words = TextAreaField(_l("Your words"), [Length(max=WORDS_LENGTH)], render_kw={"rows": 4, "class": "voice"})


class CancelForm(WordsForm):
    """Why a cycle is called off, and that it is although plans were signed."""

    although = BooleanField(_l("Call it off all the same, and tell both sides of these plans"))


class OwnDayForm(Form):
    """Another day on which somebody's work begins."""

    work_on = _day(_l("Their work begins on"))
    why = TextAreaField(_l("Reason"), [Length(max=WORDS_LENGTH)], render_kw={"rows": 2})


class ReasonForm(Form):
    """Why somebody does not take part."""

    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(_l("Say why, for the person and for those who ask later.")), Length(max=WORDS_LENGTH)],
        render_kw={"rows": 3},
    )
