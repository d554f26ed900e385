"""A pair, its check-ins, and the list of pairs of somebody who leads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from saas import meetings
from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.check_ins.rules import Balance
from saas.check_ins.sheets import CheckInSheet, PairSheet
from saas.meetings import Beside
from tenants import organisations, people
from tenants.isolation import among, ids, lasting, session
from tenants.people import Person, Placement, ReportingLine, Standing


def _with_standing(query: Any) -> Any:
    day, employee = bindparam("day", type_=Date), CheckInRhythm.employee_id
    return query.outerjoin(Placement, and_(Placement.person_id == employee, people.in_force(Placement, day))).outerjoin(
        ReportingLine, and_(ReportingLine.person_id == employee, people.in_force(ReportingLine, day))
    )


def _two(to: Any = None) -> list[Any]:
    if to is None:
        return [joinedload(CheckInRhythm.employee), joinedload(CheckInRhythm.manager)]
    return [to, to.joinedload(CheckInRhythm.employee), to.joinedload(CheckInRhythm.manager)]


@lasting
def _pair() -> Select[Any]:
    query: Select[Any] = _with_standing(select(CheckInRhythm, Placement, ReportingLine.manager_id)).options(*_two())
    return query.where(CheckInRhythm.id == bindparam("rhythm", type_=Uuid))


@lasting
def _between() -> Select[Any]:
    query: Select[Any] = _with_standing(select(CheckInRhythm, Placement, ReportingLine.manager_id)).options(*_two())
    mine = CheckInRhythm.employee_id == bindparam("employee", type_=Uuid)
    return query.where(mine, CheckInRhythm.manager_id == bindparam("manager", type_=Uuid))


@lasting
def _sheet() -> Select[Any]:
    query: Select[Any] = _with_standing(select(CheckIn, Placement, ReportingLine.manager_id).join(CheckIn.rhythm))
    query = query.where(CheckIn.id == bindparam("check_in", type_=Uuid))
    return query.options(*_two(contains_eager(CheckIn.rhythm)))


def _read(rhythm: CheckInRhythm, place: Placement | None, manager_id: UUID | None) -> PairSheet:
    where = Standing(
        rhythm.employee_id,
        place.company_id if place else None,
        place.unit_id if place else None,
        place.position_id if place else None,
        manager_id,
    )
    return PairSheet(rhythm, where)


def pair(rhythm_id: UUID, **_rest: object) -> PairSheet | None:
    """A pair with where its employee stands today, or None: one statement."""
    found = session().execute(_pair(), {"rhythm": rhythm_id, "day": organisations.today()}).first()
    return _read(*found) if found is not None else None


def pair_between(employee_id: UUID, manager_id: UUID) -> PairSheet | None:
    """The pair of these two, or None: one statement."""
    values = {"employee": employee_id, "manager": manager_id, "day": organisations.today()}
    found = session().execute(_between(), values).first()
    return _read(*found) if found is not None else None


def sheet(check_in_id: UUID, **_rest: object) -> CheckInSheet | None:
    """A check-in with everything that decides who may do what with it, or None: one statement."""
    found = session().execute(_sheet(), {"check_in": check_in_id, "day": organisations.today()}).first()
    return CheckInSheet(found[0], _read(found[0].rhythm, found[1], found[2])) if found is not None else None


def sheets(check_in_ids: Collection[UUID]) -> list[CheckInSheet]:
    """These check-ins with everything that decides who may do what with them: one statement."""
    query = _with_standing(select(CheckIn, Placement, ReportingLine.manager_id).join(CheckIn.rhythm))
    query = query.where(CheckIn.id.in_(check_in_ids)).options(*_two(contains_eager(CheckIn.rhythm)))
    rows = session().execute(query, {"day": organisations.today()})
    return [CheckInSheet(row[0], _read(row[0].rhythm, row[1], row[2])) for row in rows]


def own_rhythms(employee_id: UUID) -> list[CheckInRhythm]:
    """Every rhythm that a person has or had, with the manager of each; the one that runs first."""
    query = select(CheckInRhythm).where(CheckInRhythm.employee_id == employee_id).options(*_two())
    return list(session().scalars(query.order_by(CheckInRhythm.next_on.is_(None), CheckInRhythm.id.desc())))


def own_pairs(employee_id: UUID) -> list[tuple[CheckInRhythm, CheckIn | None]]:
    """A person's pairs, the one that runs first, each with its latest check-in: one statement."""
    last = (
        select(func.max(CheckIn.due_on)).where(CheckIn.rhythm_id == CheckInRhythm.id).correlate(CheckInRhythm).scalar_subquery()
    )
    query = (
        select(CheckInRhythm, CheckIn)
        .outerjoin(CheckIn, and_(CheckIn.rhythm_id == CheckInRhythm.id, CheckIn.due_on == last))
        .where(CheckInRhythm.employee_id == employee_id)
        .options(*_two())
        .order_by(CheckInRhythm.next_on.is_(None), CheckInRhythm.id.desc())
    )
    return [(row[0], row[1]) for row in session().execute(query)]


