"""Who takes part: a late joiner is added, somebody is excused with a reason and may come back, or begins on another day."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from saas.cycle import events, policy, queries, rules
from saas.cycle.actions.holding import held, in_state
from saas.cycle.actions.telling import tell
from saas.cycle.models import Cycle, Participation
from saas.cycle.rules import Phases, Seat
from saas.cycle.states import OPEN_FOR_PLANS, PARTICIPATION
from tenants import journal, people
from tenants.isolation import session
from tenants.law import Invalid, OutOfTurn, require
from tenants.people import Actor, Person

BEFORE = ("draft", "ready")


def include(cycle: Cycle, person: Person, *, by: Actor) -> Participation | None:
    """The person takes part: a late joiner, or somebody who was excused. Whoever manages the cycle, never themselves.

    Before the cycle opens it only undoes an excuse (None). NotNow where they take part already; Invalid for a leaver,
    for somebody without a manager, and where they stand in another running cycle. Wiring opens their plan.
    """
    seat = _seat(cycle, person, by)
    in_state(seat.cycle, *BEFORE, *OPEN_FOR_PLANS)
    if seat.is_in:
        raise OutOfTurn("participation: they take part already")
    found = seat.participation
    if seat.cycle.state in BEFORE:
        if found is None:
            raise OutOfTurn("participation: the scope decides until the cycle opens")
        session().delete(found)
        session().flush()
        return None
    _check_can_join(seat)
    if found is None:
        found = Participation(cycle_id=seat.cycle.id, person_id=person.id, state="in", reason="")
        session().add(found)
    else:
        PARTICIPATION.move(found, "include")
        found.reason = ""
    session().flush()
    journal.record(events.ParticipantAdded(person.id), by=by, on=seat.cycle, about=person.id)
    session().flush()
    return found


def excuse(cycle: Cycle, person: Person, *, reason: str, by: Actor) -> Participation:
    """The person does not take part, for this reason, which they can read. Whoever manages the cycle, never themselves.

    Invalid without a reason; NotNow where they are excused already, or were never in it.
    """
    seat = _seat(cycle, person, by)
    in_state(seat.cycle, *BEFORE, *OPEN_FOR_PLANS)
    reason = rules.tidy_words(reason)
    if not reason:
        raise Invalid({"reason": _("Say why, for the person and for those who ask later.")})
    if len(reason) > rules.WORDS_LENGTH:
        raise Invalid({"reason": _("Use at most %(n)s characters.", n=rules.WORDS_LENGTH)})
    found = seat.participation
    if found is not None and found.state == "excused":
        raise OutOfTurn("participation: they are excused already")
    if found is None:
        if seat.cycle.state not in BEFORE or not _is_in_scope(seat):
            raise OutOfTurn("participation: they do not take part")
        found = Participation(cycle_id=seat.cycle.id, person_id=person.id, state="excused", reason=reason)
        session().add(found)
    else:
        PARTICIPATION.move(found, "excuse")
        found.reason = reason
    session().flush()
    journal.record(events.ParticipantExcused(person.id), by=by, on=seat.cycle, about=person.id)
    session().flush()
    if seat.cycle.state in OPEN_FOR_PLANS:
        tell(person.id, "excused", seat.cycle, by, page=f"/participants/{person.id}")
    return found


def set_day(cycle: Cycle, person: Person, *, work_on: date | None, why: str, by: Actor) -> Participation:
    """The person's work begins on this day, later or earlier than the others', for a reason which they can read; None: with
    everybody's again. Until then their plan is not late. They are told.

    Whoever manages the cycle, never for themselves. Invalid for a day outside the cycle, one that is over, one sooner than the
    organisation's notice allows, and without a reason; NotNow where they do not take part.
    """
    seat = _seat(cycle, person, by)
    in_state(seat.cycle, *OPEN_FOR_PLANS)
    found = seat.participation
    if found is None or not seat.is_in:
        raise OutOfTurn("participation: they do not take part")
    day = seat.cycle.work_on if work_on is None else work_on
    own = day if day != seat.cycle.work_on else None
    why = rules.tidy_words(why) if own is not None else ""
    was = found.work_on or seat.cycle.work_on
    errors = rules.own_day_problems(Phases.of(seat.cycle), was, day, queries.day(), queries.notice_day(seat.frame))
    if own is not None and not why:
        errors["why"] = _("Say why, for the person and for those who ask later.")
    elif len(why) > rules.WORDS_LENGTH:
        errors["why"] = _("Use at most %(n)s characters.", n=rules.WORDS_LENGTH)
    if errors:
        raise Invalid(errors)
    if (found.work_on, found.day_reason) == (own, why):
        return found
    found.work_on, found.day_reason = own, why
    found.version += 1
    session().flush()
    journal.record(events.ParticipantDaySet(person.id, own), by=by, on=seat.cycle, about=person.id)
    if was != day:
        tell(person.id, "own_day", seat.cycle, by, page=f"/participants/{person.id}", day=day)
    session().flush()
    return found


def _seat(cycle: Cycle, person: Person, by: Actor) -> Seat:
    """The seat, under the cycle's lock, in which `by` may place somebody."""
    seat = queries.seat_of(held(cycle), person)
    require(policy.can_place(by, seat.frame, seat.standing))
    return seat


def _is_in_scope(seat: Seat) -> bool:
    query = queries.people_in(seat.frame, queries.day())
    return bool(session().scalars(select(Person.id).where(Person.id == seat.person.id, Person.id.in_(query))).first())


def _check_can_join(seat: Seat) -> None:
    if seat.person.state == "left":
        raise Invalid({"person": _("%(name)s has left.", name=seat.person.name)})
    if people.manager_of(seat.person.id) is None:
        raise Invalid({"person": _("%(name)s has no manager, so nobody could agree a plan.", name=seat.person.name)})
    if queries.stands_elsewhere(seat):
        raise Invalid({"person": _("%(name)s takes part in another running cycle.", name=seat.person.name)})
