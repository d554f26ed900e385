"""The table of a cycle (states f.2). Phases after work join with their rooms; nothing is ever agreed by a date."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants.law import Machine, Move

MACHINE = Machine(
    "cycle",
    Move("make_ready", {"draft"}, "ready", "HR, tenant admin", "HR's cycle; readiness: nothing is missing"),
    Move("reopen_draft", {"ready"}, "draft", "HR, tenant admin", "not launched"),
    Move(
        "open_planning",
        {"ready"},
        "planning",
        "HR, tenant admin; system on date",
        "nobody stands in another running cycle of HR's",
    ),
    Move(
        "start_work",
        {"planning"},
        "working",
        "HR, tenant admin; system on date",
        "plans not agreed stay open; none is agreed by itself",
    ),
    Move("cancel", {"draft", "ready", "planning"}, "cancelled", "HR, tenant admin", "no signed plan; a reason"),
    Move("ask", {"draft"}, "asked", "employee (own cycle)", "dates in order and within the organisation's limits"),
    Move("answer_later", {"asked"}, "draft", "manager (own cycle)", "words say why not yet"),
    Move("take_back", {"asked"}, "draft", "employee (own cycle)", "the manager has not answered"),
    Move("agree", {"asked"}, "working", "manager (own cycle)", "the first plan may be drafted"),
)

PARTICIPATION = Machine(
    "participation",
    Move("excuse", {"in"}, "excused", "whoever manages the cycle", "a reason that the person can read; nobody themselves"),
    Move("include", {"excused"}, "in", "whoever manages the cycle", "they have a manager and stand in no other running cycle"),
)

OPEN_FOR_PLANS = frozenset({"planning", "working"})
"""States in which plans of the cycle may be drafted, proposed and signed."""

RUNNING = frozenset({"planning", "working", "appraising"})
"""States in which a person may stand in one shared cycle only: before its diagnosis."""

REASON_LABELS = {
    "new_joiner": _l("New in the organisation"),
    "new_role": _l("New role"),
    "project": _l("Project"),
}
"""Why an employee opens an own cycle."""
