"""Files: one with who leads whom today, the own ones, and those of the people who report to somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, exists, func, select
from sqlalchemy.orm import joinedload

from saas.performance_file.models import FileEntry, FileSight, PerformanceFile
from saas.performance_file.sheets import Sheet
from tenants import organisations, people
from tenants.isolation import among, ids, lasting, session
from tenants.people import Actor, Person, ReportingLine, Standing

BOTH = (joinedload(PerformanceFile.employee), joinedload(PerformanceFile.manager))


def _leads_now() -> Any:
    """Who leads the employee of the row today."""
    line = select(ReportingLine.manager_id).where(
        ReportingLine.person_id == PerformanceFile.employee_id,
        ReportingLine.tenant_id == PerformanceFile.tenant_id,
        people.in_force(ReportingLine, organisations.today()),
    )
    return line.limit(1).correlate(PerformanceFile).scalar_subquery()


def _last_day() -> Any:
    """The last day on which the manager of the row led its employee, of lines that have ended."""
    line = select(func.max(ReportingLine.ends_on)).where(
        ReportingLine.person_id == PerformanceFile.employee_id,
        ReportingLine.manager_id == PerformanceFile.manager_id,
        ReportingLine.tenant_id == PerformanceFile.tenant_id,
    )
    return line.correlate(PerformanceFile).scalar_subquery()


def _wrote() -> Any:
    """Whether the manager of the row has written an entry in it."""
    mine = FileEntry.file_id == PerformanceFile.id, FileEntry.author_id == PerformanceFile.manager_id
    return exists().where(*mine, FileEntry.tenant_id == PerformanceFile.tenant_id).correlate(PerformanceFile)


def _sheets(*where: Any) -> list[Sheet]:
    query = select(PerformanceFile, _leads_now(), _wrote(), _last_day()).where(*where).options(*BOTH)
    rows = session().execute(query.order_by(PerformanceFile.begun_at.desc(), PerformanceFile.id.desc()))
    return [
        Sheet(file, Standing(file.employee_id, manager_id=leader), wrote, last if leader != file.manager_id else None)
        for file, leader, wrote, last in rows
    ]


def file_sheet(file_id: UUID, **_address: object) -> Sheet | None:
    """The file with this id and what decides who may do what with it: one statement. None where there is none."""
    return next(iter(_sheets(PerformanceFile.id == file_id)), None)


def files_by_id(file_ids: Collection[UUID]) -> dict[UUID, Sheet]:
    """These files by their ids: one statement."""
    return {sheet.id: sheet for sheet in _sheets(PerformanceFile.id.in_(file_ids))}


def file_between(employee_id: UUID, manager_id: UUID) -> Sheet | None:
    """The file of these two, if it has begun: one statement."""
    return next(iter(_sheets(PerformanceFile.employee_id == employee_id, PerformanceFile.manager_id == manager_id)), None)


def files_of(employee_id: UUID) -> list[Sheet]:
    """Every file about that person's work, the newest first: one statement."""
    return _sheets(PerformanceFile.employee_id == employee_id)


def files_written_in(actor: Actor) -> list[Sheet]:
    """Files of people whom the actor led once and in which they wrote, at most a hundred: one statement."""
    mine = PerformanceFile.manager_id == actor.id, PerformanceFile.employee_id.not_in(actor.report_ids), _wrote()
    found = select(PerformanceFile.id).where(*mine).order_by(PerformanceFile.begun_at.desc()).limit(100)
    return _sheets(PerformanceFile.id.in_(found))


def began_together(file: PerformanceFile) -> date | None:
    """The first day on which the two of a file worked together; None where no line is known."""
    query = select(func.min(ReportingLine.starts_on)).where(
        ReportingLine.person_id == file.employee_id, ReportingLine.manager_id == file.manager_id
    )
    return session().scalar(query)


def team(actor: Actor) -> Select[Any]:
    """Those who report to the actor today, as a query for `paged` (by `Person.sort_key, Person.id`)."""
    return select(Person).where(Person.id.in_(actor.report_ids), Person.state != "left")


@dataclass(frozen=True)
class FileRow:
    """What a list says of a file: how many entries, when the last thing happened, and what its reader has not seen."""

    file_id: UUID
    entries: int
    last_on: date | None
    unseen: int


def rows_of_team(actor: Actor, pairs: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], FileRow]:
    """What a list says of the files of these pairs (employee, manager) that have begun, for the actor: one statement."""
    if not pairs:
        return {}
    employees, managers = {employee for employee, _manager in pairs}, {manager for _employee, manager in pairs}
    values = {"reader": actor.id, "employees": list(employees), "managers": list(managers)}
    return {(row[0], row[1]): FileRow(*row[2:]) for row in session().execute(rows_query(), values)}


@lasting
def rows_query() -> Select[Any]:
    """The same as a query, for a `reader`, the `employees` and the `managers`: employee_id, manager_id, and what a `FileRow`
    holds.
    """
    reader = bindparam("reader", type_=Uuid)
    seen = exists().where(
        FileSight.entry_id == FileEntry.id, FileSight.tenant_id == FileEntry.tenant_id, FileSight.person_id == reader
    )
    new = and_(FileEntry.state != "withdrawn", FileEntry.author_id.is_distinct_from(reader), ~seen.correlate(FileEntry))
    query: Any = select(
        PerformanceFile.employee_id,
        PerformanceFile.manager_id,
        PerformanceFile.id.label("file_id"),
        func.count(FileEntry.id).label("entries"),
        func.max(FileEntry.happened_on).label("last_on"),
        func.count(FileEntry.id).filter(new, FileEntry.author_id.is_not(None)).label("unseen"),
    )
    query = query.outerjoin(FileEntry, FileEntry.file_id == PerformanceFile.id).where(
        among(PerformanceFile.employee_id, ids("employees")), among(PerformanceFile.manager_id, ids("managers"))
    )
    made: Select[Any] = query.group_by(PerformanceFile.tenant_id, PerformanceFile.id)
    return made
