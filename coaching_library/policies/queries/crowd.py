"""Who is in an audience and since when, and the n-th working day of a company: as expressions of a statement.

What is asked of somebody is asked from the day on which they came to the audience: whoever joins today is not late by a policy
of last year.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer, Text, and_, case, cast, extract, func, or_, select, true
from sqlalchemy.orm import aliased

from coaching_library import publishers
from coaching_library.audience import EVERYONE, MANAGERS
from tenants import people
from tenants.isolation import first_of
from tenants.organisations import Company, Holiday
from tenants.people import Grant, HrAssignment, Placement, ReportingLine

A_YEAR = 370


def working_day(company_id: Any, weekdays: Any, start: Any, n: Any, *, back: bool = False) -> Any:
    """The n-th working day of a company after a day (before it, going back): what `organisations.Calendar.add` says, for a
    statement that asks it of many. `weekdays` are those of the company, or of whom has none.
    """
    step = func.generate_series(1, n * 7 + A_YEAR, type_=Integer).column_valued("step")
    day = cast(start, Date) - step if back else cast(start, Date) + step
    closed = select(Holiday.id).where(Holiday.company_id == company_id, Holiday.day == day).correlate_except(Holiday).exists()
    works = func.strpos(weekdays, cast(cast(extract("isodow", day), Integer), Text)) > 0
    return select(day).where(works, ~closed).order_by(step).offset(n - 1).limit(1).scalar_subquery()


def cutoffs(today: Any, n: Any) -> Any:
    """For each company the n-th working day before today: whoever was asked before that day is late."""
    return select(Company.id, working_day(Company.id, Company.working_days, today, n, back=True).label("before")).subquery()


def joined(person_id: Any, today: Any) -> Any:
    """The first day of somebody's placement of today and all that went before it without a gap; of whom none holds yet, the
    day on which the first one does; NULL for whom there is none.
    """
    place, before = aliased(Placement), aliased(Placement)
    goes_on = select(before.id).where(
        before.person_id == place.person_id,
        before.tenant_id == place.tenant_id,
        before.starts_on < place.starts_on,
        before.ends_on >= place.starts_on - 1,
    )
    begun = select(func.max(place.starts_on)).where(
        place.person_id == person_id, place.starts_on <= today, ~goes_on.correlate(place).exists()
    )
    coming = select(func.min(place.starts_on)).where(place.person_id == person_id, place.starts_on > today)
    return first_of(_alone(begun, place), _alone(coming, place))


def _alone(query: Any, own: Any) -> Any:
    """The sub-select for one value, in which all but `own` stands for what the statement around it reads."""
    return query.correlate_except(own).scalar_subquery()


def _leads_since(person_id: Any, today: Any) -> Any:
    line = aliased(ReportingLine)
    mine = line.manager_id == person_id, people.in_force(line, today)
    return _alone(select(func.min(line.starts_on)).where(*mine), line)


def _hr_since(person_id: Any, today: Any) -> Any:
    partner, grant = aliased(HrAssignment), aliased(Grant)
    assigned = select(func.min(partner.starts_on)).where(partner.partner_id == person_id, people.in_force(partner, today))
    given = select(func.min(grant.starts_on)).where(
        grant.person_id == person_id, grant.kind.in_(publishers.RIGHTS), people.in_force(grant, today)
    )
    return func.least(_alone(assigned, partner), _alone(given, grant))


def since(audience: Any, person_id: Any, today: Any) -> Any:
    """From which day on somebody is in an audience (a word, or the column that holds it): what `audience.reads` says of an
    actor. NULL for whom is not, and for whom is in everybody's without being placed.
    """
    hr = _hr_since(person_id, today)
    leads = func.least(_leads_since(person_id, today), hr)
    if isinstance(audience, str):
        return {EVERYONE: joined(person_id, today), MANAGERS: leads}.get(audience, hr)
    return case((audience == EVERYONE, joined(person_id, today)), (audience == MANAGERS, leads), else_=hr)


def is_in(audience: Any, person_id: Any, today: Any) -> Any:
    """The condition that somebody is in an audience today."""
    if isinstance(audience, str):
        return true() if audience == EVERYONE else since(audience, person_id, today).is_not(None)
    leads, hr = _leads_since(person_id, today).is_not(None), _hr_since(person_id, today).is_not(None)
    return or_(audience == EVERYONE, and_(audience == MANAGERS, or_(leads, hr)), hr)
