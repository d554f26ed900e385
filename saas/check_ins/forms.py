"""The forms of check-ins: strings in, values or messages out. Fields bear the key of their goal, key result or commitment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from saas.check_ins import rules, words
from saas.check_ins.rules import Answer, GoalAnswer, GoalSaid, ResultSaid, Said, SupportSaid
from saas.check_ins.sheets import GoalSpoken, Spoken
from saas.measures import KeyResult, decimal_text
from saas.measures.fields import NUMBER, NumberField, options
from saas.plan import GoalInForce
from tenants.law import Invalid
from tenants.web import Form

SHORT = {"rows": 2, "class": "voice"}
LONG = {"rows": 3, "class": "voice"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Signs that no draft can hold."""
_ENDS = re.compile(r"[:?.!](?:\s|$)")
"""Where the first sentence of a title ends: what follows would part it from the name of its field."""


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


def _sure() -> SelectField:
    choices = [SelectChoice("", _l("Choose")), *(SelectChoice(str(n), str(n)) for n in range(11))]
    return SelectField(_l("Confidence, 0 to 10"), coerce=_number, choices=choices, validate_choice=False)


def _choice(label: Any, table: Mapping[str, Any], empty: Any = None) -> SelectField:
    def chosen(value: Any) -> str | None:
        return value or None

    return SelectField(label, coerce=chosen, choices=options(table, empty), validate_choice=False)


def _radios(label: Any, table: Mapping[str, Any]) -> RadioField:
    choices = [SelectChoice(key, says) for key, says in table.items()]
    return RadioField(label, coerce=lambda value: value or None, choices=choices, validate_choice=False)


def _value_field(result: KeyResult) -> Any:
    label = _l("Value today")
    if result.measure in ("yes_no", "milestone"):
        yes = _l("Reached") if result.measure == "milestone" else _l("Yes")
        no = _l("Not reached yet") if result.measure == "milestone" else _l("No")
        return SelectField(label, choices=[SelectChoice("", "–"), SelectChoice("0", no), SelectChoice("1", yes)])
    if result.measure == "levels":
        steps = [SelectChoice(str(n), says) for n, says in enumerate(result.levels, 1)]
        return SelectField(label, choices=[SelectChoice("", "–"), *steps])
    return NumberField(label, render_kw=NUMBER)


def _decimal(data: Any) -> Decimal | None:
    return data if isinstance(data, Decimal) else Decimal(data) if data else None


class SayingForm(Form):
    """What the employee says. Built by `saying_form`, with the fields of each goal."""

    win = TextAreaField(_l("One thing that went well"), render_kw=SHORT)

    goals: Sequence[GoalInForce]

    def place_of(self, field: Any) -> str:
        """Which goal, or which key result of it, a field belongs to."""
        parts = str(field.name).split("/")
        if len(parts) < 3:
            return ""
        for goal in self.goals:
            known = {goal.key: goal.words.title}
            known |= {result.key: result.title for result in goal.words.key_results}
            known |= {support.key: support.words for support in goal.words.support}
            if parts[1] in known:
                return _brief(known[parts[1]])
        return ""

    @property
    def said(self) -> Said:
        """What was typed, goal by goal."""
        return Said(self.win.data or "", {goal.key: self._of(goal) for goal in self.goals})

    def _of(self, goal: GoalInForce) -> GoalSaid:
        at = f"said/{goal.key}/"
        return GoalSaid(
            self[at + "health"].data,
            self[at + "confidence"].data if not goal.words.key_results else None,
            self[at + "progress"].data or "",
            self[at + "blocker"].data or "",
            self[at + "work"].data,
            self[at + "claim"].data,
            {
                result.key: ResultSaid(
                    _decimal(self[f"said/{result.key}/value"].data), self[f"said/{result.key}/confidence"].data
                )
                for result in goal.words.key_results
            },
            {
                support.key: SupportSaid(
                    self[f"support/{support.key}/kept"].data, self[f"support/{support.key}/words"].data or ""
                )
                for support in goal.words.support
            },
        )


def saying_form(goals: Sequence[GoalInForce], sent: Mapping[str, str] | None = None) -> SayingForm:
    """The form of a check-in on these goals, filled with what was sent or is kept in a draft."""
    fields: dict[str, Any] = {}
    for goal in goals:
        at = f"said/{goal.key}/"
        fields[at + "health"] = _radios(_l("How does it go?"), words.HEALTHS)
        if not goal.words.key_results:
            fields[at + "confidence"] = _sure()
        for result in goal.words.key_results:
            fields[f"said/{result.key}/value"] = _value_field(result)
            fields[f"said/{result.key}/confidence"] = _sure()
        fields[at + "progress"] = TextAreaField(_l("What has moved?"), render_kw=SHORT)
        fields[at + "blocker"] = TextAreaField(_l("What is in the way?"), render_kw=SHORT)
        fields[at + "work"] = _choice(_l("Who did the work?"), words.WORK_OF_MINE, _l("Leave open"))
        fields[at + "claim"] = _choice(_l("Has it ended?"), words.ENDS, _l("It goes on"))
        for support in goal.words.support:
            fields[f"support/{support.key}/kept"] = _choice(_l("Was it kept?"), words.SUPPORT, _l("Say nothing now"))
            fields[f"support/{support.key}/words"] = StringField(_l("In your words"))
    form: SayingForm = _built(SayingForm, fields, sent)
    form.goals = goals
    return form


