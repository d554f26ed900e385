"""Working hours of companies, and what clocks show."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from coaching_library.threads.models import QuestionClock
from coaching_library.threads.rules import Hours, Watch
from tenants import organisations
from tenants.isolation import session
from tenants.organisations import Calendar, Company, Holiday


def hours_of(company_id: UUID | None) -> Hours:
    """When that company works; where there is none, Monday to Friday in the organisation's zone. At most two statements."""
    found = organisations.company(company_id)
    zone = found.time_zone if found is not None else organisations.organisation().time_zone
    return _hours(organisations.calendar(company_id), zone)


def _hours(calendar: Calendar, zone: str) -> Hours:
    return Hours(calendar, zone, organisations.setting("day_begins"), organisations.setting("day_ends"))


def hours_of_all(company_ids: Collection[UUID | None]) -> dict[UUID | None, Hours]:
    """The same of many: one statement for those of companies."""
    wanted = {each for each in company_ids if each is not None}
    found: dict[UUID | None, Hours] = {None: _hours(Calendar(), organisations.organisation().time_zone)}
    if not wanted:
        return found
    days: dict[UUID, set[date | None]] = {}
    companies: dict[UUID, Company] = {}
    query = select(Company, Holiday.day).outerjoin(Holiday, Holiday.company_id == Company.id).where(Company.id.in_(wanted))
    for company, day in session().execute(query):
        companies[company.id] = company
        days.setdefault(company.id, set()).add(day)
    for company_id, company in companies.items():
        weekdays = frozenset(int(each) for each in company.working_days)
        calendar = Calendar(weekdays, frozenset(day for day in days[company_id] if day is not None))
        found[company_id] = _hours(calendar, company.time_zone)
    return found


def goal() -> int:
    """The working minutes within which a question has its first answer."""
    return organisations.setting("answer_hours") * 60


def watch_of(clock: QuestionClock) -> Watch:
    """The clock as a watch."""
    return Watch(clock.spent, clock.since)


def every_hours(clocks: Iterable[QuestionClock]) -> dict[UUID | None, Hours]:
    """The working hours that these clocks go by."""
    return hours_of_all({each.company_id for each in clocks})
