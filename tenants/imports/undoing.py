"""Taking an import back: each row as it was, unless somebody has changed the person since. The last comes first.

Whoever was added leaves again: their name stands in the journal, which forgets nothing. What was made for them is closed where
nobody else uses it.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tenants import jobs, organisations, people
from tenants.imports import queries, words
from tenants.imports.applying import OUTCOME
from tenants.imports.events import ImportUndone
from tenants.imports.making import NO, close_some
from tenants.imports.models import ImportRow, PeopleImport
from tenants.imports.rules import BATCH
from tenants.imports.states import IMPORT
from tenants.imports.working import in_batches
from tenants.isolation import rewrite_rows, session
from tenants.journal import record
from tenants.law import NotNow, Stale
from tenants.people import Actor, Entry, Leaver, Person

KIND = "people_import.undo"


@jobs.handler(KIND)
def undo_file(ticket: jobs.Ticket) -> Any:
    """Take back every row that was taken over."""
    return in_batches(ticket, some, finish)


def some(thing: PeopleImport, by: Actor | None) -> int:
    """Take the next rows back, in this transaction; then close what was made for them. Returns how many there were."""
    if thing.state != "undoing":
        return 0
    rows = queries.to_undo(thing.id, BATCH)
    if not rows:
        return close_some(thing, by)
    _Batch(rows, by).run()
    rewrite_rows(ImportRow, OUTCOME, [{"id": row.id, **{name: getattr(row, name) for name in OUTCOME}} for row in rows])
    return len(rows)


class _Batch:
    """A few rows, and what they go back to: read once for all of them."""

    def __init__(self, rows: list[ImportRow], by: Actor | None) -> None:
        self.rows, self.by = rows, by
        managers = [UUID(m) for row in rows if (m := row.before.get("manager"))]
        self.people = people.names([*(row.person_id for row in rows if row.person_id), *managers])
        self.units = {b.unit.id: b.unit for b in organisations.flat(organisations.unit_tree())}
        self.positions = {p.id: p for p in organisations.positions()}

    def run(self) -> None:
        """Every row has an outcome afterwards: who was here is as before, then who was added leaves."""
        entries: list[tuple[ImportRow, Entry]] = []
        leavers: list[tuple[ImportRow, Leaver]] = []
        for row in self.rows:
            person = self._person(row)
            if not row.before or row.before["state"] == "left":
                leavers.append((row, Leaver(person, row.seen)))
            elif self._takes_several(row, person):
                self._enter(entries)
                entries = []
                self._alone(row, person)
            else:
                entries.append((row, self._entry(row, person)))
        self._enter(entries)
        self._leave(leavers)

    def _person(self, row: ImportRow) -> Person:
        person = self.people.get(row.person_id) if row.person_id else None
        assert person is not None, "a row that was taken over knows its person"
        return person

    def _takes_several(self, row: ImportRow, person: Person) -> bool:
        """Whether a leaving that is still to come, or a wish for an address, has to be taken back beside the entries."""
        return bool(row.wanted.get("ask_email")) or (self._ended(row) and person.state != "left")

    @staticmethod
    def _ended(row: ImportRow) -> bool:
        return bool(row.wanted.get("ends_on")) or row.kind == "missing"

    def _enter(self, entries: list[tuple[ImportRow, Entry]]) -> None:
        if not entries:
            return
        gone = {row.id for row, entry in entries if entry.person is not None and entry.person.state == "left"}
        people.enter([entry for _row, entry in entries], by=self.by)
        for row, entry in entries:
            self._told(row, None if entry.made is not None else entry.refused or NotNow())
            if row.id in gone and row.outcome == "undone":
                row.notes = [["reports_stay_alone", {}]]

    def _leave(self, leavers: list[tuple[ImportRow, Leaver]]) -> None:
        here = [(row, each) for row, each in leavers if each.person.state != "left" or each.person.version != row.seen]
        people.leave_several([each for _row, each in here], by=self.by)
        for row, each in leavers:
            self._told(row, each.refused)

    def _alone(self, row: ImportRow, person: Person) -> None:
        """A row that takes several verbs: all of them, or none."""
        was = row.before
        try:
            with session().begin_nested():
                person = organisations.held(person, row.seen)
                if self._ended(row) and was["leaves_on"] is None:
                    people.stay(person, by=self.by)
                elif self._ended(row):
                    people.leave(person, last_day=date.fromisoformat(was["leaves_on"]), by=self.by)
                if row.wanted.get("ask_email"):
                    _drop(person, row.wanted["ask_email"], self.by)
                entry = self._entry(row, person, seen=person.version)
                people.enter([entry], by=self.by)
                if entry.made is None:
                    raise entry.refused or NotNow()
        except NO as no:
            self._told(row, no)
        else:
            self._told(row, None)

    def _entry(self, row: ImportRow, person: Person, seen: int | None = None) -> Entry:
        was, wanted, gone = row.before, row.wanted, person.state == "left"
        unit = self.units.get(UUID(was["unit"])) if was["unit"] else None
        return Entry(
            name=was["name"],
            email=was["email"],
            called=was["called"],
            external_id=was["external_id"],
            day=max(organisations.today(), date.fromisoformat(was["day"])),
            person=person,
            seen=seen or row.seen,
            moves=wanted.get("moves", False) or (gone and unit is not None),
            unit=unit,
            position=self.positions.get(UUID(was["position"])) if was["position"] else None,
            led=wanted.get("led", False) or (gone and was["manager"] is not None),
            manager=self.people.get(UUID(was["manager"])) if was["manager"] else None,
        )

    @staticmethod
    def _told(row: ImportRow, no: Exception | None) -> None:
        row.outcome = "undone" if no is None else "kept"
        if isinstance(no, Stale):
            row.errors = [["", "changed_since", {}]]
        elif no is not None:
            row.reason = words.why(no)


def _drop(person: Person, email: str, by: Actor | None) -> None:
    wish = people.email_change_of(person.id)
    if wish is not None and by is not None and wish.email == email:
        people.drop_email(wish, by=by)


def finish(thing: PeopleImport, by: Actor | None) -> None:
    """Everything is taken back that could be; how many rows went back stands beside it."""
    if not IMPORT.may(thing, "undone"):
        return
    IMPORT.move(thing, "undone")
    found = queries.outcomes(thing.id)
    thing.counts = thing.counts | {"undone": found.get("undone", 0), "kept": found.get("kept", 0)}
    record(ImportUndone(thing.counts["undone"], thing.counts["kept"]), by=by, on=thing)
    session().flush()
