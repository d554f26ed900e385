"""What waits for somebody in files: a contest that neither side has settled yet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, exists, or_, select

from saas import turns
from saas.performance_file.models import FileContest, FileEntry, PerformanceFile
from saas.turns import Item
from tenants import people
from tenants.isolation import session
from tenants.people import Actor, Person, ReportingLine

MOST = 50


def rows() -> list[Select[Any]]:
    """Contests that are open in files of the reader's."""
    leads = exists().where(
        ReportingLine.person_id == PerformanceFile.employee_id,
        ReportingLine.manager_id == turns.READER,
        ReportingLine.tenant_id == PerformanceFile.tenant_id,
        people.in_force(ReportingLine, turns.TODAY),
    )
    own = PerformanceFile.employee_id == turns.READER
    other = case((own, PerformanceFile.manager_id), else_=PerformanceFile.employee_id)
    facts = {"by_id": FileContest.by_id, "since": FileContest.since, "words": FileContest.settled_by}
    query: Select[Any] = (
        select(*turns.columns("performance_file.contest", FileEntry.id, FileContest.state, other, **facts))
        .select_from(FileContest)
        .join(FileEntry, FileEntry.id == FileContest.entry_id)
        .join(PerformanceFile, PerformanceFile.id == FileEntry.file_id)
        .where(FileContest.state == "contested")
        .where(or_(own, and_(PerformanceFile.manager_id == turns.READER, leads.correlate(PerformanceFile))))
    )
    return [query.order_by(FileContest.since, FileContest.id).limit(MOST)]


def item(row: Any, other: Person, actor: Actor) -> Item:
    """A contest is the turn of whoever was contested, until they have said that it is settled; then of whoever contested."""
    said = [each for each in (actor.id, other.id) if str(each) in row.words]
    mine = next(iter(said), row.by_id) != actor.id
    return Item("file_contest", f"/performance-file/entries/{row.id}#contest", other, row.since, None, mine, name=other.name)


TURNS = turns.Room(rows, item)


def with_open_contests(employee_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people in whose files a contest is open: one statement, and none for nobody."""
    if not employee_ids:
        return set()
    query = select(FileEntry.employee_id).join(FileContest, FileContest.entry_id == FileEntry.id)
    return set(session().scalars(query.where(FileContest.state == "contested", FileEntry.employee_id.in_(employee_ids))))
