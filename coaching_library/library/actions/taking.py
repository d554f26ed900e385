"""Many items at once: written, and published where they are whole, in a few statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from coaching_library.library import events, rules
from coaching_library.library.actions.publishing import verified, version_facts
from coaching_library.library.actions.writing import write
from coaching_library.library.content import Anchor, Content
from coaching_library.library.models import LibraryAnchor, LibraryItem, LibraryVersion
from coaching_library.library.queries import uploads as queries
from coaching_library.library.states import MACHINE
from tenants import journal, organisations
from tenants.isolation import among, clock, rewrite_rows, session, write_new, write_rows
from tenants.people import Actor

Row = tuple[str, str, Content]
TOLD = tuple(Content.__dataclass_fields__)
CHANGED = (*TOLD, "title_key", "author_id", "hands", "state", "version", "changed_at")
PUBLISHED = ("latest_id", "state", "version", "hands", "reason", "unverified_since", "review_on", "changed_at")


def content_of(columns: dict[str, Any]) -> Content:
    """What a row of an upload says."""
    anchors = tuple(Anchor.read(each) for each in columns["anchors"])
    return Content(**columns | {"also": tuple(columns["also"]), "steps": tuple(columns["steps"]), "anchors": anchors})


def take(rows: Sequence[Row], *, origin: str, publishes: bool, by: Actor | None) -> tuple[int, int]:
    """Each row is an item of that key and language: new, or the draft of the one that is there. With `publishes` people read
    what is whole at once. Returns how many are new, and how many changed.

    The caller has looked whether the rows may be taken. What moved on meanwhile (waits for approval, is retired) is left out.
    """
    if not rows:
        return 0, 0
    there = {(each.key, each.language): each for each in queries.of_keys_now([key for key, *_rest in rows], lock=True)}
    fresh, old, told = list[LibraryItem](), list[LibraryItem](), list[Any]()
    author = by.id if by else None
    for key, language, content in rows:
        item = there.get((key, language))
        if item is None:
            made = _new(key, language, content, origin, author)
            fresh.append(made)
            told.append((events.LibraryItemMade(content.kind, origin), made, None))
        elif item.state not in ("in_review", "retired"):
            parts = content.differing(item.content)
            session().expunge(item)
            write(item, content)
            MACHINE.move(item, {"published": "change", "needs_review": "revise"}.get(item.state, "renew"))
            item.author_id, item.changed_at, item.hands = author, clock.now(), [str(author)] if author else []
            old.append(item)
            told.append((events.LibraryItemChanged(parts), item, None))
    write_new(fresh)
    rewrite_rows(LibraryItem, CHANGED, [_columns(item, CHANGED) for item in old])
    if publishes:
        told += _publish([*fresh, *old], author)
    journal.record_several(told, by=by)
    return len(fresh), len(old)


def _new(key: str, language: str, content: Content, origin: str, author: UUID | None) -> LibraryItem:
    made = LibraryItem(
        key=key, language=language, origin=origin, owner_id=author, author_id=author, hands=[str(author)] if author else [],
        review_on=organisations.today() + timedelta(days=rules.REVIEW_DAYS), state="draft", version=1, changed_at=clock.now(),
    )  # fmt: skip
    write(made, content)
    return made


def _columns(item: LibraryItem, names: Sequence[str]) -> dict[str, Any]:
    return {"id": item.id} | {name: getattr(item, name) for name in names}


def _publish(items: Sequence[LibraryItem], author: UUID | None) -> list[Any]:
    """Those that are whole are read from now on; what a path leads to may be published beside it."""
    levels = {level["key"] for level in organisations.scale()}
    keys = {item.key for item in items}
    keys |= {each.key for each in queries.of_keys_now({step for item in items for step in item.steps}) if each.is_read}
    whole = [item for item in items if not rules.unready(item.content, levels, keys)]
    numbers = queries.numbers([item.id for item in whole])
    versions, anchors, told = list[dict[str, Any]](), list[dict[str, Any]](), list[Any]()
    for item in whole:
        facts = version_facts(item, numbers.get(item.id, 0) + 1, author, None)
        if item in session():
            session().expunge(item)
        item.latest_id = facts["id"]  # type: ignore[assignment]  # facts hold columns of every kind
        MACHINE.move(item, "publish")
        verified(item)
        versions.append(facts)
        anchors += [{"item_id": item.id, "task": a.task, "phase": a.phase, "signal": a.signal} for a in item.content.anchors]
        told.append((events.LibraryItemPublished(versions[-1]["no"], author), item, None))
    write_rows(LibraryVersion, versions)
    rewrite_rows(LibraryItem, PUBLISHED, [_columns(item, PUBLISHED) for item in whole])
    session().execute(delete(LibraryAnchor).where(among(LibraryAnchor.item_id, [item.id for item in whole])))
    write_rows(LibraryAnchor, anchors)
    return told
