"""Files begin with their first use; what the two do elsewhere arrives in them by itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from saas.performance_file import events, queries
from saas.performance_file.actions.sealing import put_seal
from saas.performance_file.models import FileEntry, FileWording, PerformanceFile
from saas.performance_file.sheets import Sheet
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.journal.entries import HasId
from tenants.law import NotNow, require
from tenants.people import Actor


def begin(employee_id: UUID, manager_id: UUID, *, by: Actor) -> Sheet:
    """The file of these two is there: one of them, who work together today, opens it. A second time it is the same file."""
    sheet = queries.file_between(employee_id, manager_id)
    if sheet is not None:
        return sheet
    leads = manager_id == by.id and employee_id in by.report_ids
    require(leads or (employee_id == by.id and by.standing.manager_id == manager_id))
    _begun(employee_id, manager_id)
    made = queries.file_between(employee_id, manager_id)
    assert made is not None, "it was just begun"
    return made


def _begun(employee_id: UUID, manager_id: UUID) -> PerformanceFile:
    """The file of these two, made where there is none; of two who make it at once both get the same."""
    query = select(PerformanceFile).where(PerformanceFile.employee_id == employee_id, PerformanceFile.manager_id == manager_id)
    found = session().scalars(query).one_or_none()
    if found is not None:
        return found
    made = PerformanceFile(employee_id=employee_id, manager_id=manager_id, begun_at=clock.now())
    try:
        with session().begin_nested():
            session().add(made)
    except IntegrityError:
        found = session().scalars(query).one_or_none()
        if found is None:
            raise NotNow("performance_file: it is being made") from None
        return found
    return made


def has_arrived(source: str, *, employee: UUID) -> bool:
    """Whether this stands already in a file about that person's work, whoever led them."""
    there = select(FileEntry.id).where(FileEntry.employee_id == employee, FileEntry.source == source)
    return session().scalars(there.limit(1)).first() is not None


def arrive(
    kind: str,
    source: str,
    *,
    employee: UUID,
    manager: UUID,
    day: date,
    facts: dict[str, Any],
    by: HasId | None,
) -> FileEntry | None:
    """What the two did elsewhere stands in their file, sealed at once; None where it stands there already.

    `source` names it once and for all, as `plan:ID:2`. `facts` hold what its sentence says: `says` (a key of `words.ARRIVED`),
    `title`, `no`, `who` (the id of a person), and `path`, where it can be read inside the organisation by those who may.
    They hold ids, numbers and titles, never what somebody wrote. Nobody is told: the other room has told them.
    """
    file = _begun(employee, manager)
    there = select(FileEntry.id).where(FileEntry.file_id == file.id, FileEntry.source == source)
    if session().scalars(there).first() is not None:
        return None
    now = clock.now()
    made = FileEntry(
        file_id=file.id, employee_id=employee, manager_id=manager, kind=kind, happened_on=day, source=source,
        visible_to_subject_at=now, seals_at=now,
    )  # fmt: skip
    session().add(made)
    session().flush()
    wording = FileWording(entry_id=made.id, no=1, kind=kind, happened_on=day, facts=facts, at=now)
    session().add(wording)
    session().flush()
    made.wording_id = wording.id
    session().flush()
    record(events.EntryArrived(kind), by=by, on=made, about=employee)
    put_seal(made)
    return made
