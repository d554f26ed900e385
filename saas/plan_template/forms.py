"""The forms of a template. Its goals have the form of a plan's goals, without what only the two who agree can say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from saas.plan_template.rules import TITLE, WORDS, Facts
from tenants.organisations import Checkboxes, UnitField
from tenants.web import Form


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


class TemplateForm(Form):
    """What a template is called, where it holds, and for whom."""

    title = StringField(_l("Title"), [InputRequired(_l("Give the template a title.")), Length(max=TITLE)])
    words = TextAreaField(_l("What it is for"), [Length(max=WORDS)], render_kw={"rows": 3})
    unit = UnitField(_l("Unit, with all below it"), [Optional()])
    positions = Checkboxes(_l("Positions"), coerce=_id)

    def facts(self) -> Facts:
        """What the verbs take."""
        return Facts(self.title.data or "", self.words.data or "", self.unit.data, frozenset(self.positions.data or ()))
