"""Reading plans: one sheet for page, part and paper; rows for lists; whose turn it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, with_expression
from sqlalchemy.orm.interfaces import ORMOption

from saas.cycle import OPEN_FOR_PLANS, Cycle, Participation
from saas.plan.finding import BRIEF as BRIEF
from saas.plan.finding import resting as resting
from saas.plan.finding import sheet as sheet
from saas.plan.models import Goal, Plan
from tenants import organisations, people
from tenants.agreements import (
    Agreement,
    AgreementVersion,
)
from tenants.isolation import among, anew, ids, lasting, session
from tenants.people import ReportingLine


def behind(agreement_ids: Collection[UUID]) -> Collection[UUID]:
    """The ids of the plans whose words lie in these agreements: one statement."""
    return session().scalars(select(Plan.id).where(among(Plan.agreement_id, agreement_ids))).all()


def light(*, joined: bool = True) -> list[ORMOption]:
    """A plan for a list, without any words, in a statement that has `joined` its cycle. Its first side is its person."""
    cycle = contains_eager(Plan.cycle) if joined else joinedload(Plan.cycle)
    return [cycle, joinedload(Plan.person), with_expression(Plan.own_day, _own_day()), *_talk(joinedload(Plan.agreement))]


def _own_day() -> Any:
    seat = Participation.person_id == Plan.person_id, Participation.cycle_id == Plan.cycle_id
    return select(Participation.work_on).where(*seat, Participation.tenant_id == Plan.tenant_id).scalar_subquery()


def _talk(to: Any) -> list[ORMOption]:
    """What a list says of an agreement: the manager, and who wrote the versions that count."""
    return [
        to.joinedload(Agreement.second),
        to.joinedload(Agreement.open_version).options(BRIEF),
        to.joinedload(Agreement.last_version).options(BRIEF),
    ]


def leads_first_cycle(actor: people.Actor) -> bool:
    """Whether the actor leads somebody, and has had plans with people in no more than one cycle."""
    if not actor.is_manager:
        return False
    query = select(func.count(Plan.cycle_id.distinct())).join(Agreement, Agreement.id == Plan.agreement_id)
    return (session().scalar(query.where(Agreement.second_id == actor.id)) or 0) <= 1


def plans_of(who: UUID) -> list[Plan]:
    """All plans of a person, newest cycle first, each with whether it rests."""
    query = select(Plan, resting()).join(Plan.cycle).where(Plan.person_id == who).options(*light())
    rows = session().execute(query.order_by(Cycle.starts_on.desc(), Plan.id.desc())).all()
    for plan, rests in rows:
        plan.rests = rests and plan.cycle.state in OPEN_FOR_PLANS
    return [plan for plan, _rests in rows]


def running_plans(person_ids: Collection[UUID], *, resting: bool = False) -> list[Plan]:
    """Plans of these people in cycles that run, newest cycle first: one statement. `resting`: also those of the excused."""
    query = _running_or_resting() if resting else running()
    return list(session().scalars(query, {"people": list(person_ids)}))


@lasting
def _running_or_resting() -> Select[Plan]:
    query = select(Plan).join(Plan.cycle).where(among(Plan.person_id, ids("people")), Cycle.state.in_(OPEN_FOR_PLANS))
    return query.options(*light()).order_by(Cycle.starts_on.desc(), Plan.id.desc())


@lasting
def running() -> Select[Plan]:
    """The statement of `running_plans`, of `people`."""
    return _running_or_resting().where(~resting())


def team_with_plans(manager: people.Actor | UUID) -> Select[Any]:
    """Those who report to the manager and have a plan in a cycle that runs, to be paged by (sort_key, id)."""
    plans = select(Plan.person_id).join(Plan.cycle).where(Cycle.state.in_(OPEN_FOR_PLANS), ~resting())
    if isinstance(manager, UUID):
        line = select(ReportingLine.person_id).where(ReportingLine.manager_id == manager)
        plans = plans.where(Plan.person_id.in_(line.where(people.in_force(ReportingLine, organisations.today()))))
    else:
        plans = plans.where(Plan.person_id.in_(manager.report_ids))
    return select(people.Person).where(people.Person.id.in_(plans))


def plan_in(cycle_id: UUID, who: UUID) -> Plan | None:
    """The plan of a person in a cycle, or None."""
    query = select(Plan).where(Plan.cycle_id == cycle_id, Plan.person_id == who)
    return session().scalars(query.options(*light(joined=False))).one_or_none()


def plans_in() -> Select[Plan]:
    """The plans that `people` have in `cycle`, which is loaded already, joined with `Agreement`."""
    query = select(Plan).join(Agreement, Agreement.id == Plan.agreement_id).options(joinedload(Plan.person))
    query = query.where(Plan.cycle_id == bindparam("cycle", type_=Uuid), among(Plan.person_id, ids("people")))
    return query.options(with_expression(Plan.own_day, _own_day()), *_talk(contains_eager(Plan.agreement)))


def unfinished_plans(who: UUID) -> list[Plan]:
    """Plans of a person in cycles that are not over."""
    going = select(Plan).join(Plan.cycle).where(Plan.person_id == who, ~Cycle.state.in_(("closed", "archived", "cancelled")))
    return list(session().scalars(going.options(*light())))


@lasting
def _facts() -> Select[UUID, int, int]:
    reached = func.count().filter(Goal.state == "reached")
    query = select(Goal.plan_id, func.count(), reached).where(among(Goal.plan_id, ids("plans")), Goal.state != "dropped")
    return query.group_by(Goal.plan_id)


def goal_facts(plan_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Per plan: how many goals are agreed, and how many of them are reached. One statement."""
    return {row[0]: (row[1], row[2]) for row in session().execute(_facts(), {"plans": list(plan_ids)})}


def living_goals(who: UUID) -> list[tuple[Goal, AgreementVersion]]:
    """Goals of a person that outlive their cycle and are not finished, each with the version that holds its words."""
    unfinished = Goal.state.in_(("agreed", "in_progress"))
    query = (
        select(Goal, AgreementVersion)
        .join(AgreementVersion, AgreementVersion.id == Goal.version_id)
        .where(Goal.person_id == who, Goal.outlives.is_(True), unfinished)
        .order_by(Goal.plan_id, Goal.place)
    )
    return [(goal, version) for goal, version in session().execute(query)]


def there(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these people who have not left."""
    query = select(people.Person.id).where(people.Person.id.in_(person_ids), people.Person.state != "left")
    return set(session().scalars(query)) if person_ids else set()


def goals_of(plan_id: UUID) -> list[Goal]:
    """The goals that stand in the plan, in their order; dropped ones last."""
    query = select(Goal).where(Goal.plan_id == plan_id).order_by(Goal.state == "dropped", Goal.place)
    return list(session().scalars(query))


def signed_plans_in(cycle_id: UUID) -> int:
    """How many plans of the cycle both sides have signed."""
    query = select(func.count()).select_from(Plan).join(Agreement, Agreement.id == Plan.agreement_id)
    query = query.where(Plan.cycle_id == cycle_id, Agreement.active_version_id.is_not(None))
    return session().scalar(anew(query)) or 0


def participations_without_plan(who: UUID) -> Select[Any]:
    """Ids of cycles in which a person takes part and has no plan yet."""
    mine = select(Plan.cycle_id).where(Plan.person_id == who)
    query = select(Participation.cycle_id).where(Participation.person_id == who, Participation.state == "in")
    return query.where(Participation.cycle_id.not_in(mine))
