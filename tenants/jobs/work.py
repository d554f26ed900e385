"""The worker's side: claim, work, finish, each in its own transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.sql import func

from tenants.isolation import clock, session, transaction
from tenants.jobs.asking import LEASE, touch_progress
from tenants.jobs.models import ATTEMPTS, MACHINE, Job

log = logging.getLogger(__name__)


class Failure(Exception):
    """The work cannot be done and will not be tried again; `str()` says why in plain words for the requester."""


@dataclass(frozen=True)
class Ticket:
    """A claimed job, outside any transaction. A handler opens its own with `transaction(ticket.tenant, ticket.requester)`."""

    tenant: UUID
    id: UUID
    kind: str
    attempt: int
    requester: UUID | None
    locale: str
    payload: dict[str, Any]

    def progress(self, percent: int) -> None:
        """Tell how far the work is, and keep the lease. Raises Lost where the attempt is no longer ours."""
        with transaction(self.tenant):
            if not touch_progress(self.id, self.attempt, percent):
                raise Lost


class Lost(Exception):
    """The attempt was taken over or called off: its result is thrown away."""


Finish = Callable[[Job], None]
Handler = Callable[[Ticket], Finish | None]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register how jobs of `kind` are done.

    The handler does the work and returns what is to be written, as a function that runs in the finishing transaction:
    result and state are one.
    """

    def keep(function: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for jobs of kind {kind}")
        _handlers[kind] = function
        return function

    return keep


Left = Callable[[Job], None]
_left: dict[str, Left] = {}


def when_dead(kind: str) -> Callable[[Left], Left]:
    """Register what is closed beside a job of `kind` that is given up, in the transaction that buries it."""

    def keep(function: Left) -> Left:
        if kind in _left:
            raise ValueError(f"two ways to close what a dead job of kind {kind} leaves")
        _left[kind] = function
        return function

    return keep


def _close_what_is_left(dead: Job) -> None:
    """What stood on the job says so too. Where even that fails the job is dead all the same: it must not come again."""
    close = _left.get(dead.kind)
    if close is None:
        return
    try:
        with session().begin_nested():
            close(dead)
    except Exception:
        log.exception("what the dead job %s of kind %s leaves could not be closed", dead.id, dead.kind)


def kinds() -> list[str]:
    """The kinds of jobs that somebody knows how to do."""
    return sorted(_handlers)


def claim(tenant: UUID, claimed: Callable[[Ticket], None] | None = None) -> Ticket | None:
    """The tenant's oldest due job is mine: running, one attempt more, leased. Buries what used up its attempts.

    `claimed` hears of it before it stands: killed a moment after the commit, an attempt is known to whoever watches over it.

    What somebody waits for (`awaited`) goes before what nobody does, however much older that is; within the tenant only:
    between tenants rings take turns, so that no haste of one holds up another.
    """
    while True:
        with transaction(tenant):
            now = func.clock_timestamp()
            due = or_(and_(Job.state == "queued", Job.due_at <= now), and_(Job.state == "running", Job.lease_until < now))
            query = select(Job).where(due).order_by(Job.awaited.desc(), Job.due_at, Job.id).limit(1)
            found = session().scalars(query.with_for_update(skip_locked=True, of=Job)).first()
            if found is None:
                return None
            if found.attempt >= ATTEMPTS or found.kind not in _handlers:
                MACHINE.move(found, "bury")
                found.lease_until, found.ask_hash, found.finished_at = None, None, clock.now()
                found.error = found.error or "gave_up"
                _close_what_is_left(found)
                continue
            MACHINE.move(found, "claim")
            found.attempt += 1
            found.progress = 0
            found.lease_until = clock.now() + LEASE
            session().flush()
            session().execute(update(Job).where(Job.id == found.id).values(lease_until=now + LEASE))
            ticket = Ticket(tenant, found.id, found.kind, found.attempt, found.requester_id, found.locale, dict(found.payload))
            if claimed is not None:
                claimed(ticket)
            return ticket


def _mine(ticket: Ticket) -> Job | None:
    query = select(Job).where(Job.id == ticket.id, Job.state == "running", Job.attempt == ticket.attempt)
    return session().scalars(query.with_for_update(of=Job)).one_or_none()


def _close(ticket: Ticket, verb: str, error: str = "", finish: Finish | None = None, after: timedelta | None = None) -> bool:
    """Move the job by `verb` if the attempt is still mine; `finish` writes its result in the same transaction."""
    with transaction(ticket.tenant, ticket.requester):
        mine = _mine(ticket)
        if mine is None:
            return False
        if finish is not None:
            finish(mine)
        MACHINE.move(mine, verb)
        mine.lease_until = None
        mine.error = error
        if verb == "finish":
            mine.progress = 100
        if verb == "retry":
            mine.due_at = clock.now() + (after or timedelta())
        else:
            mine.finished_at = clock.now()
        if verb in ("fail", "bury"):
            mine.ask_hash = None
        if verb == "bury":
            _close_what_is_left(mine)
    return True


def let_go(tenant: UUID, job_id: UUID, attempt: int) -> bool:
    """The attempt has died, as whoever watched over it knows: its lease is over now. False where it is no attempt (any more).

    Where the attempt died in the midst of its claim, the database's last word on that claim is waited for.
    """
    with transaction(tenant):
        session().scalars(select(Job.id).where(Job.id == job_id).with_for_update(of=Job)).one_or_none()
        mine = update(Job).where(Job.id == job_id, Job.state == "running", Job.attempt == attempt)
        result = session().execute(mine.values(lease_until=func.clock_timestamp()))
        return bool(result.rowcount)  # type: ignore[attr-defined]  # a CursorResult, which the stubs hide


def run_one(tenant: UUID, claimed: Callable[[Ticket], None] | None = None) -> Ticket | None:
    """Do the tenant's oldest due job, if there is one; returns what was claimed, and tells `claimed` before the claim stands.

    A Failure ends the job as *failed* with its words; any other error is tried again, and buried after three attempts.
    """
    ticket = claim(tenant, claimed)
    if ticket is None:
        return None
    try:
        finish = _handlers[ticket.kind](ticket)
        _close(ticket, "finish", finish=finish)
    except Lost:
        log.info("job %s was taken over or called off", ticket.id)
    except Failure as no:
        _close(ticket, "fail", error=str(no))
    except Exception:
        log.exception("job %s of kind %s failed in attempt %s", ticket.id, ticket.kind, ticket.attempt)
        if ticket.attempt >= ATTEMPTS:
            _close(ticket, "bury", error="gave_up")
        else:
            _close(ticket, "retry", error="tried", after=timedelta(seconds=2**ticket.attempt))
    return ticket
