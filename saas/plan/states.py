"""The tables of a goal and of a handover (states f.3). Where a plan stands is its agreement's to say; progress joins with its
room.
"""

from __future__ import annotations

from tenants.law import Machine, Move

GOAL = Machine(
    "goal",
    Move("drop", {"agreed"}, "dropped", "both", "what both have signed holds it no longer"),
    Move("take_up", {"dropped"}, "agreed", "both", "what both have signed holds it again"),
    Move("renew", {"agreed"}, "agreed", "both", "what both have signed holds it, changed or not"),
)

HANDOVER = Machine(
    "handover",
    Move("give", {"asked"}, "given", "the former manager", "something is written"),
    Move("lapse", {"asked"}, "lapsed", "system", "the former manager leads again, or has left"),
)
