"""The words of notices about feedback. A notice tells who and about whom, never what was written."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

KINDS = {
    "feedback.asked": (
        _l("%(who)s asks you for feedback"),
        _l("%(who)s asks for your feedback on their work, until %(until)s. You may decline; no reason is needed."),
    ),
    "feedback.asked_about": (
        _l("%(who)s asks you for feedback"),
        _l("%(who)s asks for your feedback about %(name)s, until %(until)s. You may decline; no reason is needed."),
    ),
    "feedback.asked_about_you": (
        _l("%(who)s asks for feedback about you"),
        _l("%(who)s asked %(giver)s for feedback about your work. You read all of it from the first moment."),
    ),
    "feedback.given": (_l("%(who)s gave you feedback"), _l("%(who)s wrote something about your work for you.")),
    "feedback.given_to_asker": (
        _l("%(who)s answered your request"),
        _l("%(who)s wrote the feedback about %(name)s for which you asked. %(name)s can read it, too."),
    ),
    "feedback.declined": (
        _l("%(who)s declined a request for feedback"),
        _l("%(who)s will not write this time. Nobody has to say why."),
    ),
    "feedback.expired": (
        _l("A request for feedback is over"),
        _l("What %(who)s was asked about %(name)s was not answered in its days."),
    ),
    "feedback.expired_mine": (
        _l("A request for feedback is over"),
        _l("%(who)s did not answer your request for feedback in its days. You can ask again at any time."),
    ),
    "feedback.expired_about_you": (
        _l("A request for feedback is over"),
        _l("What %(who)s was asked about you was not answered in its days."),
    ),
    "feedback.too_late": (
        _l("A request for feedback is over"),
        _l("%(who)s asked for your feedback. It can be answered no more; what you began stays yours."),
    ),
    "feedback.too_late_about": (
        _l("A request for feedback is over"),
        _l("%(who)s asked you for feedback about %(name)s. It can be answered no more; what you began stays yours."),
    ),
    "feedback.over": (
        _l("A request for feedback is over"),
        _l("%(who)s asked for your feedback. It can be answered no more."),
    ),
    "feedback.over_about": (
        _l("A request for feedback is over"),
        _l("%(who)s asked you for feedback about %(name)s. It can be answered no more."),
    ),
    "feedback.responded": (_l("%(who)s responded to your feedback"), _l("%(who)s said something to the feedback you gave.")),
    "feedback.answered": (
        _l("%(who)s answered your response"),
        _l("%(who)s answered what you said to the feedback they gave you."),
    ),
    "feedback.responded_to_asker": (
        _l("%(who)s responded to feedback"),
        _l("%(who)s said something to the feedback for which you asked."),
    ),
    "feedback.thanked": (_l("%(who)s thanks you for your feedback"), _l("%(who)s thanks you for the feedback you gave.")),
    "feedback.shared": (_l("%(who)s shares feedback with you"), _l("%(who)s lets you read feedback that they were given.")),
}


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
