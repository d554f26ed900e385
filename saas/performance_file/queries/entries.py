"""One entry, its evidence, everything of a person's files, and what the system seals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from saas.performance_file.models import FileContest, FileEntry, FileEvidence, FileWording, PerformanceFile
from saas.performance_file.queries.files import file_sheet, files_of
from saas.performance_file.queries.timeline import KEYS, filled, with_words
from saas.performance_file.sheets import EntrySheet, Sheet
from tenants.isolation import get, get_locked, session
from tenants.people import Actor


def entry_sheet(entry_id: UUID, actor: Actor | None = None) -> EntrySheet | None:
    """The entry with this id and all that belongs to it, or None. With an actor, as far as they may hear."""
    row = session().execute(with_words().where(FileEntry.id == entry_id)).first()
    if row is None:
        return None
    sheet = file_sheet(row[0].file_id)
    assert sheet is not None, "an entry lies in a file"
    return filled(sheet, actor, [row])[0]


def evidence(evidence_id: UUID) -> tuple[FileEvidence, EntrySheet] | None:
    """A piece of evidence with the entry to which it belongs as that reads now; None for one that belongs to it no longer."""
    piece = get(FileEvidence, evidence_id)
    one = entry_sheet(piece.entry_id) if piece is not None else None
    if piece is None or one is None or piece.id not in {each.id for each in one.evidence}:
        return None
    return piece, one


def whole(employee_id: UUID) -> list[EntrySheet]:
    """Everything that stands in the files of a person, oldest first, file by file: for their own export."""
    found = []
    for sheet in reversed(files_of(employee_id)):
        query = with_words().where(FileEntry.file_id == sheet.id).order_by(*KEYS)
        found += filled(sheet, None, list(session().execute(query)))
    return found


def written_by(sheet: Sheet, author_id: UUID) -> list[EntrySheet]:
    """What somebody wrote in a file, oldest first."""
    query = with_words().where(FileEntry.file_id == sheet.id, FileEntry.author_id == author_id).order_by(*KEYS)
    return filled(sheet, None, list(session().execute(query)))


def due_to_seal(now: datetime, most: int) -> list[FileEntry]:
    """Open entries whose days of editing are over, the oldest first, locked; those that somebody else holds are left out."""
    query = select(FileEntry).where(FileEntry.state == "open", FileEntry.seals_at <= now).order_by(FileEntry.seals_at)
    return list(session().scalars(query.limit(most).with_for_update(skip_locked=True, of=FileEntry)))


def last_wording_no(entry_id: UUID) -> int:
    """The number of the newest wording of an entry; 0 where there is none."""
    return session().scalar(select(func.max(FileWording.no)).where(FileWording.entry_id == entry_id)) or 0


def locked_entry(entry_id: UUID) -> FileEntry:
    """The entry under its lock. It is never deleted."""
    found = get_locked(FileEntry, entry_id)
    assert found is not None, "an entry is never deleted"
    return found


def locked_contest(entry_id: UUID) -> FileContest | None:
    """The contest of an entry under its lock, or None."""
    found = session().scalars(select(FileContest.id).where(FileContest.entry_id == entry_id)).first()
    return get_locked(FileContest, found) if found is not None else None


def contests_of_former(employee_ids: Collection[UUID]) -> list[tuple[FileContest, PerformanceFile]]:
    """Open contests in files of these people, each with its file."""
    query = (
        select(FileContest, PerformanceFile)
        .join(FileEntry, FileEntry.id == FileContest.entry_id)
        .join(PerformanceFile, PerformanceFile.id == FileEntry.file_id)
        .where(FileContest.state == "contested", PerformanceFile.employee_id.in_(employee_ids))
        .options(joinedload(FileContest.entry))
    )
    return [(row[0], row[1]) for row in session().execute(query)]
