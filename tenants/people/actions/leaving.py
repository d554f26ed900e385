"""Leaving and coming back. With the person go their lines, places, partnerships, deputies and grants, each with its day."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _

from tenants import jobs, journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.people import events, policy, queries, rules
from tenants.people.actions.asking import drop_wishes
from tenants.people.actions.dates import DAY, dawn, end_after
from tenants.people.actions.rights import somebody_stays_admin
from tenants.people.actor import Actor
from tenants.people.models import Person
from tenants.people.states import PERSON

BACK = timedelta(days=31)


def leave(person: Person, *, last_day: date | None = None, by: Actor | None, seen: int | None = None) -> Person:
    """The person's last day is `last_day` (today). A day up to today ends their account at once; a later one does so when
    it is over.

    The tenant admin, not for themselves (Refused). NotNow for the last tenant admin or somebody who has left; Invalid for a
    day more than a month ago; Stale.
    """
    require(policy.may(by, policy.can_manage, person))
    require(policy.may(by, policy.can_end_account, person), _("Somebody else has to do this."))
    organisations.hold_structure()
    person = organisations.held(person, seen)
    today = organisations.today()
    day = last_day or today
    if day < today - BACK:
        raise Invalid({"last_day": _("Choose a day of the last month or a later one.")})
    if day > today + rules.AHEAD:
        raise Invalid({"last_day": _("Choose a day within two years.")})
    if not PERSON.may(person, "leave"):
        raise NotNow(_("This person has left."))
    somebody_stays_admin(person)
    if day <= today:
        _go(person, day, by)
        return person
    person.leaves_on = day
    person.version += 1
    journal.record(events.LeavingPlanned(person.id, day), by=by, on=person, about=person.id)
    payload = {"person_id": str(person.id), "leaves_on": day.isoformat()}
    jobs.ask("people.leaving_comes", payload, by=None, due_at=dawn(day + DAY))
    session().flush()
    return person


def stay(person: Person, *, by: Actor | None, seen: int | None = None) -> Person:
    """The planned leaving is taken back. The tenant admin, not for themselves; NotNow where none is planned; Stale."""
    require(policy.may(by, policy.can_manage, person))
    require(policy.may(by, policy.can_end_account, person), _("Somebody else has to do this."))
    person = organisations.held(person, seen)
    if person.leaves_on is None or person.state == "left":
        raise NotNow(_("No leaving is planned."))
    person.leaves_on = None
    person.version += 1
    journal.record(events.LeavingPlanned(person.id, None), by=by, on=person, about=person.id)
    session().flush()
    return person


def come_back(person: Person, *, by: Actor | None, seen: int | None = None, invite: bool = True) -> Person:
    """Somebody who had left is invited again, without place, line or grant; with `invite` off, the letter waits.

    The tenant admin; NotNow, Stale.
    """
    require(policy.may(by, policy.can_manage, person))
    require(policy.may(by, policy.can_end_account, person), _("Somebody else has to do this."))
    person = organisations.held(person, seen)
    PERSON.move(person, "return")
    person.left_on = None
    journal.record(events.PersonReturned(person.id, invite), by=by, on=person, about=person.id)
    session().flush()
    return person


def leaving_comes(person: Person, day: date) -> None:
    """The last day is over: the person has left, unless it was taken back or moved. The last tenant admin stays."""
    organisations.hold_structure()
    person = organisations.held(person)
    if person.state == "left" or person.leaves_on != day:
        return
    if queries.is_last_admin(person.id):
        person.leaves_on = None
        person.version += 1
        journal.record(events.LeavingPlanned(person.id, None), by=None, on=person, about=person.id)
        session().flush()
        return
    _go(person, day, None)


def _go(person: Person, day: date, by: Actor | None) -> None:
    PERSON.move(person, "leave")  # first, so that whatever follows finds them gone and asks nothing of them
    person.left_on, person.leaves_on = day, None
    for line in queries.lines_led_by(person.id, day):
        end_after(line, day)
        reaches_today = line.starts_on <= organisations.today()
        if reaches_today:
            changed = events.LineChanged(line.person_id, person.id, None)
            journal.record(changed, by=by, on=line.person, about=line.person_id)
    for row in (*queries.lines(person.id), *queries.placements(person.id)):
        end_after(row, day)
    for assignment in queries.assignments_around(person.id, day):
        end_after(assignment, day)
        ended = events.PartnerEnded(assignment.partner_id, assignment.unit_id, assignment.manager_id)
        journal.record(ended, by=by, on=assignment, about=assignment.partner_id)
    for deputyship in queries.deputyships_around(person.id):
        end_after(deputyship, min(day, organisations.today() - DAY))
        over = events.DeputyEnded(deputyship.person_id, deputyship.deputy_id)
        journal.record(over, by=by, on=deputyship, about=deputyship.person_id)
    for grant in queries.grants(person_id=person.id):
        end_after(grant, day)
        journal.record(events.GrantEnded(person.id, grant.kind), by=by, on=grant, about=person.id)
    wish = queries.email_change_of(person.id)
    if wish is not None:
        session().delete(wish)
    drop_wishes(person)
    journal.record(events.PersonLeft(person.id, day), by=by, on=person, about=person.id)
    session().flush()
