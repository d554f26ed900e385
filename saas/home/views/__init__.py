"""The pages that look into several rooms."""

from saas.home.views import desk, own, people
from saas.home.views.common import bp

__all__ = ["bp", "desk", "own", "people"]
