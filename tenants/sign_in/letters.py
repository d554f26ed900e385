"""The letters of this room: an invitation, and a link for a new password. The links are made when they are sent."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices
from tenants.people import Person
from tenants.sign_in import actions


def _invitation(person: Person) -> str | None:
    return "/invitations/" + actions.make_link("invitation", person) if person.state == "invited" else None


def _reset(person: Person) -> str | None:
    return "/password-reset/" + actions.make_link("reset", person) if person.state == "active" else None


def register() -> None:
    """Make the letters known to the post."""
    notices.register(
        "sign_in.invitation",
        _l("Your invitation to %(organisation)s"),
        _l("You have been invited. Open the link, choose a password, and you are in. It works once, for seven days."),
        secret_link=_invitation,
    )
    notices.register(
        "sign_in.reset",
        _l("A new password for %(organisation)s"),
        _l(
            "Somebody asked for a new password for this address. If it was you, open the link; it works once, for one"
            " hour. If not, do nothing: your password is as it was."
        ),
        secret_link=_reset,
        awaited=True,
    )
