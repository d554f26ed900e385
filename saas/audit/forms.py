"""What the log is narrowed by."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField
from wtforms.validators import Optional

from saas.audit import words
from tenants.organisations import options
from tenants.people import PersonField
from tenants.web import Form


class SightForm(Form):
    """Who sees, and of whom."""

    reader = PersonField(_l("Who sees"), [Optional()])
    of = PersonField(_l("Of whom"), [Optional()])


class LogForm(Form):
    """Who, what kind, and when."""

    person = PersonField(_l("Who did it, or whom it is about"), [Optional()], description="")
    kind = SelectField(_l("What"), validators=[Optional()])
    starts_on = DateField(_l("From"), [Optional()])
    ends_on = DateField(_l("Until, that day included"), [Optional()])
    object = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(name, label) for name, (label, _verbs) in words.GROUPS.items()]
        self.kind.choices = options([("", _l("Everything but letters")), *groups])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """The last day does not lie before the first."""
        good = bool(super().validate(*args, **kwargs))
        if good and self.starts_on.data and self.ends_on.data and self.ends_on.data < self.starts_on.data:
            self.ends_on.errors = [_l("Choose a day that is not before the first.")]
            return False
        return good
