"""Calling the HR partner in: who can be called, when it is suggested, and the call itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from saas.plan import policy
from saas.plan.actions import still_open
from saas.plan.sheets import Sheet
from tenants import agreements, notices, organisations, people
from tenants.agreements import Mediation
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor, Person


def helpers(
    sheet: Sheet, assigned: Collection[Person], heads: Collection[Person], deputies: Collection[people.Deputyship]
) -> list[Person]:
    """Whom the two may call: the HR partners assigned to the employee who are not involved, else the heads of HR who are not.

    Involved is each of the two, and whoever stands in for one of them. Empty where nobody is left: the page says so.
    """
    involved = _involved(sheet, deputies)
    near = [one for one in assigned if one.id not in involved]
    return near or [one for one in heads if one.id not in involved]


def _involved(sheet: Sheet, deputies: Collection[people.Deputyship]) -> set[UUID]:
    parties = set(sheet.agreement.parties)
    return parties | {each.deputy_id for each in deputies if each.person_id in parties}


def who_helps(
    sheet: Sheet, assigned: Collection[Person], heads: Collection[Person], deputies: Collection[people.Deputyship]
) -> Person | None:
    """The one who was called into this talk, while they accompany the employee still and are not involved."""
    called = sheet.mediation
    there = {one.id for one in (*assigned, *heads)} - _involved(sheet, deputies)
    return called.partner if called is not None and called.partner_id in there else None


def is_suggested(sheet: Sheet, proposed: Collection[tuple[UUID | None, datetime]]) -> bool:
    """Whether the page suggests a call: after so many rounds, or working days, of this talk (the organisation's settings).

    `proposed` are the versions with their amendment and when they were put forward. It is never more than a suggestion.
    """
    if sheet.talk.state not in ("proposed", "countered"):
        return False
    amendment = sheet.amendment.id if sheet.amendment is not None else None
    times = sorted(at for belongs, at in proposed if belongs == amendment)
    if len(times) > organisations.setting("mediation_rounds"):
        return True
    if not times:
        return False
    began = organisations.day_of(times[0])
    today, most = organisations.today(), organisations.setting("mediation_days")
    if (today - began).days < most:  # so few days can't hold as many working days; the calendar is not asked for
        return False
    return organisations.working_days_between(sheet.standing.company_id, began, today) >= most


def call(sheet: Sheet, words: str, *, partner: UUID | None = None, by: Actor, seen: int | None = None) -> Mediation:
    """The HR partner is called in and told, and so is the other one of the two.

    Either of the two. `partner` chooses where more than one can be called, else the first is. Invalid where that one can't
    be; NotNow where nobody uninvolved is there, or where the one called before still helps.
    """
    require(policy.can_call(by, sheet))
    still_open(sheet)
    around = *people.hr_around(sheet.plan.person_id), people.deputies_of(sheet.agreement.parties)
    able = helpers(sheet, *around)
    if sheet.talk.state == "mediation" and who_helps(sheet, *around) is not None:
        raise NotNow(_("They have been called already."))
    if not able:
        raise NotNow(
            _("Nobody in HR is uninvolved here. Agree between you, or ask your organisation for somebody you both trust.")
        )
    chosen = next((one for one in able if partner in (None, one.id)), None)
    if chosen is None:
        raise Invalid({"partner": _("Choose one of those who can be called.")})
    made = agreements.call(sheet.agreement, chosen.id, words, by=by, seen=seen)
    told = {"who": by.person, "name": sheet.plan.person, "cycle": sheet.plan.cycle.name, "partner": chosen}
    url = f"/plan/plans/{sheet.id}"
    notices.tell(chosen.id, "plan.called", on=sheet.plan, url=url, params=told, by=by, mail=True)
    notices.tell(sheet.agreement.other(by.id), "plan.mediation", on=sheet.plan, url=url, params=told, by=by, mail=True)
    return made
