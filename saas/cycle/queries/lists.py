"""Lists of cycles and of those who take part, each within the reach of the one who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from saas.cycle.models import Cycle, CycleScope, Participation
from saas.cycle.policy import UNSEEN, can_design, is_unbounded
from saas.cycle.queries.frames import day
from saas.cycle.queries.scope import has_participants, people_in, placed, within_reach
from saas.cycle.rules import Frame
from tenants import people
from tenants.isolation import among, anew, session
from tenants.people import Actor, Person, Placement, ReportingLine, in_force


def _readable(actor: Actor) -> Any:
    """The condition on HR's cycles that the actor may read them (`policy.can_read`)."""
    if is_unbounded(actor):
        return true()
    launched = and_(Cycle.state.not_in(UNSEEN), or_(Cycle.state != "cancelled", has_participants()))
    return or_(launched, _within(actor)) if can_design(actor) else launched


def _within(actor: Actor) -> Any:
    """The condition that the cycle takes in some of the actor's units and nothing beside them."""
    some, outside = aliased(CycleScope), aliased(CycleScope)
    return and_(
        exists().where(some.cycle_id == Cycle.id, some.tenant_id == Cycle.tenant_id),
        ~exists().where(
            outside.cycle_id == Cycle.id,
            outside.tenant_id == Cycle.tenant_id,
            or_(outside.unit_id.is_(None), outside.unit_id.not_in(actor.partner_unit_ids)),
        ),
    )


def shared_cycles(actor: Actor) -> Select[Any]:
    """HR's cycles that the actor may read, as a query for `paged` (by `Cycle.id`)."""
    return select(Cycle).where(Cycle.kind == "shared", _readable(actor))


def own_cycles(actor: Actor) -> Select[Any]:
    """Own cycles that the actor may read, with their owners, as a query for `paged` (by `Cycle.id`): theirs, and once
    asked for those of their team and of the people they accompany.
    """
    query = select(Cycle).where(Cycle.kind == "own").options(joinedload(Cycle.owner))
    if actor.is_hr_head:
        beside: Any = Cycle.owner_id != actor.id
    else:
        bounded = Actor(actor.person, actor.standing, frozenset(), *_relations(actor))
        beside = and_(within_reach(bounded, Cycle.owner_id), Cycle.owner_id != actor.id)
    return query.where(or_(Cycle.owner_id == actor.id, and_(Cycle.state != "draft", beside)))


def _relations(actor: Actor) -> tuple[frozenset[UUID], frozenset[UUID], frozenset[UUID]]:
    return actor.report_ids, actor.partner_unit_ids, actor.partner_manager_ids


def waiting(actor: Actor) -> list[Cycle]:
    """The cycles that wait for the actor, with their owners, oldest first, at most 50: own ones that their team
    asks for, and of those they design the drafts, the ready ones whose day has come, and plan phases whose last day is
    over. One statement.
    """
    reasons: list[Any] = []
    if actor.report_ids:
        reasons.append(and_(Cycle.kind == "own", Cycle.state == "asked", among(Cycle.owner_id, actor.report_ids)))
    if can_design(actor):
        ready = and_(Cycle.state == "ready", Cycle.starts_on <= day())
        still = or_(Cycle.state == "draft", ready, and_(Cycle.state == "planning", Cycle.work_on <= day()))
        mine = true() if is_unbounded(actor) else _within(actor)
        reasons.append(and_(Cycle.kind == "shared", still, mine))
    if not reasons:
        return []
    query = select(Cycle).where(or_(*reasons)).options(joinedload(Cycle.owner)).order_by(Cycle.id)
    return list(session().scalars(query.limit(50)))


def head_count(thing: Cycle) -> dict[str, int]:
    """How many people take part ("in") and are excused ("excused"); who has left does neither."""
    query = select(Participation.state, func.count()).join(Person, Person.id == Participation.person_id)
    query = query.where(Participation.cycle_id == thing.id, Person.state != "left")
    found = {row[0]: row[1] for row in session().execute(anew(query.group_by(Participation.state)))}
    return {"in": found.get("in", 0), "excused": found.get("excused", 0)}


def participant_ids(thing: Cycle, *, limit: int | None = None, after: UUID | None = None) -> list[UUID]:
    """The ids of everybody who takes part and has not left, in their order: for wiring. At most `limit` of them, those `after`
    an id.
    """
    query = select(Participation.person_id).join(Person, Person.id == Participation.person_id)
    query = query.where(Participation.cycle_id == thing.id, Participation.state == "in", Person.state != "left")
    if after is not None:
        query = query.where(Participation.person_id > after)
    return list(session().scalars(anew(query.order_by(Participation.person_id).limit(limit))))


def participants(
    frame: Frame,
    actor: Actor,
    *,
    q: str = "",
    company_id: UUID | None = None,
    unit_id: UUID | None = None,
    state: str = "",
) -> Any:
    """(Person, their Participation, Placement and manager, each or None) of everybody in the cycle whose part is the
    actor's business, as a query for `paged` (by `Person.sort_key, Person.id`); who has left is in no list. Before it opens:
    whom it would take in, and who is excused.
    """
    on, line, manager = day(), aliased(ReportingLine), aliased(Person)
    query: Any = (
        select(Person, Participation, Placement, manager)
        .outerjoin(Participation, and_(Participation.person_id == Person.id, Participation.cycle_id == frame.cycle.id))
        .outerjoin(Placement, and_(Placement.person_id == Person.id, in_force(Placement, on)))
        .outerjoin(line, and_(line.person_id == Person.id, in_force(line, on)))
        .outerjoin(manager, and_(manager.id == line.manager_id, manager.state != "left"))
        .options(joinedload(Placement.unit), joinedload(Placement.company), joinedload(Placement.position))
        .where(within_reach(actor, Person.id))
    )
    if frame.cycle.state in UNSEEN:
        query = query.where(or_(Participation.id.is_not(None), Person.id.in_(people_in(frame, on))))
    else:
        query = query.where(Participation.id.is_not(None), Person.state != "left")
    if state == "excused":
        query = query.where(Participation.state == "excused")
    elif state == "in":
        query = query.where(or_(Participation.id.is_(None), Participation.state == "in"))
    elif state == "unled":
        query = query.where(or_(Participation.id.is_(None), Participation.state == "in"), manager.id.is_(None))
    if company_id or unit_id:
        query = query.where(placed(company_id, unit_id, on))
    return query.where(people.matching(q)) if q.strip() else query


def candidates(frame: Frame, actor: Actor, q: str) -> list[Person]:
    """People whose name or address begins with `q`, who do not take part yet and whom the actor may add; at most 20."""
    found = people.find(q, 40)
    taken = select(Participation.person_id).where(
        Participation.cycle_id == frame.cycle.id,
        Participation.state == "in",
        Participation.person_id.in_([p.id for p in found]),
    )
    there = set(session().scalars(taken)) if found else set()
    places = people.placements_of([p.id for p in found]) if found else {}
    free = [p for p in found if p.id not in there and p.id in places and p.id != actor.id]
    if not is_unbounded(actor):
        free = [p for p in free if places[p.id].unit_id in actor.partner_unit_ids]
    return free[:20]
