"""Where a person stands as an account, and where a right that somebody asked for themselves."""

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

RIGHT_WISH = Machine(
    "right_wish",
    Move(
        "confirm", {"waiting"}, "confirmed", who="another tenant admin or a head of HR", guard="who asked is tenant admin still"
    ),
    Move("decline", {"waiting"}, "declined", who="another tenant admin or a head of HR"),
    Move("let_be", {"waiting"}, "dropped", who="whoever asked, or the system when they leave"),
)
