"""The pages of this room."""

from coaching_library.threads.views.common import bp

__all__ = ["bp"]
