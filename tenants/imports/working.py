"""How the jobs of this room go on: a few rows in a transaction, the lease kept, whoever was killed followed by another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask_babel import force_locale

from tenants import jobs, organisations, people
from tenants.imports import policy, queries
from tenants.imports.models import PeopleImport
from tenants.isolation import transaction
from tenants.people import Actor

Some = Callable[[PeopleImport, Actor | None], int]
Finish = Callable[[PeopleImport, Actor | None], None]


def actor_of(ticket: jobs.Ticket) -> Actor:
    """Who asked for the job, with today's rights. Raises Failure where they may not import any more."""
    person = people.person(ticket.requester)
    if person is None or person.state == "left":
        raise jobs.Failure("not_allowed")
    actor = people.load_actor(person, organisations.organisation().time_zone)
    if not policy.can_import(actor):
        raise jobs.Failure("not_allowed")
    return actor


def in_batches(ticket: jobs.Ticket, some: Some, finish: Finish) -> Callable[[Any], None]:
    """Do `some` in transactions of their own until nothing is left; `finish` is written with the end of the job.

    The import is locked in each: of two that are at it, one waits and then finds the other's rows done.
    """
    import_id, done, total = UUID(ticket.payload["import_id"]), 0, max(1, int(ticket.payload["rows"]))
    while True:
        with transaction(ticket.tenant, ticket.requester), force_locale(ticket.locale):
            count = some(queries.locked(import_id), actor_of(ticket))
        if not count:
            return partial(_end, ticket, import_id, finish)
        done += count
        ticket.progress(min(99, done * 100 // total))


def _end(ticket: jobs.Ticket, import_id: UUID, finish: Finish, _job: Any) -> None:
    finish(queries.locked(import_id), actor_of(ticket))
