"""The words of notices about 1:1s. Those about a time carry an invitation, or its cancellation, in their mail."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from saas.meetings import calendars
from saas.meetings.models import Meeting
from tenants import notices
from tenants.isolation import get
from tenants.people import Person

INVITES = {
    "meetings.planned": (
        _l("%(who)s planned a 1:1 with you"),
        _l("%(who)s planned a 1:1 with you: %(at)s. Put down what you want to talk about."),
    ),
    "meetings.planned_by_rhythm": (
        _l("Your next 1:1 with %(with)s"),
        _l("Your next 1:1 with %(with)s is planned: %(at)s. Put down what you want to talk about."),
    ),
    "meetings.moved": (
        _l("%(who)s moved your 1:1"),
        _l("%(who)s moved your 1:1. It is now %(at)s; the reason stands on its page."),
    ),
    "meetings.skipped": (
        _l("%(who)s skips a 1:1 with you"),
        _l("The 1:1 with %(who)s of %(at)s is skipped. The reason stands on its page; open topics go on to the next."),
    ),
    "meetings.called_off": (
        _l("A 1:1 was called off"),
        _l("The 1:1 with %(with)s of %(at)s was called off: the reporting line between you has ended."),
    ),
}

KINDS = {
    "meetings.prepared": (
        _l("%(who)s put a topic down for you"),
        _l("%(who)s, who stands in for you, put down a topic for your 1:1 with %(name)s."),
    ),
    "meetings.held": (
        _l("%(who)s confirmed your 1:1"),
        _l("%(who)s confirmed the minutes of your 1:1 of %(at)s. Read them: confirm the same, or write your own."),
    ),
    "meetings.answered": (
        _l("%(who)s remembers your 1:1 otherwise"),
        _l("%(who)s changed the minutes of your 1:1 of %(at)s and confirmed them so. They wait for you."),
    ),
    "meetings.confirmed": (
        _l("Your 1:1 is confirmed by both"),
        _l("%(who)s confirmed the minutes of your 1:1 of %(at)s, word for word as you did."),
    ),
    "meetings.rhythm_proposed": (
        _l("%(who)s proposes a rhythm for your 1:1s"),
        _l("%(who)s proposes how often you two meet. It begins with your agreement."),
    ),
    "meetings.rhythm_agreed": (
        _l("%(who)s agrees to the rhythm"),
        _l("%(who)s agrees to the rhythm of your 1:1s. The next one is planned."),
    ),
    "meetings.rhythm_declined": (
        _l("%(who)s would like another rhythm"),
        _l("%(who)s does not agree to the rhythm that you proposed. What was agreed before stays."),
    ),
    "meetings.rhythm_ended": (
        _l("%(who)s ended the rhythm of your 1:1s"),
        _l("%(who)s ended the rhythm of your 1:1s. Those that are planned stay."),
    ),
    "meetings.promise_made": (
        _l("%(who)s wrote down a promise of yours"),
        _l("%(who)s wrote down what you promised at your 1:1. It is firm once you confirm the minutes."),
    ),
    "meetings.promise_due": (
        _l("A promise of yours is due"),
        _l("What you promised %(with)s is due on %(on)s. Is it done?"),
    ),
    "meetings.promise_done": (
        _l("%(who)s has done what they promised"),
        _l("%(who)s says that a promise is done. Is it kept?"),
    ),
    "meetings.promise_kept": (_l("A promise of yours is kept"), _l("%(who)s says that you kept a promise. Thank you.")),
    "meetings.promise_not_yet": (
        _l("A promise of yours is not kept yet"),
        _l("%(who)s says why a promise of yours is not kept yet. It stays open."),
    ),
    "meetings.promise_drop_asked": (
        _l("%(who)s would like to drop a promise"),
        _l("%(who)s asks to drop a promise and says why. It stays until you agree."),
    ),
    "meetings.promise_dropped": (
        _l("A promise is dropped by both of you"),
        _l("%(who)s agrees to drop a promise. It returns no more."),
    ),
    "meetings.promise_goes_on": (
        _l("A promise stays open"),
        _l("%(who)s would like to keep a promise that was to be dropped. It stays open."),
    ),
}


def invite(person: Person, url: str, link: str) -> notices.Attachment | None:
    """The invitation to the 1:1 of that page for one of the two, or its cancellation, as it stands when the mail leaves."""
    try:
        meeting = get(Meeting, UUID(url.removeprefix("/meetings/")[:36]))
    except ValueError:
        return None
    if meeting is None or person.id not in meeting.parties:
        return None
    content, method = calendars.invitation(meeting, person.id, url=link)
    return notices.Attachment("invitation.ics", content.decode(), "calendar", {"method": method})


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    for kind, (subject, line) in KINDS.items():
        notices.register(kind, subject, line)
    for kind, (subject, line) in INVITES.items():
        notices.register(kind, subject, line, attach=invite)
