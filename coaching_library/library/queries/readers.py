"""What readers left: marks, what they opened, exercises that come back, how vignettes were rated."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, defer, joinedload

from coaching_library.library import rules
from coaching_library.library.models import LibraryItem, LibraryVersion
from coaching_library.library.sheets import Due, Spread
from coaching_library.library.traces import (
    ExerciseAnswer,
    ExerciseNote,
    LibraryEvent,
    LibraryMark,
    VignetteAnswer,
    VignetteTally,
)
from tenants import organisations
from tenants.isolation import among, session


def mark(person_id: UUID, item_id: UUID) -> LibraryMark | None:
    """What that person says of an item, or None."""
    query = select(LibraryMark).where(LibraryMark.person_id == person_id, LibraryMark.item_id == item_id)
    return session().scalars(query).one_or_none()


def opened(person_id: UUID, item_ids: Collection[UUID]) -> set[UUID]:
    """Those of these items that the person has opened: one statement, none for no item."""
    if not item_ids:
        return set()
    query = select(LibraryEvent.item_id).where(
        LibraryEvent.person_id == person_id, LibraryEvent.act == "opened", LibraryEvent.item_id.in_(item_ids)
    )
    return set(session().scalars(query.distinct()))


def read_by(person_id: UUID, since: datetime, most: int = 20) -> list[tuple[LibraryItem, datetime]]:
    """What that person has opened since then, each item once with the last time, the latest first: one statement."""
    last = func.max(LibraryEvent.at).label("last")
    looked = (
        select(LibraryEvent.item_id.label("item_id"), last)
        .where(LibraryEvent.person_id == person_id, LibraryEvent.act == "opened", LibraryEvent.at >= since)
        .group_by(LibraryEvent.item_id)
        .order_by(last.desc())
        .limit(most)
    ).subquery()
    query = select(LibraryItem, looked.c.last).join(looked, looked.c.item_id == LibraryItem.id)
    query = query.options(defer(LibraryItem.body)).order_by(looked.c.last.desc())
    return [(row[0], row[1]) for row in session().execute(query)]


def tried_by(person_ids: Collection[UUID]) -> dict[UUID, list[tuple[LibraryItem, LibraryMark]]]:
    """What these people say that they tried, and what helped them, each the latest first: one statement."""
    if not person_ids:
        return {}
    query = (
        select(LibraryMark)
        .where(among(LibraryMark.person_id, list(person_ids)))
        .options(joinedload(LibraryMark.item).options(defer(LibraryItem.body)))
        .order_by(LibraryMark.at.desc())
    )
    found: dict[UUID, list[tuple[LibraryItem, LibraryMark]]] = {}
    for each in session().scalars(query):
        found.setdefault(each.person_id, []).append((each.item, each))
    return found


def helped(item_id: UUID) -> tuple[int, int, int]:
    """How many say of an item that they tried it, that it helped, and that it did not: one statement."""
    row = session().execute(
        select(
            func.count(LibraryMark.tried_at),
            func.count().filter(LibraryMark.verdict == "helpful"),
            func.count().filter(LibraryMark.verdict == "not_helpful"),
        ).where(LibraryMark.item_id == item_id)
    ).one()  # fmt: skip
    return int(row[0]), int(row[1]), int(row[2])


def own_answers(item_id: UUID) -> list[ExerciseAnswer]:
    """What whoever acts wrote in an exercise, in order: row security shows nobody else's."""
    return list(session().scalars(select(ExerciseAnswer).where(ExerciseAnswer.item_id == item_id).order_by(ExerciseAnswer.no)))


def own_notes(item_id: UUID) -> list[ExerciseNote]:
    """What whoever acts added in an exercise before it came back, in order: row security shows nobody else's."""
    order = ExerciseNote.times, ExerciseNote.no
    return list(session().scalars(select(ExerciseNote).where(ExerciseNote.item_id == item_id).order_by(*order)))


def comes_back(answers: Collection[ExerciseAnswer]) -> date | None:
    """On which day an exercise with these own answers is to be done again, or None."""
    return rules.comes_back([(organisations.day_of(each.at), each.rests) for each in answers])


def exercises_of(person_id: UUID) -> list[tuple[LibraryVersion, list[ExerciseAnswer]]]:
    """The exercises that person, who acts, has begun and that are still there, with their answers in order: one statement."""
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
    return list(found.values())


def due_exercises(person_id: UUID) -> list[Due]:
    """The exercises that come back today or earlier to that person, who acts, the longest due first: one statement."""
    today, due = organisations.today(), []
    for version, answers in exercises_of(person_id):
        day = comes_back(answers)
        if day is not None and day <= today:
            said = [each for each in answers if not each.rests]
            due.append(Due(version, day, len(said), said[-1].words, said[-1].at))
    return sorted(due, key=lambda each: (each.due_on, each.at))


def same_case(item: LibraryItem) -> list[UUID]:
    """The versions that tell the case of a vignette that people read, in any language with the same level of HR."""
    version = item.latest
    assert version is not None, "the caller has looked"
    query = (
        select(LibraryVersion.id)
        .join(LibraryItem, LibraryItem.latest_id == LibraryVersion.id)
        .where(LibraryItem.key == item.key, LibraryVersion.kind == "vignette", LibraryVersion.level == version.level)
    )
    return list(session().scalars(query))


def own_rating(version_ids: Collection[UUID]) -> VignetteAnswer | None:
    """How whoever acts rated a vignette, whichever of these versions they read, or None."""
    query = select(VignetteAnswer).where(VignetteAnswer.version_id.in_(version_ids)).order_by(VignetteAnswer.at).limit(1)
    return session().scalars(query).first()


def spread(version: LibraryVersion, version_ids: Collection[UUID]) -> Spread:
    """How a vignette was rated by everybody, whichever of these versions they read: one statement."""
    many = func.sum(VignetteTally.many)
    query = select(VignetteTally.level, many).where(VignetteTally.version_id.in_(version_ids)).group_by(VignetteTally.level)
    counts = {row[0]: int(row[1]) for row in session().execute(query)}
    return Spread(counts, version.level, organisations.setting("threshold"))
