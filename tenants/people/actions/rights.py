"""HR partners and grants: rights that one person gives to another, never to themselves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _

from tenants import journal, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import Unit, unless_taken
from tenants.people import events, policy, queries, rules
from tenants.people.actions.dates import end_now
from tenants.people.actor import Actor
from tenants.people.models import GRANTS, Grant, HrAssignment, Person


def assign_partner(
    partner: Person,
    *,
    unit: Unit | None = None,
    manager: Person | None = None,
    starts_on: date | None = None,
    by: Actor | None,
) -> HrAssignment:
    """From `starts_on` (today) the person is HR partner of the unit with all below it, or of the manager with their reports.

    The tenant admin, not for themselves (Refused; `ask_partner` is). Invalid without exactly one of both, for a leaver, a
    closed unit, a day that is over, themselves, or what they are partner of already.
    """
    require(policy.may(by, policy.can_manage))
    require(policy.may(by, policy.can_assign, partner.id), _("Somebody else has to do this."))
    organisations.hold_structure()
    partner = organisations.held(partner)
    day = starts_on or organisations.today()
    check_partner(partner, unit, manager, day, past_too=by is None)
    return begin_partner(partner, unit.id if unit else None, manager.id if manager else None, day, by)


def check_partner(partner: Person, unit: Unit | None, manager: Person | None, day: date, *, past_too: bool = False) -> None:
    """That the person may become HR partner there on that day, whoever says so. Raises Invalid."""
    today = organisations.today()
    if (unit is None) == (manager is None):
        raise Invalid({"unit": _("Choose either a unit or a manager.")})
    for field, person in (("partner", partner), ("manager", manager)):
        if person is not None and person.state == "left":
            raise Invalid({field: _("This person has left.")})
    if manager is not None and manager.id == partner.id:
        raise Invalid({"manager": _("Nobody is their own HR partner.")})
    if unit is not None and unit.state != "open":
        raise Invalid({"unit": _("This unit is closed.")})
    if day > today + rules.AHEAD or (not past_too and day < today):
        raise Invalid({"starts_on": _("Choose today or a day within two years.")})
    wanted = (unit.id if unit else None, manager.id if manager else None)
    if any((a.unit_id, a.manager_id) == wanted for a in queries.assignments(partner_id=partner.id)):
        raise Invalid({"partner": _("%(name)s is HR partner there already.", name=partner.name)})


def begin_partner(
    partner: Person,
    unit_id: UUID | None,
    manager_id: UUID | None,
    day: date,
    by: Actor | None,
    *,
    opens_from: datetime | None = None,
) -> HrAssignment:
    """The partnership is entered and recorded; rights and dates were checked. What was proposed before `opens_from` stays
    closed to the partner.
    """
    made = HrAssignment(partner_id=partner.id, unit_id=unit_id, manager_id=manager_id, starts_on=day, opens_from=opens_from)
    session().add(made)
    session().flush()
    journal.record(events.PartnerAssigned(partner.id, unit_id, manager_id, day), by=by, on=made, about=partner.id)
    session().flush()
    return made


def end_partner(assignment: HrAssignment, *, by: Actor | None) -> None:
    """The partnership ends today and opens nothing any more. The tenant admin; NotNow where it has ended."""
    require(policy.may(by, policy.can_manage, assignment))
    organisations.hold_structure()
    assignment = organisations.held(assignment)
    _still_there(assignment)
    end_now(assignment)
    ended = events.PartnerEnded(assignment.partner_id, assignment.unit_id, assignment.manager_id)
    journal.record(ended, by=by, on=assignment, about=assignment.partner_id)
    session().flush()


def give(person: Person, kind: str, *, by: Actor | None, seen: int | None = None) -> Grant:
    """The person holds the right `kind` (one of GRANTS) from today on, and who gave it stands beside it.

    The tenant admin, not to themselves (Refused; `ask_grant` is). Invalid for a leaver or what they hold already; Stale.
    """
    require(policy.may(by, policy.can_manage))
    require(
        policy.may(by, policy.can_give, person.id),
        _("Somebody else has to do this: nobody gives a right to themselves."),
    )
    organisations.hold_structure()
    person = organisations.held(person, seen)
    check_grant(person, kind)
    return begin_grant(person, kind, by)


def check_grant(person: Person, kind: str) -> None:
    """That the person may come to hold that right, whoever says so. Raises Invalid."""
    if kind not in GRANTS:
        raise Invalid({"kind": _("Choose a right from the list.")})
    if person.state == "left":
        raise Invalid({"person": _("This person has left.")})
    if any(grant.kind == kind for grant in queries.grants(person_id=person.id)):
        raise Invalid({"person": _holds_already(person)})


def begin_grant(person: Person, kind: str, by: Actor | None, *, opens_from: datetime | None = None) -> Grant:
    """The right is entered as given by `by` and recorded; that it may be was checked. What was proposed before `opens_from`
    stays closed to the person.
    """
    with unless_taken(person=_holds_already(person)):
        made = Grant(person_id=person.id, kind=kind, given_by_id=by.id if by else None, starts_on=organisations.today())
        made.opens_from = opens_from
        session().add(made)
        person.version += 1
    journal.record(events.GrantGiven(person.id, kind), by=by, on=made, about=person.id)
    session().flush()
    return made


def _holds_already(person: Person) -> str:
    return str(_("%(name)s holds this right already.", name=person.name))


def end_grant(grant: Grant, *, by: Actor | None) -> None:
    """The right ends today and opens nothing any more.

    The tenant admin. NotNow for the last tenant admin's own right, or where it has ended.
    """
    require(policy.may(by, policy.can_manage, grant))
    organisations.hold_structure()
    grant = organisations.held(grant)
    _still_there(grant)
    person = queries.person(grant.person_id)
    assert person is not None
    if grant.kind == "tenant_admin":
        somebody_stays_admin(person)
    end_now(grant)
    person = organisations.held(person)
    person.version += 1
    journal.record(events.GrantEnded(grant.person_id, grant.kind), by=by, on=grant, about=grant.person_id)
    session().flush()


def somebody_stays_admin(person: Person) -> None:
    """Raises NotNow where the organisation would be without a tenant admin."""
    if queries.is_last_admin(person.id):
        raise NotNow(_("At least one tenant admin has to stay. Give the right to somebody else first."))


def _still_there(row: Grant | HrAssignment) -> None:
    if row.ends_on is not None and row.ends_on < organisations.today():
        raise NotNow(_("It has ended already."))
