"""What my cycle tells of the two: their next 1:1, and the file that they share. One statement for both rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, true

from saas import meetings, performance_file
from saas.performance_file import FileRow
from tenants.isolation import session
from tenants.people import Actor, Person


@dataclass(frozen=True)
class Between:
    """The 1:1 to come, if one is planned, and what the file holds, once it has begun."""

    meeting_id: UUID | None = None
    meets_at: datetime | None = None
    file: FileRow | None = None


def between(actor: Actor) -> Between:
    """What stands between the actor and their manager today; nothing where nobody leads them."""
    manager_id = actor.standing.manager_id
    if manager_id is None:
        return Between()
    meeting = meetings.soonest(actor.id, manager_id).subquery()
    file = performance_file.rows_query(actor, [(actor.id, manager_id)]).subquery()
    query = select(meeting.c.id, meeting.c.starts_at, file.c.file_id, file.c.entries, file.c.last_on, file.c.unseen)
    query = query.select_from(Person).outerjoin(meeting, true()).outerjoin(file, true())
    row = session().execute(query.where(Person.id == actor.id)).one()
    return Between(row.id, row.starts_at, FileRow(*row[2:]) if row.file_id is not None else None)
