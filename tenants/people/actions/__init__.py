"""The verbs of this room: check, change, record. They flush and never commit; `by=None` is the operator's command."""

from tenants.people.actions.asking import ask_grant, ask_partner, confirm_right, decline_right, let_right_be
from tenants.people.actions.deputies import end_deputyship, name_deputy
from tenants.people.actions.entries import activate, add, ask_email, change, change_own, confirm_email, drop_email
from tenants.people.actions.leaving import Leaver, come_back, leave, leave_several, leaving_comes, stay
from tenants.people.actions.lines import line_begins, set_manager
from tenants.people.actions.placing import find_unit, place
from tenants.people.actions.rights import assign_partner, end_grant, end_partner, give
from tenants.people.actions.several import Entry, enter

__all__ = [
    "Entry", "Leaver", "activate", "add", "ask_email", "ask_grant", "ask_partner", "assign_partner", "change", "change_own",
    "come_back", "confirm_email", "confirm_right", "decline_right", "drop_email", "end_deputyship", "end_grant", "end_partner",
    "enter", "find_unit", "give", "leave", "leave_several", "leaving_comes", "let_right_be", "line_begins", "name_deputy",
    "place", "set_manager", "stay",
]  # fmt: skip
