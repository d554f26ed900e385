"""The tables of a goal and of a handover (states f.3, f.4). Where a plan stands is its agreement's to say."""

from __future__ import annotations

from tenants.law import Machine, Move

OVER = ("reached", "partly_reached", "not_reached")

GOAL = Machine(
    "goal",
    Move("drop", {"agreed", "in_progress", *OVER}, "dropped", "both", "what both have signed holds it no longer"),
    Move("take_up", {"dropped"}, "agreed", "both", "what both have signed holds it again"),
    Move("renew", {"agreed"}, "agreed", "both", "what both have signed holds it, changed or not"),
    Move("go_on", {"in_progress"}, "in_progress", "both", "the same of one that is under way"),
    Move("begin", {"agreed"}, "in_progress", "the employee", "a check-in says how it goes"),
    Move("reach", {"agreed", "in_progress"}, "reached", "both", "claimed by the employee, confirmed by the manager"),
    Move("reach_partly", {"agreed", "in_progress"}, "partly_reached", "both", "the same"),
    Move("miss", {"agreed", "in_progress"}, "not_reached", "both", "the same"),
)

ENDINGS = {"reach": "reached", "reach_partly": "partly_reached", "miss": "not_reached"}
"""The ways in which both say that a goal ended, by their verbs."""

HANDOVER = Machine(
    "handover",
    Move("give", {"asked"}, "given", "the former manager", "something is written"),
    Move("lapse", {"asked"}, "lapsed", "system", "the former manager leads again, or one of the two has left"),
)
