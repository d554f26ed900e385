"""What the pages about people share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from tenants import organisations

bp = Blueprint("people", __name__)

NO_UNIT = ("", _l("Choose a unit"))
NO_POSITION = ("", _l("None"))
ALL = ("", _l("All"))


def place_choices(form: Any) -> Any:
    """The form with the units and positions that take people in."""
    form.unit.choices = organisations.options([NO_UNIT, *organisations.unit_choices()])
    positions = organisations.positions(open_only=True)
    form.position.choices = organisations.options([NO_POSITION, *((p.id, p.title) for p in positions)])
    return form
