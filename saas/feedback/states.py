"""The tables of a request for feedback and of feedback. Declining needs no reason; nothing happens by silence but expiry."""

from __future__ import annotations

from tenants.law import Machine, Move

ASKED = "whoever is asked"

REQUEST = Machine(
    "feedback_request",
    Move("accept", {"asked"}, "accepted", ASKED, "until its last day"),
    Move("give", {"asked", "accepted"}, "given", ASKED, "until its last day; at least one question is answered"),
    Move("decline", {"asked", "accepted"}, "declined", ASKED, "no reason is asked for"),
    Move("expire", {"asked", "accepted"}, "expired", "Sameboat", "its last day is over, somebody left, or the line ended"),
)

FEEDBACK = Machine(
    "feedback",
    Move("change", {"given"}, "given", "whoever gave it", "nobody else has opened it"),
    Move("show", {"given"}, "shown", "whoever else may read it", "by opening it"),
)
