"""The table of a policy's version. From its day on a scheduled version is in force, whether or not it has moved yet."""

from __future__ import annotations

from tenants.law import Machine, Move

KEEPERS = "HR partners, heads of HR, publishers"
PUBLISHERS = "heads of HR, publishers"

MACHINE = Machine(
    "policy_version",
    Move("write", {"draft"}, "draft", KEEPERS, "a draft may be half filled"),
    Move("propose", {"draft"}, "review", KEEPERS, "a section; each with heading and words; from the second version on a note"),
    Move("recall", {"review"}, "draft", KEEPERS, "to write on"),
    Move("give_back", {"review"}, "draft", PUBLISHERS, "with words"),
    Move(
        "publish",
        {"review"},
        "scheduled",
        PUBLISHERS,
        "from today on; where the two-person rule is on, by nobody who wrote in it",
    ),
    Move("take_back", {"scheduled"}, "draft", PUBLISHERS, "before its day"),
    Move("enter", {"scheduled"}, "in_force", "Sameboat", "its day has come"),
    Move("supersede", {"in_force"}, "superseded", "Sameboat", "the next version is in force"),
    Move("withdraw", {"in_force"}, "withdrawn", PUBLISHERS, "with a reason, which is shown"),
)
