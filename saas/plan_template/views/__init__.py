"""The pages of plan templates: the list, one template, what it is called and for whom, and its goals."""

from saas.plan_template.views import goals, keeping, reading
from saas.plan_template.views.common import bp

__all__ = ["bp", "goals", "keeping", "reading"]
