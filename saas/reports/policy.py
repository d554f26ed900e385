"""Who may see, fetch and call off a report. Pure: the report carries its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.reports.kinds import KINDS
from tenants.people import Actor

if TYPE_CHECKING:
    from saas.reports.queries import Report


def can_read(actor: Actor, report: Report) -> bool:
    """A report is its requester's own business; nobody else knows of it."""
    return report.job.requester_id == actor.id


def can_collect(actor: Actor, report: Report) -> bool:
    """The requester fetches the file while they may still read, today, everything that stands in it."""
    if not can_read(actor, report) or report.subject is None:
        return False
    return KINDS[report.wanted.kind].can_print(actor, report.subject, report.wanted.no)


def can_cancel(actor: Actor, report: Report) -> bool:
    """Whoever asked may call it off."""
    return can_read(actor, report)
