"""The forms of feedback: asking, beginning, writing in answers to questions, responding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from saas.feedback import topics
from tenants.organisations import options
from tenants.people import PersonField
from tenants.web import Form


def _choices(offered: Mapping[str, topics.Topic]) -> Any:
    return options((key, _l("%(label)s. %(hint)s", label=each.label, hint=each.hint)) for key, each in offered.items())


class AskForm(Form):
    """Whom one asks, about whom, for what, and until when."""

    giver = PersonField(_l("Whom do you ask?"), [InputRequired(_l("Say whom you ask."))])
    second_giver = PersonField(_l("And whom else?"))
    third_giver = PersonField(_l("And a third?"))
    report = PersonField(
        _l("About one of your reports"),
        description=_l("Leave it empty to ask about yourself. A report is told at once, and reads whatever is written."),
    )
    topic = RadioField(_l("About what?"), choices=_choices(topics.PURPOSES), validators=[InputRequired(_l("Choose one."))])
    words = TextAreaField(_l("What would you like to know?"), render_kw={"rows": 4})
    due_on = DateField(_l("Until when?"), [InputRequired(_l("Enter a date."))])


class BeginForm(Form):
    """To whom one gives feedback, and of which kind."""

    person = PersonField(_l("To whom?"), [InputRequired(_l("Choose a person."))])
    topic = RadioField(_l("What is it?"), choices=_choices(topics.KINDS), validators=[InputRequired(_l("Choose one."))])


class ResponseForm(Form):
    """What the one whom it is about says to it."""

    words = TextAreaField(_l("Your response"), render_kw={"rows": 4})


def writing_form(topic: str, name: str, formdata: Any = None, *, said: Mapping[str, str] | None = None) -> Form:
    """The form with a field for each question of the topic, the person's name in its place."""
    fields: dict[str, Any] = {
        f"answers/{key}": TextAreaField(topics.question(topic, key, name), render_kw={"rows": 5})
        for key in topics.TOPICS[topic].questions
    }
    data = {f"answers/{key}": words for key, words in (said or {}).items()}
    made: Form = type("WritingForm", (Form,), fields)(formdata, data=data)
    return made


def answers_in(form: Form) -> dict[str, str]:
    """What was typed, by the keys of the questions."""
    return {field.name.partition("/")[2]: field.data or "" for field in form if field.name.startswith("answers/")}


def named_question(topic: str, key: str, name: str) -> str:
    """A question as it is read beside its answer; one that the topic no longer has is called what it was."""
    return topics.question(topic, key, name) or str(_("A question"))
