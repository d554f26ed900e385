"""What may be shown at a step: what is anchored there, with what its reader did with it, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, lateral, select, true

from coaching_library import audience as audiences
from coaching_library.library.models import LibraryAnchor, LibraryItem, LibraryVersion
from coaching_library.library.rules import WINDOW, Candidate
from coaching_library.library.traces import LibraryEvent, LibraryMark
from coaching_library.topics import Phase, Signal, Task
from tenants import organisations
from tenants.isolation import anew, session
from tenants.people import Actor

MOST = 60
"""Anchors of one step that are looked at, those of a sign and of the phase before the others."""


@dataclass(frozen=True)
class Found:
    """What a card is made of, and what decides whether it is shown."""

    item: LibraryItem
    version: LibraryVersion
    candidate: Candidate


def at_step(actor: Actor, task: Task, phase: Phase | None, signals: Collection[Signal]) -> list[Found]:
    """What is anchored there and may be read by the actor: one statement."""
    signs = ["", *(each.value for each in signals)]
    phases = ["", phase.value] if phase else [""]
    today = organisations.today()
    since, event = today - timedelta(days=WINDOW - 1), LibraryEvent
    there = event.task == task.value
    did: Any = lateral(
        select(
            func.count(event.day.distinct()).filter(event.act == "shown", event.day >= since).label("days"),
            func.bool_or(and_(event.act == "shown", event.day == today)).label("today"),
            func.max(event.at).filter(event.act == "dismissed", there).label("away"),
            func.max(event.at).filter(event.act == "recalled", there).label("recalled"),
            func.bool_or(and_(event.act == "recalled", there, event.day >= since)).label("lately"),
        )
        .where(event.person_id == actor.id, event.item_id == LibraryItem.id, event.tenant_id == LibraryItem.tenant_id)
        .correlate(LibraryItem)
    )
    mine = and_(LibraryMark.item_id == LibraryItem.id, LibraryMark.person_id == actor.id)
    query: Any = (
        select(LibraryItem, LibraryVersion, LibraryAnchor, did, LibraryMark.verdict)
        .select_from(LibraryAnchor)
        .join(LibraryItem, LibraryItem.id == LibraryAnchor.item_id)
        .join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id)
        .outerjoin(LibraryMark, mine)
        .outerjoin(did, true())
        .where(LibraryAnchor.task == task.value, LibraryAnchor.phase.in_(phases), LibraryAnchor.signal.in_(signs))
        .where(LibraryVersion.audience.in_(audiences.read_by(actor)))
        .order_by(LibraryAnchor.signal == "", LibraryAnchor.phase == "", LibraryVersion.title_key, LibraryVersion.id)
        .limit(MOST)
    )
    found: list[Found] = []
    for item, version, anchor, days, shown, away, recalled, lately, verdict in session().execute(anew(query)):
        candidate = Candidate(
            item.key, version.kind, item.language, version.skill, anchor.phase, anchor.signal, days or 0, bool(shown),
            away.timestamp() if away else 0, recalled.timestamp() if recalled else 0, bool(lately), verdict == "not_helpful",
            len(found),
        )  # fmt: skip
        found.append(Found(item, version, candidate))
    return found
