"""The pages that look into several rooms."""

from saas.home.views import chart, desk, own, people
from saas.home.views.common import bp

__all__ = ["bp", "chart", "desk", "own", "people"]
