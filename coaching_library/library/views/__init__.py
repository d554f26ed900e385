"""The pages of the library: reading, using, learning, keeping, and files that come and go."""

from coaching_library.library.views import keeping, learning, moving, reading, using
from coaching_library.library.views.common import bp

__all__ = ["bp", "keeping", "learning", "moving", "reading", "using"]
