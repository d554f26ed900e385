"""The verbs of this room: check, change, record. They flush and never commit; `by=None` is the operator's command."""

from tenants.people.actions.entries import activate, add, ask_email, change, change_own, confirm_email, drop_email
from tenants.people.actions.leaving import come_back, leave, leaving_comes, stay
from tenants.people.actions.lines import line_begins, set_manager
from tenants.people.actions.placing import find_unit, place
from tenants.people.actions.rights import assign_partner, end_grant, end_partner, give

__all__ = [
    "activate", "add", "ask_email", "assign_partner", "change", "change_own", "come_back", "confirm_email", "drop_email",
    "end_grant", "end_partner", "find_unit", "give", "leave", "leaving_comes", "line_begins", "place", "set_manager", "stay",
]  # fmt: skip
