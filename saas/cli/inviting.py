"""Inviting from the command line: by mail, or where none can leave by a link that is shown here, once."""

from __future__ import annotations

import click
from flask import current_app

from tenants import organisations, sign_in
from tenants.isolation import after_commit
from tenants.notices import delivery
from tenants.people import Person

SHOW_LINK = click.option("--show-link", is_flag=True, help="Show the invitation's link here, once, instead of mailing it.")


def invite(person: Person, *, show_link: bool) -> None:
    """The person is invited, and what to do next is said once it is true.

    Where no mail can leave, or with `show_link`, the link is shown in place of the mail: never both, since a newer link puts
    the older out of use. The journal keeps that it was shown.
    """
    where, settings = organisations.organisation(), current_app.config["SETTINGS"]
    leaves = delivery.can_leave(where)
    if leaves and not show_link:
        sign_in.invite(person, by=None)
        lines = [f"{person.email} is invited: a mail is on its way"]
        if lies := delivery.outbox(where):
            lines = [f"{person.email} is invited. No mail leaves a demo: the letter will lie in {settings.home}/{lies}/"]
    else:
        handed = sign_in.invite_by_hand(person)
        why = "No mail is sent" if leaves else "There is no mail server (SMTP_URL), so the invitation could not be sent"
        lines = [
            f"{person.email} is invited. {why}: hand this link to them, and to nobody else.",
            f"It works once, for {handed.lasts.days} days, and is not shown again:",
            f"{settings.base_url}/o/{where.slug}{handed.path}",
        ]
    after_commit(lambda: click.echo("\n".join(lines)))
