"""Reading policies: one with its versions, lists, what is cited, who is in an audience, and who has acknowledged."""

from coaching_library.policies.queries.asked import (
    ASKED,
    Narrowed,
    Owed,
    ToTell,
    acknowledged,
    counts,
    owed,
    owed_rows,
    to_be_told,
    waiting_policies,
    who_is_asked,
)
from coaching_library.policies.queries.lists import Listed, acknowledgements_of, listed, to_come, to_look_at
from coaching_library.policies.queries.one import (
    acknowledged_by,
    clauses_of,
    counterparts_of,
    due_to_enter,
    has_read,
    is_title_taken,
    last_number,
    one_of,
    returns_of,
    section,
    sections_of,
    sheet,
    sheet_anew,
    sheets,
    version_sheet,
)
from coaching_library.policies.queries.quoting import (
    Choice,
    Cited,
    Citing,
    address,
    choices_to_cite,
    cited,
    citing,
    clauses_for,
    label_of,
    register_citing,
    worn,
)
from coaching_library.policies.queries.status import Owing, Status, UnitCount, status

__all__ = [
    "ASKED", "Choice", "Cited", "Citing", "Listed", "Narrowed", "Owed", "Owing", "Status", "ToTell", "UnitCount",
    "acknowledged", "acknowledged_by", "acknowledgements_of", "address", "choices_to_cite", "cited", "citing", "clauses_for",
    "clauses_of", "counterparts_of", "counts", "due_to_enter", "has_read", "is_title_taken", "label_of", "last_number",
    "listed", "one_of", "owed", "owed_rows", "register_citing", "returns_of", "section", "sections_of", "sheet", "sheet_anew",
    "sheets", "status", "to_be_told", "to_come", "to_look_at", "version_sheet", "waiting_policies", "who_is_asked", "worn",
]  # fmt: skip
