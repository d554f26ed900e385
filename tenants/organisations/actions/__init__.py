"""The verbs of this room: check, change, record. They flush and never commit; `by=None` is the operator's command."""

from tenants.organisations.actions.companies import (
    add_holiday,
    change_company,
    close_company,
    open_company,
    remove_holiday,
    reopen_company,
)  # fmt: skip
from tenants.organisations.actions.organisation import change_organisation, establish, set_scale, set_settings
from tenants.organisations.actions.positions import change_position, close_position, make_position, reopen_position
from tenants.organisations.actions.units import NewUnit, close_unit, make_unit, make_units, move_unit, rename_unit, reopen_unit

__all__ = [
    "NewUnit", "add_holiday", "change_company", "change_organisation", "change_position", "close_company", "close_position",
    "close_unit", "establish", "make_position", "make_unit", "make_units", "move_unit", "open_company", "remove_holiday",
    "rename_unit", "reopen_company", "reopen_position", "reopen_unit", "set_scale", "set_settings",
]  # fmt: skip
