"""What stands behind entries that came by themselves, for the one whose file it is and who takes it along. Each room tells
it of what was said there, as far as its subject reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from saas import check_ins, feedback, meetings, plan
from saas.performance_file.sheets import EntrySheet
from saas.taken_along import Said, Told

ROOMS: dict[str, Callable[[Collection[UUID]], Told]] = {
    "meeting": meetings.taken_along,
    "check_in": check_ins.taken_along,
    "feedback": feedback.taken_along,
    "handover": plan.taken_along,
}
"""By the first word of an entry's source; a plan has papers of its own."""


def behind(entries: Iterable[EntrySheet]) -> dict[UUID, tuple[Said, ...]]:
    """For each of these entries what was said where it came from, in its order; nothing for one that somebody wrote."""
    of: dict[str, dict[UUID, UUID]] = {kind: {} for kind in ROOMS}
    for one in entries:
        kind, _colon, source = (one.entry.source or "").partition(":")
        if kind in of and not one.is_withdrawn:
            of[kind][UUID(source)] = one.id
    found: dict[UUID, list[Said]] = {}
    for kind, wanted in of.items():
        for source_id, said in ROOMS[kind](wanted) if wanted else ():
            if said.words or said.on:
                found.setdefault(wanted[source_id], []).append(said)
    return {entry_id: tuple(said) for entry_id, said in found.items()}
