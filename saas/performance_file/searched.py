"""What entries of performance files are found by: their words and names, by the two whose file it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from saas.performance_file import events, policy, queries, words
from saas.performance_file.models import FileEntry, FileEvidence
from saas.performance_file.sheets import EntrySheet
from tenants import find
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web import dates

CHANGES_WHAT_IS_FOUND = (events.EntryAdded, events.EntryReworded, events.EntryWithdrawn)


def _documents(entry_ids: Collection[UUID]) -> Iterator[Document]:
    """Of entries that somebody wrote: whose file it is, of which kind, how they read, what they are about, and what their
    evidence is called. What arrived by itself is found where it stands.

    Both are readers, whether or not the line between them is in force: the rights of this room decide at the end, and after
    the last day a former manager finds their own entries alone. What was said to an entry is not found by, since they may
    not hear what is said after that day.
    """
    rows = session().execute(queries.with_words().where(FileEntry.id.in_(entry_ids), FileEntry.author_id.is_not(None))).all()
    names: dict[UUID, list[str]] = {}
    for piece in session().scalars(select(FileEvidence).where(FileEvidence.wording_id.in_([row[1].id for row in rows]))):
        names.setdefault(piece.wording_id, []).append(piece.name)
    sheets = queries.files_by_id({entry.file_id for entry, *_rest in rows}) if rows else {}
    for entry, wording, seal, _contest in rows:
        if entry.state != "withdrawn" or seal is not None:
            file, kind = sheets[entry.file_id].file, find.in_every_language(_l("Performance file"), words.KINDS[wording.kind])
            yield Document(
                source_id=entry.id,
                title=f"{file.employee.name} {file.manager.name} {kind}",
                words=(wording.words, wording.about, *names.get(wording.id, ())),
                readers=frozenset({entry.employee_id, entry.manager_id}),
                shown_on=wording.happened_on,
            )


def _hits(actor: Actor, entry_ids: Collection[UUID]) -> dict[UUID, Hit]:
    rows = session().execute(queries.with_words().where(FileEntry.id.in_(entry_ids))).all()
    sheets = queries.files_by_id({entry.file_id for entry, *_rest in rows})
    found = {}
    for entry, wording, seal, contest in rows:
        one = EntrySheet(sheets[entry.file_id], entry, wording, seal, contest)
        if policy.can_read_entry(actor, one) and not one.is_withdrawn:
            found[entry.id] = Hit(
                url=f"/performance-file/entries/{entry.id}",
                title=f"{words.KINDS[wording.kind]}: {_beginning(wording.words)}",
                line=f"{one.sheet.other(actor.id).name} · {dates.long_day(wording.happened_on)}",
                icon=words.ICONS[wording.kind],
            )
    return found


def _beginning(text: str, most: int = 80) -> str:
    """The first line of a text, or as much of it as a list has room for."""
    first = text.strip().partition("\n")[0]
    return first if len(first) <= most else f"{first[: most - 1].rstrip()}…"


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(FileEntry.id).order_by(FileEntry.id).limit(most)
    return list(session().scalars(query if after is None else query.where(FileEntry.id > after)))


FOUND = Kind("file_entry", _l("Performance file"), _documents, _hits, _every)
