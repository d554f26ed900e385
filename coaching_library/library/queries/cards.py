"""What may be shown at a step: what is anchored there, with what its reader did with it, in one statement."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, case, func, lateral, select, true
from sqlalchemy.orm import defer

from coaching_library import audience as audiences
from coaching_library.library.models import LibraryAnchor, LibraryItem, LibraryVersion
from coaching_library.library.queries.items import tongues
from coaching_library.library.rules import WINDOW, Candidate
from coaching_library.library.traces import LibraryEvent, LibraryMark
from coaching_library.topics import Phase, Signal, Task
from tenants import organisations
from tenants.isolation import session
from tenants.people import Actor

WITHOUT_WORDS = (
    defer(LibraryVersion.body), defer(LibraryVersion.after), defer(LibraryItem.body), defer(LibraryItem.after),
    defer(LibraryItem.wording),
)  # fmt: skip
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
    here = _anchored(actor, task, phase, signals)
    did = _did(actor, task)
    mine = and_(LibraryMark.item_id == LibraryItem.id, LibraryMark.person_id == actor.id)
    query: Any = (
        select(LibraryItem, LibraryVersion, here.c.phase, here.c.signal, did, LibraryMark.verdict)
        .select_from(here)
        .join(LibraryItem, LibraryItem.id == here.c.item_id)
        .join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id)
        .outerjoin(LibraryMark, mine)
        .outerjoin(did, true())
        .options(*WITHOUT_WORDS)
    )
    found: list[Found] = []
    for item, version, at_phase, sign, days, shown, away, recalled, lately, verdict in session().execute(query):
        candidate = Candidate(
            item.key, version.kind, item.language, version.skill, at_phase, sign, days or 0, bool(shown),
            away.timestamp() if away else 0, recalled.timestamp() if recalled else 0, bool(lately), verdict == "not_helpful",
            len(found),
        )  # fmt: skip
        found.append(Found(item, version, candidate))
    return found


def _anchored(actor: Actor, task: Task, phase: Phase | None, signals: Collection[Signal]) -> Any:
    """The anchors that fit, those of a sign and of the phase first, so that no more than `MOST` are looked at any further."""
    signs = ["", *(each.value for each in signals)]
    phases = ["", phase.value] if phase else [""]
    order = tongues(actor)
    place = case({language: n for n, language in enumerate(order)}, value=LibraryItem.language, else_=len(order))
    query = (
        select(LibraryAnchor.item_id, LibraryAnchor.phase, LibraryAnchor.signal)
        .join(LibraryItem, LibraryItem.id == LibraryAnchor.item_id)
        .join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id)
        .where(LibraryAnchor.task == task.value, LibraryAnchor.phase.in_(phases), LibraryAnchor.signal.in_(signs))
        .where(LibraryVersion.audience.in_(audiences.read_by(actor)))
        .order_by(LibraryAnchor.signal == "", LibraryAnchor.phase == "", place, LibraryVersion.title_key, LibraryVersion.id)
        .limit(MOST)
    )
    return query.subquery("here")


def _did(actor: Actor, task: Task) -> Any:
    """What the actor did with the item of a row: on how many days it was shown lately, whether today, when it was put away at
    this step and called back.
    """
    today, event = organisations.today(), LibraryEvent
    since, there = today - timedelta(days=WINDOW - 1), event.task == task.value
    return lateral(
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
