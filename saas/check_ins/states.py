"""The table of a check-in (states f.5). Silence says nothing: one not said is missed, one not answered waits."""

from __future__ import annotations

from tenants.law import Machine, Move

CHECK_IN = Machine(
    "check_in",
    Move("say", {"due"}, "submitted", "the employee", "each open goal has a health and a confidence"),
    Move("say_anew", {"submitted"}, "submitted", "the employee", "until the manager has answered"),
    Move("answer", {"submitted"}, "answered", "the manager in force", "words to at least one point"),
    Move("miss", {"due"}, "missed", "system", "the next one is due"),
    Move("close", {"answered"}, "closed", "system", "the next one is due, or the line has ended"),
    Move("lapse", {"due", "submitted"}, "lapsed", "system", "the line has ended, or no plan is in force"),
)
