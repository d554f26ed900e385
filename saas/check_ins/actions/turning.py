"""What the day brings: check-ins become due, and those of the time before are missed or closed. Nobody is spoken for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas import plan
from saas.check_ins import events, rules
from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.check_ins.states import CHECK_IN
from tenants import journal, notices, organisations, people
from tenants.isolation import among, session


def turn(most: int) -> int:
    """Of rhythms whose day has come, at most that many: their next check-in is due. Returns how many there were.

    One that is still due is missed, an answered one is closed; one that waits for its answer goes on waiting. Without a plan
    in force nothing is asked: what is due lapses, and the rhythm goes on.
    """
    today = organisations.today()
    query = select(CheckInRhythm).where(CheckInRhythm.next_on <= today).order_by(CheckInRhythm.next_on, CheckInRhythm.id)
    rows = list(session().scalars(query.limit(most).with_for_update(of=CheckInRhythm, skip_locked=True)))
    if not rows:
        return 0
    asked = _asked(rows)
    there: dict[UUID, list[CheckIn]] = {}
    going = CheckIn.state.in_(("due", "answered"))
    earlier = select(CheckIn).where(among(CheckIn.rhythm_id, [each.id for each in rows]), going).with_for_update(of=CheckIn)
    for each in session().scalars(earlier):
        there.setdefault(each.rhythm_id, []).append(each)
    told: list[tuple[journal.Event, Any, UUID | None]] = []
    made: list[CheckIn] = []
    for rhythm in rows:
        assert rhythm.next_on is not None, "its day has come"
        is_asked = rhythm.id in asked
        for each in there.get(rhythm.id, []):
            told.append((_over(each, is_asked), each, each.employee_id))
        if is_asked:
            made.append(
                CheckIn(
                    rhythm_id=rhythm.id,
                    employee_id=rhythm.employee_id,
                    manager_id=rhythm.manager_id,
                    due_on=today,
                    state="due",
                    version=1,
                )
            )
        rhythm.next_on = rules.next_day(rhythm.next_on, rhythm.every_days, today)
    session().flush()
    session().add_all(made)
    session().flush()
    told += [(events.CheckInDue(each.due_on), each, each.employee_id) for each in made]
    journal.record_several(told, by=None)
    notices.settle_all([each for several in there.values() for each in several if each.state in ("missed", "lapsed")])
    managers = {rhythm.id: rhythm.manager_id for rhythm in rows}
    notices.tell_each(
        [notices.Telling(each.employee_id, each, f"/check-ins/{each.id}", {"who": managers[each.rhythm_id]}) for each in made],
        "check_ins.due",
    )
    return len(rows)


def _over(check_in: CheckIn, is_asked: bool) -> journal.Event:
    if check_in.state == "answered":
        CHECK_IN.move(check_in, "close")
        return events.CheckInClosed()
    CHECK_IN.move(check_in, "miss" if is_asked else "lapse")
    return events.CheckInMissed() if is_asked else events.CheckInLapsed()


def _asked(rows: Iterable[CheckInRhythm]) -> set[UUID]:
    """The rhythms of those who have goals in force and are led, today, by that manager, both being here."""
    pairs = list(rows)
    standing = people.standings([each.employee_id for each in pairs], organisations.organisation().time_zone)
    known = people.names({who for each in pairs for who in (each.employee_id, each.manager_id)})
    here = {person.id for person in known.values() if person.state != "left"}
    planned = plan.with_goals_in_force([each.employee_id for each in pairs])
    return {
        each.id
        for each in pairs
        if each.employee_id in planned
        and {each.employee_id, each.manager_id} <= here
        and standing[each.employee_id].manager_id == each.manager_id
    }
