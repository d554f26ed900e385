"""The directory, one person as the reader may see them, and the reader's team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, and_, bindparam, func, select, true
from sqlalchemy.orm import aliased

from saas.cycle import OPEN_FOR_PLANS, Cycle, Participation
from saas.home.queries.turns import today
from saas.home.rules import Progress, Sight
from saas.plan import Plan
from tenants import organisations, people
from tenants.agreements import Agreement
from tenants.isolation import anew, lasting, session
from tenants.organisations import Company, Position, Unit
from tenants.people import Actor, Person, Placement, ReportingLine, Standing, in_force


def sight(person_id: UUID) -> Sight | None:
    """The person and where they stand today, or None."""
    found = people.person(person_id)
    if found is None:
        return None
    zone = organisations.organisation().time_zone
    return Sight(found, people.standings([found.id], zone).get(found.id) or Standing(found.id))


def below(actor: Actor) -> Progress:
    """How far the plans are of those who report to the actor's reports, and so on down: numbers only, one statement."""
    on = today()
    first = select(ReportingLine.person_id).where(ReportingLine.manager_id.in_(actor.report_ids), in_force(ReportingLine, on))
    under = first.cte(recursive=True)
    line = aliased(ReportingLine)
    under = under.union(select(line.person_id).where(line.manager_id == under.c.person_id, in_force(line, on)))
    query = (
        select(Agreement.state, func.count())
        .select_from(Participation)
        .join(Cycle, Cycle.id == Participation.cycle_id)
        .join(Person, Person.id == Participation.person_id)
        .outerjoin(Plan, and_(Plan.cycle_id == Participation.cycle_id, Plan.person_id == Participation.person_id))
        .outerjoin(Agreement, Agreement.id == Plan.agreement_id)
        .where(
            Participation.person_id.in_(select(under.c.person_id)),
            Participation.person_id.not_in({actor.id, *actor.report_ids}),
            Participation.state == "in",
            Person.state != "left",
            Cycle.kind == "shared",
            Cycle.state.in_(OPEN_FOR_PLANS),
        )
        .group_by(Agreement.state)
    )
    found = Progress("")
    for state, number in session().execute(anew(query)) if actor.report_ids else ():
        found.add(state, number)
    return found


def day_here() -> Any:
    """Today in a statement that lasts: asked for when it is sent."""
    return bindparam("day", callable_=today, type_=Date)


def place_here() -> Any:
    """The words of where the outer query's person is placed today: looked up person by person, so that a page of fifty
    looks up fifty.
    """
    return (
        select(Placement.company_id, Position.title.label("position"), Unit.name.label("unit"), Company.name.label("company"))
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Company, Company.id == Placement.company_id)
        .outerjoin(Position, Position.id == Placement.position_id)
        .where(Placement.person_id == Person.id, in_force(Placement, day_here()))
        .limit(1)
        .lateral("place")
    )


@lasting
def _directory() -> Select[Any]:
    """Everybody who has not left, with the words of their place today."""
    place = place_here()
    return (
        select(Person.id, Person.name, Person.sort_key, place.c.position, place.c.unit, place.c.company)
        .outerjoin(place, true())
        .where(Person.state != "left")
    )


def directory(q: str = "", company_id: UUID | None = None) -> Select[Any]:
    """Everybody who has not left, narrowed by the beginning of a name or address and by company, as a query for `paged`
    (by `Person.sort_key, Person.id`): id, name, position, unit and company of each, in words and not as rows of tables.
    """
    query = _directory()
    if company_id is not None:
        here = and_(Placement.person_id == Person.id, in_force(Placement, today()), Placement.company_id == company_id)
        query = query.join(Placement, here)
    return query.where(people.matching(q)) if q.strip() else query


def team(actor: Actor) -> Any:
    """The people who report to the actor today, as a query for `paged` (by `Person.sort_key, Person.id`)."""
    led = select(ReportingLine.person_id).where(ReportingLine.manager_id == actor.id, in_force(ReportingLine, today()))
    return select(Person).where(Person.id.in_(led), Person.state != "left")
