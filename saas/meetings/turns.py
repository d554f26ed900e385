"""What waits for somebody in their 1:1s, and what others owe them there: three statements, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from saas.meetings.models import UPCOMING, Meeting, MeetingPromise, MeetingSeries
from saas.meetings.writings import MeetingVersion
from tenants import organisations
from tenants.isolation import among, clock, session
from tenants.people import Actor, Person

SOON = timedelta(days=2)
"""How long before a 1:1 without a topic home asks for one."""
MOST = 60


@dataclass(frozen=True)
class TurnItem:
    """One thing that waits: `kind` names its words (home's table), `path` leads to it inside the organisation."""

    kind: str
    """meeting_confirm, meeting_write, meeting_prepare, meeting_rhythm, promise_due, promise_answer, promise_drop."""
    path: str
    person: Person
    """The other one of the two."""
    name: str
    """The promise, where it is about one."""
    at: datetime | None
    """When the 1:1 is, where it is about one."""
    since: datetime
    due_on: date | None
    mine: bool


def _of(actor: Actor, model: Any) -> Any:
    """The condition that the actor is one of the pair, and that the line is in force."""
    own = and_(model.employee_id == actor.id, model.manager_id == actor.standing.manager_id)
    return or_(own, and_(model.manager_id == actor.id, among(model.employee_id, actor.report_ids)))


def turn_items(actor: Actor) -> list[TurnItem]:
    """What waits for the actor, and what others owe them."""
    if actor.standing.manager_id is None and not actor.is_manager:
        return []
    return [*_meetings(actor), *_rhythms(actor), *_promises(actor)]


def _both(model: Any) -> tuple[Any, ...]:
    return joinedload(model.employee), joinedload(model.manager)


def _other(thing: Any, actor: Actor) -> Person:
    found: Person = thing.manager if thing.employee_id == actor.id else thing.employee
    return found


def _meetings(actor: Actor) -> list[TurnItem]:
    now = clock.now()
    newest = select(func.max(MeetingVersion.no)).where(MeetingVersion.meeting_id == Meeting.id).correlate(Meeting)
    query = (
        select(Meeting, MeetingVersion.author_id, MeetingVersion.at)
        .outerjoin(MeetingVersion, and_(MeetingVersion.meeting_id == Meeting.id, MeetingVersion.no == newest.scalar_subquery()))
        .where(_of(actor, Meeting))
        .where(or_(Meeting.state == "held", and_(Meeting.state.in_(UPCOMING), Meeting.starts_at < now + SOON)))
        .options(*_both(Meeting))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST)
    )
    found = []
    for meeting, author_id, at in session().execute(query):
        other, path = _other(meeting, actor), f"/meetings/{meeting.id}"
        if meeting.state == "held":
            mine = author_id != actor.id
            found.append(TurnItem("meeting_confirm", f"{path}#confirm", other, "", meeting.starts_at, at, None, mine))
        elif meeting.ends_at <= now:
            due = meeting.ends_at
            found.append(TurnItem("meeting_write", path, other, "", meeting.starts_at, due, None, True))
        elif meeting.state == "planned":
            found.append(TurnItem("meeting_prepare", path, other, "", meeting.starts_at, meeting.starts_at, None, True))
    return found


def _rhythms(actor: Actor) -> list[TurnItem]:
    query = select(MeetingSeries).where(_of(actor, MeetingSeries), MeetingSeries.state == "proposed")
    found = []
    for each in session().scalars(query.options(*_both(MeetingSeries)).order_by(MeetingSeries.id).limit(MOST)):
        other = _other(each, actor)
        mine = each.proposed_by_id != actor.id
        path = f"/meetings/with/{other.id}#rhythm"
        found.append(TurnItem("meeting_rhythm", path, other, "", None, each.proposed_at, None, mine))
    return found


def _promises(actor: Actor) -> list[TurnItem]:
    today = organisations.today()
    due = and_(MeetingPromise.state == "open", MeetingPromise.due_on <= today + SOON)
    query = select(MeetingPromise, Person).where(
        _of(actor, MeetingPromise), or_(due, MeetingPromise.state.in_(("done", "dropping")))
    )
    query = query.join(Person, Person.id == _other_id(actor.id)).order_by(MeetingPromise.due_on, MeetingPromise.id)
    found = []
    for promise, other in session().execute(query.limit(MOST)):
        owns = promise.owner_id == actor.id
        if promise.state == "open":
            if not owns and promise.due_on is not None and promise.due_on >= today:
                continue  # nobody owes it yet
            kind, mine = "promise_due", owns
        elif promise.state == "done":
            kind, mine = "promise_answer", not owns
        else:
            kind, mine = "promise_drop", promise.asked_by_id != actor.id
        path = f"/meetings/with/{other.id}#promise-{promise.id}"
        due_on = promise.due_on if promise.state == "open" else None
        found.append(TurnItem(kind, path, other, promise.words[:120], None, promise.made_at, due_on, mine))
    return found


def _other_id(me: UUID) -> Any:
    return case((MeetingPromise.employee_id == me, MeetingPromise.manager_id), else_=MeetingPromise.employee_id)
