"""What waits for somebody in check-ins, and what others owe them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Date, Select, Uuid, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager

from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.check_ins.rules import Fall
from tenants import organisations, people
from tenants.isolation import lasting, session
from tenants.people import Actor, Person, ReportingLine


@dataclass(frozen=True)
class CheckInTurn:
    """One check-in that waits: to be said (`check_in`) or to be answered (`check_in_answer`); `mine` says by whom."""

    kind: str
    path: str
    person: Person
    """The other one of the two."""
    since: datetime
    due_on: date
    mine: bool
    fell: Fall | None = None
    """What a nudge names: shown to the manager, who is to answer."""

    name = ""
    """No cycle's name: what is said of it, its own words say."""


@lasting
def _waiting() -> Select[Any]:
    who, day = bindparam("who", type_=Uuid), bindparam("day", type_=Date)
    led = and_(
        ReportingLine.person_id == CheckIn.employee_id,
        ReportingLine.manager_id == CheckIn.manager_id,
        people.in_force(ReportingLine, day),
    )
    other = and_(
        Person.tenant_id == CheckIn.tenant_id,
        or_(
            and_(CheckIn.employee_id == who, Person.id == CheckIn.manager_id),
            and_(CheckIn.manager_id == who, Person.id == CheckIn.employee_id),
        ),
    )
    query: Any = (
        select(CheckIn, Person)
        .join(CheckIn.rhythm)
        .join(ReportingLine, led)
        .join(Person, other)
        .where(CheckIn.state.in_(("due", "submitted")), or_(CheckIn.employee_id == who, CheckIn.manager_id == who))
        .where(Person.state != "left", CheckInRhythm.next_on.is_not(None))
        .options(contains_eager(CheckIn.rhythm))
        .order_by(CheckIn.id)
    )
    made: Select[Any] = query
    return made


def turn_items(actor: Actor) -> list[CheckInTurn]:
    """What waits for the actor in check-ins, and what others owe them there, oldest first: one statement.

    That a report has a check-in due is no debt to anybody before its day is over: the manager sees it in their list.
    """
    found, today = [], organisations.today()
    for each, other in session().execute(_waiting(), {"who": actor.id, "day": today}):
        path, says = f"/check-ins/{each.id}", each.employee_id == actor.id
        if each.state == "due":
            if says:
                since = datetime.combine(each.due_on, time(), UTC)
                found.append(CheckInTurn("check_in", path, other, since, each.due_on, True))
            continue
        fell = Fall(each.fell_title, each.fell_from, each.fell_to) if each.fell_title and not says else None
        found.append(CheckInTurn("check_in_answer", path, other, each.said_at, each.answer_due_on, not says, fell))
    return found
