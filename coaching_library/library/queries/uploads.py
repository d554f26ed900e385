"""Files on their way in: an upload, its files page by page, and what the library says of their keys by now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import defer, joinedload

from coaching_library.library.models import LibraryItem, LibraryVersion
from coaching_library.library.uploads import LibraryImport, LibraryImportFile
from tenants.isolation import among, get_locked, session

AT_ONCE = 1_000


def upload(upload_id: UUID, **_address: object) -> LibraryImport | None:
    """The upload of an address, or None."""
    query = select(LibraryImport).where(LibraryImport.id == upload_id).options(joinedload(LibraryImport.job))
    return session().scalars(query).one_or_none()


def lately(most: int = 20) -> list[LibraryImport]:
    """What was brought in within the day that files are kept, newest first."""
    newest = select(LibraryImport).order_by(LibraryImport.made_at.desc(), LibraryImport.id.desc())
    return list(session().scalars(newest.limit(most)))


def held_upload(upload_id: UUID) -> LibraryImport:
    """The upload under its lock."""
    found = get_locked(LibraryImport, upload_id)
    assert found is not None, "an upload stays for a day"
    return found


def content_of(upload_id: UUID) -> bytes | None:
    """What came, packed; None once every file of it was read."""
    return session().scalars(select(LibraryImport.content).where(LibraryImport.id == upload_id)).one()


def files_of(upload_id: UUID, outcome: str = "") -> Select[Any]:
    """The files of an upload, without what they say, to be paged by (no)."""
    query = select(LibraryImportFile).where(LibraryImportFile.import_id == upload_id).options(defer(LibraryImportFile.content))
    return query.where(LibraryImportFile.outcome == outcome) if outcome else query


def uploaded_files(upload_id: UUID) -> list[LibraryImportFile]:
    """Every file of an upload in its order, without what it says."""
    return list(session().scalars(files_of(upload_id).order_by(LibraryImportFile.no)))


def to_take_over(upload_id: UUID) -> list[LibraryImportFile]:
    """The files of an upload that are new or changed, whole, in their order."""
    query = select(LibraryImportFile).where(LibraryImportFile.import_id == upload_id)
    query = query.where(LibraryImportFile.outcome.in_(("new", "changed"))).order_by(LibraryImportFile.no)
    return list(session().scalars(query))


def of_keys_now(keys: Collection[str], *, lock: bool = False) -> Iterator[LibraryItem]:
    """Every item of these keys, in all languages, with the version that people read; `lock` keeps others from changing them."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), AT_ONCE):
        query = select(LibraryItem).where(LibraryItem.key.in_(wanted[start : start + AT_ONCE])).order_by(LibraryItem.id)
        if lock:
            locked = query.with_for_update(of=LibraryItem).execution_options(populate_existing=True)
            session().scalars(locked).all()
        yield from session().scalars(query.options(joinedload(LibraryItem.latest)))


def numbers(item_ids: Collection[UUID]) -> dict[UUID, int]:
    """The number of the newest version of each of these items; those without one are left out: one statement."""
    query = select(LibraryVersion.item_id, func.max(LibraryVersion.no)).where(among(LibraryVersion.item_id, list(item_ids)))
    return {row[0]: row[1] for row in session().execute(query.group_by(LibraryVersion.item_id))} if item_ids else {}


def over(before: datetime, most: int) -> list[UUID]:
    """Uploads of before that moment, at most so many."""
    return list(session().scalars(select(LibraryImport.id).where(LibraryImport.made_at < before).limit(most)))


def exported() -> Iterator[tuple[LibraryItem, LibraryVersion | None]]:
    """Everything that is not retired, with the version that people read, by key and language; page by page."""
    edge: tuple[str, str] | None = None
    while True:
        query = (
            select(LibraryItem)
            .where(LibraryItem.state != "retired")
            .options(joinedload(LibraryItem.latest))
            .order_by(LibraryItem.key, LibraryItem.language)
            .limit(AT_ONCE)
        )
        if edge is not None:
            beyond = and_(LibraryItem.key == edge[0], LibraryItem.language > edge[1])
            query = query.where((LibraryItem.key > edge[0]) | beyond)
        found = list(session().scalars(query))
        yield from ((item, item.latest) for item in found)
        if len(found) < AT_ONCE:
            return
        edge = found[-1].key, found[-1].language
