"""The pages of cycles."""

from saas.cycle.views import launch, own, shared, taking_part
from saas.cycle.views.common import bp

__all__ = ["bp", "launch", "own", "shared", "taking_part"]
