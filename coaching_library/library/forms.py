"""What may be typed for the library: strings in, values or messages out. How long words may be is said by the verbs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from coaching_library import audience as audiences
from coaching_library.library import words
from coaching_library.library.content import KINDS, SKILLS, TASKS, TONGUES, TOPICS, Anchor, Content
from coaching_library.library.rules import ALSO, ALSO_LENGTH, ANCHORS, KEY, STEPS, split_words
from coaching_library.topics import PHASES, SIGNALS, Phase, Signal, Skill, Task, Topic
from tenants.people import PersonField
from tenants.web import Form

DATE = {"type": "date"}


def choices(pairs: Iterable[tuple[str, Any]], empty: Any = None) -> list[SelectChoice]:
    """What a list offers; with `empty` first what stands for nothing."""
    first = [SelectChoice("", empty)] if empty is not None else []
    return first + [SelectChoice(value, label) for value, label in pairs]


def topic_choices() -> list[tuple[str, Any]]:
    """Each topic and its name."""
    return [(key, Topic(key).label) for key in TOPICS]


def skill_choices() -> list[tuple[str, Any]]:
    """Each skill and its name."""
    return [(key, Skill(key).label) for key in SKILLS]


def task_choices() -> list[tuple[str, Any]]:
    """Each step and its name."""
    return [(key, Task(key).label) for key in TASKS]


class ItemForm(Form):
    """What an item says. While it is a draft, most may be missing."""

    kind = SelectField(_l("Kind"), choices=choices([(key, words.KINDS[key]) for key in KINDS]))
    language = SelectField(_l("Language"), choices=choices([(key, words.LANGUAGES[key]) for key in TONGUES]))
    title = StringField(_l("Title"), [InputRequired(_l("Give it a title."))])
    summary = TextAreaField(_l("What it helps with, in one sentence"), render_kw={"rows": 2})
    topic = SelectField(_l("What it belongs to"), choices=choices(topic_choices()))
    skill = SelectField(_l("Skill"), [Optional()], choices=choices(skill_choices(), _l("None in particular")))
    audience = SelectField(_l("For whom"), choices=choices(audiences.choices()))
    body = TextAreaField(_l("Text"), render_kw={"rows": 18, "class": "voice"})
    also = TextAreaField(
        _l("Other words that people use for it"), [Length(max=ALSO * (ALSO_LENGTH + 2))], render_kw={"rows": 2}
    )
    wording = TextAreaField(_l("Words to use at the step"), render_kw={"rows": 3, "class": "voice"})
    level = SelectField(_l("The level that HR would say"), [Optional()], validate_choice=False)
    after = TextAreaField(_l("What is shown afterwards"), render_kw={"rows": 8, "class": "voice"})
    steps = TextAreaField(_l("Steps of the path"), [Length(max=STEPS * (KEY + 5))], render_kw={"rows": 5})
    seed = HiddenField()

    def content(self, anchors: tuple[Anchor, ...]) -> Content:
        """What was typed, as the verbs take it."""
        return Content(
            kind=self.kind.data or "",
            topic=self.topic.data or "",
            title=self.title.data or "",
            skill=self.skill.data or "",
            audience=self.audience.data or "",
            summary=self.summary.data or "",
            body=self.body.data or "",
            also=split_words(self.also.data or ""),
            wording=self.wording.data or "",
            after=self.after.data or "",
            level=self.level.data or "",
            steps=tuple(each.removesuffix(".md") for each in split_words(self.steps.data or "")),
            anchors=anchors,
        )


def typed(content: Content) -> dict[str, Any]:
    """What stands in the form of an item that says this."""
    found = content.to_columns()
    return found | {"also": ", ".join(content.also), "steps": "\n".join(content.steps)}


class AnchorForm(Form):
    """One step at which an item is shown."""

    task = SelectField(_l("Step"), [Optional()], choices=choices(task_choices(), _l("No step")))
    phase = SelectField(
        _l("When"), [Optional()], choices=choices([(each.value, PHASES[each]) for each in Phase], _l("At any time"))
    )
    signal = SelectField(
        _l("Where it shows that"),
        [Optional()],
        choices=choices([(each.value, SIGNALS[each]) for each in Signal], _l("Anything")),
    )

    def place_of(self, _field: Any) -> str:
        """Which of the steps it is, for the summary."""
        return str(_("Step %(no)s", no=int(self._prefix.strip("-").rpartition("-")[2]) + 1))

    def anchor(self) -> Anchor | None:
        """The step, or None where none was chosen."""
        return Anchor(self.task.data, self.phase.data or "", self.signal.data or "") if self.task.data else None


def anchor_rows(formdata: Any = None, anchors: Iterable[Anchor] = ()) -> list[AnchorForm]:
    """Rows for steps, filled with what was sent, or else with these: two more than there are, as far as there may be more."""
    there = list(anchors)
    sent = [n for n in range(ANCHORS) if formdata is not None and formdata.get(f"anchors-{n}-task")]
    rows = []
    for n in range(min(ANCHORS, max([len(there), *(each + 1 for each in sent)]) + 2)):
        data = {"task": there[n].task, "phase": there[n].phase, "signal": there[n].signal} if n < len(there) else {}
        rows.append(AnchorForm(formdata, data=data, prefix=f"anchors-{n}-"))
    return rows


def read_anchors(rows: Iterable[AnchorForm]) -> tuple[Anchor, ...]:
    """The steps that were chosen."""
    return tuple(each for each in (row.anchor() for row in rows) if each is not None)


class RemarkForm(Form):
    """What is said with a proposal, or when a draft goes back."""

    words = TextAreaField(_l("A word with it"), render_kw={"rows": 3, "class": "voice"})


def remark_form(name: str, label: Any, formdata: Any = None) -> RemarkForm:
    """The same for one of several on a page: its own label and id."""
    form = RemarkForm(formdata)
    form.words.label.text = label
    form.words.id = form.words.label.field_id = f"{name}-words"
    return form


class KeepForm(Form):
    """Who answers for an item, and until when it counts as verified."""

    owner = PersonField(_l("Who answers for it"), [InputRequired(_l("Say who answers for it."))])
    review_on = DateField(_l("To be looked at again on"), [InputRequired(_l("Enter a day."))], render_kw=DATE)


class VerifyForm(Form):
    """Until when an item counts as verified."""

    review_on = DateField(
        _l("To be looked at again on"), [InputRequired(_l("Enter a day."))], id="verified-until", render_kw=DATE
    )


class ExerciseForm(Form):
    """What somebody writes for themselves."""

    words = TextAreaField(_l("What do you write down?"), render_kw={"rows": 6, "class": "voice"})
    no = HiddenField()

    @property
    def number(self) -> int:
        """For the how-manieth time, as the page that was sent says; 0, which nothing is, where it does not."""
        text = self.no.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


class RateForm(Form):
    """How somebody would rate a vignette, and why."""

    level = RadioField(_l("Which level is it?"), [InputRequired(_l("Choose a level."))], validate_choice=False)
    words = TextAreaField(_l("Why?"), render_kw={"rows": 4, "class": "voice"})
    read = HiddenField()
    """The version that was read."""


class NarrowForm(Form):
    """What of the library is listed. What can't be chosen narrows nothing."""

    q = StringField(_l("In your own words"))
    topic = SelectField(_l("What it belongs to"), choices=choices(topic_choices(), _l("Every topic")), validate_choice=False)
    skill = SelectField(_l("Skill"), choices=choices(skill_choices(), _l("Every skill")), validate_choice=False)
    kind = SelectField(
        _l("Kind"), choices=choices([(key, words.KINDS[key]) for key in KINDS], _l("Every kind")), validate_choice=False
    )
    task = SelectField(_l("For the step"), choices=choices(task_choices(), _l("Every step")), validate_choice=False)
    language = SelectField(
        _l("Language"),
        choices=choices([(key, words.LANGUAGES[key]) for key in TONGUES], _l("As I read best")),
        validate_choice=False,
    )

    def chosen(self, name: str) -> str:
        """What was chosen of a list, or nothing."""
        known = {each.value for each in self[name].choices}
        return self[name].data if self[name].data in known else ""


class UploadForm(Form):
    """Files on their way into the library."""

    files = MultipleFileField(
        _l("Files to bring in"),
        description=_l("A ZIP of Markdown files, or several .md files at once: at most 5,000 files and 20 MB."),
        render_kw={"accept": ".zip,.md,.markdown"},
    )
    folder = MultipleFileField(
        _l("Or a whole folder"),
        description=_l("Up to %(most)s files; a larger folder as a ZIP. Browsers without this offer single files.", most="900"),
        render_kw={"webkitdirectory": True},
    )
    topic = SelectField(_l("Topic of files that name none"), choices=choices(topic_choices()))
    audience = SelectField(_l("Readers, if a file names none"), choices=choices(audiences.choices()))
    language = SelectField(_l("Language of files that name none"), choices=choices([(k, words.LANGUAGES[k]) for k in TONGUES]))
    publishes = BooleanField(_l("Publish at once what is taken over"))
