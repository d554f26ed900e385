"""What stands in a 1:1: the agenda, who confirmed which version, what was moved, what was promised, and calendars."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from saas.meetings.models import (
    LIVE,
    UPCOMING,
    Meeting,
    MeetingChange,
    MeetingLine,
    MeetingPromise,
    MeetingPromiseAnswer,
    MeetingTopic,
    MeetingTopicWording,
)
from saas.meetings.sheets import Item, MeetingSheet, Pair, Told
from saas.meetings.writings import (
    MeetingConfirmation,
    MeetingFeed,
    MeetingMinutes,
    MeetingMinutesStep,
    MeetingVersion,
)
from tenants import organisations
from tenants.isolation import among, session

READS = and_(MeetingTopicWording.topic_id == MeetingTopic.id, MeetingTopicWording.no == MeetingTopic.wording)


def agenda(meeting_id: UUID) -> list[Item]:
    """The topics of a 1:1 in the order in which they came, without those that their authors dropped."""
    query = (
        select(MeetingLine, MeetingTopic, MeetingTopicWording)
        .join(MeetingTopic, MeetingTopic.id == MeetingLine.topic_id)
        .join(MeetingTopicWording, READS)
        .where(MeetingLine.meeting_id == meeting_id, MeetingLine.state != "dropped")
        .options(joinedload(MeetingTopic.author), joinedload(MeetingTopic.stands_for))
        .order_by(~MeetingLine.is_carried, MeetingLine.id)
    )
    return [Item(*row) for row in session().execute(query)]


def waiting_topics(pair: Pair) -> list[tuple[MeetingTopic, str]]:
    """Open topics of a pair that stand on no agenda to come, oldest first: they go on the next one that is planned."""
    there, to_come = aliased(MeetingLine), aliased(Meeting)
    placed = exists().where(there.topic_id == MeetingTopic.id, there.tenant_id == MeetingTopic.tenant_id)
    placed = placed.where(there.state.in_(("open", "talked")), to_come.id == there.meeting_id)
    placed = placed.where(to_come.tenant_id == there.tenant_id, to_come.state.in_(UPCOMING))
    query = (
        select(MeetingTopic, MeetingTopicWording.words)
        .join(MeetingTopicWording, READS)
        .where(MeetingTopic.employee_id == pair.employee_id, MeetingTopic.manager_id == pair.manager_id)
        .where(MeetingTopic.state == "open", ~placed)
        .options(joinedload(MeetingTopic.author), joinedload(MeetingTopic.stands_for))
        .order_by(MeetingTopic.id)
    )
    return [(row[0], row[1]) for row in session().execute(query)]


def confirmations(meeting_id: UUID) -> list[MeetingConfirmation]:
    """Who confirmed which version and when, oldest first."""
    query = select(MeetingConfirmation).where(MeetingConfirmation.meeting_id == meeting_id)
    return list(session().scalars(query.options(joinedload(MeetingConfirmation.version)).order_by(MeetingConfirmation.id)))


def own_version(sheet: MeetingSheet) -> MeetingVersion | None:
    """The newest version that the reader has confirmed: all that a former manager goes on reading."""
    if not sheet.confirmed:
        return None
    query = select(MeetingVersion).where(MeetingVersion.meeting_id == sheet.id, MeetingVersion.no == max(sheet.confirmed))
    return session().scalars(query).one()


def changes(meeting_id: UUID) -> list[MeetingChange]:
    """How it was moved or skipped, oldest first."""
    query = select(MeetingChange).where(MeetingChange.meeting_id == meeting_id).options(joinedload(MeetingChange.by))
    return list(session().scalars(query.order_by(MeetingChange.id)))


def promises_at(sheet: MeetingSheet) -> list[Told]:
    """What was promised at this 1:1, and what of earlier ones returns on it; two statements."""
    meeting = sheet.meeting
    here = MeetingPromise.meeting_id == meeting.id
    query = _promises(meeting.employee_id, meeting.manager_id)
    return _told(list(session().scalars(query.where(or_(here, MeetingPromise.state.in_(LIVE))))))


def promises_of(pair: Pair) -> list[Told]:
    """The promises of a pair that are not kept, dropped or lapsed, the earliest due first; two statements."""
    query = _promises(pair.employee_id, pair.manager_id).where(MeetingPromise.state.in_(LIVE))
    return _told(list(session().scalars(query)))


def _promises(employee_id: UUID, manager_id: UUID) -> Any:
    query = select(MeetingPromise).where(MeetingPromise.employee_id == employee_id, MeetingPromise.manager_id == manager_id)
    return query.options(joinedload(MeetingPromise.owner)).order_by(MeetingPromise.due_on.asc().nulls_last(), MeetingPromise.id)


def _told(found: Collection[MeetingPromise]) -> list[Told]:
    query = select(MeetingPromiseAnswer).where(among(MeetingPromiseAnswer.promise_id, [each.id for each in found]))
    said: dict[UUID, list[MeetingPromiseAnswer]] = {}
    for answer in session().scalars(query.options(joinedload(MeetingPromiseAnswer.by)).order_by(MeetingPromiseAnswer.id)):
        said.setdefault(answer.promise_id, []).append(answer)
    return [Told(each, tuple(said.get(each.id, ())), _days_late(each)) for each in found]


def _days_late(promise: MeetingPromise) -> int:
    due_on = promise.due_on if promise.state == "open" else None
    return max(0, (organisations.today() - due_on).days) if due_on is not None else 0


def step(minutes: MeetingMinutes, version: int) -> MeetingMinutesStep | None:
    """What a window was shown that saw this version of the minutes, or None where that is too long ago."""
    query = select(MeetingMinutesStep).where(MeetingMinutesStep.minutes_id == minutes.id, MeetingMinutesStep.version == version)
    return session().scalars(query).one_or_none()


def feed_of(person_id: UUID) -> MeetingFeed | None:
    """The private calendar address of a person that answers, or None."""
    query = select(MeetingFeed).where(MeetingFeed.person_id == person_id, MeetingFeed.ended_at.is_(None))
    return session().scalars(query).one_or_none()


def feed_by(token_hash: str) -> MeetingFeed | None:
    """The feed whose key has this hash, with its person; None for one that ended or never was."""
    query = select(MeetingFeed).where(MeetingFeed.token_hash == token_hash, MeetingFeed.ended_at.is_(None))
    return session().scalars(query.options(joinedload(MeetingFeed.person))).one_or_none()


def in_feed(actor: Any, since: datetime, most: int = 400) -> list[Meeting]:
    """The 1:1s of a person since then, with whom they are a pair today; skipped ones too, which calendars strike out."""
    mine = and_(Meeting.employee_id == actor.id, Meeting.manager_id == actor.standing.manager_id)
    led = and_(Meeting.manager_id == actor.id, among(Meeting.employee_id, actor.report_ids))
    query = select(Meeting).where(or_(mine, led), Meeting.starts_at >= since, Meeting.state != "ended")
    query = query.options(joinedload(Meeting.employee), joinedload(Meeting.manager))
    return list(session().scalars(query.order_by(Meeting.starts_at, Meeting.id).limit(most)))
