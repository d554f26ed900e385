"""One goal and its check-ins, lists of goals within the reach of the one who asks, and where one may keep some."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Uuid, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from saas import cycle
from saas.cycle import Cycle
from saas.enterprise.models import EnterpriseCheckIn, EnterpriseGoal, EnterpriseKeyResult, EnterpriseValue, EnterpriseWording
from saas.enterprise.policy import is_unbounded
from saas.enterprise.sheets import GoalSheet
from tenants import organisations, people
from tenants.isolation import lasting, person_id, session
from tenants.organisations import Unit
from tenants.people import Actor, Placement, ReportingLine


def placed_whole() -> list[Any]:
    """What a goal is called by: its unit and company."""
    return [joinedload(EnterpriseGoal.unit), joinedload(EnterpriseGoal.company)]


def _whole() -> list[Any]:
    return [
        *placed_whole(),
        joinedload(EnterpriseGoal.owner),
        joinedload(EnterpriseGoal.cycle),
        joinedload(EnterpriseGoal.parent),
        joinedload(EnterpriseGoal.parent_result),
    ]


def _led_unit_of(who: UUID | None) -> Any:
    """The id of the unit that `who` leads, as a select: where they are placed and a report is placed in it or below it."""
    day = organisations.today()
    mine = select(Placement.unit_id).where(Placement.person_id == who, people.in_force(Placement, day))
    below = select(Unit.id.label("id")).where(Unit.id.in_(mine)).cte("led_below", recursive=True)
    child = aliased(Unit)
    below = below.union(select(child.id).where(child.parent_id == below.c.id))
    there, line = aliased(Placement), aliased(ReportingLine)
    has_reports = exists(
        select(there.id)
        .join(line, and_(line.person_id == there.person_id, line.tenant_id == there.tenant_id, people.in_force(line, day)))
        .where(line.manager_id == who, people.in_force(there, day), there.unit_id.in_(select(below.c.id)))
    )
    return mine.where(has_reports)


def led_unit(actor: Actor) -> UUID | None:
    """The unit that the actor leads (`policy`), or None: one statement, none for whoever has no reports."""
    if not actor.is_manager or actor.standing.unit_id is None:
        return None
    return session().scalars(_led_unit_of(actor.id)).first()


def leads_unit(actor: Actor, unit_id: UUID | None) -> bool:
    """Whether the actor leads this unit today."""
    return unit_id is not None and led_unit(actor) == unit_id


def sheet(goal_id: UUID, **_rest: object) -> GoalSheet | None:
    """The goal with its key results, for whoever acts in this unit of work, or None: two statements."""
    found = goal_alone(goal_id)
    return found and replace(found, results=tuple(results_of([goal_id])))


def goal_alone(goal_id: UUID) -> GoalSheet | None:
    """The same without its key results: one statement."""
    found = goal_with(goal_id, exists(select(EnterpriseWording.id).where(EnterpriseWording.goal_id == goal_id)))
    return replace(found[0], was_reworded=bool(found[1])) if found is not None else None


def goal_with(goal_id: UUID, more: Any) -> tuple[GoalSheet, Any] | None:
    """The same with the value of one column more that a room above knows of: one statement."""
    leads = func.coalesce(EnterpriseGoal.unit_id.in_(_led_unit_of(person_id())), false())
    query = select(EnterpriseGoal, leads, more).where(EnterpriseGoal.id == goal_id).options(*_whole())
    found = session().execute(query).first()
    return (GoalSheet(found[0], (), bool(found[1])), found[2]) if found is not None else None


def results_of(goal_ids: Collection[UUID], *, standing: bool = True) -> list[EnterpriseKeyResult]:
    """The key results of these goals in their order: one statement."""
    query = select(EnterpriseKeyResult).where(EnterpriseKeyResult.goal_id.in_(goal_ids))
    if standing:
        query = query.where(EnterpriseKeyResult.stands.is_(True))
    return list(session().scalars(query.order_by(EnterpriseKeyResult.goal_id, EnterpriseKeyResult.place)))


def visible_to(actor: Actor) -> Any:
    """The condition that `policy.can_read` holds for a goal: open and closed ones, and drafts that are the actor's matter."""
    if is_unbounded(actor):
        return true()
    near: list[Any] = [EnterpriseGoal.state != "draft", EnterpriseGoal.owner_id == actor.id]
    if actor.partner_unit_ids:
        near.append(EnterpriseGoal.unit_id.in_(actor.partner_unit_ids))
    if actor.is_manager and actor.standing.unit_id is not None:
        near.append(EnterpriseGoal.unit_id.in_(_led_unit_of(actor.id)))
    return or_(*near)


def goal_list(
    actor: Actor,
    *,
    q: str = "",
    company_id: UUID | None = None,
    unit_id: UUID | None = None,
    state: str = "",
    mine: bool = False,
) -> Select[Any]:
    """The goals that the actor may read, as a query for `paged` (by title_key, id): "" are those that are not over."""
    query = select(EnterpriseGoal).where(visible_to(actor)).options(*placed_whole(), joinedload(EnterpriseGoal.owner))
    query = query.where(EnterpriseGoal.state == state) if state else query.where(EnterpriseGoal.state.in_(("draft", "open")))
    if mine:
        query = query.where(EnterpriseGoal.owner_id == actor.id)
    if company_id is not None:
        query = query.where(EnterpriseGoal.company_id == company_id)
    if unit_id is not None:
        query = query.where(EnterpriseGoal.unit_id.in_(organisations.units_below([unit_id])))
    if q.strip():
        query = query.where(spelt(q, EnterpriseGoal.find_words))
    return query


