"""What somebody learns by: the exercises that come back to them, and how far they are on the paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from coaching_library.library.models import LibraryItem, LibraryVersion
from coaching_library.library.queries.listing import of_keys, paths
from coaching_library.library.queries.readers import comes_back, exercises_of, opened
from tenants.isolation import session
from tenants.people import Actor


@dataclass(frozen=True)
class Begun:
    """An exercise that somebody has begun, and the day on which it comes back; None where it does not any more."""

    version: LibraryVersion
    times: int
    """How often it was done."""
    on: date | None


@dataclass(frozen=True)
class Way:
    """A path, how many of its steps somebody reads and has opened, and the first that they have not."""

    version: LibraryVersion
    steps: int
    opened: int
    next: LibraryVersion | None


def begun(person_id: UUID) -> list[Begun]:
    """The exercises that whoever acts has begun and that are still there, the first to come back first: one statement."""
    made = [
        Begun(version, sum(not each.rests for each in answers), comes_back(answers))
        for version, answers in exercises_of(person_id)
    ]
    return sorted(made, key=lambda each: (each.on or date.max, each.version.title_key))


def drafts(person_id: UUID, most: int = 10) -> list[LibraryItem]:
    """What somebody wrote for the library and nobody has published yet, the latest first: one statement."""
    mine = LibraryItem.hands.contains([str(person_id)]), LibraryItem.latest_id.is_(None), LibraryItem.state != "retired"
    query = select(LibraryItem).where(*mine).order_by(LibraryItem.changed_at.desc(), LibraryItem.id).limit(most)
    return list(session().scalars(query.options(defer(LibraryItem.body))))


def ways(actor: Actor) -> list[Way]:
    """The paths that the actor reads, with how far they are: three statements."""
    there = paths(actor)
    steps = of_keys(actor, {key for each in there for key in each.steps})
    seen = opened(actor.id, [each.item_id for each in steps.values()])
    made = []
    for each in there:
        own = [steps[key] for key in each.steps if key in steps]
        left = [step for step in own if step.item_id not in seen]
        made.append(Way(each, len(own), len(own) - len(left), left[0] if left else None))
    return made
