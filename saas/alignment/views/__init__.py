"""The pages of alignment: the tree and its branches, the map, and one's own line of sight."""

from saas.alignment.views import drawing, tree
from saas.alignment.views.common import bp

__all__ = ["bp", "drawing", "tree"]
