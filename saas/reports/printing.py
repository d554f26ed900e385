"""The job "report": asks for the right again, prints outside of any transaction, and leaves one file or plain words."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from flask_babel import force_locale

from saas import plan
from saas.reports import papers, printer
from saas.reports.events import ReportPrinted
from saas.reports.kinds import KINDS, Wanted
from saas.reports.queries import KIND
from tenants import files, jobs, notices, organisations, people
from tenants.isolation import clock, transaction
from tenants.journal import record

log = logging.getLogger(__name__)

PACE = 2.0
"""Seconds between two words about progress; each also keeps the lease (60 s)."""


@jobs.handler(KIND)
def print_report(ticket: jobs.Ticket) -> Any:
    """Print what was asked for, as the requester, if they may still read it. Failure carries a code of `words.TROUBLE`."""
    wanted = Wanted.read(ticket.payload)
    html, name = write(ticket, wanted)
    ticket.progress(15)
    try:
        content = printer.print_pdf(html, identifier=sha256(html.encode()).digest()[:16], progress=Pace(ticket))
    except printer.TooLong:
        raise jobs.Failure("too_long") from None
    except printer.NoTypeface:
        raise jobs.Failure("no_typeface") from None
    except printer.NoPrinter as error:
        log.error("no printer on this machine: %s", error)
        raise jobs.Failure("no_printer") from None
    if len(content) > files.LARGEST:
        raise jobs.Failure("too_large")
    ticket.progress(95)
    return partial(keep, ticket, wanted, name, content)


def write(ticket: jobs.Ticket, wanted: Wanted) -> tuple[str, str]:
    """The HTML of the paper and the name of its file, read as the requester. Raises Failure where they may not."""
    kind = KINDS.get(wanted.kind)
    if kind is None:
        raise jobs.Failure("gone")
    with transaction(ticket.tenant, ticket.requester):
        person = people.person(ticket.requester)
        subject = kind.subject(wanted.subject_id)
        if person is None or subject is None:
            raise jobs.Failure("gone")
        actor = people.load_actor(person, organisations.organisation().time_zone)
        if person.state == "left" or not kind.can_print(actor, subject, wanted.no):
            raise jobs.Failure("not_allowed")
        version = kind.found(subject, wanted)
        asked = jobs.job(ticket.id)
        printed_at = asked.asked_at if asked else clock.now()
        with force_locale(ticket.locale):
            try:
                paper = kind.paper(subject, version)
            except plan.ContentError:
                raise jobs.Failure("gone") from None
            return papers.html(kind.template, paper, printed_at), kind.file_name(paper)


def keep(ticket: jobs.Ticket, wanted: Wanted, name: str, content: bytes, job: jobs.Job) -> None:
    """In the finishing transaction: the file, its end, the journal, and the notice that it is there."""
    ends = clock.now() + timedelta(days=organisations.setting("report_days"))
    made = files.keep(content, name=name, media_type="application/pdf", owner=ticket.requester, job=job, expires_at=ends)
    kind = KINDS[wanted.kind]
    subject = kind.subject(wanted.subject_id)
    about = kind.about(subject) if subject is not None else None
    printed = ReportPrinted(wanted.kind, wanted.subject_id, wanted.no, made.sha256)
    record(printed, by=None, on=job, about=about)
    if wanted.announce and ticket.requester is not None and about is not None:
        params = {"no": wanted.no, "who": about}
        notices.tell(ticket.requester, "report.ready", on=job, url=f"/reports/{job.id}", params=params)


class Pace:
    """Passes the printer's pages on to the job, not more often than every two seconds."""

    def __init__(self, ticket: jobs.Ticket) -> None:
        self.ticket, self.last = ticket, time.monotonic()

    def __call__(self, pages: int) -> None:
        """So many pages are laid out. Ends the printing where the attempt is no longer ours."""
        now = time.monotonic()
        if now - self.last >= PACE:
            self.last = now
            self.ticket.progress(min(15 + pages, 90))
