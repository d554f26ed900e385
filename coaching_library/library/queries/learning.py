"""What somebody learns by: the exercises that come back to them, and how far they are on the paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer

from coaching_library.library.models import LibraryItem, LibraryVersion
from coaching_library.library.queries.listing import of_keys, paths
from coaching_library.library.queries.readers import comes_back, opened
from coaching_library.library.traces import ExerciseAnswer
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
    """The exercises that whoever acts has begun and that are still there, what comes back first first: one statement."""
    query = (
        select(ExerciseAnswer, LibraryVersion)
        .join(LibraryItem, LibraryItem.id == ExerciseAnswer.item_id)
        .join(LibraryVersion, LibraryVersion.id == LibraryItem.latest_id)
        .where(ExerciseAnswer.author_id == person_id)
        .options(contains_eager(LibraryVersion.item.of_type(LibraryItem)), defer(LibraryVersion.body))
        .order_by(ExerciseAnswer.item_id, ExerciseAnswer.no)
    )
    found: dict[UUID, tuple[LibraryVersion, list[ExerciseAnswer]]] = {}
    for answer, version in session().execute(query):
        found.setdefault(answer.item_id, (version, []))[1].append(answer)
    made = [Begun(version, sum(not each.rests for each in answers), comes_back(answers)) for version, answers in found.values()]
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
