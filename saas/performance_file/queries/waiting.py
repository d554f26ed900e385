"""What waits for somebody in files: a contest that neither side has settled yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload

from saas.performance_file.models import FileContest, FileEntry, PerformanceFile
from tenants import organisations, people
from tenants.isolation import session
from tenants.people import Actor, Person, ReportingLine


@dataclass(frozen=True)
class TurnItem:
    """One thing that waits: `kind` names the words in home's table, `path` leads to it inside the organisation."""

    kind: str
    """file_contest."""
    path: str
    person: Person
    """The other one of the two."""
    since: datetime
    mine: bool


def turn_items(actor: Actor) -> list[TurnItem]:
    """Contests that are open in files of the actor's, the oldest first, at most fifty: one statement.

    It is the turn of whoever was contested, until they have said that it is settled; then of whoever contested.
    """
    found = []
    for contest, entry, file in session().execute(_open(), {"who": actor.id}):
        other = file.manager if actor.id == file.employee_id else file.employee
        said = {each for each in (entry.employee_id, entry.manager_id) if str(each) in contest.settled_by}
        waits = entry.other(next(iter(said), contest.by_id))
        path = f"/performance-file/entries/{entry.id}#contest"
        found.append(TurnItem("file_contest", path, other, contest.since, waits == actor.id))
    return found


def _open() -> Select[FileContest, FileEntry, PerformanceFile]:
    who = bindparam("who", type_=Uuid)
    leads = exists().where(
        ReportingLine.person_id == PerformanceFile.employee_id,
        ReportingLine.manager_id == who,
        ReportingLine.tenant_id == PerformanceFile.tenant_id,
        people.in_force(ReportingLine, organisations.today()),
    )
    mine = or_(PerformanceFile.employee_id == who, and_(PerformanceFile.manager_id == who, leads.correlate(PerformanceFile)))
    return (
        select(FileContest, FileEntry, PerformanceFile)
        .join(FileEntry, FileEntry.id == FileContest.entry_id)
        .join(PerformanceFile, PerformanceFile.id == FileEntry.file_id)
        .where(FileContest.state == "contested", mine)
        .options(joinedload(PerformanceFile.employee), joinedload(PerformanceFile.manager))
        .order_by(FileContest.since, FileContest.id)
        .limit(50)
    )


def with_open_contests(employee_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people in whose files a contest is open: one statement, and none for nobody."""
    if not employee_ids:
        return set()
    query = select(FileEntry.employee_id).join(FileContest, FileContest.entry_id == FileEntry.id)
    return set(session().scalars(query.where(FileContest.state == "contested", FileEntry.employee_id.in_(employee_ids))))
