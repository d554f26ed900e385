"""What waits for somebody in check-ins, and what others owe them there."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Select, and_, case, or_, select

from saas import turns
from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.turns import Fell, Item
from tenants import people
from tenants.people import Actor, Person, ReportingLine


def rows() -> list[Select[Any]]:
    """Check-ins to be said or answered, of lines that are in force."""
    says = CheckIn.employee_id == turns.READER
    led = and_(
        ReportingLine.person_id == CheckIn.employee_id,
        ReportingLine.manager_id == CheckIn.manager_id,
        people.in_force(ReportingLine, turns.TODAY),
    )
    what = turns.columns(
        "check_ins.check_in", CheckIn.id, CheckIn.state, case((says, CheckIn.manager_id), else_=CheckIn.employee_id),
        by_id=CheckIn.employee_id, since=CheckIn.said_at, words=CheckIn.fell_title, before=CheckIn.fell_from,
        number=CheckIn.fell_to, due_on=case((CheckIn.state == "due", CheckIn.due_on), else_=CheckIn.answer_due_on),
    )  # fmt: skip
    query: Select[Any] = select(*what).select_from(CheckIn).join(CheckInRhythm, CheckInRhythm.id == CheckIn.rhythm_id)
    query = query.join(ReportingLine, led).where(CheckInRhythm.next_on.is_not(None))
    return [query.where(CheckIn.state.in_(("due", "submitted")), or_(says, CheckIn.manager_id == turns.READER))]


def item(row: Any, other: Person, actor: Actor) -> Item | None:
    """What a check-in is to the actor: to be said (`check_in`) or answered (`check_in_answer`).

    That a report has a check-in due is no debt to anybody before its day is over: the manager sees it in their list.
    """
    path, says = f"/check-ins/{row.id}", row.by_id == actor.id
    if other.state == "left" or (row.state == "due" and not says):
        return None
    if row.state == "due":
        return Item("check_in", path, other, datetime.combine(row.due_on, time(), UTC), row.due_on, True)
    has_fallen = row.words and row.before is not None and row.number is not None
    fell = Fell(row.words, row.before, row.number) if has_fallen and not says else None
    return Item("check_in_answer", path, other, row.since, row.due_on, not says, fell=fell)


TURNS = turns.Room(rows, item)
