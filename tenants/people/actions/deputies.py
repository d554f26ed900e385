"""Deputies: somebody stands in for a manager or HR partner for some days, reads and prepares, and never signs."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _

from tenants import journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Refused, require
from tenants.organisations import Errors
from tenants.people import events, policy, queries
from tenants.people.actions.dates import end_now
from tenants.people.actor import Actor
from tenants.people.loading import standings
from tenants.people.models import Deputyship, Person

LONGEST = timedelta(days=366)
"""Whoever is away for longer has a successor, and no deputy."""


def name_deputy(person: Person, deputy: Person, *, starts_on: date, ends_on: date, by: Actor | None) -> Deputyship:
    """`deputy` stands in for `person` from `starts_on` up to and with `ends_on`.

    The person themselves, their manager, or the tenant admin; nobody for themselves as the deputy (Refused). Invalid for
    oneself, a leaver, days that are over or the wrong way round, more than a year, somebody who stands in then already, and
    whoever reports to the person: nobody is deputy of whom they agree with.
    """
    standing = standings([person.id], organisations.organisation().time_zone)[person.id]
    if by is not None and by.id == deputy.id:
        raise Refused(_("Somebody else has to do this: nobody names themselves a deputy."))
    require(policy.may(by, policy.can_name_deputy, person, standing, deputy.id))
    organisations.hold_structure()
    person, deputy = organisations.held(person), organisations.held(deputy)
    _check(person, deputy, starts_on, ends_on, by)
    made = Deputyship(
        person_id=person.id,
        deputy_id=deputy.id,
        given_by_id=by.id if by else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session().add(made)
    session().flush()
    journal.record(events.DeputyNamed(person.id, deputy.id, starts_on, ends_on), by=by, on=made, about=person.id)
    session().flush()
    return made


def _check(person: Person, deputy: Person, starts_on: date, ends_on: date, by: Actor | None) -> None:
    today, errors = organisations.today(), Errors()
    for field, one in (("person", person), ("deputy", deputy)):
        if one.state == "left":
            errors[field] = _("This person has left.")
    if person.id == deputy.id:
        errors["deputy"] = _("Nobody stands in for themselves.")
    elif queries.reports_within(deputy.id, person.id, starts_on, ends_on):
        errors["deputy"] = _(
            "%(deputy)s reports to %(name)s: nobody stands in for the one they agree with.",
            deputy=deputy.name,
            name=person.name,
        )
    if by is not None and starts_on < today:
        errors["starts_on"] = _("Choose today or a later day.")
    if ends_on < max(starts_on, today):
        errors["ends_on"] = _("The last day is today or later, and not before the first.")
    elif ends_on - starts_on > LONGEST:
        errors["ends_on"] = _("Choose at most a year. Whoever is away for longer has a successor.")
    errors.stop()
    if queries.deputyships_between(person.id, deputy.id, starts_on, ends_on):
        raise Invalid({"deputy": _("%(name)s stands in on some of these days already.", name=deputy.name)})


def end_deputyship(deputyship: Deputyship, *, by: Actor | None) -> None:
    """It ends today and opens nothing any more. The two, who leads them, the tenant admin; NotNow where it has ended."""
    require(policy.may(by, policy.can_end_deputyship, deputyship))
    organisations.hold_structure()
    deputyship = organisations.held(deputyship)
    if deputyship.ends_on < organisations.today():
        raise NotNow(_("It has ended already."))
    end_now(deputyship)
    ended = events.DeputyEnded(deputyship.person_id, deputyship.deputy_id)
    journal.record(ended, by=by, on=deputyship, about=deputyship.person_id)
    session().flush()
