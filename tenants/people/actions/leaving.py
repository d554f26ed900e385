"""Leaving and coming back. With the person go their lines, places, partnerships, deputies and grants, each with its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tenants import jobs, journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Refused, Stale, require
from tenants.people import events, policy, queries, rules
from tenants.people.actions.asking import drop_wishes
from tenants.people.actions.dates import DAY, end_after
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
        _go([person], day, by)
        return person
    person.leaves_on = day
    person.version += 1
    journal.record(events.LeavingPlanned(person.id, day), by=by, on=person, about=person.id)
    payload = {"person_id": str(person.id), "leaves_on": day.isoformat()}
    jobs.ask("people.leaving_comes", payload, by=None, due_at=organisations.dawn(day + DAY))
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
    _go([person], day, None)


@dataclass
class Leaver:
    """Somebody who is to leave with others, as they stood when this was decided. Afterwards `refused` says why not."""

    person: Person
    seen: int | None = None
    refused: Exception | None = None


def leave_several(leavers: Sequence[Leaver], *, by: Actor | None) -> None:
    """These people leave today, and what is entered of them holds no more, today included: for those who should not have
    come. The same checks, entries of the journal and consequences as `leave`, in few statements.

    The tenant admin (Refused). Who can't leave stays and bears the reason.
    """
    require(policy.may(by, policy.can_manage))
    organisations.hold_structure()
    queries.hold_people([each.person.id for each in leavers])
    admins, today, going = queries.admins(), organisations.today(), list[Person]()
    for each in leavers:
        try:
            require(policy.may(by, policy.can_end_account, each.person), _("Somebody else has to do this."))
            if each.seen is not None and each.person.version != each.seen:
                raise Stale(each.person, each.seen)
            if not PERSON.may(each.person, "leave"):
                raise NotNow(_("This person has left."))
            if each.person.id in admins:
                somebody_stays_admin(each.person)
        except (NotNow, Refused, Stale) as no:
            each.refused = no
            continue
        _leaves(each.person, today)
        going.append(each.person)
    _end(going, today, today - DAY, by)


def _go(people: Sequence[Person], day: date, by: Actor | None) -> None:
    for person in people:
        _leaves(person, day)
    _end(people, day, day, by)


def _leaves(person: Person, day: date) -> None:
    """First of all, so that whatever follows finds them gone and asks nothing of them."""
    PERSON.move(person, "leave")
    person.left_on, person.leaves_on = day, None


def _end(people: Sequence[Person], day: date, last: date, by: Actor | None) -> None:
    """They have left on `day`; what is entered of them holds up to and with `last`."""
    ids, told = {person.id for person in people}, list[tuple[journal.Event, Any, UUID | None]]()
    if not ids:
        return
    for line in queries.lines_led_by(ids, day):
        end_after(line, last)
        if line.starts_on <= organisations.today() and line.person_id not in ids:
            told.append((events.LineChanged(line.person_id, line.manager_id, None), line.person, line.person_id))
    places, lines = queries.places_and_lines(ids)
    for rows in (*lines.values(), *places.values()):
        for row in rows:  # type: ignore[attr-defined]  # a list, of either
            end_after(row, last)
    for assignment in queries.assignments_around(ids, day):
        end_after(assignment, last)
        ended = events.PartnerEnded(assignment.partner_id, assignment.unit_id, assignment.manager_id)
        told.append((ended, assignment, assignment.partner_id))
    for deputyship in queries.deputyships_around(ids):
        end_after(deputyship, min(last, organisations.today() - DAY))
        over = events.DeputyEnded(deputyship.person_id, deputyship.deputy_id)
        told.append((over, deputyship, deputyship.person_id))
    for grant in queries.grants(person_ids=ids):
        end_after(grant, last)
        told.append((events.GrantEnded(grant.person_id, grant.kind), grant, grant.person_id))
    for wish in queries.email_changes_of(ids):
        session().delete(wish)
    drop_wishes(ids)
    session().flush()
    told += [(events.PersonLeft(person.id, day), person, person.id) for person in people]
    journal.record_several(told, by=by)
    session().flush()
