"""What items of the library are found by, and which of them help with a question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coaching_library import audience as audiences
from coaching_library.library import lexicon, queries, rules, words
from coaching_library.library.models import LibraryItem, LibraryVersion
from tenants import find
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web.markdown import plain

KIND = "library_item"
LOOKED_AT = 40
"""What resembles a question is read again, so many at most, before the first few are named."""
HELPS = {"guide": 1.0, "script": 1.0, "path": 1.0, "template": 0.85, "example": 0.85, "exercise": 0.8, "vignette": 0.4}
"""How much an item of each kind helps somebody with a question, beside one that resembles it as much: a case to be rated tells
of many things, and answers none.
"""

COMMON = 0.5
"""The part of the words of a question that an item has to bear where the question is not about the item's subject."""

MEANT = 2.0
"""How much what a question is about counts, beside the words that it shares with an item."""


SAID = 4.0
"""How much it counts to say the words of a question oneself: the words of its subject are found for every item of it."""


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
            words=(
                version.summary,
                plain(version.body),
                version.wording,
                kinds[version.kind],
                lexicon.of_subject(version.topic, version.skill),
            ),
            readers=None,
            shown_on=version.published_at.date(),
        )


def as_hit(item: LibraryItem) -> Hit:
    """A published item as it is shown where it is found."""
    assert item.latest is not None, "it is published"
    return Hit(
        url=f"/library/items/{item.id}",
        title=item.latest.title,
        line=f"{words.KINDS[item.latest.kind]} · {item.latest.summary}",
        icon=words.ICONS[item.latest.kind],
        lang=item.language,
    )


def _hits(actor: Actor, item_ids: Collection[UUID]) -> dict[UUID, Hit]:
    """What the actor may read of these, of each key the language that they read best: others are the same once more."""
    order = queries.tongues(actor)
    best: dict[str, LibraryItem] = {}
    for item in _published(item_ids):
        if item.latest is None or not audiences.reads(actor, item.latest.audience):
            continue
        there = best.get(item.key)
        if there is None or order.index(item.language) < order.index(there.language):
            best[item.key] = item
    return {item.id: as_hit(item) for item in best.values()}


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(LibraryItem.id).order_by(LibraryItem.id).limit(most)
    return list(session().scalars(query if after is None else query.where(LibraryItem.id > after)))


FOUND = Kind(KIND, _l("Library"), _documents, _hits, _every)


def suggest(actor: Actor, ask: str, *, at_most: int = 3) -> list[LibraryItem]:
    """What of the library may help with a question in somebody's own words, the likeliest first, each key once: in the language
    of the question, else in that which the actor reads best. Two statements.
    """
    near = {item_id: weight for _kind, item_id, weight in find.weighed(ask, [KIND], LOOKED_AT)}
    return [item for item, _weight in helping(actor, ask, near)[:at_most]]


def helping(
    actor: Actor, ask: str, near: Mapping[UUID, float], *, without: Collection[str] = ()
) -> list[tuple[LibraryItem, float]]:
    """Of these items, each with how much it resembles the ask, those that help the actor with it, and how much: the likeliest
    first, each key once, what is in the language of the ask before what is not; kinds in `without` are left out. One statement.

    Left out is what has one word of many in common with the ask, where that is not about its subject either.
    """
    order = tuple(dict.fromkeys((rules.tongue(ask, queries.tongues(actor)[0]), *queries.tongues(actor))))
    asked = find.telling(ask)
    meant = lexicon.meant(asked)
    best: dict[str, tuple[float, LibraryItem]] = {}
    for item in queries.items_by(near).values():
        if item.latest is None or item.latest.kind in without or not audiences.reads(actor, item.latest.audience):
            continue
        about, told = meant.get(item.latest.skill or item.latest.topic, 0), item.latest
        text = " ".join((told.title, *told.also, told.summary, told.body, told.wording))
        share = rules.share_of(asked, text)
        if not about and share < COMMON:
            continue
        weight = (near[item.id] + MEANT * about + SAID * share) * HELPS[item.latest.kind]
        there = best.get(item.key)
        if there is None or order.index(item.language) < order.index(there[1].language):
            best[item.key] = max(weight, there[0] if there else 0), item
        else:
            best[item.key] = max(weight, there[0]), there[1]
    found = sorted(best.values(), key=lambda one: (order.index(one[1].language) > 0, -one[0], one[1].key))
    return [(item, weight) for weight, item in found]


assert LibraryVersion.__tablename__  # what a document is made of
