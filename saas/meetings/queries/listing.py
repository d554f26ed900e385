"""1:1s as rows: of a pair, of a team, of pairs that are no more, and one's own private notes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, and_, exists, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from saas.meetings.models import LIVE, UPCOMING, Meeting, MeetingPromise, MeetingSeries
from saas.meetings.sheets import Pair
from saas.meetings.writings import MeetingConfirmation, MeetingNote, MeetingVersion
from tenants import organisations, people
from tenants.isolation import among, clock, person_id, session
from tenants.people import Actor, Person, ReportingLine

TOOK_PLACE = ("held", "confirmed")
SILENT = timedelta(days=3)
"""A 1:1 that began so long ago, and of which nobody has said anything, is no longer the next one of the two."""


def _of(pair: Pair, model: Any) -> Any:
    return and_(model.employee_id == pair.employee_id, model.manager_id == pair.manager_id)


def between(pair: Pair) -> Select[Any]:
    """The 1:1s of a pair of which nothing is to come, to be paged by (starts_at, id), falling."""
    return select(Meeting).where(_of(pair, Meeting), Meeting.state.not_in((*UPCOMING, "held")))


@dataclass(frozen=True)
class Coming:
    """A 1:1 that is to come, to be written down, or confirmed by one; then `waits_for` is the other one's id."""

    meeting: Meeting
    waits_for: UUID | None = None


def _with_author(*where: Any) -> Any:
    """1:1s with who has confirmed their newest minutes."""
    newest = select(func.max(MeetingVersion.no)).where(MeetingVersion.meeting_id == Meeting.id).correlate(Meeting)
    latest = and_(MeetingVersion.meeting_id == Meeting.id, MeetingVersion.no == newest.scalar_subquery())
    return select(Meeting, MeetingVersion.author_id).outerjoin(MeetingVersion, latest).where(*where)


def _coming(meeting: Meeting, author_id: UUID | None) -> Coming:
    return Coming(meeting, meeting.other(author_id) if meeting.state == "held" and author_id is not None else None)


def upcoming(pair: Pair, reader_id: UUID) -> list[Coming]:
    """The 1:1s of a pair that both have not confirmed: first what waits for the reader, then the soonest first."""
    query = _with_author(_of(pair, Meeting), Meeting.state.in_((*UPCOMING, "held")))
    query = query.options(joinedload(Meeting.employee), joinedload(Meeting.manager))
    rows = session().execute(query.order_by(Meeting.starts_at, Meeting.id).limit(50))
    return sorted((_coming(*row) for row in rows), key=lambda each: each.waits_for != reader_id)


def _forgotten(now: Any) -> Any:
    return Meeting.starts_at <= now - SILENT


def next_of(employee_id: UUID, manager_id: UUID) -> Meeting | None:
    """The 1:1 on whose agenda a new topic belongs: the soonest that nobody has confirmed yet; one that was forgotten only where
    no other is planned.
    """
    return session().scalars(soonest(employee_id, manager_id, clock.now())).one_or_none()


def soonest(employee_id: Any, manager_id: Any, now: Any) -> Select[Any]:
    """The same as a query of one row or none, of values or of bind parameters."""
    pair = and_(Meeting.employee_id == employee_id, Meeting.manager_id == manager_id)
    query = select(Meeting).where(pair, Meeting.state.in_(UPCOMING))
    return query.order_by(_forgotten(now), Meeting.starts_at, Meeting.id).limit(1)


def held_since(employee_id: BindParameter[UUID], manager_id: BindParameter[UUID], since: BindParameter[datetime]) -> Any:
    """How many 1:1s of a pair took place since then, as a column."""
    pair = Meeting.employee_id == employee_id, Meeting.manager_id == manager_id
    query = select(func.count(Meeting.id)).where(*pair, Meeting.state.in_(TOOK_PLACE), Meeting.starts_at >= since)
    return query.scalar_subquery()


def last_met(employee_id: Any, manager_id: Any) -> Any:
    """When a pair (two columns) last met, as one of them confirmed, as a column."""
    pair = Meeting.employee_id == employee_id, Meeting.manager_id == manager_id
    return select(func.max(Meeting.starts_at)).where(*pair, Meeting.state.in_(TOOK_PLACE)).scalar_subquery()


def next_meets(employee_id: Any, manager_id: Any, now: datetime) -> Any:
    """When a pair (two columns) is to meet next, as a column; a 1:1 that was forgotten does not count."""
    pair = Meeting.employee_id == employee_id, Meeting.manager_id == manager_id
    coming = Meeting.state.in_(UPCOMING), ~_forgotten(now)
    return select(func.min(Meeting.starts_at)).where(*pair, *coming).scalar_subquery()


def series_of(pair: Pair) -> list[MeetingSeries]:
    """The agreed rhythm of a pair, and the one that is proposed."""
    query = select(MeetingSeries).where(_of(pair, MeetingSeries), MeetingSeries.state.in_(("proposed", "agreed")))
    return list(session().scalars(query.order_by(MeetingSeries.state, MeetingSeries.id)))


