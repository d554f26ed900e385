"""The pages of this room: the timeline, an entry and what is said to it, drafts, private notes, and one's own export."""

from saas.performance_file.views import answering, drafting, notes, reading
from saas.performance_file.views.common import bp

__all__ = ["answering", "bp", "drafting", "notes", "reading"]
