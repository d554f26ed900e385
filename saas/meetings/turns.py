"""What waits for somebody in their 1:1s, and what others owe them there: one statement, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    DateTime,
    Select,
    SmallInteger,
    Text,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

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
    """What waits for the actor, and what others owe them: one statement."""
    if actor.standing.manager_id is None and not actor.is_manager:
        return []
    moves = union_all(_meetings(actor), _rhythms(actor), _promises(actor)).subquery()
    query = select(moves, Person).join(Person, Person.id == moves.c.other_id).order_by(moves.c.since, moves.c.id).limit(MOST)
    found = (_item(row, row.Person, actor) for row in session().execute(query))
    return [each for each in found if each is not None]


def _item(row: Any, other: Person, actor: Actor) -> TurnItem | None:
    if row.what == "meeting":
        return _of_meeting(row, other, actor)
    if row.what == "rhythm":
        mine, path = row.by_id != actor.id, f"/meetings/with/{other.id}#rhythm"
        return TurnItem("meeting_rhythm", path, other, "", None, row.since, None, mine)
    owns, path = row.by_id == actor.id, f"/meetings/with/{other.id}#promise-{row.id}"
    if row.state == "open" and not owns and row.due_on >= organisations.today():
        return None  # nobody owes it yet
    kind, mine = {
        "open": ("promise_due", owns),
        "done": ("promise_answer", not owns),
        "dropping": ("promise_drop", row.asked_by_id != actor.id),
    }[row.state]
    due_on = row.due_on if row.state == "open" else None
    return TurnItem(kind, path, other, row.words[:120], None, row.since, due_on, mine)


def _of_meeting(row: Any, other: Person, actor: Actor) -> TurnItem | None:
    path, over = f"/meetings/{row.id}", row.starts_at + timedelta(minutes=row.minutes)
    if row.state == "held":
        mine = row.by_id != actor.id
        return TurnItem("meeting_confirm", f"{path}#confirm", other, "", row.starts_at, row.since, None, mine)
    if over <= clock.now():
        return TurnItem("meeting_write", path, other, "", row.starts_at, over, None, True)
    if row.state == "planned":
        return TurnItem("meeting_prepare", path, other, "", row.starts_at, row.starts_at, None, True)
    return None


def _row(model: Any, actor: Actor, what: str, **columns: Any) -> Select[Any]:
    """The columns of one thing that may wait; those that it has not are NULL."""
    empty: dict[str, Any] = {
        "by_id": Uuid, "asked_by_id": Uuid, "since": DateTime(timezone=True), "starts_at": DateTime(timezone=True),
        "minutes": SmallInteger, "words": Text, "due_on": Date,
    }  # fmt: skip
    other = case((model.employee_id == actor.id, model.manager_id), else_=model.employee_id)
    rest = [columns[name].label(name) if name in columns else cast(null(), kind).label(name) for name, kind in empty.items()]
    head = (literal(what).label("what"), model.id, model.state, other.label("other_id"))
    query: Select[Any] = select(*head, *rest).where(_of(actor, model))
    return query


def _meetings(actor: Actor) -> Select[Any]:
    """Those that one has confirmed, and those that are over or near."""
    newest = select(func.max(MeetingVersion.no)).where(MeetingVersion.meeting_id == Meeting.id).correlate(Meeting)
    latest = and_(MeetingVersion.meeting_id == Meeting.id, MeetingVersion.no == newest.scalar_subquery())
    since = case((MeetingVersion.at.is_not(None), MeetingVersion.at), else_=Meeting.starts_at)
    query = _row(
        Meeting, actor, "meeting",
        by_id=MeetingVersion.author_id, since=since, starts_at=Meeting.starts_at, minutes=Meeting.minutes,
    ).outerjoin(MeetingVersion, latest)  # fmt: skip
    near = and_(Meeting.state.in_(UPCOMING), Meeting.starts_at < clock.now() + SOON)
    return query.where(or_(Meeting.state == "held", near))


def _rhythms(actor: Actor) -> Select[Any]:
    """Those that are proposed."""
    made = MeetingSeries
    return _row(made, actor, "rhythm", by_id=made.proposed_by_id, since=made.proposed_at).where(made.state == "proposed")


def _promises(actor: Actor) -> Select[Any]:
    """Those that are due, done, or to be dropped."""
    made = MeetingPromise
    due = and_(made.state == "open", made.due_on <= organisations.today() + SOON)
    query = _row(
        made, actor, "promise",
        by_id=made.owner_id, asked_by_id=made.asked_by_id, since=made.made_at, words=made.words, due_on=made.due_on,
    )  # fmt: skip
    return query.where(or_(due, made.state.in_(("done", "dropping"))))
