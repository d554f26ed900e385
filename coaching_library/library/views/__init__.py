"""The pages of the library: reading, using, keeping."""

from coaching_library.library.views import keeping, reading, using
from coaching_library.library.views.common import bp

__all__ = ["bp", "keeping", "reading", "using"]
