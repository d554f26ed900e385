"""The forms of a template. Its goals have the form of a plan's goals, without what only the two who agree can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from saas.plan_template.rules import TITLE, WORDS, Facts
from tenants.organisations import Checkboxes, UnitField, folded, options
from tenants.web import Form

MANY = 60
"""Positions that are all shown, each with its box. Of more, those chosen are shown and those that were searched for."""
FOUND = 40
"""How many of those that fit a search are shown."""


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


class TemplateForm(Form):
    """What a template is called, where it holds, and for whom."""

    title = StringField(_l("Title"), [InputRequired(_l("Give the template a title.")), Length(max=TITLE)])
    words = TextAreaField(_l("What it is for"), [Length(max=WORDS)], render_kw={"rows": 3})
    unit = UnitField(_l("Unit, with all below it"), [Optional()])
    q = StringField(_l("Find positions"))
    asked = HiddenField()
    """What was searched for on the page that was sent."""
    positions = Checkboxes(_l("Positions"), coerce=_id)
    is_long: bool = False
    left_out: int = 0
    """How many more fit the search than are shown."""

    @property
    def asks(self) -> bool:
        """Whether other positions are searched for than the page showed: then they are shown first, and nothing is saved."""
        return self.is_long and (self.q.data or "").strip() != (self.asked.data or "").strip()

    def offer(self, titles: Mapping[UUID, str]) -> None:
        """These positions may be chosen. Whatever is chosen already is always shown, before those that fit the search."""
        self.is_long = len(titles) > MANY
        shown = list(titles)
        if self.is_long:
            chosen = set(self.positions.data or ())
            words = folded(self.q.data or "").split()
            fits = [each for each in titles if each not in chosen and all(w in folded(titles[each]) for w in words) and words]
            shown = [each for each in titles if each in chosen] + fits[:FOUND]
            self.left_out = len(fits[FOUND:])
        self.positions.choices = options([(each, titles[each]) for each in shown])

    def facts(self) -> Facts:
        """What the verbs take."""
        return Facts(self.title.data or "", self.words.data or "", self.unit.data, frozenset(self.positions.data or ()))
