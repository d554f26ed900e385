"""The table of a goal of the enterprise. A closed one stays closed and is never deleted: what goes on is a new goal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants.law import Machine, Move

KEEPERS = "manager of the unit, HR partner of the unit, head of HR, tenant admin"

MACHINE = Machine(
    "enterprise_goal",
    Move("open", {"draft"}, "open", KEEPERS, "title, owner, days; a key result is whole or not there"),
    Move("renew", {"draft"}, "draft", KEEPERS, "a draft may be half filled"),
    Move("change", {"open"}, "open", KEEPERS, "everybody sees the change at once; no circle"),
    Move("check_in", {"open"}, "open", "its owner", "a day, how sure they are, words or values"),
    Move("reach", {"open"}, "reached", KEEPERS, "words"),
    Move("reach_partly", {"open"}, "partly_reached", KEEPERS, "words"),
    Move("miss", {"open"}, "not_reached", KEEPERS, "words"),
    Move("drop", {"draft", "open"}, "dropped", KEEPERS, "words"),
)

ENDINGS = {
    "reach": _l("Reached"),
    "reach_partly": _l("Partly reached"),
    "miss": _l("Not reached"),
    "drop": _l("Dropped: it is no goal any more"),
}
"""The ways to close a goal, by their verbs."""
