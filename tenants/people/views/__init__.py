"""The pages of this room, all of them below `/settings/`."""

from tenants.people.views import listing, own, person, rights
from tenants.people.views.common import bp

__all__ = ["bp", "listing", "own", "person", "rights"]
