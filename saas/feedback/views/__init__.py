"""The pages of feedback: three lists, asking and answering a request, writing, and what was given."""

from saas.feedback.views import asking, lists, one, writing
from saas.feedback.views.common import bp

__all__ = ["asking", "bp", "lists", "one", "writing"]
