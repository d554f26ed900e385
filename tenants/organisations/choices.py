"""What forms offer to choose from: pairs of value and label, and a unit out of few or very many."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from tenants.organisations.queries import Branch, outline
from tenants.web import Form
from tenants.web.fields import MOST, LongSelectField


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


def units_for(args: Any, *, open_only: bool = False) -> list[Branch]:
    """The units that `where` needs: all of them where one is named, else no more than tell a list from a field to type into."""
    return outline(open_only=open_only, most=None if args.get("unit") else MOST + 1)


def where(args: Any, companies: Iterable[Any], units: Iterable[Any]) -> WhereForm:
    """What the reader of a list chose of these companies and of the branches of these units."""
    form = WhereForm(args)
    if not args.get("unit"):  # then it only matters whether they are a list or a field to type into
        units = islice(units, MOST + 1)
    form.company.choices = options([("", _l("All companies")), *((each.id, each.name) for each in companies)])
    form.unit.choices = options([("", _l("All units")), *((branch.unit.id, branch.label) for branch in units)])
    if not form.unit.validate(form):
        form.unit.data, form.unit.errors = None, ()
    return form
