"""The timeline of a file: page by page by key, narrowed, with what belongs to each entry. A constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from saas.performance_file import policy
from saas.performance_file.models import (
    FileContest,
    FileEntry,
    FileEvidence,
    FileSaying,
    FileSeal,
    FileSight,
    FileWording,
)
from saas.performance_file.sheets import EntrySheet, Seen, Sheet
from tenants import organisations
from tenants.isolation import session
from tenants.people import Actor, Person

KEYS = [FileEntry.happened_on, FileEntry.id]
"""By these a timeline is paged, falling."""


@dataclass(frozen=True)
class Narrowed:
    """What of a timeline is shown."""

    kind: str = ""
    whose: str = ""
    """"mine", "theirs", or "arrived" for what came by itself."""
    goal_id: UUID | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return self != Narrowed()


def with_words() -> Any:
    """Entries, each with the wording that holds, its seal and its contest. A seal decides which wording that is."""
    return (
        select(FileEntry, FileWording, FileSeal, FileContest)
        .outerjoin(FileSeal, FileSeal.entry_id == FileEntry.id)
        .join(FileWording, FileWording.id == func.coalesce(FileSeal.wording_id, FileEntry.wording_id))
        .outerjoin(FileContest, FileContest.entry_id == FileEntry.id)
        .options(joinedload(FileEntry.author))
    )


def timeline(sheet: Sheet, actor: Actor, narrowed: Narrowed) -> Any:
    """The entries of a file that the actor may read, as a query for `paged` by KEYS.

    Only their rows, which the index has in this order; `told` reads what belongs to the few that are shown. In one statement
    with their words the database would go through the whole file for each page.
    """
    query = select(FileEntry).where(FileEntry.file_id == sheet.id)
    if not policy.reads_all(actor, sheet):
        query = query.where(FileEntry.author_id == actor.id)
    if narrowed.kind:
        query = query.where(FileEntry.kind == narrowed.kind)
    if narrowed.whose == "mine":
        query = query.where(FileEntry.author_id == actor.id)
    elif narrowed.whose == "theirs":
        query = query.where(FileEntry.author_id.is_not(None), FileEntry.author_id != actor.id)
    elif narrowed.whose == "arrived":
        query = query.where(FileEntry.author_id.is_(None))
    if narrowed.goal_id is not None:
        query = query.where(FileEntry.goal_id == narrowed.goal_id)
    if narrowed.since is not None:
        query = query.where(FileEntry.happened_on >= narrowed.since)
    if narrowed.until is not None:
        query = query.where(FileEntry.happened_on <= narrowed.until)
    return query


def told(sheet: Sheet, actor: Actor, entries: Sequence[FileEntry]) -> list[EntrySheet]:
    """These entries in their order, each with all that belongs to it: three statements, however many there are."""
    wanted = [each.id for each in entries]
    if not wanted:
        return []
    query = with_words().add_columns(FileEvidence).outerjoin(FileEvidence, FileEvidence.wording_id == FileWording.id)
    query = query.options(joinedload(FileEvidence.stored)).where(FileEntry.id.in_(wanted)).order_by(FileEvidence.id)
    rows: dict[UUID, Any] = {}
    evidence: dict[UUID, list[FileEvidence]] = {}
    for *row, piece in session().execute(query):
        rows[row[0].id] = row
        if piece is not None:
            evidence.setdefault(piece.wording_id, []).append(piece)
    return _filled(sheet, actor, [rows[each] for each in wanted], evidence)


def filled(sheet: Sheet, actor: Actor | None, rows: Sequence[Any]) -> list[EntrySheet]:
    """These rows of `with_words`, each with evidence, what was said and who has seen it: three statements, however many rows.

    With an actor, what they may not hear is left out.
    """
    evidence: dict[UUID, list[FileEvidence]] = {}
    query = select(FileEvidence).where(FileEvidence.wording_id.in_([row[1].id for row in rows]))
    for piece in session().scalars(query.options(joinedload(FileEvidence.stored)).order_by(FileEvidence.id)) if rows else ():
        evidence.setdefault(piece.wording_id, []).append(piece)
    return _filled(sheet, actor, rows, evidence)


def _filled(
    sheet: Sheet, actor: Actor | None, rows: Sequence[Any], evidence: dict[UUID, list[FileEvidence]]
) -> list[EntrySheet]:
    ids = [row[0].id for row in rows]
    if not ids:
        return []
    sayings: dict[UUID, list[FileSaying]] = {}
    query = select(FileSaying).where(FileSaying.entry_id.in_(ids)).options(joinedload(FileSaying.author))
    for saying in session().scalars(query.order_by(FileSaying.id)):
        sayings.setdefault(saying.entry_id, []).append(saying)
    sights: dict[UUID, list[Seen]] = {}
    looked = select(FileSight, Person).join(Person, Person.id == FileSight.person_id).where(FileSight.entry_id.in_(ids))
    for sight, person in session().execute(looked):
        sights.setdefault(sight.entry_id, []).append(Seen(person, sight.no, sight.at))
    zone = organisations.organisation().time_zone
    found = []
    for entry, wording, seal, contest in rows:
        is_shown = entry.state != "withdrawn" or seal is not None
        mine = evidence.get(wording.id, []) if is_shown else []
        if seal is not None:  # what came after the seal is no part of it
            mine = [each for each in mine if str(each.id) in seal.evidence]
        one = EntrySheet(
            sheet, entry, wording, seal, contest, tuple(mine), tuple(sayings.get(entry.id, ())), tuple(sights.get(entry.id, ()))
        )
        if actor is not None and not policy.reads_all(actor, sheet):
            heard = tuple(each for each in one.sayings if policy.can_hear(actor, one, each, zone))
            told = contest if any(each.act == "contest" for each in heard) else None
            one = EntrySheet(sheet, entry, wording, seal, told, one.evidence, heard, one.sights)
        found.append(one)
    return found