def as_typed(spoken: Spoken) -> dict[str, str]:
    """A statement as the fields that would say it again."""
    typed = {"win": spoken.statement.win}
    for goal in spoken.goals:
        at, said = f"said/{goal.goal.key}/", goal.said
        typed |= {
            at + "health": said.health,
            at + "confidence": "" if said.confidence is None else str(said.confidence),
            at + "progress": said.progress,
            at + "blocker": said.blocker,
            at + "work": said.work or "",
            at + "claim": said.claim or "",
        }
        for key, value in goal.values.items():
            typed[f"said/{key}/value"] = "" if value.value is None else decimal_text(value.value)
            typed[f"said/{key}/confidence"] = str(value.confidence)
        for key, one in goal.support.items():
            typed |= {f"support/{key}/kept": one.said or "", f"support/{key}/words": one.words}
    return typed


class AnswerForm(Form):
    """What the manager answers. Built by `answer_form`, with the fields of each goal."""

    words = TextAreaField(_l("To the whole"), render_kw=LONG)
    win = TextAreaField(_l("Your answer"), id="answer-win", render_kw=SHORT)

    goals: Sequence[GoalSpoken]

    def place_of(self, field: Any) -> str:
        """Which goal a field belongs to."""
        parts = str(field.name).split("/")
        found = (goal.goal.words.title for goal in self.goals if len(parts) > 2 and goal.goal.key == parts[1])
        return _brief(next(found, ""))

    @property
    def answer(self) -> Answer:
        """What was typed, goal by goal."""
        goals = {}
        for goal in self.goals:
            at = f"said/{goal.goal.key}/"
            sees = self[at + "sees"].data if goal.said.claim is not None else None
            goals[goal.goal.key] = GoalAnswer(self[at + "words"].data or "", self[at + "work"].data, sees)
        return Answer(self.words.data or "", self.win.data or "" if "win" in self else "", goals)


def answer_form(spoken: Spoken, sent: Mapping[str, str] | None = None) -> AnswerForm:
    """The form of an answer to what was said, filled with what was sent or is kept in a draft."""
    fields: dict[str, Any] = {}
    for goal in spoken.goals:
        at = f"said/{goal.goal.key}/"
        fields[at + "words"] = TextAreaField(_l("Your answer"), render_kw=SHORT)
        fields[at + "work"] = _choice(_l("Who did the work, as you see it?"), words.WORK_OF_THEIRS, _l("Leave open"))
        if goal.said.claim is not None:
            fields[at + "sees"] = _choice(_l("Has it ended so, as you see it?"), words.ENDS, _l("Say nothing now"))
    form: AnswerForm = _built(AnswerForm, fields, sent)
    if not spoken.statement.win:
        del form.win
    form.goals = spoken.goals
    return form


class ReplyForm(Form):
    """Something more to a point."""

    words = TextAreaField(_l("Your reply"), render_kw=SHORT)


class RhythmForm(Form):
    """How often one checks in."""

    every_days = SelectField(_l("How often?"), coerce=lambda value: _number(value), choices=options(words.RHYTHMS))


def _built(base: type[Any], fields: dict[str, Any], sent: Mapping[str, str] | None) -> Any:
    made = type(f"One{base.__name__}", (base,), fields)
    data = sent if sent is None or isinstance(sent, MultiDict) else MultiDict(sent)
    form = made(data)
    for field in form:
        if "/" in field.name:
            field.id = field.name
            field.label.field_id = field.name
    return form


def _brief(title: str) -> str:
    """What a title or a commitment begins with, as a summary names the place of a field."""
    return _ENDS.split(title.strip(), maxsplit=1)[0][:60].strip()


def can_be_kept(form: Form) -> bool:
    """Whether a draft can hold what was sent; what it can't has a message beside it. What is not said yet is no matter."""
    texts = {field.name: field.data or "" for field in form if isinstance(field, StringField | TextAreaField)}
    numbers = {field.name for field in form if isinstance(field, NumberField)}
    for field in form:
        field.errors = [*field.process_errors]
    form.refuse(Invalid(rules.length_problems({name: text for name, text in texts.items() if name not in numbers})))
    return not form.errors


def typed(form: Form, sent: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What was sent for the fields of a form, as it was typed: what a draft keeps."""
    known = {field.name for field in form}
    return {name: _CONTROL.sub("", text.replace("\r\n", "\n")) for name, text in sent if name in known}
