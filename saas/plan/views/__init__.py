"""The pages of the plan room: reading an agreement, acting on it, writing a draft, and choosing line by line."""

from saas.plan.views import acts, beside, drafting, merging, one_goal, reading, together
from saas.plan.views.common import bp

__all__ = ["acts", "beside", "bp", "drafting", "merging", "one_goal", "reading", "together"]
