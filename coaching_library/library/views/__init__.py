"""The pages of the library: reading, using, keeping, and files that come and go."""

from coaching_library.library.views import keeping, moving, reading, using
from coaching_library.library.views.common import bp

__all__ = ["bp", "keeping", "moving", "reading", "using"]
