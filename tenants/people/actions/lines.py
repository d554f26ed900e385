"""Who leads whom. Rights follow a line on its first day, both ways."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from tenants import jobs, journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import unless_taken
from tenants.people import events, policy, queries
from tenants.people.actions.dates import DAY, begin, end_now
from tenants.people.actor import Actor
from tenants.people.loading import standings
from tenants.people.models import Deputyship, Person, ReportingLine


def set_manager(
    person: Person, *, manager: Person | None, starts_on: date | None = None, by: Actor | None, seen: int | None = None
) -> ReportingLine | None:
    """From `starts_on` (today) `manager` leads the person, or nobody does; what was planned from that day on is replaced.

    The tenant admin, unless they are one of the two, or would become the person's HR partner by it (Refused). Invalid for
    oneself, a circle, a leaver, or a past that is taken; NotNow for somebody who has left; Stale. `LineChanged` is recorded
    on the day itself.
    """
    why = _("Somebody else has to do this: nobody changes a line of their own.")
    require(policy.may(by, policy.can_manage, person))
    require(policy.may(by, policy.can_lead, person, manager), why)
    organisations.hold_structure()
    person = organisations.held(person, seen)
    today = organisations.today()
    day = starts_on or today
    if person.state == "left":
        raise NotNow(_("This person has left."))
    if manager is not None:
        where = standings([person.id], organisations.organisation().time_zone)[person.id]
        mine = _("Somebody else has to do this: it would make you this person’s HR partner.")
        require(policy.may(by, policy.can_bring, where, None, manager.id), mine)
        check_line(person.id, manager, queries.leaders_above(manager.id, day))
    old = queries.manager_of(person.id, today)
    with unless_taken(starts_on=_("Something else begins on that day already.")):
        begin(queries.lines(person.id), day, past_too=by is None)
        made = None
        if manager is not None:
            made = ReportingLine(person_id=person.id, manager_id=manager.id, starts_on=day)
            session().add(made)
        person.version += 1
    if day > today:
        event = events.LinePlanned(person.id, manager.id if manager else None, day)
        journal.record(event, by=by, on=person, about=person.id)
        tell_on(day, person)
    else:
        _tell(person, old, manager, by)
    session().flush()
    return made


def check_line(person_id: UUID | None, manager: Person, above: Collection[UUID]) -> None:
    """That manager may lead that person (None: somebody new); `above` are those who lead the manager. Raises Invalid."""
    if manager.id == person_id:
        raise Invalid({"manager": _("Nobody leads themselves.")})
    if manager.state == "left":
        raise Invalid({"manager": _("This person has left.")})
    if person_id in above:
        raise Invalid({"manager": _("That would be a circle: %(name)s is led by this person.", name=manager.name)})


def _tell(person: Person, old: Person | None, new: Person | None, by: Actor | None) -> None:
    if (old and old.id) != (new and new.id):
        stands_in = queries.deputising([person.id]).get(person.id, []) if new is not None else []
        for over, on in end_standing_in(stands_in, new):
            journal.record(over, by=by, on=on, about=on.person_id)
        event = events.LineChanged(person.id, old.id if old else None, new.id if new else None)
        journal.record(event, by=by, on=person, about=person.id)


def end_standing_in(stands_in: Collection[Deputyship], new: Person | None) -> list[tuple[events.DeputyEnded, Deputyship]]:
    """Nobody stands in for the one they agree with: of these deputyships of a person those for their new manager have ended.
    What is to be recorded, and of which.
    """
    over = [each for each in stands_in if new is not None and each.person_id == new.id]
    for each in over:
        end_now(each)
    return [(events.DeputyEnded(each.person_id, each.deputy_id), each) for each in over]


def tell_on(day: date, person: Person) -> None:
    """On that day `line_begins` is done."""
    payload = {"person_id": str(person.id), "day": day.isoformat()}
    jobs.ask("people.line_begins", payload, by=None, due_at=organisations.dawn(day), ask_hash=f"people.line:{person.id}:{day}")


def line_begins(person: Person, day: date) -> None:
    """The day of a planned change has come: `LineChanged` is recorded where the manager differs from the day before."""
    person = organisations.held(person)
    if person.state != "left":
        _tell(person, queries.manager_of(person.id, day - DAY), queries.manager_of(person.id, day), None)
        session().flush()
