"""What waits for somebody in check-ins, and what others owe them there."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Date, DateTime, Select, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from saas import meetings, turns
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
    return [query.where(CheckIn.state.in_(("due", "submitted")), or_(says, CheckIn.manager_id == turns.READER)), _silences()]


def _silences() -> Select[Any]:
    """Pairs that have not spoken for two rhythms and are to meet on no day as yet, with what the confidence fell on last. Who
    owes a check-in or an answer is told of that instead.
    """
    rhythm, fallen, owed = CheckInRhythm, aliased(CheckIn), aliased(CheckIn)
    says = rhythm.employee_id == turns.READER
    led = and_(
        ReportingLine.person_id == rhythm.employee_id,
        ReportingLine.manager_id == rhythm.manager_id,
        people.in_force(ReportingLine, turns.TODAY),
    )
    last = func.coalesce(rhythm.talked_on, rhythm.since)
    of_late = cast(cast(turns.TODAY, Date) - 2 * rhythm.every_days, DateTime(timezone=True))
    newest = select(fallen.id).where(fallen.rhythm_id == rhythm.id, fallen.tenant_id == rhythm.tenant_id)
    newest = newest.where(fallen.fell_title.is_not(None)).order_by(fallen.due_on.desc()).limit(1).correlate(rhythm)
    waits = exists().where(
        owed.rhythm_id == rhythm.id,
        owed.tenant_id == rhythm.tenant_id,
        or_(and_(owed.state == "due", says), and_(owed.state == "submitted", ~says)),
    )
    pair = rhythm.employee_id, rhythm.manager_id
    what = turns.columns(
        "check_ins.silence", rhythm.id, literal("silent"), case((says, rhythm.manager_id), else_=rhythm.employee_id),
        by_id=rhythm.employee_id, since=cast(last, DateTime(timezone=True)), words=CheckIn.fell_title,
        before=CheckIn.fell_from, number=CheckIn.fell_to,
    )  # fmt: skip
    query: Select[Any] = select(*what).select_from(rhythm).join(ReportingLine, led)
    return query.outerjoin(CheckIn, CheckIn.id == newest.scalar_subquery()).where(
        rhythm.next_on.is_not(None),
        or_(says, rhythm.manager_id == turns.READER),
        last + 2 * rhythm.every_days < turns.TODAY,
        ~meetings.met_since(*pair, of_late),
        ~meetings.meets_after(*pair, turns.NOW),
        ~waits,
    )


def item(row: Any, other: Person, actor: Actor) -> Item | None:
    """What a check-in is to the actor: to be said (`check_in`) or answered (`check_in_answer`); and a `silence` between two.

    That a report has a check-in due is no debt to anybody before its day is over: the manager sees it in their list.
    """
    has_fallen = row.words and row.before is not None and row.number is not None
    if row.what == "check_ins.silence":
        fell = Fell(row.words, row.before, row.number) if has_fallen else None
        there = other.state != "left"
        return Item("silence", f"/meetings/with/{other.id}", other, row.since, None, True, fell=fell) if there else None
    path, says = f"/check-ins/{row.id}", row.by_id == actor.id
    if other.state == "left" or (row.state == "due" and not says):
        return None
    if row.state == "due":
        return Item("check_in", path, other, datetime.combine(row.due_on, time(), UTC), row.due_on, True)
    fell = Fell(row.words, row.before, row.number) if has_fallen and not says else None
    return Item("check_in_answer", path, other, row.since, row.due_on, not says, fell=fell)


TURNS = turns.Room(rows, item)
