"""The words of notices about performance files, of kinds of entries, and of what arrives by itself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

KINDS = {
    "achievement": _l("Achievement"),
    "shortfall": _l("Shortfall"),
    "obstacle": _l("Obstacle"),
    "help_given": _l("Help given"),
    "feedback": _l("Feedback"),
    "thanks": _l("Thanks"),
    "agreement": _l("Agreement"),
    "meeting": _l("A talk"),
    "check_in": _l("Check-in"),
    "handover": _l("Handover"),
    "correction": _l("Correction"),
}
ICONS = {
    "achievement": "flag",
    "shortfall": "triangle-alert",
    "obstacle": "milestone",
    "help_given": "hand-helping",
    "feedback": "message-square",
    "thanks": "sprout",
    "agreement": "signature",
    "meeting": "messages-square",
    "check_in": "activity",
    "handover": "handshake",
    "correction": "pen-line",
}
ARRIVED = {
    "agreement": _l("You two agreed version %(no)s of the plan for %(title)s."),
    "adoption": _l("%(who)s adopted the plan for %(title)s: version %(no)s, word for word as it was in force."),
    "handover": _l("%(who)s, who led until then, handed over where the plan for %(title)s stands."),
    "meeting": _l("You two held a 1:1, and each confirmed what was said."),
    "check_in": _l("A check-in was said and answered."),
    "feedback": _l("%(who)s gave feedback, and you two share it."),
    "feedback_between": _l("%(who)s gave the other one of you feedback."),
}
"""What an entry says that came by itself, by what its facts call `says`."""

READ_IT = _l("Read it where it stands")


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    said = {
        "file.added": (
            _l("%(who)s added an entry to the file you share"),
            _l("%(who)s added an entry to the file you share. You can answer it, or say that it is not right."),
        ),
        "file.reworded": (
            _l("%(who)s changed an entry"),
            _l("%(who)s changed an entry in the file you share, before it is sealed."),
        ),
        "file.withdrawn": (
            _l("%(who)s took an entry back"),
            _l("%(who)s took an entry in the file you share back, before it was sealed."),
        ),
        "file.responded": (_l("%(who)s answered an entry"), _l("%(who)s answered an entry in the file you share.")),
        "file.contested": (
            _l("%(who)s sees an entry differently"),
            _l("%(who)s says that an entry in the file you share is not right, and why. It waits for your answer."),
        ),
        "file.settled": (
            _l("%(who)s says that it is settled"),
            _l("%(who)s says that what was contested in the file you share is settled. It is once you say so, too."),
        ),
        "file.resolved": (
            _l("A contest is settled"),
            _l("%(who)s says so, too: what was contested in the file you share is settled."),
        ),
        "file.stands": (
            _l("%(who)s stays with an entry"),
            _l("%(who)s stays with what was written. The entry and the contest are shown together from now on."),
        ),
    }
    for kind, (subject, line) in said.items():
        notices.register(kind, subject, line)
