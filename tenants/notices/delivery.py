"""The job "mail": writes the letter, hands it over, and records that it left. One row a mail, whatever is killed.

Without a mail server a demo counts as sent and lays the letter below `$SAMEBOAT_HOME/outbox`; any other instance fails
in plain words. A server that is away is asked again for a day.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from tenants import jobs, journal
from tenants.isolation import clock, transaction
from tenants.notices import digest, letters, queries, smtp
from tenants.notices.events import MailFailed, MailSent
from tenants.notices.models import Mail
from tenants.notices.words import words
from tenants.organisations import Organisation

Trouble = Literal["no_post", "refused", "unreachable", "no_address", "left", "moot", "gave_up"]

AGAIN = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 1200))
"""When a server that is away is asked again."""


def _render(template: str, **context: Any) -> str:
    """A template without a request: what depends on a visitor has no place in a letter."""
    return current_app.jinja_env.get_template(template).render(context)


def _close(row: Mail, trouble: Trouble) -> None:
    row.state, row.trouble = "failed", trouble
    journal.record(MailFailed(row.kind, trouble), by=None, on=row, about=row.person_id)


@jobs.when_dead("mail")
def give_up(job: jobs.Job) -> None:
    """The mail of a job that was given up is failed: it does not wait any more."""
    row = queries.mail_of_job(job.id)
    if row is not None and row.state == "queued":
        _close(row, "gave_up")


def _fail(ticket: jobs.Ticket, trouble: Trouble) -> jobs.Failure:
    with transaction(ticket.tenant):
        row = queries.mail_of_job(ticket.id)
        if row is not None:
            _close(row, trouble)
    with force_locale(ticket.locale):
        said = {
            "no_post": _("This installation has no mail server (SMTP_URL), so the mail could not leave."),
            "refused": _("The mail server refuses this mail."),
            "unreachable": _("The mail server could not be reached for a day."),
            "no_address": _("No mail can go to this address."),
            "moot": _("What the mail was about is done already, so it was not needed any more."),
            "left": _("The person has left, so the mail was not sent."),
            "gave_up": _("Three attempts failed, so we stopped trying."),
        }
        return jobs.Failure(said[trouble])


def _put_in_outbox(home: str, slug: str, mail_id: UUID, message: EmailMessage) -> None:
    """For whoever runs the demo: the letter as a file that only they can read. A second attempt writes it again."""
    folder = Path(home) / "outbox" / slug
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{mail_id}.eml"
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(message.as_bytes())


def has_server() -> bool:
    """Whether this instance hands mail to a server."""
    return bool(current_app.config["SETTINGS"].smtp_url)


def can_leave(organisation: Organisation) -> bool:
    """Whether mail of this organisation goes anywhere: to a mail server, or where it is a demo into its outbox."""
    return bool(has_server() or current_app.config["SETTINGS"].demo or organisation.demo)


def outbox(organisation: Organisation) -> str | None:
    """Where the letters of a demo lie as they were sent, below the home of the instance; None where a server takes them."""
    lies_here = current_app.config["SETTINGS"].home and not has_server() and can_leave(organisation)
    return f"outbox/{organisation.slug}" if lies_here else None


@dataclass(frozen=True)
class Ready:
    """A letter that may leave."""

    mail_id: UUID
    slug: str
    message: EmailMessage


@jobs.handler("mail")
def deliver(ticket: jobs.Ticket) -> Any:
    """Send the mail of this job. A link for the receiver alone is made now, and lies nowhere but in the letter."""
    settings = current_app.config["SETTINGS"]
    server = smtp.Server.read(settings.smtp_url) if settings.smtp_url else None
    with transaction(ticket.tenant):
        row = queries.mail_of_job(ticket.id)
        if row is None or row.state == "sent":
            return None
        ready = _prepare(row, server)
    if not isinstance(ready, Ready):
        raise _fail(ticket, ready)
    if server is None:
        if settings.home:  # only a demo comes here: any other has failed above
            _put_in_outbox(settings.home, ready.slug, ready.mail_id, ready.message)
        return _sent
    try:
        smtp.send(server, ready.message)
    except smtp.NotTaken:
        raise _fail(ticket, "refused") from None
    except smtp.NotNowReachable:
        turn = int(ticket.payload.get("turn", 0))
        if turn >= len(AGAIN):
            raise _fail(ticket, "unreachable") from None
        return lambda job: _later(job, turn)
    return _sent


def _prepare(row: Mail, server: smtp.Server | None) -> Ready | Trouble:
    """The letter of `row`, kept in it with its secret blanked; or why there can be none."""
    settings = current_app.config["SETTINGS"]
    person, organisation = queries.person(row.person_id), queries.organisation()
    if person is None or person.state == "left":
        return "left"
    if not can_leave(organisation):
        return "no_post"
    maker = words(row.kind).secret_link
    path = maker(person) if maker else row.url or "/"
    if path is None:
        return "moot"
    waiting = digest.sentences(row, person, organisation) if row.kind == digest.KIND else []
    if row.kind == digest.KIND and not waiting:
        return "moot"
    letter = letters.write(row, person, organisation, base_url=settings.base_url, path=path, render=_render, waiting=waiting)
    letters.keep(row, letter, person, secret=path.rpartition("/")[2] if maker else "")
    host = urlsplit(settings.base_url).hostname or "localhost"
    sender = (server.sender if server else "") or f"no-reply@{host}"
    try:
        return Ready(row.id, organisation.slug, letters.envelope(row, letter, person, sender=sender, host=host))
    except (ValueError, IndexError):
        return "no_address"


def _sent(job: jobs.Job) -> None:
    row = queries.mail_of_job(job.id)
    if row is not None and row.state != "sent":
        row.state, row.sent_at, row.trouble = "sent", clock.now(), ""
        journal.record(MailSent(row.kind), by=None, on=row, about=row.person_id)


def _later(job: jobs.Job, turn: int) -> None:
    """The same mail is tried by another job when the server may be back."""
    row: Mail | None = queries.mail_of_job(job.id)
    if row is not None:
        again = jobs.ask("mail", {"kind": row.kind, "turn": turn + 1}, by=None, due_at=clock.now() + AGAIN[turn])
        row.job_id = again.id
