"""Home: pages that look into several rooms.

What waits for you, your own cycle, your team, the HR desk, and the people of the organisation. Nothing is decided here:
every act leads into the room whose matter it is, and every number is counted where the reader may count.
"""

from typing import TYPE_CHECKING

from saas.home import deputies, policy, rights
from saas.home.deputies import tell_of_deputy
from saas.home.queries import Turn, sight, turns
from saas.home.rights import (
    lines_to_admins,
    lost_lines,
    tell_of_grant,
    tell_of_line,
    tell_of_lost_line,
    tell_of_partner,
    tell_of_wish,
)
from saas.home.rules import Sight
from saas.home.searched import FOUND

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "FOUND", "Sight", "Turn", "lines_to_admins", "lost_lines", "policy", "sight", "tell_of_deputy", "tell_of_grant",
    "tell_of_line", "tell_of_lost_line", "tell_of_partner", "tell_of_wish", "turns",
]  # fmt: skip


def blueprints() -> "tuple[Blueprint, ...]":
    """The pages of this room."""
    from saas.home.views import bp

    deputies.register()
    rights.register()
    return (bp,)
