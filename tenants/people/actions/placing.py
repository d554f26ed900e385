"""Where a person works: company, unit and position from a day on."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from tenants import journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import Company, Errors, Position, Unit, unless_taken
from tenants.people import events, policy, queries
from tenants.people.actions.dates import begin
from tenants.people.actor import Actor
from tenants.people.loading import standings
from tenants.people.models import Person, Placement


def place(
    person: Person,
    *,
    unit: Unit,
    position: Position | None = None,
    starts_on: date | None = None,
    by: Actor | None,
    seen: int | None = None,
) -> Placement:
    """From `starts_on` (today) the person works in `unit` and its company; what was planned from that day on is replaced.

    The tenant admin, unless it would make them the person's HR partner (Refused). Invalid for a closed company, unit or
    position, or a day in a past that is taken; NotNow for somebody who has left; Stale.
    """
    require(policy.may(by, policy.can_manage, person))
    organisations.hold_structure()
    person = organisations.held(person, seen)
    if person.state == "left":
        raise NotNow(_("This person has left."))
    where = standings([person.id], organisations.organisation().time_zone)[person.id]
    mine = _("Somebody else has to do this: it would make you this person’s HR partner.")
    require(policy.may(by, policy.can_bring, where, unit.id, None), mine)
    day = starts_on or organisations.today()
    closed(unit, organisations.company(unit.company_id), position).stop()
    with unless_taken(starts_on=_("Something else begins on that day already.")):
        begin(queries.placements(person.id), day, past_too=by is None)
        made = Placement(
            person_id=person.id,
            company_id=unit.company_id,
            unit_id=unit.id,
            position_id=position.id if position else None,
            starts_on=day,
        )
        session().add(made)
        person.version += 1
    event = events.PlacementChanged(person.id, made.company_id, made.unit_id, day)
    journal.record(event, by=by, on=person, about=person.id)
    session().flush()
    return made


def closed(unit: Unit, company: Company | None, position: Position | None) -> Errors:
    """What of a place takes nobody in."""
    errors = Errors()
    if unit.state != "open":
        errors["unit"] = _("This unit is closed.")
    elif company is None or company.state != "open":
        errors["unit"] = _("This company is closed.")
    if position is not None and position.state != "open":
        errors["position"] = _("This position is closed.")
    return errors


def find_unit(units: list[Unit], words: str) -> Unit:
    """The one unit of `units` that bears this name. Raises Invalid where there is none or more than one."""
    wanted = organisations.folded(words)
    found = [unit for unit in units if organisations.folded(unit.name) == wanted or str(unit.id) == words]
    if len(found) != 1:
        raise Invalid({"unit": _("There is no unit of that name, or more than one.")})
    return found[0]
