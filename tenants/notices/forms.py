"""Which letters somebody gets beside their inbox."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from tenants.web import Form


class ChoiceForm(Form):
    """Two ticks. Letters that one needs to come in at all are not among them."""

    at_once = BooleanField(_l("A letter at once, where something waits for my signature or answers me"))
    in_the_morning = BooleanField(_l("One letter on a working day at eight, where something waits unread"))
