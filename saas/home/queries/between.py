"""What my cycle tells of the two: their next 1:1, and the file that they share. One statement for both rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select, true

from saas import meetings, performance_file
from saas.performance_file import FileRow
from tenants.isolation import lasting, session
from tenants.people import Actor, Person


@dataclass(frozen=True)
class Between:
    """The 1:1 to come, if one is planned, and what the file holds, once it has begun."""

    meeting_id: UUID | None = None
    meets_at: datetime | None = None
    file: FileRow | None = None


@lasting
def _between() -> Select[Any]:
    reader, manager = bindparam("reader", type_=Uuid), bindparam("manager", type_=Uuid)
    meeting, file = meetings.soonest(reader, manager).subquery(), performance_file.rows_query().subquery()
    query = select(meeting.c.id, meeting.c.starts_at, file.c.file_id, file.c.entries, file.c.last_on, file.c.unseen)
    return query.select_from(Person).outerjoin(meeting, true()).outerjoin(file, true()).where(Person.id == reader)


def between(actor: Actor) -> Between:
    """What stands between the actor and their manager today; nothing where nobody leads them."""
    manager_id = actor.standing.manager_id
    if manager_id is None:
        return Between()
    values = {"reader": actor.id, "manager": manager_id, "employees": [actor.id], "managers": [manager_id]}
    row = session().execute(_between(), values).one()
    return Between(row.id, row.starts_at, FileRow(*row[2:]) if row.file_id is not None else None)
