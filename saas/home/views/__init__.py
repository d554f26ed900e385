"""The pages that look into several rooms."""

from saas.home.views import chart, desk, managers, own, people
from saas.home.views.common import bp

__all__ = ["bp", "chart", "desk", "managers", "own", "people"]
