"""A kind word to whoever a plan waits for: one a day for each person and one in three days about a plan, whoever sends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, DateTime, Select, and_, bindparam, exists, or_, select

from saas.cycle import OPEN_FOR_PLANS
from saas.plan import policy, queries
from saas.plan.events import PlanReminded
from saas.plan.models import Plan
from saas.plan.sheets import Sheet
from tenants import agreements, notices, organisations, people
from tenants.isolation import among, get_locked, lasting, session
from tenants.journal import record
from tenants.law import NotNow, require
from tenants.people import Actor, Person

KIND, OWN = "plan.reminded", "plan.reminded_own"
"""Of somebody else's plan, and of one's own."""
REST = timedelta(days=2)
"""How long before today a plan is left alone about which somebody was reminded."""


def whom(plan: Plan, amendment: agreements.Amendment | None = None) -> UUID | None:
    """Whom a plan waits for: the side whose turn it is; the employee while nobody has proposed; None where all is signed.

    An amendment that nobody has proposed yet waits for whoever began it; what is agreed and to be adopted, for who leads now.
    """
    agreement = plan.agreement
    if amendment is None and agreement.adoption_since is not None:
        return agreement.second_id
    talk: agreements.Talk = amendment if amendment is not None else agreement
    if talk.state == "drafting":
        return amendment.opened_by_id if amendment is not None else agreement.first_id
    return agreements.waits_for(agreement, talk)


def remind(sheet: Sheet, *, by: Actor) -> Person | None:
    """Whoever the plan waits for has a notice and a mail; None where they have had one today already, or somebody has had one
    about this plan in the last three days.

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
    if lately([sheet.plan.id], [person.id]).covers(sheet.plan.id, person.id):
        return None
    _send([Awaited(person, sheet.plan)], by)
    return person


@dataclass(frozen=True)
class Awaited:
    """One person for whom plans wait, and the plan that a reminder to them names."""

    person: Person
    plan: Plan


def awaited(plans: Iterable[Plan], *, by: Actor) -> list[Awaited]:
    """Those for whom these plans wait and whom `by` may remind today: each person once, by the plan that waits longest.

    Left out are the one who asks, those who have left, those who had a reminder today, and plans about which somebody had one
    in three days. The plans come with their agreement and its two people, and none of them rests. Two statements,
    however many plans there are.
    """
    moving = [plan for plan in plans if plan.cycle.state in OPEN_FOR_PLANS]
    waiting = [(plan, who) for plan in moving if (who := whom(plan)) is not None and who != by.id]
    standings = people.standings([plan.person_id for plan, _who in waiting], organisations.organisation().time_zone)
    allowed = [(plan, who) for plan, who in waiting if policy.may_remind(by, plan.agreement, standings[plan.person_id])]
    had = lately({plan.id for plan, _who in allowed}, {who for _plan, who in allowed})
    found: dict[UUID, Awaited] = {}
    for plan, who in sorted(allowed, key=lambda each: (each[0].agreement.moved_at, each[0].id)):
        person = plan.agreement.first if who == plan.agreement.first_id else plan.agreement.second
        if not had.covers(plan.id, who) and person.state != "left":
            found.setdefault(who, Awaited(person, plan))
    return list(found.values())


def remind_all(plans: Collection[Plan], *, by: Actor) -> list[Person]:
    """Everybody of `awaited` has a notice and a mail, and is returned: one for each person, however many plans wait.

    Two who press at once: the second one waits for the first, and finds nobody left.
    """
    ids = sorted({each for each in map(whom, plans) if each is not None})
    session().execute(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id).with_for_update())
    found = awaited(plans, by=by)
    _send(found, by)
    return [each.person for each in found]


