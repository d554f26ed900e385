"""The pages of the goals of the enterprise: lists and finding, one goal, keeping it, and checking in."""

from saas.enterprise.views import keeping, listing, one_goal
from saas.enterprise.views.common import bp

__all__ = ["bp", "keeping", "listing", "one_goal"]
