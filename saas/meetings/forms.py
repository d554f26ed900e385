"""The forms of 1:1s: strings in, values or messages out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from saas.measures.fields import DATE, DayField, options
from saas.meetings.rules import PARTS, SHORT, Rhythm, When, instant, written
from saas.meetings.starters import MEANS, PURPOSES
from tenants.web import Form, named
from tenants.web.forms import stripped

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


class AimForm(Form):
    """What a 1:1 is for."""

    purpose = SelectField(_l("What for?"), choices=options(PURPOSES), validate_choice=False, id="aim-purpose")


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
    """A promise of one of the two. Who may promise is set by the page; what is too long is refused by the verb."""

    kind = HiddenField(default="promise")
    whose = SelectField(_l("Who promises it?"), [Optional()], validate_choice=False, id="promise-whose")
    words = TextAreaField(_l("What is promised?"), id="promise-words", render_kw={"rows": 2, "class": "voice"})
    due_on = DayField(_l("By when?"), [Optional()], id="promise-due", render_kw=DATE)


class AnswerForm(Form):
    """Why a promise is not kept yet, or should be dropped. Built by `answer_form`."""

    words = TextAreaField(_l("Why?"), render_kw={"rows": 2, "class": "voice"})


def answer_form(promise_id: object, verb: str, sent: Any = None) -> AnswerForm:
    """The form for what is said of that promise: a page holds several, each with ids of its own."""
    form = AnswerForm(sent)
    form.words.id = form.words.label.field_id = f"{verb}-{promise_id}"
    return form


class MinutesForm(Form):
    """The minutes. Built by `minutes_form`, with a note for each line of the agenda. The verb refuses what is too long."""

    lines: Sequence[str]

    def place_of(self, field: Any) -> str:
        """Beside which topic a note stands."""
        key = str(field.name).removeprefix("topic/")
        return str(_("Topic %(no)s", no=self.lines.index(key) + 1)) if key in self.lines else ""

    @property
    def parts(self) -> dict[str, str]:
        """What was sent beside the notes; what was not sent is not here."""
        return {name: self[name].data or "" for name in PARTS if name in self and self[name].raw_data}

    @property
    def notes(self) -> dict[str, str]:
        """The notes that were sent, by the ids of their lines."""
        sent = {line: self[f"topic/{line}"] for line in self.lines}
        return {line: field.data or "" for line, field in sent.items() if field.raw_data}


def minutes_form(lines: Sequence[str], content: Mapping[str, Any], *, coaching: bool, sent: Any = None) -> MinutesForm:
    """The form of the minutes on these lines of an agenda, filled with what is stored."""
    fields: dict[str, Any] = {"lines": lines}
    if coaching:
        fields["facts"] = TextAreaField(_l("The facts: what do we both see?"), render_kw={"rows": 3})
        fields["tried"] = TextAreaField(_l("What was tried so far?"), render_kw={"rows": 2})
        fields["options"] = TextAreaField(_l("What could one do? Three options, at least."), render_kw={"rows": 3})
    for line in lines:
        fields[f"topic/{line}"] = TextAreaField(_l("What we said about it"), render_kw={"rows": 2})
    other = _l("Anything else that we said") if lines or coaching else _l("What we said")
    fields["words"] = TextAreaField(other, render_kw={"rows": 2 if lines else 5})
    held = {name: content.get(name, "") for name in PARTS}
    held |= {f"topic/{line}": words for line, words in written(content).items()}
    made: type[MinutesForm] = type("OneMinutesForm", (MinutesForm,), fields)
    return made(sent, data=held)


class NoteForm(Form):
    """A private note. The verb refuses what is too long."""

    note = TextAreaField(_l("Private note"), id="private-note", render_kw={"rows": 4})


def typed(form: Form) -> str:
    """What was sent in the fields of a form, each with its name, for a page that cannot take it and gives it back."""
    fields = [field for field in form if field.raw_data and not isinstance(field, HiddenField)]
    sent = [(str(field.label.text), stripped(str(field.raw_data[0]))) for field in fields]
    return "\n".join(named(label, words) for label, words in sent if words)


class FeedForm(Form):
    """How a calendar feed reads."""

    with_names = BooleanField(_l("Say in the titles with whom, and where"))