def _send(found: Collection[Awaited], by: Actor) -> None:
    def telling(person: Person, plan: Plan) -> notices.Telling:
        words = {"who": by.person, "name": plan.person, "cycle": plan.cycle.name}
        return notices.Telling(person.id, plan, f"/plan/plans/{plan.id}", words)

    for kind, own in ((KIND, False), (OWN, True)):
        told = [telling(one.person, one.plan) for one in found if (one.person.id == one.plan.person_id) is own]
        if told:
            notices.tell_each(told, kind, by=by, mail=True)
    for each in found:
        record(PlanReminded(each.person.id), by=by, on=each.plan, about=each.plan.person_id)
    session().flush()


@dataclass(frozen=True)
class Lately:
    """Who has had a reminder today, and about which plans somebody has had one in the last three days."""

    people: frozenset[UUID]
    plans: frozenset[UUID]

    def covers(self, plan_id: UUID, person_id: UUID) -> bool:
        """Whether that person is left alone about that plan today."""
        return plan_id in self.plans or person_id in self.people


def lately(plan_ids: Collection[UUID], person_ids: Collection[UUID]) -> Lately:
    """What of the last three days keeps reminders about these plans to these people back, as the organisation counts its
    days: one statement.
    """
    if not plan_ids and not person_ids:
        return Lately(frozenset(), frozenset())
    about = among(notices.Notice.object_id, list(plan_ids)), among(notices.Notice.person_id, list(person_ids))
    query = select(
        notices.Notice.person_id,
        notices.Notice.object_id,
        notices.Notice.created_at >= bindparam("dawn", type_=DateTime(timezone=True)),
    )
    found = session().execute(query.where(_resting(), or_(*about)), _days()).all()
    people = frozenset(who for who, _on, today in found if today)
    return Lately(people & frozenset(person_ids), frozenset(on for _who, on, _today in found) & frozenset(plan_ids))


@lasting
def _running() -> Select[Any]:
    return queries.running().add_columns(_had_today(Plan.person_id), _rests())


def running_with_reminders(person_ids: Collection[UUID]) -> tuple[list[Plan], Lately]:
    """`running_plans`, and what keeps reminders about them back from their owners: one statement for both."""
    rows = session().execute(_running(), {"people": list(person_ids), **_days()}).all()
    people = frozenset(plan.person_id for plan, had, _rests in rows if had)
    return [row[0] for row in rows], Lately(people, frozenset(plan.id for plan, _had, rests in rows if rests))


@lasting
def _in_cycle() -> Select[Any]:
    first, second = agreements.Agreement.first_id, agreements.Agreement.second_id
    return queries.plans_in().add_columns(first, _had_today(first), second, _had_today(second), _rests())


def in_cycle(cycle_id: UUID, person_ids: Collection[UUID]) -> tuple[list[Plan], Lately]:
    """The plans of these people in a cycle, and what keeps reminders about them back from either side: one statement."""
    values = {"cycle": cycle_id, "people": list(person_ids), **_days()}
    rows = session().execute(_in_cycle(), values).all()
    people = frozenset(each for row in rows for each, had in (row[1:3], row[3:5]) if had)
    return [row[0] for row in rows], Lately(people, frozenset(row[0].id for row in rows if row[5]))


def _had_today(person_id: Any) -> Any:
    """The condition that the person has had a reminder today."""
    today = notices.Notice.created_at >= bindparam("dawn", type_=DateTime(timezone=True))
    return exists().where(_resting(), today, notices.Notice.person_id == person_id, notices.Notice.tenant_id == Plan.tenant_id)


def _rests() -> Any:
    """The condition that somebody has had a reminder about the plan lately."""
    return exists().where(_resting(), notices.Notice.object_id == Plan.id, notices.Notice.tenant_id == Plan.tenant_id)


def _resting() -> ColumnElement[bool]:
    """The condition on `Notice` that it is a reminder of the last three days."""
    since = bindparam("since", type_=DateTime(timezone=True))
    return and_(notices.Notice.kind.in_((KIND, OWN)), notices.Notice.created_at >= since)


def _days() -> dict[str, datetime]:
    dawn = organisations.dawn(organisations.today())
    return {"dawn": dawn, "since": dawn - REST}
