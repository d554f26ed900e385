"""What is done in each organisation once a day: rows whose days are over go, a batch in a transaction.

The sweeper rings for each active organisation whose last chores are a day old (`due_tenants`), and the worker that answers
asks for the job "chores". Rooms say what goes by `@jobs.chore`. It may run twice, or late; a killed run goes on next time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from tenants.isolation import clock, pointing_at, session, transaction
from tenants.jobs.asking import ask
from tenants.jobs.models import Job
from tenants.jobs.work import Ticket, handler, run_one

KIND = "chores"
EVERY = timedelta(days=1)
BATCH = 500
"""Rows that go in one transaction, at most: others wait for its locks no longer than that."""

JOBS_KEPT = timedelta(days=90)

Chore = Callable[[int], int]
_chores: dict[str, Chore] = {}


def chore(name: str) -> Callable[[Chore], Chore]:
    """Register a chore: it deletes at most that many rows in the open transaction, and returns how many it did delete."""

    def keep(function: Chore) -> Chore:
        if name in _chores:
            raise ValueError(f"two chores are called {name}")
        _chores[name] = function
        return function

    return keep


@handler(KIND)
def do_chores(ticket: Ticket) -> None:
    """Every chore is done until nothing is left for it; jobs go last, when what stood on them has gone."""
    for act in (*_chores.values(), forget_jobs):
        gone = BATCH
        while gone >= BATCH:
            with transaction(ticket.tenant):
                gone = act(BATCH)
            ticket.progress(50)


def run_due(tenant: UUID, claimed: Callable[[Ticket], None] | None = None) -> Ticket | None:
    """Do the tenant's oldest due job, or its chores where they are due and nothing else is; see `run_one`."""
    done = run_one(tenant, claimed)
    if done is None and _ask(tenant):
        done = run_one(tenant, claimed)
    return done


def _ask(tenant: UUID) -> bool:
    """The job "chores" stands where the last one is a day old. An organisation's first day has none."""
    now = clock.now()
    made = datetime.fromtimestamp((tenant.int >> 80) / 1000, UTC)
    if now - made < EVERY:
        return False
    try:
        with transaction(tenant):
            recent = select(Job.id).where(Job.kind == KIND, Job.asked_at > now - EVERY).limit(1)
            if session().scalars(recent).first() is not None:
                return False
            ask(KIND, {}, by=None, ask_hash=f"{KIND}:{now:%Y-%m-%d}")
    except IntegrityError:  # another worker asked in the same instant
        return False
    return True


def forget_jobs(most: int) -> int:
    """Jobs that ended more than 90 days ago are gone, but for those that a kept row still stands on."""
    held = [exists().where(column == Job.id) for column in pointing_at(Job)]
    old = select(Job.id).where(Job.finished_at < clock.now() - JOBS_KEPT, *(~each for each in held)).limit(most)
    return int(session().execute(delete(Job).where(Job.id.in_(old))).rowcount)  # type: ignore[attr-defined]  # CursorResult
