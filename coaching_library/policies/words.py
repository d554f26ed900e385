"""The words of notices about policies."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

KINDS = {
    "policies.asked": (
        _l("A policy to read and acknowledge: %(title)s"),
        _l("“%(title)s” is in force. Please read it and acknowledge it until %(day)s."),
    ),
    "policies.reminded": (
        _l("Still to be read and acknowledged: %(title)s"),
        _l("“%(title)s” waits for you to read and acknowledge it; the day for it is %(day)s."),
    ),
    "policies.review_asked": (
        _l("%(who)s asks you to review a policy"),
        _l("%(who)s asks for a review of “%(title)s”, version %(no)s."),
    ),
    "policies.given_back": (
        _l("A policy was given back to you"),
        _l("%(who)s gave back “%(title)s”, version %(no)s, with words on what is to be changed."),
    ),
    "policies.approved": (
        _l("Your policy is published"),
        _l("%(who)s published “%(title)s”, version %(no)s. It holds from %(day)s on."),
    ),
}


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
