"""The forms of a draft. A field is called by the address of its line inside the goal; what can't be read comes back as typed.

A half-filled goal is fine here: what is missing is said when it is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field

from saas.enterprise import GoalField
from saas.measures import decimal_text
from saas.measures.fields import DATE, NUMBER, DayField, options, result_fields
from saas.plan import words as labels
from saas.plan.content import ContentError, Contribution, Goal, KeyResult, Support, new_key
from saas.plan.levels import Scale
from saas.plan.rules import NotAPercent, parse_percent, percent_text
from tenants.agreements.lines import path_of
from tenants.law import Invalid
from tenants.web import Form, named

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ROWS = ("key_results", "support")


class PercentField(StringField):
    """A share: typed as percent, kept as basis points. Empty is nought."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Basis points, or a message; what was typed stays in the field, and what was not sent stays as it was."""
        try:
            if valuelist:
                self.data = parse_percent(valuelist[0]) if valuelist[0].strip() else 0
        except NotAPercent as error:
            raise ValueError(str(error)) from None

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else percent_text(self.data or 0) if self.data else ""


_TEXT = {"rows": 4}


class WordsForm(Form):
    """What somebody says or asks."""

    words = TextAreaField(_l("Your words"), render_kw={"rows": 3})


PARTS = {"key_results": _l("Key results"), "support": _l("Support by the manager"), "criteria": _l("Success criteria")}
"""What has rows, in words."""


class GoalForm(Form):
    """One goal. Built by `goal_form`, which adds a field for each row and each level of the scale."""

    title = StringField(_l("Title"))
    words = TextAreaField(_l("What it is about"), render_kw=_TEXT)
    kind = RadioField(_l("Kind"), choices=options(labels.KINDS))
    weight = PercentField(_l("Weight"), render_kw={**NUMBER, "data-sum": "weights"})
    due_on = DayField(_l("Due"), render_kw=DATE)
    challenge = SelectField(_l("Challenge"), choices=options(labels.CHALLENGE, _l("Not said yet")))
    outlives = BooleanField(_l("It goes on after the cycle"))
    contributes = GoalField(_l("Contributes to"))

    order: dict[str, list[str]]
    levels: list[str]
    chosen: dict[str, Contribution | None]
    """What was found for each field that says what something contributes to (`choose`)."""

    unfound: dict[str, str]
    """What to say where nothing was found."""

    def choosing(self, stored: Goal) -> list[tuple[str, str]]:
        """Name and words of each such field in which something new was typed; what stands there already, or nothing, is
        chosen.
        """
        new: list[tuple[str, str]] = []
        self.chosen, self.unfound = {}, {}
        for name in ("contributes", *(f"key_results/{key}/contributes" for key in self.order["key_results"])):
            if name not in self:
                continue
            typed, there = self[name].data or "", contribution_of(stored, name)
            if typed and (there is None or there.label != typed):
                new.append((name, typed))
            else:
                self.chosen[name] = there if typed else None
        return new

    def rows(self, name: str) -> list[str]:
        """The keys of the rows, in their order."""
        return self.order[name]

    def place_of(self, field: Any) -> str:
        """Which key result, commitment, or criterion a field belongs to, as the page counts them."""
        rows, _slash, rest = str(field.name).partition("/")
        if rows == "criteria":
            return str(_("Success criteria"))
        if rows not in ROWS:
            return ""
        no = self.order[rows].index(rest.partition("/")[0]) + 1
        return str(_("Key result %(no)s", no=no) if rows == "key_results" else _("Commitment %(no)s", no=no))

    def read(self, stored: Goal) -> Goal:
        """The goal as it was entered; a field that can't be read keeps what is stored. Messages stand at the fields.

        Raises Invalid where the whole has too many rows.
        """
        self.validate()
        for name, message in self.unfound.items():
            self._fields[name].errors = [*self._fields[name].errors, message]
        data = self._json(stored)
        while True:
            try:
                return Goal.read(data, ("goals", stored.key))
            except ContentError as error:
                name = "/".join(error.path[2:])
                field = self._fields.get(name)
                if field is None:
                    raise Invalid({"": named(str(PARTS.get(error.path[2], error.path[2])), error.message)}) from None
                field.errors = [*field.errors, error.message]
                _put(data, error.path[2:], _stored(stored, error.path[2:]))

    def _json(self, stored: Goal) -> dict[str, Any]:
        def value(name: str) -> Any:
            field = self._fields.get(name)
            if field is None:  # a form without what only the two can say
                return None
            return _stored(stored, path_of(name)) if field.errors else _plain(field.data)

        data: dict[str, Any] = {"key": stored.key, "outlives": bool(self.outlives.data)}
        for name in ("title", "words", "weight", "due_on"):
            data[name] = value(name)
        data["kind"] = self.kind.data if not self.kind.errors else stored.kind
        data["challenge"] = None
        if "challenge" in self:
            data["challenge"] = int(self.challenge.data) if self.challenge.data and not self.challenge.errors else None
        known = {key: text for key, text in stored.criteria.items() if key not in self.levels}
        data["criteria"] = known | {level: value(f"criteria/{level}") for level in self.levels}
        results, supports = KeyResult(new_key()).to_json(), Support(new_key()).to_json()
        for rows, blank in (("key_results", results), ("support", supports)):
            data[rows] = [
                {"key": key}
                | {part: value(f"{rows}/{key}/{part}") for part in blank if part != "key"}
                | self._contributes(f"{rows}/{key}/contributes", stored)
                for key in self.order[rows]
            ]
        return data | self._contributes("contributes", stored)

    def _contributes(self, name: str, stored: Goal) -> dict[str, Any]:
        """The line of that name, where there is one: what was chosen, or what is stored where nothing could be."""
        if name not in self._fields:
            return {}
        to = contribution_of(stored, name) if self._fields[name].errors else self.chosen.get(name)
        return {"contributes": to.to_json()} if to is not None else {}


