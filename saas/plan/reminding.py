"""A kind word to whoever a plan waits for: one a day for each person, whoever sends it and however many plans wait."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from saas.plan import policy
from saas.plan.events import PlanReminded
from saas.plan.models import Plan
from saas.plan.sheets import Sheet
from tenants import agreements, notices, organisations
from tenants.isolation import get_locked, session
from tenants.journal import record
from tenants.law import NotNow, require
from tenants.people import Actor, Person

KIND = "plan.reminded"


def whom(plan: Plan, amendment: agreements.Amendment | None = None) -> UUID | None:
    """Whom a plan waits for: the side whose turn it is; the employee while nobody has proposed; None where all is signed.

    An amendment that nobody has proposed yet waits for whoever began it.
    """
    agreement = plan.agreement
    talk: agreements.Talk = amendment if amendment is not None else agreement
    if talk.state == "drafting":
        return amendment.opened_by_id if amendment is not None else agreement.first_id
    return agreements.waits_for(agreement, talk)


def remind(sheet: Sheet, *, by: Actor) -> Person | None:
    """Whoever the plan waits for has a notice and a mail; None where they have had one today already.

    The two of each other, and their HR partner of either. Refuses others; NotNow where the plan waits for nobody, for the
    one who asks, or for somebody who has left.
    """
    require(policy.can_remind(by, sheet))
    wanted = whom(sheet.plan, sheet.amendment) if sheet.is_open else None
    if wanted is None:
        raise NotNow(_("This plan waits for nobody at the moment."))
    if wanted == by.id:
        raise NotNow(_("It is your own turn: the plan waits for you."))
    person = get_locked(Person, wanted)  # two who click at once: the second finds the first one's notice
    if person is None or person.state == "left":
        raise NotNow(_("The one for whom this plan waits has left."))
    if reminded_today([person.id]):
        return None
    words = {"who": by.person, "name": sheet.plan.person, "cycle": sheet.plan.cycle.name}
    notices.tell(person.id, KIND, on=sheet.plan, url=f"/plan/plans/{sheet.id}", params=words, by=by, mail=True)
    record(PlanReminded(person.id), by=by, on=sheet.plan, about=sheet.plan.person_id)
    session().flush()
    return person


def reminded_today(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have had a reminder today, as the organisation counts its days: one statement."""
    zone = ZoneInfo(organisations.organisation().time_zone)
    dawn = datetime.combine(organisations.today(), time.min, zone)
    query = select(notices.Notice.person_id).where(
        notices.Notice.person_id.in_(person_ids), notices.Notice.kind == KIND, notices.Notice.created_at >= dawn
    )
    return set(session().scalars(query)) if person_ids else set()
