"""Reading files: their facts, and their bytes only where somebody collects them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.files.models import File
from tenants.isolation import get, session


def file(file_id: UUID | None) -> File | None:
    """The file with this id, without its bytes, or None."""
    return get(File, file_id)


def of_job(job_id: UUID) -> File | None:
    """The file that a job left, without its bytes, or None."""
    return session().scalars(select(File).where(File.job_id == job_id)).one_or_none()


def of_jobs(job_ids: Collection[UUID]) -> dict[UUID, File]:
    """The files that these jobs left, by job: one statement."""
    if not job_ids:
        return {}
    return {f.job_id: f for f in session().scalars(select(File).where(File.job_id.in_(job_ids))) if f.job_id}


def content(thing: File) -> bytes:
    """The bytes of a file: read from the database here and nowhere else."""
    return session().scalars(select(File.content).where(File.id == thing.id)).one()


def overdue(now: datetime, most: int = 100) -> list[File]:
    """Files whose time is over, the oldest first, locked; those that somebody else is removing are left out."""
    query = select(File).where(File.expires_at <= now).order_by(File.expires_at).limit(most)
    return list(session().scalars(query.with_for_update(skip_locked=True, of=File)))
