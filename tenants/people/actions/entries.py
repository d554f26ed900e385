"""A person's entries: added, changed, activated; the address they sign in with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from tenants import journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import Company, Errors, Position, Unit, differing, unless_taken
from tenants.people import events, policy, queries, rules
from tenants.people.actions.lines import set_manager
from tenants.people.actions.placing import place
from tenants.people.actor import Actor
from tenants.people.models import EmailChange, Person
from tenants.people.states import PERSON


def add(
    *,
    name: str,
    email: str,
    called: str = "",
    external_id: str = "",
    language: str | None = None,
    time_zone: str | None = None,
    company: Company | None = None,
    unit: Unit | None = None,
    position: Position | None = None,
    manager: Person | None = None,
    starts_on: date | None = None,
    by: Actor | None,
) -> Person:
    """The person is in the organisation, invited, and from `starts_on` (today) placed in `unit` and led by `manager`.

    The tenant admin; Invalid. `company` is only needed to be checked against the unit's.
    """
    require(policy.may(by, policy.can_manage))
    values = _checked(None, name, email, called, external_id) | reading_checked(language, time_zone)
    with unless_taken(email=taken(), external_id=""):
        made = Person(state="invited", **values)
        session().add(made)
    journal.record(events.PersonAdded(made.id), by=by, on=made, about=made.id)
    if unit is not None:
        if company is not None and company.id != unit.company_id:
            raise Invalid({"unit": _("Choose a unit of the same company.")})
        place(made, unit=unit, position=position, starts_on=starts_on, by=by)
    if manager is not None:
        set_manager(made, manager=manager, starts_on=starts_on, by=by)
    session().flush()
    return made


def change(
    person: Person,
    *,
    name: str,
    called: str = "",
    external_id: str = "",
    email: str | None = None,
    by: Actor | None,
    seen: int | None = None,
) -> Person:
    """The person bears this name and number. The tenant admin; Stale, Invalid.

    `email` can be changed here only until the person has come in for the first time; later on `ask_email` does it.
    """
    require(policy.may(by, policy.can_manage, person))
    person = organisations.held(person, seen)
    values = _checked(person, name, person.email if email is None else email, called, external_id)
    if values["email_key"] != person.email_key and person.state != "invited":
        raise Invalid({"email": _("A second person has to confirm another address. Ask for it below.")})
    moved = values["email_key"] != person.email_key
    what = differing(person, **values)
    if what:
        with unless_taken(email=taken(), external_id=""):
            _set(person, values)
        journal.record(events.PersonChanged(person.id, what), by=by, on=person, about=person.id)
        if moved:
            journal.record(events.EmailChanged(person.id), by=by, on=person, about=person.id)
        session().flush()
    return person


def change_own(
    person: Person, *, called: str, language: str | None, time_zone: str | None, by: Actor, seen: int | None = None
) -> Person:
    """The person is called so, in this language, with times of this zone; None follows the organisation.

    Nobody but the person chooses this (Refused); Stale, Invalid.
    """
    require(policy.can_change_own(by, person))
    person = organisations.held(person, seen)
    values = {"called": called_checked(called), **reading_checked(language, time_zone)}
    what = differing(person, **values)
    if what:
        _set(person, values)
        journal.record(events.PersonChanged(person.id, what), by=by, on=person, about=person.id)
        session().flush()
    return person


def activate(person: Person) -> Person:
    """The person came in by the link that only they were sent. NotNow where they are in already or have left."""
    person = organisations.held(person)
    PERSON.move(person, "activate")
    journal.record(events.PersonActivated(person.id), by=person, on=person, about=person.id)
    session().flush()
    return person


def ask_email(person: Person, *, email: str, by: Actor, seen: int | None = None) -> EmailChange:
    """Another address waits for a second person's word; an older wish is replaced.

    The tenant admin, or the person for themselves; Stale, Invalid.
    """
    require(policy.can_ask_email(by, person))
    person = organisations.held(person, seen)
    errors = Errors()
    address = _address(errors, "new_email", email, person)
    if address["email_key"] == person.email_key:
        errors["new_email"] = _("This is the address in use.")
    errors.stop()
    old = queries.email_change_of(person.id)
    if old is not None:
        session().delete(old)
        session().flush()
    made = EmailChange(person_id=person.id, email=address["email"], asked_by_id=by.id, asked_on=organisations.today())
    session().add(made)
    person.version += 1
    journal.record(events.EmailAsked(person.id), by=by, on=person, about=person.id)
    session().flush()
    return made


def confirm_email(wish: EmailChange, *, by: Actor) -> Person:
    """The person signs in with the new address from now on. Somebody else than who asked; Refused, NotNow, Invalid."""
    require(policy.can_confirm(by, wish), _("Somebody else has to do this."))
    person = queries.person(wish.person_id)
    assert person is not None
    person = organisations.held(person)
    wish = organisations.held(wish)
    if person.state == "left":
        raise NotNow(_("This person has left."))
    errors = Errors()
    values = _address(errors, "new_email", wish.email, person)
    errors.stop()
    with unless_taken(new_email=taken()):
        _set(person, values)
        session().delete(wish)
    journal.record(events.EmailChanged(person.id), by=by, on=person, about=person.id)
    session().flush()
    return person


def drop_email(wish: EmailChange, *, by: Actor) -> None:
    """The address stays what it was. Whoever asked, the person, or a tenant admin; Refused."""
    require(policy.can_drop_email(by, wish))
    person = queries.person(wish.person_id)
    assert person is not None
    person = organisations.held(person)
    session().delete(organisations.held(wish))
    person.version += 1
    journal.record(events.EmailDropped(person.id), by=by, on=person, about=person.id)
    session().flush()


def taken() -> str:
    """The message where an address is in use."""
    return str(_("Somebody in the organisation has this address already."))


def _set(person: Person, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(person, name, value)
    person.version += 1


def called_checked(called: str) -> str:
    """How somebody is called, cleaned. Raises Invalid."""
    cleaned = rules.clean(called)
    if len(cleaned) > rules.NAME_LENGTH:
        raise Invalid({"called": _("Use at most %(n)s characters.", n=rules.NAME_LENGTH)})
    return cleaned


def reading_checked(language: str | None, time_zone: str | None) -> dict[str, Any]:
    """Language and zone that somebody reads in, or None to follow the organisation. Raises Invalid."""
    errors = Errors()
    values = {
        "language": errors.language(language) if language else None,
        "time_zone": errors.zone(time_zone) if time_zone else None,
    }
    errors.stop()
    return values


def _address(errors: Errors, field: str, email: str, mine: Person | None) -> dict[str, str]:
    address = rules.clean(email)
    if not rules.is_email(address):
        errors[field] = _("Enter an address such as name@example.com.")
    else:
        if not _free(queries.by_email(address), mine):
            errors[field] = taken()
    return {"email": address, "email_key": rules.email_key(address)}


def _free(other: Person | None, mine: Person | None) -> bool:
    return other is None or (mine is not None and other.id == mine.id)


def number_checked(errors: Errors, external_id: str, free: Callable[[str], bool]) -> str | None:
    """The staff number, or None for none; `free` says whether nobody else has it."""
    number = rules.clean(external_id)
    if len(number) > rules.EXTERNAL_LENGTH:
        errors["external_id"] = _("Use at most %(n)s characters.", n=rules.EXTERNAL_LENGTH)
    elif number and not free(number):
        errors["external_id"] = _("Somebody in the organisation has this number already.")
    return number or None


def _checked(mine: Person | None, name: str, email: str, called: str, external_id: str) -> dict[str, Any]:
    errors = Errors()
    cleaned = errors.name("name", name, {})
    number = number_checked(errors, external_id, lambda wanted: _free(queries.by_external_id(wanted), mine))
    values = _address(errors, "email", email, mine)
    errors.stop()
    return {
        "name": cleaned,
        "called": called_checked(called),
        "sort_key": rules.sort_key(cleaned),
        "external_id": number,
        **values,
    }
