"""The rhythm of a pair: it begins with an agreed plan, follows the line, and is the employee's to set."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from saas import plan
from saas.check_ins import events, policy, rules
from saas.check_ins.models import OPEN, RHYTHMS, CheckIn, CheckInRhythm
from saas.check_ins.sheets import PairSheet
from saas.check_ins.states import CHECK_IN
from tenants import journal, notices, organisations, people
from tenants.isolation import among, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor

DEFAULT = RHYTHMS[1]


def begin(employee_id: UUID) -> CheckInRhythm | None:
    """An employee with a plan in force checks in with whoever leads them: a fortnight from today first, then in their rhythm.

    One that runs already goes on as it is. None where nobody who is here leads them.
    """
    manager = people.manager_of(employee_id)
    if manager is None or manager.state == "left":
        return None
    mine = CheckInRhythm.employee_id == employee_id
    there = {each.manager_id: each for each in session().scalars(select(CheckInRhythm).where(mine).with_for_update())}
    today, found = organisations.today(), there.get(manager.id)
    if found is None:
        latest = max(there.values(), key=lambda each: each.id, default=None)
        every = latest.every_days if latest is not None else DEFAULT
        found = CheckInRhythm(employee_id=employee_id, manager_id=manager.id, every_days=every, since=today)
        session().add(found)
    if found.next_on is None:
        found.next_on = today + timedelta(days=found.every_days)
    session().flush()
    return found


def follow_line(employee_id: UUID, manager_id: UUID | None, *, by: Actor | None) -> None:
    """Somebody else leads from today on: what was open with the former manager is over, and a new pair begins empty."""
    _rest(employee_id, manager_id, by)
    if manager_id is not None and plan.with_goals_in_force([employee_id]):
        begin(employee_id)


def concerned_by_leaving(person_ids: Collection[UUID]) -> set[UUID]:
    """Of these employees, those of whom something is still asked: for whom `rest_all` has anything to do."""
    mine = among(CheckInRhythm.employee_id, person_ids), CheckInRhythm.next_on.is_not(None)
    return set(session().scalars(select(CheckInRhythm.employee_id).where(*mine)))


def rest_all(employee_id: UUID, *, by: Actor | None) -> None:
    """The employee has left: nothing is asked of the pair any more."""
    _rest(employee_id, None, by)


def _rest(employee_id: UUID, but: UUID | None, by: Actor | None) -> None:
    mine = CheckInRhythm.employee_id == employee_id, CheckInRhythm.next_on.is_not(None)
    for each in session().scalars(select(CheckInRhythm).where(*mine).with_for_update()).all():
        if each.manager_id == but:
            continue
        each.next_on = None
        query = select(CheckIn).where(CheckIn.rhythm_id == each.id, CheckIn.state.in_(OPEN)).with_for_update(of=CheckIn)
        for one in session().scalars(query).all():
            end(one, by=by)
    session().flush()


def end(check_in: CheckIn, *, by: Actor | None) -> None:
    """The check-in, whose row is locked, is over without more being said."""
    if check_in.state == "answered":
        CHECK_IN.move(check_in, "close")
        journal.record(events.CheckInClosed(), by=by, on=check_in, about=check_in.employee_id)
    else:
        CHECK_IN.move(check_in, "lapse")
        notices.settle_all([check_in])
        journal.record(events.CheckInLapsed(), by=by, on=check_in, about=check_in.employee_id)


def set_rhythm(sheet: PairSheet, every_days: int | None, *, by: Actor, seen: int | None = None) -> CheckInRhythm:
    """The employee checks in every so many days from today on; what is due stays due.

    Only the employee; Invalid; Stale; NotNow while the pair rests.
    """
    require(policy.can_set_rhythm(by, sheet))
    errors = rules.rhythm_problem(every_days)
    if errors or every_days is None:
        raise Invalid(errors)
    found = _held(sheet)
    if found.every_days == every_days:
        return found
    if seen is not None and seen != found.version:
        raise Stale(found, seen)
    found.every_days, found.version = every_days, found.version + 1
    found.next_on = organisations.today() + timedelta(days=every_days)
    session().flush()
    journal.record(events.CheckInRhythmSet(every_days), by=by, on=found, about=found.employee_id)
    return found


def open_now(sheet: PairSheet, *, by: Actor) -> CheckIn:
    """There is a check-in to fill in today: the one that is due, or one before its day. The next is due a rhythm later.

    Only the employee. NotNow while the pair rests, without a plan in force, or where today's is said already.
    """
    require(policy.can_say(by, sheet))
    rhythm, today = _held(sheet), organisations.today()
    due = session().scalars(select(CheckIn).where(CheckIn.rhythm_id == rhythm.id, CheckIn.state == "due")).one_or_none()
    if due is not None:
        return due
    there = session().scalars(select(CheckIn).where(CheckIn.rhythm_id == rhythm.id, CheckIn.due_on == today)).one_or_none()
    if there is not None:
        raise NotNow(_("You have checked in today. Until it is answered you can say it anew; the next one can begin tomorrow."))
    if not plan.with_goals_in_force([rhythm.employee_id]):
        raise NotNow(_("A check-in looks at the goals of an agreed plan, and no plan is in force now."))
    for each in session().scalars(select(CheckIn).where(CheckIn.rhythm_id == rhythm.id, CheckIn.state == "answered")).all():
        end(each, by=None)
    rhythm.next_on = today + timedelta(days=rhythm.every_days)
    made = CheckIn(
        rhythm_id=rhythm.id, employee_id=rhythm.employee_id, manager_id=rhythm.manager_id, due_on=today, state="due", version=1
    )
    session().add(made)
    session().flush()
    journal.record(events.CheckInDue(today), by=by, on=made, about=made.employee_id)
    return made


def _held(sheet: PairSheet) -> CheckInRhythm:
    found = get_locked(CheckInRhythm, sheet.id)
    if found is None or not sheet.is_led or found.next_on is None:
        raise NotNow(_("This pair rests: the line between you has ended, or no plan is in force."))
    return found
