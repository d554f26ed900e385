"""What may be typed in this room: strings in, values or messages out. How long words may be is said by the verbs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from coaching_library import audience
from coaching_library.threads.rules import TITLE
from coaching_library.topics import Task, Topic
from tenants.organisations import LANGUAGES, Checkboxes, options
from tenants.web import Form

VOICE = {"rows": 6, "class": "voice"}
NEEDED = _l("The names are needed")


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


class AskForm(Form):
    """A question: its title, its words, and who may read it. While it is a draft, anything may be missing."""

    title = StringField(_l("Your question, in one line"), render_kw={"maxlength": str(TITLE), "autocomplete": "off"})
    words = TextAreaField(_l("What HR should know to answer it"), render_kw={**VOICE, "rows": 8})
    audience = RadioField(_l("Who may read it?"), validate_choice=False)
    although = BooleanField("")
    """That the names are needed. What is refused is said in a whole sentence, before which no label goes: the page has it."""
    task = HiddenField()
    label = HiddenField()
    path = HiddenField()
    without = BooleanField(_l("Leave this out"))
    """Whether HR is not told what one was at when one began to ask."""


class WordsForm(Form):
    """What is said in a question."""

    words = TextAreaField(_l("Your words"), render_kw=VOICE)


def words_form(label: Any, name: str, *args: Any, rows: int = 6, **kwargs: Any) -> WordsForm:
    """The same for one of several on a page: its own label and id."""
    form = WordsForm(*args, **kwargs)
    form.words.label.text = label
    form.words.render_kw = {**VOICE, "rows": rows}
    form.words.id = form.words.label.field_id = f"{name}-words"
    return form


class MarkForm(Form):
    """What an official answer rests on, and when it is looked at again."""

    sections = Checkboxes(_l("Sections of policies that it rests on"), coerce=_id, validate_choice=False)
    no_policy = BooleanField(_l("No policy speaks to it"))
    review_on = DateField(_l("Look at it again on"), [Optional()], render_kw={"type": "date"})
    q = StringField(_l("Find sections"), render_kw={"autocomplete": "off"})
    asked = HiddenField()
    """What was searched for on the page that was sent."""
    left_out: int = 0
    """How many more fit the search than are shown."""

    @property
    def asks(self) -> bool:
        """Whether other sections are searched for than the page showed: then they are shown first, and nothing is saved."""
        return (self.q.data or "").strip() != (self.asked.data or "").strip()


class MergeForm(Form):
    """Of which question it is the same: chosen from those that are alike."""

    target = RadioField(_l("The same as"), validate_choice=False)


class WidenForm(Form):
    """The words in which more people would read it."""

    title = StringField(_l("The title as others will read it"), render_kw={"maxlength": str(TITLE), "autocomplete": "off"})
    words = TextAreaField(_l("The question as others will read it"), render_kw=VOICE)
    answer = TextAreaField(_l("The answer as others will read it"), render_kw=VOICE)
    audience = RadioField(_l("Who may read it then?"), validate_choice=False)
    although = BooleanField(NEEDED)


class ArticleForm(Form):
    """The article that an answer becomes, and what the library must know of it."""

    title = StringField(_l("Title of the article"), render_kw={"maxlength": str(TITLE), "autocomplete": "off"})
    words = TextAreaField(_l("The article"), render_kw={**VOICE, "rows": 12})
    although = BooleanField(NEEDED)
    topic = SelectField(_l("What it belongs to"), validate_choice=False)
    language = SelectField(_l("Language"), validate_choice=False)
    written_for = SelectField(_l("For whom"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic.choices = options([("", _l("Choose…")), *((each.value, each.label) for each in Topic)])
        self.language.choices = options(LANGUAGES)
        self.written_for.choices = options(audience.choices())

    @property
    def chosen(self) -> dict[str, str]:
        """What the verb takes of them."""
        return {name: str(self[name].data or "") for name in ("topic", "language", "written_for")}

    def wrong(self) -> dict[str, str]:
        """What was not chosen, or can't be, by field."""
        wanted = {name: {str(value) for value, *_rest in self[name].choices} - {""} for name in self.chosen}
        return {name: _("Choose one from the list.") for name, value in self.chosen.items() if value not in wanted[name]}


class ConsentForm(Form):
    """Whether whoever asked agrees with their name or without."""

    named = BooleanField(_l("My name may stand there"))


class ReplyForm(Form):
    """A reply that is used again."""

    title = StringField(_l("Name"), render_kw={"maxlength": str(TITLE), "autocomplete": "off"})
    words = TextAreaField(_l("The reply"), render_kw=VOICE)
    shared = BooleanField(_l("Everybody in HR may use it"))


class ReasonForm(Form):
    """Why nothing needs work."""

    reason = TextAreaField(_l("Your reason"), render_kw={"rows": 3, "class": "voice"})


class NarrowForm(Form):
    """What of the questions is shown. What can't be chosen narrows nothing."""

    q = StringField(_l("Words"), render_kw={"type": "search", "autocomplete": "off"})
    topic = SelectField(_l("What it belongs to"), validate_choice=False)
    standing = SelectField(_l("Which"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic.choices = options([("", _l("All topics")), *((each.value, each.label) for each in Topic)])
        self.standing.choices = options(
            [
                ("", _l("All questions")),
                ("official", _l("With an official answer")),
                ("accepted", _l("Solved for whoever asked")),
                ("open", _l("Not settled yet")),
            ]
        )

    def chosen(self, name: str) -> str:
        """What was chosen, or nothing."""
        known = {str(value) for value, *_rest in self[name].choices}
        return self[name].data if self[name].data in known else ""


class PeriodForm(Form):
    """Of which days the figures are."""

    days = SelectField(_l("Asked in"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lengths = ((30, _l("the last 30 days")), (90, _l("the last 90 days")), (365, _l("the last year")))
        self.days.choices = options((str(number), label) for number, label in lengths)

    @property
    def length(self) -> int:
        """So many days; 90 where nothing known was chosen."""
        return {"30": 30, "365": 365}.get(self.days.data or "", 90)


def task_of(value: str | None) -> Task | None:
    """The step that an address or a form names; anything else is none."""
    return {task.value: task for task in Task}.get(value or "")


def choose(field: Any, offered: Iterable[tuple[Any, Any]]) -> None:
    """The field offers these; the first one where nothing was chosen yet."""
    field.choices = options(list(offered))
