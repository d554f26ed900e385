"""One cycle with whom it takes in, one person's seat in it, and the days and limits that hold for it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from saas.cycle.models import Cycle, CycleAnswer, CycleScope, Participation
from saas.cycle.queries.scope import elsewhere
from saas.cycle.rules import Frame, Seat
from saas.cycle.states import OPEN_FOR_PLANS
from tenants import organisations, people
from tenants.isolation import get, session
from tenants.people import Person, Standing


def day() -> date:
    """Today, as the organisation counts its days."""
    return organisations.today()


def cycle(cycle_id: UUID | None) -> Cycle | None:
    """The cycle with this id, or None."""
    return get(Cycle, cycle_id)


def frame(cycle_id: UUID) -> Frame | None:
    """The cycle with whom it takes in, or None: one statement, one more for the standing of an own cycle's owner."""
    scope = CycleScope.cycle_id == Cycle.id
    query = select(Cycle, CycleScope.company_id, CycleScope.unit_id).outerjoin(CycleScope, scope)
    rows = session().execute(query.where(Cycle.id == cycle_id)).all()
    return _framed(rows[0][0], [(row[1], row[2]) for row in rows]) if rows else None


def frame_of(thing: Cycle) -> Frame:
    """The cycle with whom it takes in."""
    query = select(CycleScope.company_id, CycleScope.unit_id).where(CycleScope.cycle_id == thing.id)
    return _framed(thing, [(row[0], row[1]) for row in session().execute(query)])


def _framed(thing: Cycle, scope: list[tuple[UUID | None, UUID | None]]) -> Frame:
    if thing.kind == "own":
        return Frame(thing, owner=_standing(thing.owner_id))
    companies = frozenset(company for company, _unit in scope if company)
    units = frozenset(unit for _company, unit in scope if unit)
    return Frame(thing, companies, units, was_open=thing.state != "cancelled" or _has_participants(thing))


def _has_participants(thing: Cycle) -> bool:
    query = select(Participation.id).where(Participation.cycle_id == thing.id, Participation.state == "in").limit(1)
    return session().scalar(query) is not None


def _standing(person_id: UUID | None) -> Standing | None:
    zone = organisations.organisation().time_zone
    return people.standings([person_id], zone).get(person_id) if person_id else None


def seat(cycle_id: UUID, person_id: UUID) -> Seat | None:
    """The person's seat in the cycle, or None where either does not exist."""
    found, person = frame(cycle_id), people.person(person_id)
    return seat_of(found, person) if found and person else None


def seat_of(frame: Frame, person: Person) -> Seat:
    """The person's seat in the cycle."""
    query = select(Participation).where(Participation.cycle_id == frame.cycle.id, Participation.person_id == person.id)
    standing = _standing(person.id) or Standing(person.id)
    return Seat(frame, person, standing, session().scalars(query).one_or_none())


def stands_elsewhere(found: Seat) -> bool:
    """Whether the person stands in another running cycle of HR's."""
    query = select(Person.id).where(Person.id == found.person.id, elsewhere(Person.id, found.cycle.id))
    return session().scalars(query).first() is not None


def answers(thing: Cycle) -> list[CycleAnswer]:
    """What was said about the cycle, latest first, each with its author."""
    query = select(CycleAnswer).where(CycleAnswer.cycle_id == thing.id).order_by(CycleAnswer.id.desc()).limit(20)
    return list(session().scalars(query.options(joinedload(CycleAnswer.author))))


def current_for(person_id: UUID) -> list[Cycle]:
    """The cycles in which the person takes part and that are not over, those open for plans first, then the latest."""
    open_first = case((Cycle.state.in_(OPEN_FOR_PLANS), 0), else_=1)
    query = (
        select(Cycle)
        .join(Participation, Participation.cycle_id == Cycle.id)
        .where(
            Participation.person_id == person_id,
            Participation.state == "in",
            Cycle.state.not_in(("closed", "archived", "cancelled")),
        )
        .order_by(open_first, Cycle.starts_on.desc(), Cycle.id.desc())
    )
    return list(session().scalars(query.limit(12)))


def own_limit() -> int:
    """Days that an own cycle may last in this organisation."""
    return organisations.setting("own_cycle_days")


def notice_day(found: Frame) -> date:
    """The first day to which a day of a running cycle may be moved forward: today and the organisation's notice, in the
    working days of the company where the cycle takes in exactly one.
    """
    company = next(iter(found.company_ids)) if len(found.company_ids) == 1 and not found.unit_ids else None
    return organisations.add_working_days(company, day(), organisations.setting("notice_days"))
