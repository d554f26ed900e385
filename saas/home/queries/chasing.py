"""The chase list: whose plan of a cycle is not agreed or not adopted yet, each with the reason, within the reach of the one who
asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select, true
from sqlalchemy.orm import aliased

from saas import plan
from saas.cycle import Cycle, Participation
from saas.home.queries.desk import participants
from saas.home.queries.turns import today
from saas.plan import Plan
from tenants.agreements import Agreement, AgreementVersion
from tenants.isolation import anew, first_of, session
from tenants.people import Actor, Person, ReportingLine, in_force

DONE = ("agreed", "superseded", "ended")


def _talk(cycle_id: UUID) -> Any:
    """Where the plan of the outer query's person stands in the cycle, and who the two are: looked up by key."""
    newest = first_of(Agreement.open_version_id, Agreement.last_version_id).label("newest")
    return (
        select(Agreement.state, Agreement.first_id, Agreement.second_id, Agreement.adoption_since, newest)
        .select_from(Plan)
        .join(Agreement, Agreement.id == Plan.agreement_id)
        .where(Plan.cycle_id == cycle_id, Plan.person_id == Person.id, Plan.tenant_id == Person.tenant_id)
        .limit(1)
        .lateral("talk")
    )


def _awaited(talk: Any) -> Any:
    """Whom the plan waits for: whoever has not written the newest version, the employee before there is any; who is to adopt
    what is agreed.
    """
    author = select(AgreementVersion.author_id).where(AgreementVersion.id == talk.c.newest).correlate(talk).scalar_subquery()
    return case(
        (talk.c.adoption_since.is_not(None), talk.c.second_id),
        (talk.c.state == "drafting", talk.c.first_id),
        (author == talk.c.first_id, talk.c.second_id),
        else_=talk.c.first_id,
    )


def _reasoned(thing: Cycle, actor: Actor, reason: str, company_id: UUID | None, unit_ids: Iterable[UUID] | None) -> Any:
    """The people of the chase list, with the column that says why each stands on it: one of `rules.REASONS`."""
    talk, other = _talk(thing.id), aliased(Person)
    led = select(ReportingLine.id).join(other, other.id == ReportingLine.manager_id)
    led = led.where(ReportingLine.person_id == Person.id, ReportingLine.tenant_id == Person.tenant_id)
    led = led.where(in_force(ReportingLine, today()), other.state != "left").correlate(Person).offset(0)
    waits = aliased(Person)
    absent = select(waits.id).where(waits.id == _awaited(talk), waits.tenant_id == Person.tenant_id, waits.state == "invited")
    seat = Participation.cycle_id == thing.id, Participation.person_id == Person.id, Participation.tenant_id == Person.tenant_id
    own_day = select(Participation.work_on).where(*seat).correlate(Person).scalar_subquery()
    why = case(
        (own_day > func.greatest(thing.work_on, today()), "later"),
        (~led.exists(), "unled"),
        (talk.c.state.is_(None), "none"),
        (talk.c.state == "mediation", "mediation"),
        (absent.correlate(Person, talk).exists(), "absent"),
        (talk.c.adoption_since.is_not(None), "adopt"),
        (talk.c.state == "drafting", "drafting"),
        (talk.c.state == "proposed", "answer"),
        else_="finish",
    ).label("why")
    query = participants(thing.id, actor, company_id=company_id, unit_ids=unit_ids).outerjoin(talk, true())
    query = query.where(or_(talk.c.state.is_(None), talk.c.state.not_in(DONE), talk.c.adoption_since.is_not(None)))
    return (query.where(why == reason) if reason else query), why


def chased(
    thing: Cycle, actor: Actor, *, reason: str = "", company_id: UUID | None = None, unit_ids: Iterable[UUID] | None = None
) -> Select[Any]:
    """(Person, why) of those whom the actor accompanies and whose plan of the cycle is not agreed or not adopted, as a query
    for `paged` (by `Person.sort_key, Person.id`); `reason` keeps those of one.
    """
    query, why = _reasoned(thing, actor, reason, company_id, unit_ids)
    found: Select[Any] = query.add_columns(why)
    return found


def reasons(
    thing: Cycle, actor: Actor, *, company_id: UUID | None = None, unit_ids: Iterable[UUID] | None = None
) -> dict[str, int]:
    """How many stand on the list for each reason: one statement."""
    query, why = _reasoned(thing, actor, "", company_id, unit_ids)
    inner = query.with_only_columns(why).subquery()
    rows = session().execute(anew(select(inner.c.why, func.count()).group_by(inner.c.why)))
    return {row[0]: row[1] for row in rows}


def chased_plans(thing: Cycle, actor: Actor, **kept: Any) -> list[Plan]:
    """The plans of `chased` about which somebody may be reminded: not of those whose own day is to come, and not of those whom
    nobody leads, who can't go on.
    """
    query, why = _reasoned(thing, actor, kept.get("reason", ""), kept.get("company_id"), kept.get("unit_ids"))
    query = query.where(why.not_in(("later", "unled")))
    found, _lately = plan.in_cycle(thing.id, list(session().scalars(anew(query.with_only_columns(Person.id)))))
    return found
