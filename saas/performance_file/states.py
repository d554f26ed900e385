"""The tables of an entry and of a contest (states f.5). Sealing is the system's; silence settles nothing."""

from __future__ import annotations

from tenants.law import Machine, Move

ENTRY = Machine(
    "file_entry",
    Move("reword", {"open"}, "open", "its author", "before it is sealed; how it read before is kept"),
    Move("withdraw", {"open"}, "withdrawn", "its author", "before it is sealed; that it was there stays"),
    Move("seal", {"open"}, "sealed", "system", "its days of editing are over"),
)

CONTEST = Machine(
    "file_contest",
    Move("settle", {"contested"}, "contested", "one of the two", "the other one has not said so yet"),
    Move("resolve", {"contested"}, "resolved", "both", "both have said that it is settled"),
    Move("stand", {"contested"}, "stands", "who wrote it; system", "with words, or the line between the two has ended"),
    Move("fall", {"contested"}, "fallen", "system", "the entry was withdrawn"),
)
