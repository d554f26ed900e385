"""The table of a plan template. What was published stays as it was: a change is published as the next version."""

from __future__ import annotations

from tenants.law import Machine, Move

KEEPERS = "head of HR, tenant admin; for their units an HR partner who may design cycles"

MACHINE = Machine(
    "plan_template",
    Move("renew", {"draft"}, "draft", KEEPERS, "a draft may be half filled"),
    Move("change", {"published"}, "published", KEEPERS, "people are offered the last version until the next is published"),
    Move("publish", {"draft", "published"}, "published", KEEPERS, "a position; goals that could be proposed but for dates"),
    Move("retire", {"draft", "published"}, "retired", KEEPERS, "plans that began with it stay as they are"),
    Move("reopen", {"retired"}, "draft", KEEPERS, "no other template bears its title"),
)
