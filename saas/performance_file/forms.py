"""What may be typed for a file: strings in, values or messages out.

How long words may be is said by the verbs: a limit on the field itself would make the browser cut a paste without a word.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FileField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from saas.performance_file import words as labels
from saas.performance_file.models import KINDS
from saas.performance_file.rules import BY_HAND, Written
from saas.performance_file.sniffing import ACCEPT
from tenants.organisations import id_or_none
from tenants.web import Form

DATE = {"type": "date"}


def about(value: Any) -> tuple[UUID | None, str]:
    """The goal and the part of it that a form names; anything else is nothing."""
    text, _slash, part = str(value or "").partition("/")
    try:
        found = id_or_none(text)
    except ValueError:
        return None, ""
    return found, part[:120] if found is not None else ""


class EntryForm(Form):
    """An entry. While it is a draft, anything may be missing; only what can't be read is refused."""

    kind = SelectField(_l("What kind of entry is it?"), validate_choice=False)
    happened_on = DateField(_l("When did it happen?"), [Optional()], render_kw=DATE)
    about = SelectField(_l("Which goal is it about?"), [Optional()], validate_choice=False)
    words = TextAreaField(_l("What happened?"), render_kw={"rows": 8, "class": "voice"})

    def written(self, corrects: bool) -> Written:
        """What was typed, as the verbs take it."""
        goal_id, part = about(self.about.data)
        kind = "correction" if corrects else self.kind.data if self.kind.data in BY_HAND else ""
        return Written(kind, self.happened_on.data, self.words.data or "", goal_id, part)


def kind_choices() -> list[SelectChoice]:
    """The kinds that somebody writes, in their order."""
    return [SelectChoice("", _l("Choose")), *(SelectChoice(key, labels.KINDS[key]) for key in BY_HAND)]


class WordsForm(Form):
    """A response, a reason, or why one stays with it."""

    words = TextAreaField(_l("Your words"), render_kw={"rows": 4, "class": "voice"})


def words_form(label: Any, name: str, *args: Any, **kwargs: Any) -> WordsForm:
    """The same for one of several on a page: its own label and id."""
    form = WordsForm(*args, **kwargs)
    form.words.label.text = label
    form.words.id = form.words.label.field_id = f"{name}-words"
    return form


class PieceForm(Form):
    """A piece of evidence: a file, or a link."""

    file = FileField(
        _l("A file"),
        description=_l("PDF, PNG, JPEG, WebP, Word, Excel, PowerPoint, text or CSV, at most 10 MB."),
        render_kw={"accept": ACCEPT},
    )
    url = StringField(
        _l("…or a link"),
        description=_l("It begins with https://. We never look at what lies behind it."),
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )


class NoteForm(Form):
    """A private note."""

    words = TextAreaField(_l("Your note"), render_kw={"rows": 10, "class": "voice"})


class NarrowForm(Form):
    """What of a timeline is shown. What can't be chosen narrows nothing."""

    kind = SelectField(_l("Kind"), validate_choice=False)
    whose = SelectField(_l("Written by"), validate_choice=False)
    goal = SelectField(_l("Goal"), validate_choice=False)
    since = DateField(_l("From"), [Optional()], render_kw=DATE)
    until = DateField(_l("To"), [Optional()], render_kw=DATE)

    def day(self, name: str) -> date | None:
        """A day of the filter; what is none narrows nothing."""
        field = self[name]
        if field.process_errors:
            field.process_errors, field.errors = [], ()
            return None
        found: date | None = field.data
        return found

    @property
    def chosen_kind(self) -> str:
        """The kind, or nothing."""
        return self.kind.data if self.kind.data in KINDS else ""

    @property
    def chosen_whose(self) -> str:
        """Whose, or nothing."""
        return self.whose.data if self.whose.data in ("mine", "theirs", "arrived") else ""

    @property
    def goal_id(self) -> UUID | None:
        """The goal, or none."""
        return about(self.goal.data)[0]
