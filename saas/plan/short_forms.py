"""Two short forms beside a plan: what a former manager hands over, and what the employee says to it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from tenants.web import Form


class HandoverForm(Form):
    """What the next manager should know."""

    standing = TextAreaField(
        _l("Where things stand"), description=_l("What is well under way, what is stuck, and what you have agreed in between.")
    )
    promised = TextAreaField(
        _l("What you promised and is still open"), description=_l("Help, decisions or time that you owe to these goals.")
    )


class AnswerForm(Form):
    """What the employee says to a handover note."""

    words = TextAreaField(_l("Your answer"))
