"""Many people at once: the same checks, entries of the journal and consequences as one by one, in few statements.

`enter` is for files of thousands of people. What one entry lacks refuses that entry alone; whatever is taken is taken whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from tenants import journal, organisations
from tenants.isolation import session, write_new, write_rows
from tenants.law import Invalid, NotNow, Refused, Stale, require
from tenants.organisations import Errors, Position, Unit, differing
from tenants.people import events, policy, queries, rules
from tenants.people.actions.dates import DAY, end_after
from tenants.people.actions.entries import called_checked, number_checked, reading_checked, taken
from tenants.people.actions.lines import check_line, end_standing_in, tell_on
from tenants.people.actions.placing import closed
from tenants.people.actor import Actor, Standing
from tenants.people.models import Deputyship, Person, Placement, ReportingLine
from tenants.people.states import PERSON


@dataclass
class Entry:
    """How one person is to be entered from `day` on. Afterwards `made` is the person, or `refused` says why not.

    `person` is None for somebody new. Somebody who had left is back. `moves` and `led` say whether place and line are
    spoken of at all; then no unit means nowhere and no manager nobody. A manager may be an earlier entry.
    """

    name: str
    email: str
    day: date
    called: str = ""
    external_id: str = ""
    language: str | None = None
    time_zone: str | None = None
    person: Person | None = None
    seen: int | None = None
    moves: bool = False
    unit: Unit | None = None
    position: Position | None = None
    led: bool = False
    manager: Person | Entry | None = None
    made: Person | None = None
    refused: Exception | None = None


def enter(entries: Sequence[Entry], *, by: Actor | None) -> None:
    """The people of `entries` are here, placed and led as these say; nobody is invited. Who leads comes before who is led.

    The tenant admin (Refused). An entry that can't be taken is left out whole and bears the reason.
    """
    require(policy.may(by, policy.can_manage))
    organisations.hold_structure()
    try:
        with session().begin_nested():
            _Crowd(entries, by).enter()
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", "") != "23505":
            raise
        for each in entries:  # somebody took a number or an address in the same instant: one by one it is known whose
            each.made, each.refused = None, None
            if len(entries) == 1:
                each.refused = Invalid({"email": taken()})
            else:
                enter([each], by=by)


@dataclass
class _Crowd:
    """The entries, and everything that they are checked against: read once for all."""

    entries: Sequence[Entry]
    by: Actor | None
    emails: dict[str, UUID] = field(default_factory=dict)
    numbers: dict[str, UUID] = field(default_factory=dict)
    places: dict[UUID, list[Placement]] = field(default_factory=dict)
    lines: dict[UUID, list[ReportingLine]] = field(default_factory=dict)
    above: dict[UUID, set[UUID]] = field(default_factory=dict)
    stand_in: dict[UUID, list[Deputyship]] = field(default_factory=dict)
    companies: dict[UUID, Any] = field(default_factory=dict)
    today: date = date.min
    new: list[Person] = field(default_factory=list)
    begins: dict[Any, list[dict[str, Any]]] = field(default_factory=lambda: {Placement: [], ReportingLine: []})
    told: list[tuple[journal.Event, Any, UUID]] = field(default_factory=list)
    planned: list[tuple[date, Person]] = field(default_factory=list)

    def enter(self) -> None:
        """Check each, then write all: table by table, then the journal and what follows from it."""
        self.today = organisations.today()
        self._read()
        for each in self.entries:
            try:
                self._one(each)
            except (Invalid, NotNow, Refused, Stale) as no:
                each.refused = no
        write_new(self.new)
        session().flush()  # what ends makes room before anything begins
        for table, rows in self.begins.items():
            write_rows(table, rows)
        journal.record_several(self.told, by=self.by)
        for day, person in self.planned:
            tell_on(day, person)
        session().flush()

    def _read(self) -> None:
        here = [each.person.id for each in self.entries if each.person is not None]
        queries.hold_people(here)
        keys = [rules.email_key(each.email) for each in self.entries]
        numbers = [number for each in self.entries if (number := rules.clean(each.external_id))]
        self.emails, self.numbers = queries.taken_by(keys, numbers)
        self.places, self.lines = queries.places_and_lines(here)
        self.stand_in = queries.deputising(here)
        leaders = [each.manager.id for each in self.entries if isinstance(each.manager, Person)]
        self.above = queries.leaders_above_each(leaders, min((each.day for each in self.entries), default=self.today))
        self.companies = {company.id: company for company in organisations.companies()}

    def _one(self, entry: Entry) -> None:
        person, leader = entry.person, self._leader(entry)
        if person is not None and entry.seen is not None and person.version != entry.seen:
            raise Stale(person, entry.seen)
        values = self._values(entry)
        back = person is not None and person.state == "left"
        if back:
            assert person is not None
            require(policy.may(self.by, policy.can_end_account, person), _("Somebody else has to do this."))
        self._check_place(entry)
        if entry.led:
            self._check_line(entry, leader)
        ends = [*self._room(entry, self.places, entry.moves), *self._room(entry, self.lines, entry.led)]
        led_by = self._led_by(person)
        made = person if person is not None else self._add(values)
        if person is not None:
            self._change(person, values, back)
        for row, goes in ends:
            if goes:
                session().delete(row)
            else:
                end_after(row, entry.day - DAY)
        if entry.moves:
            self._place(entry, made)
        if entry.led:
            self._lead(entry, made, leader, led_by)
        self.emails[made.email_key] = made.id
        if made.external_id:
            self.numbers[made.external_id] = made.id
        entry.made = made

    def _leader(self, entry: Entry) -> Person | None:
        if isinstance(entry.manager, Entry):
            if entry.manager.made is None:
                raise Invalid({"manager": _("This person could not be entered.")})
            return entry.manager.made
        return entry.manager

    def _values(self, entry: Entry) -> dict[str, Any]:
        errors, mine = Errors(), entry.person.id if entry.person else None
        name = errors.name("name", entry.name, {})
        number = number_checked(errors, entry.external_id, lambda n: self.numbers.get(n, mine) == mine)
        address = rules.clean(entry.email)
        if not rules.is_email(address):
            errors["email"] = _("Enter an address such as name@example.com.")
        elif self.emails.get(rules.email_key(address), mine) != mine:
            errors["email"] = taken()
        elif entry.person is not None and entry.person.state == "active" and rules.email_key(address) != entry.person.email_key:
            errors["email"] = _("A second person has to confirm another address. Ask for it below.")
        errors.stop()
        values: dict[str, Any] = {"name": name, "called": called_checked(entry.called), "sort_key": rules.sort_key(name)}
        values |= {"external_id": number, "email": address, "email_key": rules.email_key(address)}
        return values | (reading_checked(entry.language, entry.time_zone) if entry.person is None else {})

    def _check_place(self, entry: Entry) -> None:
        if entry.day > self.today + rules.AHEAD:
            raise Invalid({"starts_on": _("Choose a day within two years.")})
        if entry.moves and entry.unit is not None:
            closed(entry.unit, self.companies.get(entry.unit.company_id), entry.position).stop()
            self._check_reach(entry, entry.unit.id, None)

    def _check_reach(self, entry: Entry, unit_id: UUID | None, manager_id: UUID | None) -> None:
        """Nobody brings somebody who is here already under their own partnership; who is new has nothing older."""
        if entry.person is None:
            return
        me = entry.person.id
        unit = next((row.unit_id for row in self.places.get(me, []) if _holds(row, self.today)), None)
        manager = self._led_by(entry.person)
        why = _("Somebody else has to do this: it would make you this person’s HR partner.")
        require(policy.may(self.by, policy.can_bring, Standing(me, None, unit, None, manager), unit_id, manager_id), why)

    def _check_line(self, entry: Entry, leader: Person | None) -> None:
        who = entry.person or leader
        if who is None:
            return
        why = _("Somebody else has to do this: nobody changes a line of their own.")
        require(policy.may(self.by, policy.can_lead, who, leader), why)
        if leader is not None:
            self._check_reach(entry, None, leader.id)
            check_line(entry.person.id if entry.person else None, leader, self._over(leader.id))

    def _over(self, manager: UUID) -> set[UUID]:
        """Everybody above that manager, as the entries before this one have left it."""
        found: set[UUID] = set()
        queue = [manager]
        while queue:
            more = self.above.get(queue.pop(), set()) - found
            found |= more
            queue += more
        return found

    def _room(self, entry: Entry, rows: dict[UUID, list[Any]], wanted: bool) -> Iterator[tuple[Any, bool]]:
        """What ends or goes to make room for what begins on the day. Raises Invalid where it would change the past."""
        if not wanted or entry.person is None:
            return
        held = rows.get(entry.person.id, [])
        first = min(entry.day, self.today) if self.by is None else self.today
        planned = rules.plan_change(held, entry.day, first)
        if planned is None:
            raise Invalid({"starts_on": _("What was true in the past stays as it was. Choose today or a later day.")})
        yield from ((row, row.id in planned.goes) for row in held if row.id in (*planned.goes, *planned.ends))

    def _add(self, values: dict[str, Any]) -> Person:
        made = Person(state="invited", version=1, **values)
        self.new.append(made)
        self.told.append((events.PersonAdded(made.id, invite=False), made, made.id))
        return made

    def _change(self, person: Person, values: dict[str, Any], back: bool) -> None:
        if back:
            PERSON.move(person, "return")
            person.left_on = None
            self.told.append((events.PersonReturned(person.id, invite=False), person, person.id))
        what = differing(person, **values)
        if not what:
            return
        moved = values["email_key"] != person.email_key
        for name, value in values.items():
            setattr(person, name, value)
        person.version += 1
        self.told.append((events.PersonChanged(person.id, what), person, person.id))
        if moved:
            self.told.append((events.EmailChanged(person.id), person, person.id))

    def _place(self, entry: Entry, person: Person) -> None:
        person.version += 1
        if entry.unit is None:
            return
        position = entry.position.id if entry.position else None
        company, unit = entry.unit.company_id, entry.unit.id
        made = {"person_id": person.id, "company_id": company, "unit_id": unit, "position_id": position, "starts_on": entry.day}
        self.begins[Placement].append(made)
        self.told.append((events.PlacementChanged(person.id, company, unit, entry.day), person, person.id))

    def _led_by(self, person: Person | None) -> UUID | None:
        """Who leads the person today, as long as nothing of it has ended."""
        rows = self.lines.get(person.id, []) if person is not None else []
        return next((row.manager_id for row in rows if _holds(row, self.today)), None)

    def _lead(self, entry: Entry, person: Person, leader: Person | None, old: UUID | None) -> None:
        new = leader.id if leader else None
        person.version += 1
        if leader is not None:
            self.begins[ReportingLine].append({"person_id": person.id, "manager_id": leader.id, "starts_on": entry.day})
        self.above[person.id] = {new} if new else set()
        if entry.day > self.today:
            self.told.append((events.LinePlanned(person.id, new, entry.day), person, person.id))
            self.planned.append((entry.day, person))
        elif old != new:
            over = end_standing_in(self.stand_in.get(person.id, []), leader)
            self.told += [(event, on, on.person_id) for event, on in over]
            self.told.append((events.LineChanged(person.id, old, new), person, person.id))


def _holds(row: Placement | ReportingLine, today: date) -> bool:
    return row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)
