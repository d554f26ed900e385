"""Asking for a late effect, looking at it, calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.sql import func

from tenants.isolation import after_commit, clock, get, session, tenant_id
from tenants.jobs.models import MACHINE, Job
from tenants.jobs.ring import ring_softly
from tenants.journal.entries import HasId


def ask(
    kind: str,
    payload: dict[str, Any],
    *,
    by: HasId | None,
    locale: str = "en",
    due_at: datetime | None = None,
    ask_hash: str | None = None,
    awaited: bool = False,
) -> Job:
    """A job row stands in this transaction; the bell rings once it is committed.

    With `ask_hash`, the same ask while queued, running or ready gives the same job back. `awaited` says that somebody sits
    and waits for it: it goes before what nobody does.
    """
    if ask_hash is not None:
        query = select(Job).where(Job.ask_hash == ask_hash, Job.state.in_(("queued", "running", "ready")))
        same = session().scalars(query).first()
        if same is not None:
            return same
    made = _job(kind, payload, by, locale=locale, ask_hash=ask_hash, due_at=due_at, awaited=awaited)
    _put([made])
    return made


def ask_several(kind: str, payloads: Iterable[dict[str, Any]], *, by: HasId | None, awaited: bool = False) -> list[Job]:
    """As many jobs of one kind as there are payloads, all due now: one flush and one ring, however many they are."""
    made = [_job(kind, payload, by, awaited=awaited) for payload in payloads]
    _put(made)
    return made


def _job(kind: str, payload: dict[str, Any], by: HasId | None, **rest: Any) -> Job:
    due_at = rest.pop("due_at", None) or clock.now()
    return Job(kind=kind, payload=payload, requester_id=by.id if by else None, asked_at=clock.now(), due_at=due_at, **rest)


def _put(made: list[Job]) -> None:
    session().add_all(made)
    session().flush()
    tenant = tenant_id()
    after_commit(lambda: ring_softly(tenant))


def job(job_id: UUID) -> Job | None:
    """The job with this id, or None."""
    return get(Job, job_id)


def wait_for(thing: Job) -> None:
    """Somebody waits now for what was asked for without haste: it goes before what nobody waits for."""
    waits = update(Job).where(Job.id == thing.id, Job.state == "queued", Job.awaited.is_(False))
    session().execute(waits.values(awaited=True))


def cancel(thing: Job) -> None:
    """The job will not run, or its running attempt will find that it is no longer wanted. Raises NotNow when it is over."""
    MACHINE.move(thing, "cancel")
    thing.lease_until = None
    thing.ask_hash = None
    thing.finished_at = clock.now()
    session().flush()


def expire(thing: Job) -> None:
    """What the job left behind is gone: the same ask makes a new one. Raises NotNow for a job that is not ready."""
    MACHINE.move(thing, "expire")
    thing.ask_hash = None
    session().flush()


LEASE = timedelta(seconds=60)


def touch_progress(job_id: UUID, attempt: int, percent: int, lease: timedelta = LEASE) -> bool:
    """Progress (0 to 100) and a longer lease for the running attempt; False where it is no longer mine."""
    result = session().execute(
        update(Job)
        .where(Job.id == job_id, Job.state == "running", Job.attempt == attempt)
        .values(progress=percent, lease_until=func.clock_timestamp() + lease)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]  # a CursorResult, which the stubs hide
