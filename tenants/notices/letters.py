"""Writing a letter: its words in the receiver's language, as text and as HTML, with one link and no private content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from flask_babel import force_locale

from tenants.notices import queries
from tenants.notices.models import Mail
from tenants.notices.words import Attachment, spoken, words
from tenants.organisations import Organisation
from tenants.people import Person

BLANK = "••••••"

LONG_LINES = policy.default.clone(max_line_length=400)
"""A link stays on one line, also for those who read the file itself."""


@dataclass(frozen=True)
class Letter:
    """What the receiver gets."""

    subject: str
    text: str
    html: str
    link: str
    attached: Attachment | None = None


def write(
    row: Mail,
    person: Person,
    organisation: Organisation,
    *,
    base_url: str,
    path: str,
    render: Any,
    waiting: Sequence[str] = (),
) -> Letter:
    """The letter of `row`, with a link to `path` below the organisation's own address (never the request's).

    `render(template, **context)` gives the text of a template; `waiting` are the sentences of a morning's letter.
    """
    zone = person.time_zone or organisation.time_zone
    params = {**row.params, "organisation": organisation.name}
    called = queries.names([params])
    link = f"{base_url}/o/{organisation.slug}{path}"
    language = person.language or organisation.language or "en"
    with force_locale(language):
        said = words(row.kind)
        subject = " ".join(spoken(said.subject, params, called, zone).split())[:200]
        facts = {
            "person": person,
            "organisation": organisation,
            "subject": subject,
            "line": spoken(said.line, params, called, zone),
            "url": link,
            "waiting": waiting,
        }
        name = "digest" if waiting else "letter"
        attached = said.attach(person, path, link) if said.attach is not None else None
        return Letter(subject, render(f"mail/{name}.txt", **facts), render(f"mail/{name}.html", **facts), link, attached)


def keep(row: Mail, letter: Letter, person: Person, *, secret: str) -> None:
    """The record holds what was sent, with the secret end of its link blanked: it never lay in the database."""
    row.to_address, row.subject = person.email, letter.subject
    row.text, row.html = (
        (part.replace(secret, BLANK) if secret else part).replace("\x00", "") for part in (letter.text, letter.html)
    )


def envelope(row: Mail, letter: Letter, person: Person, *, sender: str, host: str) -> EmailMessage:
    """The letter as a message. The same mail bears the same Message-ID. Raises ValueError for an impossible address."""
    message = EmailMessage(policy=LONG_LINES)
    name, _at, domain = person.email.rpartition("@")
    if not name or not domain or any(c in person.email for c in "\r\n\x00<> "):
        raise ValueError("no such address")
    message["From"] = Address("Sameboat", addr_spec=sender)
    message["To"] = Address(" ".join(person.name.split()), username=name, domain=domain)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(row.asked_at)
    message["Message-ID"] = f"<{row.id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.attached is not None:
        file = letter.attached
        message.add_attachment(file.content, subtype=file.subtype, params=file.params, filename=file.name)
    return message
