"""One item: with its version, its languages, what was published of it and what keepers said to it."""

from __future__ import annotations

from collections.abc import Collection
from os.path import commonpath
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import defer, joinedload

from coaching_library import audience as audiences
from coaching_library.library.models import LibraryItem, LibraryRemark, LibraryVersion
from coaching_library.library.rules import reads_best
from tenants import organisations
from tenants.isolation import among, get_locked, session
from tenants.people import Actor

_WITH = joinedload(LibraryItem.latest), joinedload(LibraryItem.owner), joinedload(LibraryItem.author)
_WITHOUT_WORDS = defer(LibraryVersion.body), defer(LibraryVersion.after)


def item(item_id: UUID, **_address: object) -> LibraryItem | None:
    """The item of an address with the version that people read, or None: one statement."""
    return session().scalars(select(LibraryItem).where(LibraryItem.id == item_id).options(*_WITH)).one_or_none()


def items_by(item_ids: Collection[UUID]) -> dict[UUID, LibraryItem]:
    """These items by their ids, each with the version that people read: one statement."""
    if not item_ids:
        return {}
    query = select(LibraryItem).where(among(LibraryItem.id, list(item_ids))).options(joinedload(LibraryItem.latest))
    return {each.id: each for each in session().scalars(query)}


def locked(item_id: UUID) -> LibraryItem | None:
    """The item under its lock, read afresh."""
    return get_locked(LibraryItem, item_id)


def in_language(key: str, language: str) -> LibraryItem | None:
    """The item of a key in one language, or None."""
    query = select(LibraryItem).where(LibraryItem.key == key, LibraryItem.language == language)
    return session().scalars(query).one_or_none()


def languages_of(key: str) -> dict[str, LibraryItem]:
    """The items of a key by language, each with the version that people read: one statement."""
    query = select(LibraryItem).where(LibraryItem.key == key).options(joinedload(LibraryItem.latest).options(*_WITHOUT_WORDS))
    return {each.language: each for each in session().scalars(query)}


def best_of(key: str, actor: Actor, *, drafts: bool = False) -> LibraryItem | None:
    """Of the items of a key the one that the actor reads best, or None where they read none. With `drafts`, where nothing is
    published for them, the one that is being written.
    """
    family = languages_of(key)
    found = {
        language: each
        for language, each in family.items()
        if each.latest is not None and audiences.reads(actor, each.latest.audience)
    }
    best = next((found[each] for each in tongues(actor) if each in found), None)
    return best or next((family[each] for each in tongues(actor) if drafts and each in family), None)


def tongues(actor: Actor) -> tuple[str, ...]:
    """The languages of the actor in the order in which they read them."""
    return reads_best(actor.language, organisations.organisation().language)


def taken_keys(beginning: str) -> set[str]:
    """The keys that begin so."""
    return set(session().scalars(select(LibraryItem.key).where(LibraryItem.key.startswith(beginning, autoescape=True))))


def known_keys(keys: Collection[str]) -> set[str]:
    """Those of these keys of which something is read."""
    if not keys:
        return set()
    query = select(LibraryItem.key).where(LibraryItem.key.in_(keys), LibraryItem.latest_id.is_not(None))
    return set(session().scalars(query))


def last_number(item_id: UUID) -> int:
    """The number of the newest version; 0 where nothing was published."""
    return session().scalar(select(func.max(LibraryVersion.no)).where(LibraryVersion.item_id == item_id)) or 0


def versions(item_id: UUID) -> Select[Any]:
    """What was published of an item, to be paged by (no), without its words."""
    query = select(LibraryVersion).where(LibraryVersion.item_id == item_id)
    return query.options(joinedload(LibraryVersion.author), joinedload(LibraryVersion.approver), *_WITHOUT_WORDS)


def numbered(item_id: UUID, numbers: Collection[int]) -> dict[int, LibraryVersion]:
    """Those versions of an item, whole, by their numbers: one statement."""
    query = select(LibraryVersion).where(LibraryVersion.item_id == item_id, LibraryVersion.no.in_(numbers))
    query = query.options(joinedload(LibraryVersion.author), joinedload(LibraryVersion.approver))
    return {each.no: each for each in session().scalars(query)}


def remarks(item_id: UUID) -> list[LibraryRemark]:
    """What was said to drafts of an item, the latest first, at most twenty."""
    query = select(LibraryRemark).where(LibraryRemark.item_id == item_id).options(joinedload(LibraryRemark.author))
    return list(session().scalars(query.order_by(LibraryRemark.id.desc()).limit(20)))


def came_from(thread_id: UUID) -> LibraryItem | None:
    """The first item that came from a question, with the version that people read; None where none did."""
    query = select(LibraryItem).where(LibraryItem.thread_id == thread_id).order_by(LibraryItem.id).limit(1)
    return session().scalars(query.options(joinedload(LibraryItem.latest))).first()


def linking_to(paths: Collection[str]) -> list[LibraryItem]:
    """Items of which the version that people read links to one of these addresses, as Markdown writes it.

    What all the addresses begin with is looked for first: few texts have even that.
    """
    if not paths:
        return []
    any_of_them, *each_of_them = (
        LibraryVersion.body.contains(f"]({each}", autoescape=True) for each in (commonpath(list(paths)), *paths)
    )
    fits = and_(any_of_them, or_(*each_of_them))
    query = select(LibraryItem).join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id).where(fits)
    return list(session().scalars(query.order_by(LibraryItem.id)))
