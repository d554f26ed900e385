"""The forms of 1:1s: strings in, values or messages out."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from saas.measures.fields import DATE, DayField, options
from saas.meetings.rules import SHORT, WORDS, Rhythm, When, instant
from saas.meetings.starters import MEANS, PURPOSES
from tenants.web import Form

TIME = {"type": "time", "class": "input time"}
LENGTHS = (15, 30, 45, 60, 90, 120)
RHYTHMS = {7: _l("Every week"), 14: _l("Every two weeks"), 21: _l("Every three weeks"), 28: _l("Every four weeks")}


def _lengths() -> list[SelectChoice]:
    return [SelectChoice(str(n), ngettext("%(num)s minute", "%(num)s minutes", n)) for n in LENGTHS]


class _Timed(Form):
    """When, how long and where."""

    time = TimeField(_l("Time"), [InputRequired(_l("Choose a time."))], render_kw=TIME)
    minutes = SelectField(_l("How long"), coerce=int, default=30)
    place = StringField(_l("Where"), [Length(max=SHORT)], description=_l("A room, a number, a link."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.minutes.data
        self.minutes.choices = _lengths()
        if isinstance(given, int) and given not in LENGTHS and 10 <= given <= 240:
            self.minutes.choices.append(SelectChoice(str(given), ngettext("%(num)s minute", "%(num)s minutes", given)))


class PlanForm(_Timed):
    """One 1:1 to plan."""

    purpose = RadioField(
        _l("What for?"), default="regular", choices=[SelectChoice(key, label) for key, label in PURPOSES.items()]
    )
    day = DayField(_l("Day"), [InputRequired(_l("Choose a day."))], render_kw=DATE)

    means = MEANS

    def when(self, zone: str) -> When:
        """What the verb takes, the hour read on the wall of `zone`."""
        assert self.day.data is not None, "it is valid"
        return When(instant(self.day.data, self.time.data, zone), self.minutes.data, self.place.data or "", self.purpose.data)


class MoveForm(_Timed):
    """Another time, and why."""

    day = DayField(_l("Day"), [InputRequired(_l("Choose a day."))], render_kw=DATE)
    why = TextAreaField(_l("Why does it move?"), id="move-why", render_kw={"rows": 2, "class": "voice"})

    def when(self, zone: str) -> When:
        """What the verb takes."""
        assert self.day.data is not None, "it is valid"
        return When(instant(self.day.data, self.time.data, zone), self.minutes.data, self.place.data or "")


class SkipForm(Form):
    """Why a 1:1 does not take place."""

    why = TextAreaField(_l("Why is it skipped?"), id="skip-why", render_kw={"rows": 2, "class": "voice"})


class RhythmForm(_Timed):
    """How often a pair meets."""

    every_days = SelectField(_l("How often"), coerce=int, choices=options(RHYTHMS), default=14)
    first_on = DayField(_l("First day"), [InputRequired(_l("Choose a day."))], render_kw=DATE)

    def rhythm(self, zone: str) -> Rhythm:
        """What the verb takes."""
        assert self.first_on.data is not None, "it is valid"
        place = self.place.data or ""
        return Rhythm(self.every_days.data, self.first_on.data, self.time.data, zone, self.minutes.data, place)


class TopicForm(Form):
    """A topic. What is too long is refused by the verb, which keeps the words."""

    words = TextAreaField(_l("What do you want to talk about?"), id="topic-words", render_kw={"rows": 2, "class": "voice"})


class PromiseForm(Form):
    """A promise of one of the two. Who may promise is set by the page."""

    kind = HiddenField(default="promise")
    whose = SelectField(_l("Who promises it?"), [Optional()], validate_choice=False, id="promise-whose")
    words = TextAreaField(
        _l("What is promised?"), [Length(max=WORDS)], id="promise-words", render_kw={"rows": 2, "class": "voice"}
    )
    due_on = DayField(_l("By when?"), [Optional()], id="promise-due", render_kw=DATE)


class FeedForm(Form):
    """How a calendar feed reads."""

    with_names = BooleanField(_l("Say in the titles with whom, and where"))
