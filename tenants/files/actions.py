"""Keeping a file, and letting it go when its time is over."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from tenants import jobs
from tenants.files.events import FileExpired, FileKept
from tenants.files.models import LARGEST, File
from tenants.files.rules import safe_name
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.journal.entries import HasId

EXPIRE = "expire_files"


class TooLarge(ValueError):
    """The content has more bytes than a file may have (LARGEST)."""


def keep(
    content: bytes,
    *,
    name: str,
    media_type: str,
    owner: UUID | None,
    job: jobs.Job | None = None,
    expires_at: datetime | None = None,
    by: HasId | None = None,
) -> File:
    """The bytes are kept under their sha256, until `expires_at` where that is given (a job then takes them away).

    Raises TooLarge above 10 MB. A second file of the same job is refused by the database.
    """
    if len(content) > LARGEST:
        raise TooLarge(f"{len(content)} bytes; at most {LARGEST}")
    made = File(
        owner_id=owner,
        job_id=job.id if job else None,
        name=safe_name(name),
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        made_at=clock.now(),
        expires_at=expires_at,
    )
    session().add(made)
    session().flush()
    record(FileKept(made.size, made.sha256), by=by, on=made, about=owner)
    if expires_at is not None:
        jobs.ask(EXPIRE, {}, by=None, due_at=expires_at)
    return made


def expire(thing: File) -> None:
    """The bytes are gone, and the job that made them is *expired*: the same ask makes a new one."""
    made_by = get_locked(jobs.Job, thing.job_id) if thing.job_id else None
    record(FileExpired(thing.sha256), by=None, on=thing, about=thing.owner_id)
    session().delete(thing)
    if made_by is not None and made_by.state == "ready":
        jobs.expire(made_by)
    session().flush()
