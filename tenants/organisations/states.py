"""Where companies, units and positions can stand. They are closed and opened again, never deleted."""

from __future__ import annotations

from tenants.law import Machine, Move

WHO = "tenant admin"

COMPANY = Machine(
    "company",
    Move("close", {"open"}, "closed", who=WHO, guard="nobody is placed there and no room has a reason against it"),
    Move("reopen", {"closed"}, "open", who=WHO),
)

UNIT = Machine(
    "unit",
    Move("close", {"open"}, "closed", who=WHO, guard="nobody is placed there and no unit below is open"),
    Move("reopen", {"closed"}, "open", who=WHO, guard="its company and the unit above are open"),
)

POSITION = Machine(
    "position",
    Move("close", {"open"}, "closed", who=WHO),
    Move("reopen", {"closed"}, "open", who=WHO),
)
