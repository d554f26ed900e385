"""Loading actors: one statement for all relations of a person, once per request."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Select, Text, Uuid, and_, bindparam, exists, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from tenants.isolation import among, clock, ids, lasting, session
from tenants.organisations import Unit
from tenants.people.actor import Actor, Deputised, Partnership, Standing
from tenants.people.models import Deputyship, Grant, HrAssignment, Person, Placement, ReportingLine


def in_force(model: Any, day: Any) -> Any:
    """The condition that a dated row is in force on `day`."""
    return and_(model.starts_on <= day, or_(model.ends_on.is_(None), model.ends_on >= day))


def relations(day: Any) -> tuple[Any, ...]:
    """What makes an actor of the `Person` that a statement reads, and of those for whom they stand in, on `day`: columns to
    read beside them, for `actor_of`.
    """
    me = Person.id
    placed = Placement.person_id == me, in_force(Placement, day)
    led = ReportingLine.person_id == me, in_force(ReportingLine, day)
    return (
        _array(select(Grant.kind).where(Grant.person_id == me, in_force(Grant, day)), Text),
        _array(select(ReportingLine.person_id).where(ReportingLine.manager_id == me, in_force(ReportingLine, day))),
        _units_of(Person, me, day),
        _managers_of(Person, me, day),
        select(Placement.company_id).where(*placed).limit(1).scalar_subquery(),
        select(Placement.unit_id).where(*placed).limit(1).scalar_subquery(),
        select(ReportingLine.manager_id).where(*led).limit(1).scalar_subquery(),
        _stood_for(me, day),
        _asked(me, day),
        select(Grant.opens_from).where(Grant.person_id == me, Grant.kind == "hr_head", in_force(Grant, day)).scalar_subquery(),
    )


def _of(holder: Any, day: Any) -> tuple[Any, ...]:
    """What of the statement around a sub-select means there and is not read anew: `holder`, and what `day` is a column of."""
    told = getattr(day, "table", None)
    return (holder,) if told is None else (holder, told)


def _units_of(holder: Any, who: Any, day: Any) -> Any:
    """The units of which `who`, a column of `holder` in the statement around, was made HR partner, with all below them."""
    theirs = HrAssignment.partner_id == who, HrAssignment.unit_id.is_not(None), in_force(HrAssignment, day), _given()
    return _with_below(select(HrAssignment.unit_id).where(*theirs).correlate(*_of(holder, day)), holder)


def _with_below(assigned: Any, holder: Any) -> Any:
    """These units with all below them."""
    top = select(Unit.id.label("id")).where(Unit.id.in_(assigned))
    below = top.cte(f"below_{holder.__tablename__}", recursive=True, nesting=True)
    child = aliased(Unit)
    return _array(select(below.union(select(child.id).where(child.parent_id == below.c.id)).c.id))


def _managers_of(holder: Any, who: Any, day: Any) -> Any:
    theirs = HrAssignment.partner_id == who, HrAssignment.manager_id.is_not(None), in_force(HrAssignment, day), _given()
    return _array(select(HrAssignment.manager_id).where(*theirs).correlate(*_of(holder, day)))


def _given() -> Any:
    """The condition that a partnership was given by somebody who thought of it, and not asked for by its partner."""
    return HrAssignment.opens_from.is_(None)


def _asked(me: Any, day: Any) -> Any:
    """What the person asked for themselves, to be HR partner of: [from when it opens, units, manager] of each."""
    theirs = HrAssignment.partner_id == me, HrAssignment.opens_from.is_not(None), in_force(HrAssignment, day)
    own = aliased(HrAssignment)
    units = _with_below(select(own.unit_id).where(own.id == HrAssignment.id).correlate(HrAssignment), HrAssignment)
    each = func.json_build_array(HrAssignment.opens_from, units, HrAssignment.manager_id)
    return select(func.json_agg(each)).where(*theirs).scalar_subquery()


def _stood_for(me: Any, day: Any) -> Any:
    """Those for whom the person stands in, in the order of their ids: [id, whether head of HR, units, managers] of each."""
    one = Deputyship.person_id
    given = Grant.person_id == one, Grant.kind == "hr_head", in_force(Grant, day), Grant.opens_from.is_(None)
    around = _of(Deputyship, day)
    is_head = exists().where(*given).correlate(*around)
    theirs = func.json_build_array(one, is_head, _units_of(Deputyship, one, day), _managers_of(Deputyship, one, day))
    listed = func.json_agg(aggregate_order_by(theirs, one))
    return select(listed).where(Deputyship.deputy_id == me, in_force(Deputyship, day)).scalar_subquery()


def _array(query: Select[Any], of: Any = Uuid) -> Any:
    return func.array(query.scalar_subquery(), type_=ARRAY(of))


def actor_of(
    person: Person,
    grants: Iterable[str],
    reports: Iterable[UUID],
    units: Iterable[UUID],
    managers: Iterable[UUID],
    company_id: UUID | None,
    unit_id: UUID | None,
    manager_id: UUID | None,
    stood_for: Iterable[tuple[str, bool, list[str], list[str]]] | None,
    asked: Iterable[tuple[str, list[str], str | None]] | None,
    heads_from: datetime | None,
) -> Actor:
    """The actor for `person` with the columns of `relations` that were read beside them."""
    given_units, given_managers = frozenset(units), frozenset(managers)
    own = [Partnership(heads_from, is_hr_head=True)] if heads_from is not None else []
    for since, theirs, leader in asked or ():
        led = frozenset([UUID(leader)] if leader else ()) - given_managers
        own.append(Partnership(datetime.fromisoformat(since), False, frozenset(map(UUID, theirs)) - given_units, led))
    return Actor(
        person,
        Standing(person.id, company_id, unit_id, None, manager_id),
        frozenset(grants),
        frozenset(reports),
        given_units.union(*(one.unit_ids for one in own)),
        given_managers.union(*(one.manager_ids for one in own)),
        tuple(
            Deputised(UUID(one), frozenset(map(UUID, theirs)), frozenset(map(UUID, led)), is_head)
            for one, is_head, theirs, led in stood_for or ()
        ),
        tuple(own),
    )


@lasting
def _relations() -> Select[Any]:
    """The same, of `people` on `day`, each with the id."""
    return select(Person.id, *relations(bindparam("day", type_=Date))).where(among(Person.id, ids("people")))


def load_actors(persons: Collection[Person], zone: str) -> dict[UUID, Actor]:
    """What each of these people would be if they asked now, by their ids: one statement for all of them."""
    values = {"people": [person.id for person in persons], "day": clock.today(zone)}
    found = {row[0]: row[1:] for row in session().execute(_relations(), values)}
    return {person.id: actor_of(person, *found[person.id]) for person in persons}


def load_actor(person: Person, zone: str) -> Actor:
    """The actor for `person` today in `zone` (the organisation's: nobody stretches a right by a zone of their own): one
    statement for all relations, those of whom they stand in for included.
    """
    return load_actors([person], zone)[person.id]


def standings(person_ids: Any, zone: str) -> dict[UUID, Standing]:
    """Today's standing of each of these people (a collection of ids, or a sub-select of them): one statement."""
    day = clock.today(zone)
    query = (
        select(Person.id, Placement.company_id, Placement.unit_id, Placement.position_id, ReportingLine.manager_id)
        .outerjoin(Placement, and_(Placement.person_id == Person.id, in_force(Placement, day)))
        .outerjoin(ReportingLine, and_(ReportingLine.person_id == Person.id, in_force(ReportingLine, day)))
        .where(Person.id.in_(person_ids))
    )
    return {row[0]: Standing(*row) for row in session().execute(query)}