def ended(actor: Actor) -> Select[Any]:
    """1:1s of lines that are over, to be paged by (starts_at, id), falling: the actor's own with former managers, and those
    with people whom they lead no longer and whose minutes they confirmed.
    """
    with_others = true() if actor.standing.manager_id is None else Meeting.manager_id != actor.standing.manager_id
    own = and_(Meeting.employee_id == actor.id, with_others)
    mine = select(MeetingConfirmation.meeting_id).where(MeetingConfirmation.person_id == actor.id)
    led = and_(Meeting.manager_id == actor.id, Meeting.id.in_(mine), ~among(Meeting.employee_id, actor.report_ids))
    query = select(Meeting).where(or_(own, led), Meeting.state.in_((*TOOK_PLACE, "ended", "skipped")))
    return query.options(joinedload(Meeting.manager), joinedload(Meeting.employee))


def notes_of() -> Select[Any]:
    """The private notes of whoever acts, newest first, to be paged by (id), falling."""
    query = select(MeetingNote).where(MeetingNote.author_id == person_id(), MeetingNote.words != "")
    to = joinedload(MeetingNote.meeting)
    return query.options(to.joinedload(Meeting.employee), to.joinedload(Meeting.manager))


def all_notes() -> list[MeetingNote]:
    """All private notes of whoever acts, oldest first."""
    return list(session().scalars(notes_of().order_by(MeetingNote.id)))


def team(actor: Actor) -> Select[Any]:
    """Those who report to the actor, to be paged by (sort_key, id)."""
    return select(Person).where(among(Person.id, actor.report_ids), Person.state != "left")


def team_of(manager_id: UUID) -> Select[Any]:
    """Those who report to that manager today, to be paged by (sort_key, id)."""
    line = select(ReportingLine.person_id).where(ReportingLine.manager_id == manager_id)
    led = line.where(people.in_force(ReportingLine, organisations.today()))
    return select(Person).where(Person.id.in_(led), Person.state != "left")


@dataclass(frozen=True)
class PairRow:
    """How a pair stands, for a list: the next 1:1, one that only one has confirmed, when they last met, what is promised."""

    next: Meeting | None = None
    held: Coming | None = None
    last_at: datetime | None = None
    promises: int = 0


def last_contact(pairs: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], datetime]:
    """When each of these pairs (employee, manager) last met, as one of them confirmed; without those who never did."""
    query = select(Meeting.employee_id, Meeting.manager_id, func.max(Meeting.starts_at)).where(
        tuple_(Meeting.employee_id, Meeting.manager_id).in_(list(pairs)), Meeting.state.in_(TOOK_PLACE)
    )
    rows = session().execute(query.group_by(Meeting.employee_id, Meeting.manager_id)) if pairs else ()
    return {(row[0], row[1]): row[2] for row in rows}


def met_since(employee_id: Any, manager_id: Any, since: Any) -> Any:
    """The condition that this pair (two columns) has met at or after that moment, as one of them confirmed."""
    pair = and_(Meeting.employee_id == employee_id, Meeting.manager_id == manager_id)
    return exists().where(pair, Meeting.state.in_(TOOK_PLACE), Meeting.starts_at >= since)


def meets_after(employee_id: Any, manager_id: Any, moment: Any) -> Any:
    """The condition that a 1:1 of this pair (two columns) is planned for after that moment."""
    pair = and_(Meeting.employee_id == employee_id, Meeting.manager_id == manager_id)
    return exists().where(pair, Meeting.state.in_(UPCOMING), Meeting.starts_at > moment)


def rows(pairs: Collection[tuple[UUID, UUID]]) -> dict[UUID, PairRow]:
    """How each of these pairs (employee, manager) stands, by the employee: four statements."""
    wanted = list(pairs)
    if not wanted:
        return {}
    of = tuple_(Meeting.employee_id, Meeting.manager_id).in_(wanted)
    soonest = select(Meeting).where(of, Meeting.state.in_(UPCOMING))
    soonest = soonest.order_by(Meeting.employee_id, _forgotten(clock.now()), Meeting.starts_at, Meeting.id)
    coming = {each.employee_id: each for each in session().scalars(soonest.ext(distinct_on(Meeting.employee_id)))}
    half = _with_author(of, Meeting.state == "held").order_by(Meeting.employee_id, Meeting.starts_at, Meeting.id)
    halves = session().execute(half.ext(distinct_on(Meeting.employee_id)))
    held = {each.employee_id: _coming(each, author) for each, author in halves}
    last = last_contact(wanted)
    open_ = (
        select(MeetingPromise.employee_id, func.count())
        .where(tuple_(MeetingPromise.employee_id, MeetingPromise.manager_id).in_(wanted), MeetingPromise.state.in_(LIVE))
        .group_by(MeetingPromise.employee_id)
    )
    promised = {row[0]: row[1] for row in session().execute(open_)}
    return {
        employee: PairRow(coming.get(employee), held.get(employee), last.get((employee, manager)), promised.get(employee, 0))
        for employee, manager in wanted
    }
