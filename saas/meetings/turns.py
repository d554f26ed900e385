"""What waits for somebody in their 1:1s, and what others owe them there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from saas import turns
from saas.meetings.models import UPCOMING, Meeting, MeetingPromise, MeetingSeries
from saas.meetings.writings import MeetingVersion
from saas.turns import Item
from tenants import organisations
from tenants.isolation import among, clock
from tenants.people import Actor, Person

SOON = timedelta(days=2)
"""How long before a 1:1 without a topic home asks for one."""


def _of(model: Any) -> Any:
    """The condition that the reader is one of the pair, and that the line is in force."""
    own = and_(model.employee_id == turns.READER, model.manager_id == turns.MANAGER)
    return or_(own, and_(model.manager_id == turns.READER, among(model.employee_id, turns.REPORTS)))


def rows() -> list[Select[Any]]:
    """1:1s, rhythms and promises that may wait."""
    return [_meetings(), _rhythms(), _promises()]


def item(row: Any, other: Person, actor: Actor) -> Item | None:
    """What a row of these is to the actor."""
    if row.what == "meetings.meeting":
        return _of_meeting(row, other, actor)
    if row.what == "meetings.rhythm":
        mine, path = row.by_id != actor.id, f"/meetings/with/{other.id}#rhythm"
        return Item("meeting_rhythm", path, other, row.since, None, mine)
    owns, path = row.by_id == actor.id, f"/meetings/with/{other.id}#promise-{row.id}"
    if row.state == "open" and not owns and row.due_on >= organisations.today():
        return None  # nobody owes it yet
    kind, mine = {
        "open": ("promise_due", owns),
        "done": ("promise_answer", not owns),
        "dropping": ("promise_drop", row.asked_by_id != actor.id),
    }[row.state]
    due_on = row.due_on if row.state == "open" else None
    return Item(kind, path, other, row.since, due_on, mine, name=row.words[:120])


def _of_meeting(row: Any, other: Person, actor: Actor) -> Item | None:
    path, over = f"/meetings/{row.id}", row.starts_at + timedelta(minutes=row.number)
    if row.state == "held":
        return Item("meeting_confirm", f"{path}#confirm", other, row.since, None, row.by_id != actor.id, at=row.starts_at)
    if over <= clock.now():
        return Item("meeting_write", path, other, over, None, True, at=row.starts_at)
    if row.state == "planned":
        return Item("meeting_prepare", path, other, row.starts_at, None, True, at=row.starts_at)
    return None


def _row(model: Any, what: str, **more: Any) -> Select[Any]:
    other = case((model.employee_id == turns.READER, model.manager_id), else_=model.employee_id)
    query: Select[Any] = select(*turns.columns(f"meetings.{what}", model.id, model.state, other, **more))
    return query.where(_of(model))


def _meetings() -> Select[Any]:
    """Those that one has confirmed, and those that are over or near."""
    newest = select(func.max(MeetingVersion.no)).where(MeetingVersion.meeting_id == Meeting.id).correlate(Meeting)
    latest = and_(MeetingVersion.meeting_id == Meeting.id, MeetingVersion.no == newest.scalar_subquery())
    since = case((MeetingVersion.at.is_not(None), MeetingVersion.at), else_=Meeting.starts_at)
    query = _row(
        Meeting, "meeting",
        by_id=MeetingVersion.author_id, since=since, starts_at=Meeting.starts_at, number=Meeting.minutes,
    ).outerjoin(MeetingVersion, latest)  # fmt: skip
    near = and_(Meeting.state.in_(UPCOMING), Meeting.starts_at < turns.NOW + SOON)
    return query.where(or_(Meeting.state == "held", near))


def _rhythms() -> Select[Any]:
    """Those that are proposed."""
    made = MeetingSeries
    return _row(made, "rhythm", by_id=made.proposed_by_id, since=made.proposed_at).where(made.state == "proposed")


def _promises() -> Select[Any]:
    """Those that are due, done, or to be dropped."""
    made = MeetingPromise
    due = and_(made.state == "open", made.due_on <= turns.TODAY + SOON.days)
    query = _row(
        made, "promise",
        by_id=made.owner_id, asked_by_id=made.asked_by_id, since=made.made_at, words=made.words, due_on=made.due_on,
    )  # fmt: skip
    return query.where(or_(due, made.state.in_(("done", "dropping"))))


TURNS = turns.Room(rows, item)
