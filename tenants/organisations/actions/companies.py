"""Companies: entered, changed, closed and opened again; their holidays."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tenants import journal
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import events, policy, queries, rules
from tenants.organisations.actions.checks import Errors, differing, taken
from tenants.organisations.models import Company, Holiday
from tenants.organisations.policy import Asker
from tenants.organisations.states import COMPANY


def open_company(
    *,
    name: str,
    legal_name: str,
    letterhead: str = "",
    language: str | None = None,
    time_zone: str | None = None,
    working_days: str = "12345",
    by: Asker | None,
) -> Company:
    """A company exists and takes people in; language and zone are the organisation's unless given.

    The tenant admin; Invalid.
    """
    require(policy.may(by, policy.can_manage))
    home = queries.organisation()
    values = _checked(None, name, legal_name, letterhead, language or home.language, time_zone or home.time_zone, working_days)
    with queries.unless_taken(name=taken()):
        made = Company(state="open", **values)
        session().add(made)
    journal.record(events.CompanyOpened(), by=by, on=made)
    session().flush()
    return made


def change_company(
    company: Company,
    *,
    name: str,
    legal_name: str,
    letterhead: str,
    language: str,
    time_zone: str,
    working_days: str,
    by: Asker | None,
    seen: int | None = None,
) -> Company:
    """The company has these names, letterhead, language, zone and working days. The tenant admin; Stale, Invalid."""
    require(policy.may(by, policy.can_manage, company))
    company = queries.held(company, seen)
    values = _checked(company.id, name, legal_name, letterhead, language, time_zone, working_days)
    what = differing(company, **values)
    if what:
        with queries.unless_taken(name=taken()):
            _set(company, values)
        journal.record(events.CompanyChanged(what), by=by, on=company)
        session().flush()
    return company


def _set(company: Company, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(company, name, value)
    company.version += 1


def _checked(
    mine: UUID | None, name: str, legal_name: str, letterhead: str, language: str, time_zone: str, working_days: str
) -> dict[str, Any]:
    errors = Errors()
    others = {rules.folded(c.name): c.id for c in queries.companies()}
    days = "".join(str(n) for n in sorted(rules.weekdays(working_days)))
    if not days:
        errors["working_days"] = _("Choose at least one day of the week.")
    values = {
        "name": errors.name("name", name, others, mine),
        "legal_name": errors.name("legal_name", legal_name, {}),
        "letterhead": errors.words("letterhead", letterhead, 600),
        "language": errors.language(language),
        "time_zone": errors.zone(time_zone),
        "working_days": days,
    }
    errors.stop()
    return values


def add_holiday(company: Company, *, day: date, name: str = "", by: Asker | None, seen: int | None = None) -> Holiday:
    """The company does not work on `day`. The tenant admin; Stale, Invalid where the day is there already or far away."""
    require(policy.may(by, policy.can_manage, company))
    company = queries.held(company, seen)
    errors = Errors()
    title = errors.name("holiday_name", name, {}) if name.strip() else ""
    if abs((day - queries.today()).days) > 3660:
        errors["day"] = _("Choose a day within ten years.")
    elif any(h.day == day for h in queries.holidays(company.id)):
        errors["day"] = _("This day is in the calendar already.")
    errors.stop()
    with queries.unless_taken(day=_("This day is in the calendar already.")):
        made = Holiday(company_id=company.id, day=day, name=title)
        session().add(made)
    company.version += 1
    journal.record(events.CompanyChanged(("holidays",)), by=by, on=company)
    session().flush()
    return made


def remove_holiday(holiday: Holiday, *, by: Asker | None) -> None:
    """The company works on that day as on others of its weekday. The tenant admin."""
    require(policy.may(by, policy.can_manage, holiday))
    company = queries.company(holiday.company_id)
    assert company is not None
    company = queries.held(company)
    session().delete(queries.held(holiday))
    company.version += 1
    journal.record(events.CompanyChanged(("holidays",)), by=by, on=company)
    session().flush()


def reasons_to_keep(company: Company) -> list[str]:
    """Why the company cannot be closed yet, in words; empty where it can."""
    return journal.ask_before("company.close", company=company)


def close_company(company: Company, *, closed_on: date | None = None, by: Asker | None, seen: int | None = None) -> Company:
    """The company is closed as of that day (today) and takes nobody in; papers keep its name.

    The tenant admin. Refused (NotNow, with the reasons) while people are placed in it or a room still needs it; Invalid for
    a day to come; Stale.
    """
    require(policy.may(by, policy.can_manage, company))
    queries.hold_structure()
    company = queries.held(company, seen)
    day = closed_on or queries.today()
    if day > queries.today():
        raise Invalid({"closed_on": _("Choose today or an earlier day.")})
    reasons = reasons_to_keep(company) if COMPANY.may(company, "close") else []
    if reasons:
        raise NotNow(" ".join(reasons))
    COMPANY.move(company, "close")
    company.closed_on = day
    journal.record(events.CompanyClosed(company.id, day), by=by, on=company)
    session().flush()
    return company


def reopen_company(company: Company, *, by: Asker | None, seen: int | None = None) -> Company:
    """A closed company takes people in again. The tenant admin; NotNow, Stale."""
    require(policy.may(by, policy.can_manage, company))
    queries.hold_structure()
    company = queries.held(company, seen)
    COMPANY.move(company, "reopen")
    company.closed_on = None
    journal.record(events.CompanyReopened(company.id), by=by, on=company)
    session().flush()
    return company
