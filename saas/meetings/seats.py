"""Who sits at a 1:1, as other rooms tell it: lines change, and people leave. What a pair shared ends with their line.

The former manager goes on reading what they have confirmed, the employee everything; the next manager begins anew.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, union

from saas.meetings.actions.planning import end
from saas.meetings.events import MeetingEnded, PromiseAnswered, RhythmEnded, TopicMoved
from saas.meetings.models import LIVE, Meeting, MeetingPromise, MeetingSeries, MeetingTopic
from saas.meetings.states import PROMISE, SERIES, TOPIC
from tenants import notices
from tenants.isolation import among, session
from tenants.journal import record
from tenants.people import Actor

OPEN = {
    MeetingSeries: ("proposed", "agreed"),
    Meeting: ("planned", "prepared", "held"),
    MeetingTopic: ("open",),
    MeetingPromise: LIVE,
}
"""What of a pair still moves."""


def concerned(person_ids: Collection[UUID]) -> set[UUID]:
    """Of these employees, those with whom something in a 1:1 still moves: one statement."""
    parts: list[Any] = [
        select(model.employee_id).where(among(model.employee_id, person_ids), model.state.in_(states))  # type: ignore[attr-defined]
        for model, states in OPEN.items()
    ]
    return set(session().scalars(union(*parts)))


def concerned_by_leaving(person_ids: Collection[UUID]) -> set[UUID]:
    """Of these people, those who share something in a 1:1 that still moves, on either side: one statement."""
    parts: list[Any] = [
        select(side).where(among(side, person_ids), model.state.in_(states))  # type: ignore[attr-defined]
        for model, states in OPEN.items()
        for side in (model.employee_id, model.manager_id)  # type: ignore[attr-defined]
    ]
    return set(session().scalars(union(*parts)))


def follow_line(person_id: UUID, manager_id: UUID | None, *, by: Actor | None) -> None:
    """Somebody has another manager from today on, or none: what they had in motion with the former one ends."""
    _end(lambda model: (model.employee_id == person_id) & (model.manager_id != manager_id if manager_id else True), by)


def end_all(person_id: UUID, *, by: Actor | None) -> None:
    """Somebody has left: what they had in motion with anybody ends."""
    _end(lambda model: or_(model.employee_id == person_id, model.manager_id == person_id), by)


def _end(which: Any, by: Actor | None) -> None:
    """What still moved of these pairs moves no more, and what anybody was told of it waits no more."""
    for series in _moving(MeetingSeries, which):
        SERIES.move(series, "end")
        notices.settle_all([series])
        record(RhythmEnded(), by=by, on=series, about=series.employee_id)
    for meeting in _moving(Meeting, which):
        end(meeting)
        record(MeetingEnded(), by=by, on=meeting, about=meeting.employee_id)
    for topic in _moving(MeetingTopic, which):
        TOPIC.move(topic, "lapse")
        notices.settle_all([topic])
        record(TopicMoved("lapsed"), by=by, on=topic, about=topic.employee_id)
    for promise in _moving(MeetingPromise, which):
        PROMISE.move(promise, "lapse")
        promise.asked_by_id = None
        notices.settle_all([promise])
        record(PromiseAnswered("lapsed"), by=by, on=promise, about=promise.employee_id)
    session().flush()


def _moving(model: Any, which: Any) -> list[Any]:
    query = select(model).where(which(model), model.state.in_(OPEN[model])).order_by(model.id)
    return list(session().scalars(query.with_for_update(of=model).execution_options(populate_existing=True)))
