"""Finding one thing of a pair by its id, with where the employee stands today. One statement each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, SmallInteger, and_, func, select
from sqlalchemy.orm import aliased, joinedload

from saas.meetings.models import (
    UPCOMING,
    Meeting,
    MeetingLine,
    MeetingPromise,
    MeetingSeries,
    MeetingTopic,
    MeetingTopicWording,
)
from saas.meetings.sheets import MeetingSheet, Pair, PromiseSheet, RhythmSheet, TopicSheet
from saas.meetings.writings import MeetingConfirmation, MeetingMinutes, MeetingNote, MeetingVersion
from tenants import organisations, people
from tenants.isolation import person_id, session
from tenants.people import Person, ReportingLine, Standing


def _led(employee_id: Any) -> Any:
    """The join that tells who leads the employee today."""
    return and_(ReportingLine.person_id == employee_id, people.in_force(ReportingLine, organisations.today()))


def _placed(employee: Person, manager_id: UUID | None) -> Standing:
    return Standing(employee.id, manager_id=manager_id)


def sheet(meeting_id: UUID) -> MeetingSheet | None:
    """The 1:1 with this id and everything that decides who may do what with it, for whoever acts; or None."""
    me = person_id()
    newest = select(func.max(MeetingVersion.no)).where(MeetingVersion.meeting_id == Meeting.id).correlate(Meeting)
    mine = (
        select(MeetingVersion.no)
        .join(MeetingConfirmation, MeetingConfirmation.version_id == MeetingVersion.id)
        .where(MeetingConfirmation.meeting_id == Meeting.id, MeetingConfirmation.person_id == me)
        .correlate(Meeting)
    )
    query: Any = (
        select(
            Meeting,
            MeetingMinutes,
            MeetingNote,
            MeetingVersion,
            ReportingLine.manager_id,
            func.array(mine.scalar_subquery(), type_=ARRAY(SmallInteger)),
        )
        .select_from(Meeting)
        .outerjoin(MeetingMinutes, MeetingMinutes.meeting_id == Meeting.id)
        .outerjoin(MeetingNote, and_(MeetingNote.meeting_id == Meeting.id, MeetingNote.author_id == me))
        .outerjoin(MeetingVersion, and_(MeetingVersion.meeting_id == Meeting.id, MeetingVersion.no == newest.scalar_subquery()))
        .outerjoin(ReportingLine, _led(Meeting.employee_id))
        .where(Meeting.id == meeting_id)
        .options(joinedload(Meeting.employee), joinedload(Meeting.manager))
    )
    row = session().execute(query).one_or_none()
    if row is None:
        return None
    meeting, minutes, note, version, manager_id, confirmed = row
    return MeetingSheet(meeting, _placed(meeting.employee, manager_id), minutes, note, version, frozenset(confirmed or ()))


def _people(query: Any, of: Any) -> Any:
    """The query with both people of what it finds, and who leads the employee today."""
    employee, manager = aliased(Person), aliased(Person)
    return (
        query.add_columns(employee, manager, ReportingLine.manager_id)
        .select_from(of)
        .join(employee, employee.id == of.employee_id)
        .join(manager, manager.id == of.manager_id)
        .outerjoin(ReportingLine, _led(of.employee_id))
    )


def with_pairs(meeting_ids: Collection[UUID]) -> list[tuple[Meeting, Pair]]:
    """These 1:1s, each with its pair: one statement."""
    rows = session().execute(_people(select(Meeting), Meeting).where(Meeting.id.in_(meeting_ids)))
    return [(row[0], _pair(*row[1:])) for row in rows]


def _pair(employee: Person, manager: Person, manager_id: UUID | None) -> Pair:
    return Pair(employee, manager, _placed(employee, manager_id))


def rhythm_sheet(series_id: UUID) -> RhythmSheet | None:
    """The rhythm with this id, or None."""
    query = _people(select(MeetingSeries), MeetingSeries).where(MeetingSeries.id == series_id)
    row = session().execute(query).one_or_none()
    return RhythmSheet(row[0], _pair(*row[1:])) if row is not None else None


def topic_sheet(topic_id: UUID) -> TopicSheet | None:
    """The topic with this id, how it reads, and where it stands on an agenda to come; or None."""
    on = select(MeetingLine.id).join(Meeting, Meeting.id == MeetingLine.meeting_id)
    on = on.where(MeetingLine.topic_id == MeetingTopic.id, MeetingLine.state.in_(("open", "talked")))
    on = on.where(Meeting.state.in_(UPCOMING)).correlate(MeetingTopic).order_by(MeetingLine.id.desc()).limit(1)
    read = and_(MeetingTopicWording.topic_id == MeetingTopic.id, MeetingTopicWording.no == MeetingTopic.wording)
    query: Any = (
        select(MeetingTopic, MeetingTopicWording.words, MeetingLine, Meeting)
        .select_from(MeetingTopic)
        .join(MeetingTopicWording, read)
    )
    query = query.outerjoin(MeetingLine, MeetingLine.id == on.scalar_subquery())
    query = query.outerjoin(Meeting, Meeting.id == MeetingLine.meeting_id)
    row = session().execute(_people(query, MeetingTopic).where(MeetingTopic.id == topic_id)).one_or_none()
    return TopicSheet(row[0], row[1], _pair(*row[4:]), row[2], row[3]) if row is not None else None


def promise_sheet(promise_id: UUID) -> PromiseSheet | None:
    """The promise with this id, or None."""
    query: Any = (
        select(MeetingPromise, Meeting).select_from(MeetingPromise).join(Meeting, Meeting.id == MeetingPromise.meeting_id)
    )
    row = session().execute(_people(query, MeetingPromise).where(MeetingPromise.id == promise_id)).one_or_none()
    return PromiseSheet(row[0], _pair(*row[2:]), row[1]) if row is not None else None


def pair_of(employee_id: UUID, manager_id: UUID) -> Pair | None:
    """These two, whether or not the line between them is in force; None where one of them is not there."""
    employee, manager = aliased(Person), aliased(Person)
    query = (
        select(employee, manager, ReportingLine.manager_id)
        .select_from(employee)
        .join(manager, manager.id == manager_id)
        .outerjoin(ReportingLine, _led(employee.id))
        .where(employee.id == employee_id)
    )
    row = session().execute(query).one_or_none()
    return _pair(*row) if row is not None and row[0].id != row[1].id else None


def pair_with(actor: people.Actor, person_id: UUID) -> Pair | None:
    """The pair that the actor and this person are today: with one's manager, a report, or one whose manager one stands in for.
    Nobody is a pair with oneself. None for everybody else.
    """
    if person_id == actor.standing.manager_id:
        return pair_of(actor.id, person_id)
    if person_id in actor.report_ids:
        return pair_of(person_id, actor.id)
    if not actor.stands_in or person_id == actor.id:
        return None
    led = select(ReportingLine.manager_id).where(_led(person_id))
    manager_id = session().scalars(led).first()
    return pair_of(person_id, manager_id) if manager_id in {one.id for one in actor.stands_in} and manager_id else None
