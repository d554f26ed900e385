"""The verbs of a goal of the enterprise: make, change, open, close, check in. Each checks, changes and records."""

from saas.enterprise.actions.checking_in import check_in
from saas.enterprise.actions.keeping import change, close, make, open_goal

__all__ = ["change", "check_in", "close", "make", "open_goal"]
