"""Taking a file over: a few rows in each transaction, each row whole or not at all, and never one of them twice.

Whoever is killed in between leaves rows with an outcome and rows without; the next one goes on with these. Every effect goes
through the verbs of people and organisations, with their checks, as whoever applied the file.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tenants import jobs, organisations, people
from tenants.imports import queries, words
from tenants.imports.events import ImportFinished
from tenants.imports.making import NO, make_structure
from tenants.imports.models import ImportRow, PeopleImport
from tenants.imports.rules import BATCH
from tenants.imports.states import IMPORT
from tenants.imports.working import in_batches
from tenants.isolation import clock, rewrite_rows, session
from tenants.journal import record
from tenants.law import NotNow, Stale
from tenants.organisations import Position, Unit
from tenants.people import Actor, Entry, Person

KIND = "people_import.apply"
OUTCOME = ("outcome", "reason", "person_id", "seen", "before", "errors", "notes")
"""What is written of a row that was looked at."""


@jobs.handler(KIND)
def apply_file(ticket: jobs.Ticket) -> Any:
    """Take over every row that is still to come."""
    return in_batches(ticket, some, finish)


def some(thing: PeopleImport, by: Actor | None) -> int:
    """Take over the next rows, in this transaction; returns how many were left to look at. 0 where nothing is left."""
    if thing.state != "applying":
        return 0
    if "made" not in thing.choices:
        make_structure(thing, by)
        if by is not None:  # below a unit that they accompany, a new one is theirs as well
            by = people.load_actor(by.person, organisations.organisation().time_zone)
    rows = queries.to_apply(thing, BATCH)
    _Batch(thing, rows, by).run()
    rewrite_rows(ImportRow, OUTCOME, [{"id": row.id, **{name: getattr(row, name) for name in OUTCOME}} for row in rows])
    return len(rows)


def finish(thing: PeopleImport, by: Actor | None) -> None:
    """Every row has its outcome: from now on the import can be undone, for as long as the setting says."""
    if not IMPORT.may(thing, "finish"):
        return
    IMPORT.move(thing, "finish")
    found = queries.outcomes(thing.id)
    thing.counts = thing.counts | {"done": found.get("done", 0), "refused": found.get("refused", 0)}
    thing.applied_at = clock.now()
    thing.undo_until = thing.applied_at + timedelta(hours=organisations.setting("import_undo_hours"))
    record(ImportFinished(thing.counts["done"], thing.counts["refused"]), by=by, on=thing)
    session().flush()


class _Batch:
    """A few rows in their order, with everything that they name: read once for all of them."""

    def __init__(self, thing: PeopleImport, rows: list[ImportRow], by: Actor | None) -> None:
        self.thing, self.rows, self.by = thing, rows, by
        self.made: dict[str, str] = thing.choices["made"]
        self.structure = {each["code"]: each for each in thing.structure}
        numbers = [m["row"] for row in rows if "row" in (m := row.wanted.get("manager", {}))]
        self.entered = queries.entered_by(thing.id, numbers)
        managers = [UUID(m["id"]) for row in rows if "id" in (m := row.wanted.get("manager", {}))]
        self.people = people.names([*(row.person_id for row in rows), *managers, *self.entered.values()])
        here = [row.person_id for row in rows if row.person_id]
        self.places, self.leaders = people.placements_of(here), people.managers_of(here)
        self.units = {b.unit.id: b.unit for b in organisations.flat(organisations.unit_tree())} if rows else {}
        self.positions = {p.id: p for p in organisations.positions()} if rows else {}
        self.entries: dict[int, Entry] = {}

    def run(self) -> None:
        """Every row has an outcome afterwards."""
        waiting: list[tuple[ImportRow, Entry]] = []
        for row in self.rows:
            lacking = [code for code in row.wanted.get("needs", ()) if code not in self.made]
            if lacking:
                self._lacks(row, self.structure[lacking[-1]])
            elif row.kind == "missing" or row.wanted.get("ends_on") or row.wanted.get("ask_email"):
                self._together(waiting)
                waiting = []
                self._alone(row)
            else:
                entry = self._entry(row)
                if entry is not None:
                    waiting.append((row, entry))
        self._together(waiting)

    def _lacks(self, row: ImportRow, what: dict[str, Any]) -> None:
        """The row needs what was not chosen, or could not be made."""
        code = "not_opened" if what.get("opens") else "not_made"
        row.outcome, row.reason = "refused", what.get("reason", "")
        row.errors = [[what["kind"], code, {"name": what["label"]}]]

    def _together(self, waiting: list[tuple[ImportRow, Entry]]) -> None:
        if not waiting:
            return
        people.enter([entry for _row, entry in waiting], by=self.by)
        for row, entry in waiting:
            if entry.made is None:
                self._refuse(row, entry.refused or NotNow())
            else:
                self._done(row, entry.made)

    def _alone(self, row: ImportRow) -> None:
        """A row that takes several verbs: all of them, or none."""
        wanted = row.wanted
        last = self.thing.choices["missing"] if row.kind == "missing" else wanted.get("ends_on")
        person = self.people.get(row.person_id) if row.person_id else None
        if row.kind == "missing" and person is not None:
            row.before = self._before(person, organisations.today())
        try:
            if row.kind == "missing" and self.by is not None and row.person_id == self.by.id:
                raise NotNow(words.say(words.CELLS, "own_missing"))
            with session().begin_nested():
                if row.kind != "missing":
                    entry = self._entry(row)
                    if entry is None:
                        return
                    people.enter([entry], by=self.by)
                    if entry.made is None:
                        raise entry.refused or NotNow()
                    person = entry.made
                assert person is not None
                if row.kind == "missing" and person.version != row.seen:
                    raise Stale(person)
                self._and_then(row, person, last)
        except NO as no:
            self._refuse(row, no)
        else:
            self._done(row, person)

    def _and_then(self, row: ImportRow, person: Person, last: str | None) -> None:
        email = row.wanted.get("ask_email")
        if email and self.by is not None:
            people.ask_email(person, email=email, by=self.by)
        if last:
            people.leave(person, last_day=date.fromisoformat(last), by=self.by)
        if email and self.by is None:
            row.notes = [["email_not_asked", {}]]

    def _entry(self, row: ImportRow) -> Entry | None:
        """What the verb is to enter; None where the row was refused because nobody was entered who leads it."""
        wanted, person = row.wanted, self.people.get(row.person_id) if row.person_id else None
        manager: Person | Entry | None = None
        if wanted.get("led"):
            at = wanted["manager"]
            number = at.get("row")
            manager = self.entries.get(number) or self.people.get(self.entered[number]) if self._knows(number) else None
            if number is None:
                manager = self.people.get(UUID(at["id"]))
            if manager is None:
                row.errors, row.outcome = [["manager", "manager_row", {"row": number}]], "refused"
                return None
        names = ("name", "email", "called", "external_id", "language", "time_zone")
        values: dict[str, Any] = {name: wanted.get(name) for name in names}
        made = Entry(
            **values,
            day=max(date.fromisoformat(wanted["day"]), organisations.today()) if person else date.fromisoformat(wanted["day"]),
            person=person,
            seen=row.seen,
            moves=wanted.get("moves", False),
            unit=self._unit(wanted.get("unit")),
            position=self._position(wanted.get("position")),
            led=wanted.get("led", False),
            manager=manager,
        )
        if person is not None:
            row.before = self._before(person, made.day)
        self.entries[row.number] = made
        return made

    def _knows(self, number: int | None) -> bool:
        return number is not None and (number in self.entries or number in self.entered)

    def _unit(self, ref: str | None) -> Unit | None:
        return self.units.get(UUID(self.made.get(ref, ref))) if ref else None

    def _position(self, ref: str | None) -> Position | None:
        return self.positions.get(UUID(self.made.get(ref, ref))) if ref else None

    def _before(self, person: Person, day: date) -> dict[str, Any]:
        """What stands there now, to go back to."""
        place, leader = self.places.get(person.id), self.leaders.get(person.id)
        if day > organisations.today():
            place, leader = people.placements_of([person.id], day).get(person.id), people.manager_of(person.id, day)
        return {
            "name": person.name,
            "email": person.email,
            "called": person.called,
            "external_id": person.external_id or "",
            "state": person.state,
            "leaves_on": person.leaves_on.isoformat() if person.leaves_on else None,
            "unit": str(place.unit_id) if place else None,
            "position": str(place.position_id) if place and place.position_id else None,
            "manager": str(leader.id) if leader else None,
            "day": day.isoformat(),
        }

    def _refuse(self, row: ImportRow, no: Exception) -> None:
        row.outcome, row.reason = "refused", words.why(no)

    def _done(self, row: ImportRow, person: Person | None) -> None:
        assert person is not None
        row.outcome, row.person_id, row.seen = "done", person.id, person.version
