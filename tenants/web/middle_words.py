"""The words of states of the middle floor: the library, policies, questions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from tenants.web.word import Word

MIDDLE: dict[str, dict[str, Word]] = {
    "library_item": {
        "draft": Word(_l("Draft")),
        "in_review": Word(_l("In review"), "wait"),
        "published": Word(_l("Published"), "good"),
        "needs_review": Word(_l("Needs review"), "bad"),
        "retired": Word(_l("Retired")),
    },
    "library_import": {
        "checking": Word(_l("Being read"), "wait"),
        "checked": Word(_l("Looked at, nothing changed yet")),
        "applying": Word(_l("Being taken over"), "wait"),
        "applied": Word(_l("Taken over"), "good"),
        "failed": Word(_l("Could not be read"), "bad"),
        "dropped": Word(_l("Put away")),
    },
    "policy": {
        "draft": Word(_l("Draft")),
        "coming": Word(_l("Not in force yet"), "wait"),
        "in_force": Word(_l("In force"), "good"),
        "withdrawn": Word(lazy_pgettext("policy", "Withdrawn"), "bad"),
    },
    "policy_version": {
        "draft": Word(_l("Draft")),
        "review": Word(_l("In review"), "wait"),
        "scheduled": Word(_l("Scheduled"), "wait"),
        "in_force": Word(_l("In force"), "good"),
        "superseded": Word(_l("Superseded")),
        "withdrawn": Word(lazy_pgettext("policy", "Withdrawn"), "bad"),
    },
    "policy_acknowledgement": {
        "asked": Word(lazy_pgettext("acknowledgement", "Asked"), "wait"),
        "read": Word(_l("Opened"), "wait"),
        "acknowledged": Word(_l("Acknowledged"), "good"),
        "overdue": Word(_l("Overdue"), "bad"),
        "void": Word(_l("Asked again since")),
    },
    "question": {
        "open": Word(lazy_pgettext("question", "Open"), "wait"),
        "waiting": Word(_l("Asked back"), "wait"),
        "answered": Word(_l("Answered"), "good"),
        "accepted": Word(_l("Solved"), "good"),
        "promoted": Word(_l("In the library"), "good"),
        "closed": Word(_l("Closed without acceptance")),
        "duplicate": Word(_l("Same as another")),
    },
    "question_official": {
        "official": Word(_l("Official"), "good"),
        "stale": Word(_l("Needs re-verification"), "bad"),
        "retired": Word(_l("Official no longer")),
    },
    "question_widening": {
        "proposed": Word(_l("Proposed"), "wait"),
        "agreed": Word(_l("Agreed"), "good"),
        "declined": Word(_l("Not agreed")),
        "taken_back": Word(_l("Taken back")),
    },
    "question_card": {
        "open": Word(_l("Needs work"), "wait"),
        "taken_up": Word(_l("Taken up"), "good"),
        "dismissed": Word(_l("Dismissed")),
    },
}
