"""The pages of this room, all of them below `/settings/`."""

from tenants.people.views import deputies, listing, own, person, rights, wishes
from tenants.people.views.common import bp

__all__ = ["bp", "deputies", "listing", "own", "person", "rights", "wishes"]
