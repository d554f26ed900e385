"""The words of notices about check-ins, and of choices on their forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

RHYTHMS = {7: _l("Every week"), 14: _l("Every two weeks"), 30: _l("Every month")}
HEALTHS = {"on_track": _l("On track"), "at_risk": _l("At risk"), "off_track": _l("Off track")}
WORK_OF_MINE = {
    "own": _l("I did it on my own"),
    "advice": _l("I did it, with advice"),
    "together": _l("We did it together"),
    "manager": _l("My manager did it"),
}
WORK_OF_THEIRS = {
    "own": _l("They did it on their own"),
    "advice": _l("They did it, with my advice"),
    "together": _l("We did it together"),
    "manager": _l("I did it"),
}
WORK = {
    "own": _l("on their own"),
    "advice": _l("with advice"),
    "together": _l("together"),
    "manager": _l("the manager did it"),
}
ENDS = {"reached": _l("Reached"), "partly_reached": _l("Partly reached"), "not_reached": _l("Not reached")}
SUPPORT = {"kept": _l("Kept"), "not_yet": _l("Not yet"), "not_kept": _l("Not kept")}
SUPPORT_KINDS = {"kept": "good", "not_yet": "wait", "not_kept": "bad"}

KINDS = {
    "check_ins.due": (_l("Your check-in is due"), _l("How are your goals? Two minutes; %(who)s answers.")),
    "check_ins.submitted": (_l("%(who)s has checked in"), _l("%(who)s said how it goes and waits for your answer.")),
    "check_ins.fell": (
        _l("%(who)s has checked in: a confidence fell"),
        _l("Confidence on “%(what)s” fell from %(before)s to %(now)s. %(who)s waits for your answer."),
    ),
    "check_ins.answered": (_l("%(who)s has answered your check-in"), _l("Read what %(who)s says, and reply if you like.")),
    "check_ins.replied": (_l("%(who)s said something more"), _l("%(who)s added something to a check-in of yours.")),
}


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
