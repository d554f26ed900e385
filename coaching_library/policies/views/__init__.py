"""The pages of policies: reading, acknowledging, the desk of those who keep them, writing and publishing."""

from coaching_library.policies.views import acknowledging, keeping, publishing, reading, writing
from coaching_library.policies.views.common import bp

__all__ = ["acknowledging", "bp", "keeping", "publishing", "reading", "writing"]
