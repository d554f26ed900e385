"""Reading imports and their rows, and everything that a file is compared with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from tenants import organisations, people
from tenants.imports.findings import Here
from tenants.imports.models import ImportHeading, ImportRow, PeopleImport
from tenants.imports.places import Places
from tenants.imports.rules import KEPT_DAYS, TAKEN_OVER
from tenants.imports.states import ALONE, RUNNING
from tenants.isolation import among, clock, get, get_locked, session
from tenants.people import Person, Placement


def people_import(import_id: UUID) -> PeopleImport | None:
    """The import with this id, or None."""
    return get(PeopleImport, import_id)


def locked(import_id: UUID) -> PeopleImport:
    """The same, locked and read afresh."""
    found = get_locked(PeopleImport, import_id)
    assert found is not None, "an import is forgotten only when it has long been over"
    return found


def imports() -> Select[Any]:
    """The statement of all imports, to be paged by id."""
    return select(PeopleImport).options(joinedload(PeopleImport.requester))


def at_work() -> PeopleImport | None:
    """The import that is applied or undone now, or None."""
    return session().scalars(select(PeopleImport).where(PeopleImport.state.in_(ALONE))).first()


def remembered(keys: Collection[str]) -> dict[str, ImportHeading]:
    """What columns of these headings were last time."""
    found = session().scalars(select(ImportHeading).where(ImportHeading.heading.in_(keys)))
    return {each.heading: each for each in found}


def here(me: UUID | None) -> Here:
    """The organisation as it stands, for `comparing`, and who asks: constant statements."""
    who = people.person(me)
    actor = people.load_actor(who, organisations.organisation().time_zone) if who is not None else None
    branches = organisations.flat(organisations.unit_tree())
    places = Places(organisations.companies(), branches, organisations.positions())
    return Here(people.everybody(), places, people.admins(), organisations.today(), me, actor)


def rows(import_id: UUID, *, kind: str = "", outcome: str = "") -> Select[Any]:
    """The statement of an import's rows, to be paged by number: of a kind, or with an outcome."""
    query = select(ImportRow).where(ImportRow.import_id == import_id)
    if kind:
        query = query.where(ImportRow.kind == kind)
    return query.where(ImportRow.outcome == outcome) if outcome else query


def troubled(import_id: UUID) -> list[ImportRow]:
    """Every row that could not be or was not taken over, in the order of the file."""
    wrong = or_(ImportRow.kind == "error", ImportRow.outcome.in_(("refused", "kept")))
    query = select(ImportRow).where(ImportRow.import_id == import_id, wrong).order_by(ImportRow.number)
    return list(session().scalars(query))


def to_apply(thing: PeopleImport, most: int) -> list[ImportRow]:
    """The next rows to take over, in their order, set free from the session:
    whoever looks at them writes what became of each.
    """
    kinds = (*TAKEN_OVER, "missing") if thing.choices.get("missing") else TAKEN_OVER
    query = select(ImportRow).where(ImportRow.import_id == thing.id, ImportRow.outcome == "", ImportRow.kind.in_(kinds))
    found = list(session().scalars(query.order_by(ImportRow.place, ImportRow.number).limit(most)))
    for each in found:
        session().expunge(each)
    return found


def to_undo(import_id: UUID, most: int) -> list[ImportRow]:
    """The next rows to take back, set free from the session: first those who left by it, who leads before who is led; then
    those that were taken over last come first.
    """
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.outcome == "done")
    leaving = ImportRow.kind.in_(("leave", "missing"))
    way = case((leaving, ImportRow.place), else_=-ImportRow.place)
    found = list(session().scalars(query.order_by(leaving.desc(), way, ImportRow.number.desc()).limit(most)))
    for each in found:
        session().expunge(each)
    return found


def holders_of(position_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many people hold each of these positions today or later."""
    still = or_(Placement.ends_on.is_(None), Placement.ends_on >= organisations.today())
    query = select(Placement.position_id, func.count(Placement.person_id.distinct()))
    query = query.where(among(Placement.position_id, position_ids), still).group_by(Placement.position_id)
    return {row[0]: row[1] for row in session().execute(query) if row[0] is not None}


def entered_by(import_id: UUID, numbers: Collection[int]) -> dict[int, UUID]:
    """Whom these rows have entered, by row."""
    query = select(ImportRow.number, ImportRow.person_id).where(
        ImportRow.import_id == import_id, among(ImportRow.number, numbers), ImportRow.outcome == "done"
    )
    return {row.number: row.person_id for row in session().execute(query) if row.person_id}


def outcomes(import_id: UUID) -> dict[str, int]:
    """How many rows have which outcome."""
    query = select(ImportRow.outcome, func.count()).where(ImportRow.import_id == import_id).group_by(ImportRow.outcome)
    return {row[0]: row[1] for row in session().execute(query) if row[0]}


def to_invite(import_id: UUID) -> list[UUID]:
    """The rows whose people came by this import, have not been in and were not invited by it."""
    query = (
        select(ImportRow.id)
        .join(Person, Person.id == ImportRow.person_id)
        .where(ImportRow.import_id == import_id, ImportRow.kind.in_(("add", "back")), ImportRow.outcome == "done")
        .where(ImportRow.invited.is_(False), Person.state == "invited")
        .order_by(ImportRow.number)
    )
    return list(session().scalars(query))


def row(row_id: UUID) -> ImportRow | None:
    """One row, locked."""
    return get_locked(ImportRow, row_id)


def old(most: int) -> Sequence[PeopleImport]:
    """Imports whose days are over, and at which no job works."""
    before = clock.now() - timedelta(days=KEPT_DAYS)
    query = select(PeopleImport).where(PeopleImport.made_at < before, PeopleImport.state.not_in(RUNNING))
    return session().scalars(query.order_by(PeopleImport.made_at).limit(most)).all()
