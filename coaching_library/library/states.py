"""The tables of a library item (states f.10) and of a file of items on its way in.

What people read is the latest version; a change keeps it until the next one is published.
"""

from __future__ import annotations

from tenants.law import Machine, Move

KEEPERS = "HR partners, head of HR, whoever may publish"
PUBLISHERS = "whoever may publish, head of HR"

MACHINE = Machine(
    "library_item",
    Move("renew", {"draft"}, "draft", KEEPERS, "a draft may be half filled"),
    Move("change", {"published"}, "published", KEEPERS, "people read the last version until the next is published"),
    Move("revise", {"needs_review"}, "needs_review", KEEPERS, "the same while it needs review"),
    Move("propose", {"draft", "published", "needs_review"}, "in_review", KEEPERS, "it is whole, and differs from what is read"),
    Move("take_back", {"in_review"}, "draft", "who proposed it"),
    Move("send_back", {"in_review"}, "draft", PUBLISHERS, "with words that are kept"),
    Move("approve", {"in_review"}, "published", PUBLISHERS, "with the two-person rule another than whoever wrote or proposed"),
    Move("publish", {"draft", "published", "needs_review"}, "published", PUBLISHERS, "whole; without the two-person rule"),
    Move("fall_due", {"published"}, "needs_review", "system; rooms above", "its day has come, or what it rests on changed"),
    Move("verify", {"published", "needs_review"}, "published", PUBLISHERS, "a new day of review"),
    Move("retire", {"draft", "in_review", "published", "needs_review"}, "retired", PUBLISHERS, "its versions are kept"),
    Move("reopen", {"retired"}, "draft", KEEPERS, "nobody reads it until it is published again"),
)

IMPORT = Machine(
    "library_import",
    Move("compare", {"checking"}, "checked", "system", "every file was read"),
    Move("stumble", {"checking"}, "failed", "system", "the file can't be read at all"),
    Move("apply", {"checked"}, "applying", PUBLISHERS, "something in it is new or changed"),
    Move("finish", {"applying"}, "applied", "system", "all of it in one transaction"),
    Move("give_up", {"applying"}, "checked", "system", "the job was given up: nothing was taken over"),
    Move("drop", {"checking", "checked", "failed"}, "dropped", PUBLISHERS, "nothing was taken over"),
)
