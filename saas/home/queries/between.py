"""What is told of two who work together: when they talk, and the file that they share. One statement for all rooms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import ngettext
from sqlalchemy import DateTime, Select, Uuid, bindparam, select, true

from saas import check_ins, meetings, performance_file
from saas.cycle import Cycle
from saas.performance_file import FileRow
from tenants import organisations
from tenants.isolation import clock, lasting, session
from tenants.people import Actor, Person


@dataclass(frozen=True)
class Between:
    """The 1:1 to come, if one is planned, how many took place in the cycle, and what the file holds, once it has begun."""

    meeting_id: UUID | None = None
    meets_at: datetime | None = None
    held: int = 0
    file: FileRow | None = None

    @property
    def facts(self) -> dict[str, str]:
        """What stands under the components of talking and of the file, in words; nothing where there is nothing."""
        said = {}
        if self.held:
            said["talk"] = ngettext("met %(num)s time", "met %(num)s times", self.held)
        if self.file is not None and self.file.entries:
            said["file"] = ngettext("%(num)s entry", "%(num)s entries", self.file.entries)
        return said


@lasting
def _between() -> Select[Any]:
    employee, manager = bindparam("employee", type_=Uuid), bindparam("manager", type_=Uuid)
    since, now = bindparam("since", type_=DateTime(timezone=True)), bindparam("now", type_=DateTime(timezone=True))
    when = meetings.Meeting.id, meetings.Meeting.starts_at
    meeting = meetings.soonest(employee, manager, now).with_only_columns(*when).subquery()
    file, held = performance_file.rows_query().subquery(), meetings.held_since(employee, manager, since)
    told = file.c.file_id, file.c.entries, file.c.last_on, file.c.unseen
    query = select(meeting.c.id, meeting.c.starts_at, held, *told).select_from(Person)
    return query.outerjoin(meeting, true()).outerjoin(file, true()).where(Person.id == employee)


def between(actor: Actor, employee_id: UUID, manager_id: UUID | None, cycle: Cycle | None) -> Between:
    """What stands between these two today, of whom the actor is one; nothing where nobody leads."""
    if manager_id is None:
        return Between()
    since = organisations.dawn(cycle.starts_on) if cycle is not None else clock.now()
    values = {
        "reader": actor.id, "employee": employee_id, "manager": manager_id, "since": since, "now": clock.now(),
        "employees": [employee_id], "managers": [manager_id],
    }  # fmt: skip
    row = session().execute(_between(), values).one()
    return Between(row[0], row[1], row[2], FileRow(*row[3:]) if row[3] is not None else None)


@dataclass(frozen=True)
class Talking:
    """When two last spoke, be it in a 1:1 or over a check-in, and when they are to meet next."""

    last_on: date | None = None
    next_at: datetime | None = None


def talking(actor: Actor, employee_ids: Collection[UUID]) -> dict[UUID, Talking]:
    """How the actor stands with each of those who report to them: one statement."""
    met = meetings.last_met(Person.id, actor.id)
    coming, spoke = meetings.next_meets(Person.id, actor.id, clock.now()), check_ins.last_spoke(Person.id, actor.id)
    query = select(Person.id, met, coming, spoke).where(Person.id.in_(employee_ids))
    return {row[0]: Talking(meetings.spoke_on(row[1], row[3]), row[2]) for row in session().execute(query)}
