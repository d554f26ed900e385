"""The pages of check-ins."""

from saas.check_ins.views import one, pairs
from saas.check_ins.views.common import bp

__all__ = ["bp", "one", "pairs"]
