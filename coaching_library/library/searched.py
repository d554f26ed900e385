"""What items of the library are found by, and which of them help with a question."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coaching_library import audience as audiences
from coaching_library.library import queries, rules, words
from coaching_library.library.models import LibraryItem, LibraryVersion
from tenants import find
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web.markdown import plain

KIND = "library_item"
LOOKED_AT = 24
"""What resembles a question is read again, so many at most, before the first few are named."""


def _published(item_ids: Collection[UUID]) -> list[LibraryItem]:
    query = select(LibraryItem).where(LibraryItem.id.in_(item_ids), LibraryItem.latest_id.is_not(None))
    return list(session().scalars(query.options(joinedload(LibraryItem.latest))))


def _documents(item_ids: Collection[UUID]) -> Iterator[Document]:
    """Of what people read: the title and the other words that people use for it, then all that it says. Who reads it, the
    rights of this room decide: whom somebody leads changes every day, and the library does not change with it.
    """
    kinds = {kind: find.in_every_language(label) for kind, label in words.KINDS.items()}
    for item in _published(item_ids):
        version = item.latest
        assert version is not None, "it was asked for"
        yield Document(
            source_id=item.id,
            title=" ".join((version.title, *version.also)),
            words=(version.summary, plain(version.body), version.wording, kinds[version.kind]),
            readers=None,
            shown_on=version.published_at.date(),
        )


def _hits(actor: Actor, item_ids: Collection[UUID]) -> dict[UUID, Hit]:
    return {
        item.id: Hit(
            url=f"/library/items/{item.id}",
            title=item.latest.title,
            line=f"{words.KINDS[item.latest.kind]} · {item.latest.summary}",
            icon=words.ICONS[item.latest.kind],
        )
        for item in _published(item_ids)
        if item.latest is not None and audiences.reads(actor, item.latest.audience)
    }


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(LibraryItem.id).order_by(LibraryItem.id).limit(most)
    return list(session().scalars(query if after is None else query.where(LibraryItem.id > after)))


FOUND = Kind(KIND, _l("Library"), _documents, _hits, _every)


def suggest(actor: Actor, ask: str, *, at_most: int = 3) -> list[LibraryItem]:
    """What of the library may help with a question in somebody's own words, the likeliest first, each key once: in the language
    of the question, else in that which the actor reads best. Two statements.
    """
    near = find.alike(ask, [KIND], LOOKED_AT)
    there = queries.items_by([item_id for _kind, item_id in near])
    order = tuple(dict.fromkeys((rules.tongue(ask, queries.tongues(actor)[0]), *queries.tongues(actor))))
    by_key: dict[str, LibraryItem] = {}
    for _kind, item_id in near:
        item = there.get(item_id)
        if item is None or item.latest is None or not audiences.reads(actor, item.latest.audience):
            continue
        other = by_key.get(item.key)
        if other is None or order.index(item.language) < order.index(other.language):
            by_key[item.key] = item
    found = sorted(by_key.values(), key=lambda item: order.index(item.language) > 0)
    return found[:at_most]


assert LibraryVersion.__tablename__  # what a document is made of
