"""Where a person stands as an account."""

from __future__ import annotations

from tenants.law import Machine, Move

PERSON = Machine(
    "person",
    Move("activate", {"invited"}, "active", who="the person, by the link of the invitation"),
    Move(
        "leave",
        {"invited", "active"},
        "left",
        who="tenant admin, or the system on the day",
        guard="somebody else stays tenant admin",
    ),
    Move("return", {"left"}, "invited", who="tenant admin"),
)
