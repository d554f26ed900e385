"""The words of notices about cycles."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

KINDS = {
    "cycle.own_asked": (
        _l("%(who)s asks you for an own cycle"),
        _l("%(who)s asks you for an own cycle: %(cycle)s."),
    ),
    "cycle.own_not_yet": (
        _l("%(who)s has answered: not yet"),
        _l("%(who)s answered “not yet” to %(cycle)s, with a reason."),
    ),
    "cycle.own_agreed": (
        _l("%(who)s agreed to your own cycle"),
        _l("%(who)s agreed to %(cycle)s. Its plan is open for both of you."),
    ),
    "cycle.phases_moved": (_l("Days of %(cycle)s have moved"), _l("Days of %(cycle)s have moved. See when each part begins.")),
    "cycle.cancelled": (_l("%(cycle)s was called off"), _l("%(cycle)s was called off. Its page says why.")),
    "cycle.own_day": (
        _l("Your work in %(cycle)s begins on %(day)s"),
        _l("In %(cycle)s your work begins on %(day)s. Until then there is time for your plan. The page says why."),
    ),
    "cycle.excused": (_l("You are excused from %(cycle)s"), _l("You are excused from %(cycle)s. The page says why.")),
}


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