def said_in(rhythm_id: UUID) -> Select[Any]:
    """The check-ins of a pair, to be paged by id from the latest on."""
    return select(CheckIn).where(CheckIn.rhythm_id == rhythm_id)


def open_check_in(rhythm_id: UUID) -> CheckIn | None:
    """The one that waits for the employee, or None."""
    query = select(CheckIn).where(CheckIn.rhythm_id == rhythm_id, CheckIn.state == "due")
    return session().scalars(query).one_or_none()


def behind(check_in: CheckIn) -> tuple[UUID | None, UUID | None]:
    """The check-ins before and after this one in its pair: one statement."""
    mine = CheckIn.rhythm_id == check_in.rhythm_id
    earlier = select(CheckIn.id).where(mine, CheckIn.id < check_in.id).order_by(CheckIn.id.desc()).limit(1)
    later = select(CheckIn.id).where(mine, CheckIn.id > check_in.id).order_by(CheckIn.id).limit(1)
    row = session().execute(select(earlier.scalar_subquery(), later.scalar_subquery())).one()
    return row[0], row[1]


def team(manager_id: UUID) -> Select[Any]:
    """(Person, CheckInRhythm) of those who report to the manager today and check in with them, to be paged by
    (sort_key, id).
    """
    line = ReportingLine
    mine = CheckInRhythm.employee_id == Person.id, CheckInRhythm.manager_id == manager_id
    led = select(line.person_id).where(line.manager_id == manager_id, people.in_force(line, organisations.today()))
    query: Any = select(Person, CheckInRhythm).join(CheckInRhythm, and_(*mine))
    made: Select[Any] = query.where(Person.id.in_(led), Person.state != "left")
    return made


@lasting
def _open_of() -> Select[Any]:
    query = select(CheckIn).where(among(CheckIn.rhythm_id, ids("rhythms")), CheckIn.state.in_(("due", "submitted")))
    return query.order_by(CheckIn.id)


def team_open(rhythm_ids: Collection[UUID]) -> dict[UUID, list[CheckIn]]:
    """What waits in each of these pairs, oldest first: one statement."""
    found: dict[UUID, list[CheckIn]] = {}
    for each in session().scalars(_open_of(), {"rhythms": list(rhythm_ids)}):
        found.setdefault(each.rhythm_id, []).append(each)
    return found


def balance(rhythm: CheckInRhythm, waiting: Collection[CheckIn], met_at: datetime | None = None) -> Balance:
    """What the two owe each other, of what waits in their pair; `met_at` is when they last met at a 1:1."""
    today = organisations.today()
    due = next((each.due_on for each in waiting if each.state == "due"), None)
    asked = [each for each in waiting if each.state == "submitted"]
    first = min((each.answer_due_on for each in asked if each.answer_due_on), default=None)
    spoke = meetings.spoke_on(met_at, rhythm.talked_on)
    days = max(0, (today - spoke).days) if spoke is not None else None
    return Balance(days, due, len(asked), first, rhythm.next_on)


def last_spoke(employee_id: Any, manager_id: Any) -> Any:
    """The day on which a pair (two columns) last spoke over a check-in, as a column."""
    pair = CheckInRhythm.employee_id == employee_id, CheckInRhythm.manager_id == manager_id
    return select(func.max(CheckInRhythm.talked_on)).where(*pair).scalar_subquery()


def beside(employee_id: UUID, manager_id: UUID) -> Beside:
    """What the page of the two tells of their check-ins: when both last spoke, what is due, and what waits for an answer."""
    mine = CheckInRhythm.employee_id == employee_id, CheckInRhythm.manager_id == manager_id
    open_ = and_(CheckIn.rhythm_id == CheckInRhythm.id, CheckIn.state.in_(("due", "submitted")))
    query: Any = select(CheckInRhythm.talked_on, CheckIn.state, CheckIn.due_on).select_from(CheckInRhythm)
    rows = session().execute(query.outerjoin(CheckIn, open_).where(*mine)).all()
    due = next((row.due_on for row in rows if row.state == "due"), None)
    talked = next((row.talked_on for row in rows), None)
    return Beside(talked, due, sum(row.state == "submitted" for row in rows))
