"""How far the plans of HR's cycles are: in one aggregate statement each, within the reach of the one who asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select, true
from sqlalchemy.orm import aliased

from coaching_library import library, threads
from saas.cycle import OPEN_FOR_PLANS, Cycle, Participation
from saas.home.queries.partnered import LATELY
from saas.home.queries.turns import today
from saas.home.rules import AGREED, DRAFTING, NONE, OPEN, Progress
from saas.plan import Plan
from tenants import organisations
from tenants.agreements import Agreement
from tenants.isolation import added_up, session
from tenants.people import Actor, Person, Placement, ReportingLine, accompanied, in_force

STATES = {AGREED: ("agreed", "superseded"), OPEN: ("proposed", "countered", "mediation"), DRAFTING: ("drafting",)}


def _accompanied(actor: Actor, person_id: Any) -> Any:
    """The condition that the actor may follow this person's progress: heads of HR and the tenant admin everybody's,
    an HR partner those of their units and of their managers' teams, never their own.
    """
    if actor.is_hr_head or actor.is_admin:
        return true()
    return and_(accompanied(person_id, actor.partner_unit_ids, actor.partner_manager_ids), person_id != actor.id)


def _joined(query: Any) -> Any:
    """Participations of those who have not left, with their plan and its agreement where there is one."""
    mine = and_(Plan.cycle_id == Participation.cycle_id, Plan.person_id == Participation.person_id)
    return (
        query.join(Person, Person.id == Participation.person_id)
        .outerjoin(Plan, mine)
        .outerjoin(Agreement, Agreement.id == Plan.agreement_id)
        .where(Participation.state == "in", Person.state != "left")
    )


def _placed(person_id: Any) -> Any:
    return and_(Placement.person_id == person_id, in_force(Placement, today()))


def running_cycles(actor: Actor) -> list[tuple[Cycle, Progress]]:
    """HR's cycles that are open for plans, the latest first, each with how far those are whom the actor
    accompanies: one statement. A cycle in which the actor accompanies nobody is left out.
    """
    query: Any = select(Cycle, Agreement.state, func.count()).select_from(Participation)
    query = _joined(query.join(Cycle, Cycle.id == Participation.cycle_id)).where(
        Cycle.kind == "shared", Cycle.state.in_(OPEN_FOR_PLANS), _accompanied(actor, Participation.person_id)
    )
    query = query.group_by(Cycle.tenant_id, Cycle.id, Agreement.state).order_by(Cycle.starts_on.desc(), Cycle.id.desc())
    found: dict[UUID, tuple[Cycle, Progress]] = {}
    for thing, state, number in session().execute(added_up(query)):
        found.setdefault(thing.id, (thing, Progress(thing.name, thing.id)))[1].add(state, number)
    return list(found.values())


def groups(
    cycle_id: UUID, actor: Actor, company_id: UUID | None = None, *, units: Iterable[organisations.Branch]
) -> list[Progress]:
    """How far plans of a cycle are, unit by unit in the order of their names, which `units` tells: one statement.

    It counts everybody of the cycle, so it joins nothing that it does not count by.
    """
    steps = {part: func.count().filter(Agreement.state.in_(states)).label(part) for part, states in STATES.items()}
    query: Any = select(Placement.unit_id, func.count().label("every"), *steps.values()).select_from(Participation)
    query = (
        _joined(query)
        .outerjoin(Placement, _placed(Participation.person_id))
        .where(Participation.cycle_id == cycle_id, _accompanied(actor, Participation.person_id))
        .group_by(Placement.unit_id)
    )
    if company_id is not None:
        query = query.where(Placement.company_id == company_id)
    names = {branch.unit.id: branch.unit.name for branch in units}
    found: list[Progress] = []
    for unit_id, every, *numbers in session().execute(added_up(query)):
        told = dict(zip(steps, numbers, strict=True))
        found.append(Progress(names.get(unit_id, ""), unit_id, {**told, NONE: every - sum(numbers)}))
    return sorted(found, key=lambda group: (organisations.folded(group.label), str(group.key)))


def participants(
    cycle_id: UUID,
    actor: Actor,
    *,
    part: str = "",
    company_id: UUID | None = None,
    unit_ids: Iterable[UUID] | None = None,
) -> Any:
    """Those in a cycle whom the actor accompanies, as a query for `paged` (by `Person.sort_key, Person.id`); `part` keeps
    one step of `rules.PARTS`.

    Each condition is looked up person by person, by a whole key, and never joined: right after a cycle was opened the
    database has counted nothing yet, takes each table for one row, and would try every row of one with every row of the next.
    """
    query = select(Person).where(
        Person.state != "left",
        _there(Participation, Participation.cycle_id == cycle_id, Participation.state == "in"),
        _accompanied(actor, Person.id),
    )
    if part:
        has_begun = Plan.cycle_id == cycle_id, Plan.person_id == Person.id, Plan.tenant_id == Person.tenant_id
        state = select(Agreement.state).join(Plan, Plan.agreement_id == Agreement.id).where(*has_begun).correlate(Person)
        query = query.where(func.coalesce(state.scalar_subquery(), "ended").in_(STATES.get(part, ("ended",))))
    if company_id is not None or unit_ids is not None:
        at = [in_force(Placement, today())]
        at += [Placement.company_id == company_id] if company_id is not None else []
        at += [Placement.unit_id.in_(list(unit_ids))] if unit_ids is not None else []
        query = query.where(_there(Placement, *at))
    return query


def _there(model: Any, *conditions: Any) -> Any:
    """The condition that the person of the outer query has such a row. OFFSET 0 keeps it from becoming a join."""
    mine = model.person_id == Person.id, model.tenant_id == Person.tenant_id
    return select(model.id).where(*mine, *conditions).correlate(Person).offset(0).exists()


def managers(actor: Actor) -> Any:
    """(Person, team, with a plan in a running cycle, agreed, whether the actor is HR partner of the manager, too, what they
    asked and wait for that the actor may read, what they say they tried lately) of the managers whose teams the actor
    accompanies, as a query for `paged` (by `Person.sort_key, Person.id`). HR's cycles only.
    """
    on, line = today(), aliased(ReportingLine)
    running = select(Cycle.id).where(Cycle.kind == "shared", Cycle.state.in_(OPEN_FOR_PLANS))
    agreed = func.count(Agreement.id).filter(Agreement.state == "agreed")
    theirs = true() if actor.is_hr_head else accompanied(Person.id, actor.partner_unit_ids, actor.partner_manager_ids)
    lately = library.LibraryMark.person_id == Person.id, library.LibraryMark.at >= organisations.dawn(on - LATELY)
    tried = select(func.count(library.LibraryMark.id)).where(*lately).correlate(Person).scalar_subquery()
    waits = threads.open_asked(actor, Person.id)
    return (
        select(Person, func.count(line.person_id.distinct()), func.count(Agreement.id), agreed, theirs, waits, tried)
        .select_from(line)
        .join(Person, Person.id == line.manager_id)
        .outerjoin(Plan, and_(Plan.person_id == line.person_id, Plan.cycle_id.in_(running)))
        .outerjoin(Agreement, Agreement.id == Plan.agreement_id)
        .where(in_force(line, on), Person.state != "left", Person.id != actor.id, _accompanied(actor, line.person_id))
        .group_by(Person.tenant_id, Person.id)
    )
