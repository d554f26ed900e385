"""Organisations: the tenant's name, brand and defaults, its companies, units and positions.

A company is a legal entity with a letterhead, a time zone and a working calendar of its own. Companies, units and positions
are closed, never deleted, so that papers keep bearing their names. Whoever changes any of it is the tenant admin, and the
journal says so.
"""

from typing import TYPE_CHECKING

from tenants.organisations.actions import (
    NewUnit,
    add_holiday,
    change_company,
    change_organisation,
    change_position,
    close_company,
    close_position,
    close_unit,
    establish,
    make_position,
    make_unit,
    make_units,
    move_unit,
    open_company,
    remove_holiday,
    rename_unit,
    reopen_company,
    reopen_position,
    reopen_unit,
    set_scale,
    set_settings,
)
from tenants.organisations.actions.checks import Errors, differing, taken
from tenants.organisations.choices import UnitField, WhereForm, id_or_none, options, units_for, where
from tenants.organisations.events import CompanyClosed, CompanyReopened, OrganisationChanged, UnitMoved
from tenants.organisations.forms import LANGUAGES, Checkboxes, clashes, zones
from tenants.organisations.models import Company, Holiday, Organisation, Position, Unit
from tenants.organisations.queries import (
    Branch,
    add_working_days,
    bring,
    calendar,
    companies,
    company,
    dawn,
    day_of,
    flat,
    held,
    hold_structure,
    holidays,
    organisation,
    outline,
    position,
    positions,
    scale,
    setting,
    today,
    under,
    unit,
    unit_choices,
    unit_tree,
    units_above,
    units_below,
    units_over,
    unless_taken,
    working_days_between,
)
from tenants.organisations.rules import DEFAULTS, SETTINGS, Calendar, clean, folded

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "DEFAULTS",
    "LANGUAGES",
    "SETTINGS",
    "Branch",
    "Calendar",
    "Checkboxes",
    "Company",
    "CompanyClosed",
    "CompanyReopened",
    "Errors",
    "Holiday",
    "NewUnit",
    "Organisation",
    "OrganisationChanged",
    "Position",
    "Unit",
    "UnitField",
    "UnitMoved",
    "WhereForm",
    "add_holiday",
    "add_working_days",
    "bring",
    "calendar",
    "change_company",
    "change_organisation",
    "change_position",
    "clashes",
    "clean",
    "close_company",
    "close_position",
    "close_unit",
    "companies",
    "company",
    "dawn",
    "day_of",
    "differing",
    "establish",
    "flat",
    "folded",
    "held",
    "hold_structure",
    "holidays",
    "id_or_none",
    "make_position",
    "make_unit",
    "make_units",
    "move_unit",
    "open_company",
    "options",
    "organisation",
    "outline",
    "position",
    "positions",
    "remove_holiday",
    "rename_unit",
    "reopen_company",
    "reopen_position",
    "reopen_unit",
    "scale",
    "set_scale",
    "set_settings",
    "setting",
    "taken",
    "today",
    "under",
    "unit",
    "unit_choices",
    "unit_tree",
    "units_above",
    "units_below",
    "units_for",
    "units_over",
    "unless_taken",
    "where",
    "working_days_between",
    "zones",
]  # fmt: skip


def blueprints() -> "tuple[Blueprint, ...]":
    """The pages of this room."""
    from tenants.organisations.views import bp

    return (bp,)
