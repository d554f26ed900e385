"""The seal: after its days of editing an entry holds for good, with a record of what it says and its hash."""

from __future__ import annotations

from saas.performance_file import events, queries
from saas.performance_file.models import FileEntry, FileSeal
from saas.performance_file.states import ENTRY
from tenants.isolation import clock, session
from tenants.journal import record


def put_seal(entry: FileEntry) -> FileSeal:
    """The entry is sealed as it reads now. The caller holds its lock, or has just made it. Raises NotNow unless it is open."""
    ENTRY.move(entry, "seal")
    session().flush()
    one = queries.entry_sheet(entry.id)
    assert one is not None, "the caller holds it"
    made = FileSeal(
        entry_id=entry.id,
        wording_id=one.wording.id,
        evidence=sorted(str(each.id) for each in one.evidence),
        hash=one.hash,
        at=clock.now(),
    )
    session().add(made)
    session().flush()
    record(events.EntrySealed(made.hash), by=None, on=entry, about=entry.employee_id)
    return made


def seal(most: int) -> int:
    """Entries whose days of editing are over are sealed, at most so many; returns how many were."""
    due = queries.due_to_seal(clock.now(), most)
    for entry in due:
        put_seal(entry)
    return len(due)