def spelt(q: str, column: Any) -> Any:
    """The condition that each word of `q` begins a word of what is kept in `column`."""
    from tenants.people.spelling import words_wanted

    words = words_wanted(q)
    return and_(true() if words else false(), *(func.strpos(column, f" {word}") > 0 for word in words))


def goals_in(company_id: UUID, unit_id: UUID | None, actor: Actor) -> Select[Any]:
    """The goals of a unit, or of a company itself, that are not over: a query for `paged` (by title_key, id)."""
    here = EnterpriseGoal.unit_id == unit_id if unit_id is not None else EnterpriseGoal.unit_id.is_(None)
    return goal_list(actor, company_id=company_id).where(here)


def goals_within(actor: Actor, company_id: UUID | None, unit_ids: Collection[UUID] | None) -> Select[Any]:
    """The open goals of a company or of these units, else all, as a query for `paged` (by title_key, id)."""
    query = goal_list(actor, company_id=company_id, state="open").options(joinedload(EnterpriseGoal.parent))
    return query if unit_ids is None else query.where(EnterpriseGoal.unit_id.in_(unit_ids))


def counts() -> dict[tuple[UUID, UUID | None], int]:
    """How many goals are open, by company and unit: one aggregate statement."""
    query = select(EnterpriseGoal.company_id, EnterpriseGoal.unit_id, func.count()).where(EnterpriseGoal.state == "open")
    rows = session().execute(query.group_by(EnterpriseGoal.company_id, EnterpriseGoal.unit_id))
    return {(company, unit): n for company, unit, n in rows}


def counts_below(company_id: UUID, unit_id: UUID | None) -> list[tuple[Unit, int, int]]:
    """The open units right below a unit, or at the top of a company, by name: each with the open goals of its own, and with
    those of all units below it. One statement, however many units there are.
    """
    here = Unit.parent_id == unit_id if unit_id is not None else Unit.parent_id.is_(None)
    roots = select(Unit.id.label("root"), Unit.id.label("id")).where(Unit.company_id == company_id, Unit.state == "open", here)
    under = roots.cte("under", recursive=True)
    child = aliased(Unit)
    under = under.union_all(select(under.c.root, child.id).where(child.parent_id == under.c.id))
    whole = func.count(EnterpriseGoal.id)
    query = (
        select(Unit, whole.filter(EnterpriseGoal.unit_id == Unit.id), whole)
        .join(under, under.c.root == Unit.id)
        .outerjoin(EnterpriseGoal, and_(EnterpriseGoal.unit_id == under.c.id, EnterpriseGoal.state == "open"))
        .group_by(Unit.tenant_id, Unit.id)
    )
    rows = [(unit, own, below) for unit, own, below in session().execute(query)]
    return sorted(rows, key=lambda row: (organisations.folded(row[0].name), row[0].id))


@lasting
def _due() -> Select[Any]:
    """The open goals that `who` owns and has to check in on by `day`."""
    who, day = bindparam("who", type_=Uuid), bindparam("day", type_=Date)
    query = select(EnterpriseGoal).where(EnterpriseGoal.owner_id == who, EnterpriseGoal.state == "open")
    query = query.where(EnterpriseGoal.due_on <= day).options(*placed_whole(), joinedload(EnterpriseGoal.owner))
    return query.order_by(EnterpriseGoal.due_on, EnterpriseGoal.id).limit(50)


def due_goals(who: UUID) -> list[EnterpriseGoal]:
    """The open goals that `who` owns and has to check in on by today, longest waiting first, at most 50: one statement."""
    return list(session().scalars(_due(), {"who": who, "day": organisations.today()}))


def check_ins(goal_id: UUID) -> Select[Any]:
    """What was said about a goal, each with its author, as a query for `paged` (by id, falling)."""
    return select(EnterpriseCheckIn).where(EnterpriseCheckIn.goal_id == goal_id).options(joinedload(EnterpriseCheckIn.author))


def wordings(goal_id: UUID) -> Select[Any]:
    """How a goal read before, each with who changed it, as a query for `paged` (by id, falling)."""
    people_ = joinedload(EnterpriseWording.changed_by), joinedload(EnterpriseWording.owner)
    return select(EnterpriseWording).where(EnterpriseWording.goal_id == goal_id).options(*people_)


def values_of(check_in_ids: Iterable[UUID]) -> dict[UUID, list[EnterpriseValue]]:
    """The values that were said in each of these check-ins: one statement."""
    query = select(EnterpriseValue).where(EnterpriseValue.check_in_id.in_(list(check_in_ids)))
    query = query.join(EnterpriseKeyResult, EnterpriseKeyResult.id == EnterpriseValue.result_id)
    query = query.options(joinedload(EnterpriseValue.result)).order_by(EnterpriseKeyResult.place)
    found: dict[UUID, list[EnterpriseValue]] = {}
    for value in session().scalars(query):
        found.setdefault(value.check_in_id, []).append(value)
    return found


def places(actor: Actor) -> tuple[list[tuple[UUID, str]], list[tuple[UUID, str]]]:
    """The companies and the units, by id and label, for which the actor may make a goal."""
    units = organisations.unit_choices()
    if is_unbounded(actor):
        return [(each.id, each.name) for each in organisations.companies(open_only=True)], units
    led = led_unit(actor)
    return [], [(unit, label) for unit, label in units if unit in actor.partner_unit_ids or unit == led]


def choosable_cycles(actor: Actor) -> list[Cycle]:
    """The shared cycles that are not over and that the actor may read, latest first, at most 12."""
    query = cycle.shared_cycles(actor).where(Cycle.state.not_in(("closed", "archived", "cancelled")))
    return list(session().scalars(query.order_by(Cycle.starts_on.desc(), Cycle.id.desc()).limit(12)))
