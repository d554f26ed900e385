"""What forms offer to choose from: pairs of value and label, and a unit out of few or very many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from tenants.web import Form
from tenants.web.fields import LongSelectField


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What a field offers, from pairs of value and label."""
    return [SelectChoice("" if value is None else str(value), label) for value, label in pairs]


def id_or_none(value: Any) -> UUID | None:
    """What a list of things offers: an id, or nothing."""
    return None if value in (None, "", "None") else value if isinstance(value, UUID) else UUID(value)


def _id_or_nothing(value: Any) -> UUID | None:
    try:
        return id_or_none(value)
    except ValueError:
        return None


class UnitField(LongSelectField):
    """A unit, out of the choices that the view gives; in a large organisation one types its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, search="settings/units/find", coerce=id_or_none, **kwargs)


class WhereForm(Form):
    """What a list is narrowed by: a company and a unit. What cannot be chosen narrows nothing."""

    company = SelectField(_l("Company"), coerce=_id_or_nothing, validate_choice=False)
    unit = UnitField(_l("Unit"))


def where(args: Any, companies: Iterable[Any], units: Iterable[Any]) -> WhereForm:
    """What the reader of a list chose of these companies and of the branches of these units."""
    form = WhereForm(args)
    form.company.choices = options([("", _l("All companies")), *((each.id, each.name) for each in companies)])
    form.unit.choices = options([("", _l("All units")), *((branch.unit.id, branch.label) for branch in units)])
    if not form.unit.validate(form):
        form.unit.data, form.unit.errors = None, ()
    return form
