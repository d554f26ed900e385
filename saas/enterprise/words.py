"""The words of notices about goals of the enterprise, and of choices on their forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

RHYTHMS = {7: _l("Every week"), 14: _l("Every two weeks"), 30: _l("Every month"), 91: _l("Every quarter")}

KINDS = {
    "enterprise.owned": (
        _l("A goal is yours to look after"),
        _l("%(who)s named you the owner of “%(goal)s”. You say how it goes."),
    ),
    "enterprise.closed": (_l("“%(goal)s” is closed"), _l("%(who)s closed “%(goal)s”. Its page says how it ended.")),
}


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
