"""The pages of this room, all of them below `/settings/` but the style sheet of the organisation's colour."""

from tenants.organisations.views import companies, organisation, positions, units
from tenants.organisations.views.common import bp

__all__ = ["bp", "companies", "organisation", "positions", "units"]
