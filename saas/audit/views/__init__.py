"""Pages of the audit log and of explanations."""

from saas.audit.views import explaining, log
from saas.audit.views.common import bp

__all__ = ["bp", "explaining", "log"]
