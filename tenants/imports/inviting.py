"""Inviting whom a file has brought: when somebody says so, and so many a minute that no mail server takes it for a flood."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tenants import jobs, people
from tenants.imports import queries
from tenants.imports.events import InvitationDue
from tenants.imports.working import actor_of
from tenants.isolation import session, transaction
from tenants.journal import record

KIND = "people_import.invite"
OFTEN = 20


@jobs.handler(KIND)
def invite_some(ticket: jobs.Ticket) -> Any:
    """Each of these is invited once: in a transaction of their own, which also says that it was done."""
    for n, row_id in enumerate(ticket.payload["rows"]):
        with transaction(ticket.tenant, ticket.requester):
            by, row = actor_of(ticket), queries.row(UUID(row_id))
            person = people.person(row.person_id) if row is not None else None
            if row is not None and person is not None and not row.invited and person.state == "invited":
                record(InvitationDue(person.id), by=by, on=person, about=person.id)
                row.invited = True
                session().flush()
        if n % OFTEN == OFTEN - 1:
            ticket.progress(n * 100 // len(ticket.payload["rows"]))
