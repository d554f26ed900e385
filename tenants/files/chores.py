"""The job "expire_files": asked when a file with an end is kept, due at that end. It may run twice, or late."""

from __future__ import annotations

from tenants import jobs
from tenants.files import queries
from tenants.files.actions import EXPIRE, expire
from tenants.isolation import clock, transaction


@jobs.handler(EXPIRE)
def expire_files(ticket: jobs.Ticket) -> None:
    """Every file of the organisation whose time is over is gone, in small transactions."""
    while True:
        with transaction(ticket.tenant):
            found = queries.overdue(clock.now())
            for thing in found:
                expire(thing)
        if not found:
            return
