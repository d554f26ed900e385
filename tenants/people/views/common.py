"""What the pages about people share."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tenants import organisations
from tenants.web.dates import long_day

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


def tell_saved(starts_on: date) -> None:
    """Say that a dated relation is kept; of one that begins later, from which day on it holds."""
    if starts_on > organisations.today():
        flash(_("Saved. It holds from %(day)s on; until then nothing changes.", day=long_day(starts_on)))
    else:
        flash(_("Saved."))
