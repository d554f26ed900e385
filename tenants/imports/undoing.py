"""Taking an import back: each row as it was, unless somebody has changed the person since. The last comes first.

Whoever was added leaves again: their name stands in the journal, which forgets nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tenants import jobs, organisations, people
from tenants.imports import queries, words
from tenants.imports.applying import NO
from tenants.imports.events import ImportUndone
from tenants.imports.models import ImportRow, PeopleImport
from tenants.imports.rules import BACK
from tenants.imports.states import IMPORT
from tenants.imports.working import in_batches
from tenants.isolation import session
from tenants.journal import record
from tenants.law import NotNow, Stale
from tenants.people import Actor, Entry, Person

KIND = "people_import.undo"


@jobs.handler(KIND)
def undo_file(ticket: jobs.Ticket) -> Any:
    """Take back every row that was taken over."""
    return in_batches(ticket, some, finish)


def some(thing: PeopleImport, by: Actor | None) -> int:
    """Take the next rows back, in this transaction; returns how many there were."""
    if thing.state != "undoing":
        return 0
    rows = queries.to_undo(thing.id, BACK)
    known = people.names([row.person_id for row in rows] + [UUID(m) for row in rows if (m := row.before.get("manager"))])
    for row in rows:
        person = known[row.person_id] if row.person_id else None
        assert person is not None, "a row that was taken over knows its person"
        try:
            with session().begin_nested():
                _back(row, person, known, by)
        except NO as no:
            row.outcome, row.reason = "kept", words.why(no)
            if isinstance(no, Stale):
                row.reason, row.errors = "", [["", "changed_since", {}]]
        else:
            row.outcome = "undone"
    session().flush()
    return len(rows)


def _back(row: ImportRow, person: Person, known: dict[UUID, Person], by: Actor | None) -> None:
    was = row.before
    if person.version != row.seen:
        raise Stale(person, row.seen)
    if not was or was["state"] == "left":
        people.leave(person, last_day=organisations.today(), by=by)
        return
    ended = row.wanted.get("ends_on") or row.kind == "missing"
    gone = person.state == "left"
    if ended and gone:
        people.come_back(person, by=by, invite=False)
        row.notes = [["reports_stay_alone", {}]]
    elif ended and was["leaves_on"] is None:
        people.stay(person, by=by)
    elif ended:
        people.leave(person, last_day=date.fromisoformat(was["leaves_on"]), by=by)
    if row.wanted.get("ask_email"):
        _drop(person, row.wanted["ask_email"], by)
    entry = _entry(row, person, known, gone)
    people.enter([entry], by=by)
    if entry.made is None:
        raise entry.refused or NotNow()


def _drop(person: Person, email: str, by: Actor | None) -> None:
    wish = people.email_change_of(person.id)
    if wish is not None and by is not None and wish.email == email:
        people.drop_email(wish, by=by)


def _entry(row: ImportRow, person: Person, known: dict[UUID, Person], gone: bool) -> Entry:
    was, wanted = row.before, row.wanted
    unit = organisations.unit(UUID(was["unit"])) if was["unit"] else None
    moves, led = wanted.get("moves", False), wanted.get("led", False)
    return Entry(
        name=was["name"],
        email=was["email"],
        called=was["called"],
        external_id=was["external_id"],
        day=max(organisations.today(), date.fromisoformat(was["day"])),
        person=person,
        moves=moves or (gone and unit is not None),
        unit=unit,
        position=organisations.position(UUID(was["position"])) if was["position"] else None,
        led=led or (gone and was["manager"] is not None),
        manager=known.get(UUID(was["manager"])) if was["manager"] else None,
    )


def finish(thing: PeopleImport, by: Actor | None) -> None:
    """What was made for the import and holds nobody is closed again; how many rows went back stands beside it."""
    if not IMPORT.may(thing, "undone"):
        return
    for each in reversed(thing.structure):
        if each.get("id"):
            _close(each, by)
    IMPORT.move(thing, "undone")
    found = queries.outcomes(thing.id)
    thing.counts = thing.counts | {"undone": found.get("undone", 0), "kept": found.get("kept", 0)}
    record(ImportUndone(thing.counts["undone"], thing.counts["kept"]), by=by, on=thing)
    session().flush()


def _close(each: dict[str, Any], by: Actor | None) -> None:
    id_ = UUID(each["id"])
    try:
        with session().begin_nested():
            if each["kind"] == "company" and (company := organisations.company(id_)) is not None:
                organisations.close_company(company, by=by)
            elif each["kind"] == "unit" and (unit := organisations.unit(id_)) is not None:
                organisations.close_unit(unit, by=by)
            elif each["kind"] == "position" and (position := organisations.position(id_)) is not None:
                organisations.close_position(position, by=by)
    except NO:
        return  # somebody works there, or it was closed meanwhile: it stays as it is