def contribution_of(stored: Goal, name: str) -> Contribution | None:
    """What the goal, or the key result in the name of the field, contributes to as it is stored."""
    parts = name.split("/")
    if len(parts) == 1:
        return stored.contributes
    return next((each.contributes for each in stored.key_results if each.key == parts[1]), None)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return decimal_text(value) if isinstance(value, Decimal) else value


def _stored(stored: Goal, path: Iterable[str]) -> Any:
    """What is stored at this place of the goal; what an empty one has where there is nothing."""
    here: Any = stored.to_json()
    steps = list(path)
    for step in steps:
        if isinstance(here, list):
            blank = KeyResult(step) if steps[0] == "key_results" else Support(step)
            here = next((item for item in here if item["key"] == step), blank.to_json())
        else:
            here = here.get(step, "")
    return here


def _put(data: Any, path: Iterable[str], value: Any) -> None:
    here, steps = data, list(path)
    for step in steps[:-1]:
        here = next(item for item in here if item["key"] == step) if isinstance(here, list) else here[step]
    here[steps[-1]] = value


OF_THE_TWO = ("due_on", "challenge", "contributes", "by_on")
"""What only the two who agree can say of a goal, by the last word of its field."""


def goal_form(goal: Goal, scale: Scale, sent: MultiDict[str, str] | None = None, *, general: bool = False) -> GoalForm:
    """The form of a goal: filled from what is stored, or from what was sent, rows and all.

    `general` leaves out what only the two who agree can say: dates, how hard it is for this person, what it contributes to.
    """
    order = {
        "key_results": [each.key for each in goal.key_results],
        "support": [each.key for each in goal.support],
    }
    if sent is not None:
        order |= {name: found for name in ROWS if (found := _keys(sent, name))}
    levels = [*scale.keys, *(key for key in goal.criteria if key not in scale.keys)]
    fields: dict[str, Any] = {}
    for key in levels:
        label = scale.level(key).label if key in scale.keys else key
        fields[f"criteria/{key}"] = TextAreaField(label, render_kw={"rows": 2})
    for key in order["key_results"]:
        fields |= result_fields(f"key_results/{key}/")
        fields[f"key_results/{key}/contributes"] = GoalField(_l("Contributes to"))
    for key in order["support"]:
        fields |= _support_fields(f"support/{key}/")
    if general:
        fields = {name: field for name, field in fields.items() if name.rpartition("/")[2] not in OF_THE_TWO}
        fields |= dict.fromkeys(OF_THE_TWO[:3])
    made: type[GoalForm] = type("OneGoalForm", (GoalForm,), fields)
    form = made(sent, data=_filled(goal, levels))
    form.order, form.levels = order, levels
    form.chosen, form.unfound = {}, {}
    for field in form:
        field.id = field.name
        field.label.field_id = field.name
    return form


def _keys(sent: Iterable[str], rows: str) -> list[str]:
    """The keys of the rows that were sent, in the order of their fields."""
    parts = (name.split("/") for name in sent if name.startswith(f"{rows}/"))
    return [key for key in dict.fromkeys(part[1] for part in parts) if _KEY.fullmatch(key)][:50]


def _support_fields(at: str) -> dict[str, Field]:
    return {
        at + "kind": SelectField(_l("Kind of support"), choices=options(labels.SUPPORT), default="time"),
        at + "words": TextAreaField(_l("What the manager will do"), render_kw={"rows": 2}),
        at + "by_on": DayField(_l("By"), render_kw=DATE),
    }


def _filled(goal: Goal, levels: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": goal.title,
        "words": goal.words,
        "kind": goal.kind,
        "weight": goal.weight,
        "due_on": goal.due_on,
        "challenge": str(goal.challenge or ""),
        "outlives": goal.outlives,
        "contributes": goal.contributes.label if goal.contributes else "",
    }
    data |= {f"criteria/{key}": goal.criteria.get(key, "") for key in levels}
    for result in goal.key_results:
        for part in ("title", "measure", "direction", "start", "target", "unit", "levels", "due_on"):
            data[f"key_results/{result.key}/{part}"] = getattr(result, part)
        data[f"key_results/{result.key}/contributes"] = result.contributes.label if result.contributes else ""
    for support in goal.support:
        for part in ("kind", "words", "by_on"):
            data[f"support/{support.key}/{part}"] = getattr(support, part)
    return data


class Weights:
    """The weights of all goals on one page: what was typed, what it means, what can't be read."""

    def __init__(self, goals: Iterable[Goal], sent: Mapping[str, str] | None = None) -> None:
        self.typed: dict[str, str] = {}
        self.points: dict[str, int] = {}
        self.errors: dict[str, str] = {}
        for goal in goals:
            text = (sent or {}).get(f"weight/{goal.key}")
            self.typed[goal.key] = text if text is not None else percent_text(goal.weight)
            try:
                self.points[goal.key] = parse_percent(text) if text and text.strip() else 0 if text == "" else goal.weight
            except NotAPercent as error:
                self.errors[goal.key] = str(error)
