"""The actor: a signed-in person with every relation that rights are decided by, loaded once per request."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Select, Text, Uuid, and_, bindparam, exists, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from tenants.isolation import among, clock, ids, lasting, session
from tenants.organisations import Unit
from tenants.people.models import Deputyship, Grant, HrAssignment, Person, Placement, ReportingLine


@dataclass(frozen=True)
class Standing:
    """Where a person stands today: what policies ask about the subject of a matter."""

    person_id: UUID
    company_id: UUID | None = None
    unit_id: UUID | None = None
    position_id: UUID | None = None
    manager_id: UUID | None = None


def _partners(standing: Standing, is_hr_head: bool, unit_ids: frozenset[UUID], manager_ids: frozenset[UUID]) -> bool:
    return (
        is_hr_head
        or (standing.unit_id is not None and standing.unit_id in unit_ids)
        or (standing.manager_id is not None and standing.manager_id in manager_ids)
        or standing.person_id in manager_ids
    )


@dataclass(frozen=True)
class Deputised:
    """Somebody for whom the actor stands in today: what they are to others as a manager and HR partner, nothing else."""

    id: UUID
    partner_unit_ids: frozenset[UUID] = frozenset()
    partner_manager_ids: frozenset[UUID] = frozenset()
    is_hr_head: bool = False

    def leads(self, standing: Standing) -> bool:
        """Whether that person reports to the one stood in for today."""
        return standing.manager_id == self.id

    def partners(self, standing: Standing) -> bool:
        """Whether the one stood in for is HR partner for that person today."""
        if standing.person_id == self.id:
            return False
        return _partners(standing, self.is_hr_head, self.partner_unit_ids, self.partner_manager_ids)


@dataclass(frozen=True)
class Actor:
    """Who acts. Policies ask it; verbs take it as `by=`."""

    person: Person
    standing: Standing
    grants: frozenset[str] = frozenset()
    report_ids: frozenset[UUID] = frozenset()
    partner_unit_ids: frozenset[UUID] = field(default=frozenset())
    """Units of which the actor is HR partner, all units below them included."""
    partner_manager_ids: frozenset[UUID] = frozenset()
    stands_in: tuple[Deputised, ...] = ()
    """Those for whom the actor stands in today. It opens reading and preparing, and no right of these is the actor's own."""

    @property
    def id(self) -> UUID:
        """The person's id."""
        return self.person.id

    @property
    def name(self) -> str:
        """The whole name."""
        return self.person.name

    @property
    def called(self) -> str:
        """How we speak to them."""
        return self.person.called or self.person.name

    @property
    def language(self) -> str | None:
        """Their own choice, if they made one."""
        return self.person.language

    @property
    def time_zone(self) -> str | None:
        """Their own choice, if they made one."""
        return self.person.time_zone

    @property
    def is_admin(self) -> bool:
        """Whether they hold the tenant admin's grant."""
        return "tenant_admin" in self.grants

    @property
    def is_hr_head(self) -> bool:
        """Whether they are HR partner of the whole organisation."""
        return "hr_head" in self.grants

    @property
    def is_hr(self) -> bool:
        """Whether they are HR partner of anybody."""
        return self.is_hr_head or bool(self.partner_unit_ids or self.partner_manager_ids)

    @property
    def is_manager(self) -> bool:
        """Whether somebody reports to them today."""
        return bool(self.report_ids)

    def leads(self, standing: Standing) -> bool:
        """Whether that person reports to the actor today."""
        return standing.manager_id == self.id

    def partners(self, standing: Standing) -> bool:
        """Whether the actor is HR partner for that person today. Nobody is their own."""
        if standing.person_id == self.id:
            return False
        return _partners(standing, self.is_hr_head, self.partner_unit_ids, self.partner_manager_ids)

    def deputy_of_leader(self, standing: Standing) -> UUID | None:
        """The manager of that person for whom the actor stands in today; None for everybody else's."""
        return next((one.id for one in self.stands_in if one.leads(standing)), None)

    def deputy_of_partner(self, standing: Standing) -> UUID | None:
        """The HR partner of that person for whom the actor stands in today. Nobody is so towards themselves."""
        if standing.person_id == self.id:
            return None
        return next((one.id for one in self.stands_in if one.partners(standing)), None)


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
        _managers_of(me, day),
        select(Placement.company_id).where(*placed).limit(1).scalar_subquery(),
        select(Placement.unit_id).where(*placed).limit(1).scalar_subquery(),
        select(ReportingLine.manager_id).where(*led).limit(1).scalar_subquery(),
        _stood_for(me, day),
    )


def _units_of(holder: Any, who: Any, day: Any) -> Any:
    """The units of which `who`, a column of `holder` in the statement around, is HR partner, with all below them."""
    theirs = HrAssignment.partner_id == who, HrAssignment.unit_id.is_not(None), in_force(HrAssignment, day)
    assigned = select(HrAssignment.unit_id).where(*theirs).correlate(holder)
    top = select(Unit.id.label("id")).where(Unit.id.in_(assigned))
    below = top.cte(f"below_{holder.__tablename__}", recursive=True, nesting=True)
    child = aliased(Unit)
    return _array(select(below.union(select(child.id).where(child.parent_id == below.c.id)).c.id))


def _managers_of(who: Any, day: Any) -> Any:
    theirs = HrAssignment.partner_id == who, HrAssignment.manager_id.is_not(None), in_force(HrAssignment, day)
    return _array(select(HrAssignment.manager_id).where(*theirs))


def _stood_for(me: Any, day: Any) -> Any:
    """Those for whom the person stands in, in the order of their ids: [id, whether head of HR, units, managers] of each."""
    one = Deputyship.person_id
    is_head = exists().where(Grant.person_id == one, Grant.kind == "hr_head", in_force(Grant, day)).correlate(Deputyship)
    theirs = func.json_build_array(one, is_head, _units_of(Deputyship, one, day), _managers_of(one, day))
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
) -> Actor:
    """The actor for `person` with the columns of `relations` that were read beside them."""
    return Actor(
        person,
        Standing(person.id, company_id, unit_id, None, manager_id),
        frozenset(grants),
        frozenset(reports),
        frozenset(units),
        frozenset(managers),
        tuple(
            Deputised(UUID(one), frozenset(map(UUID, theirs)), frozenset(map(UUID, led)), is_head)
            for one, is_head, theirs, led in stood_for or ()
        ),
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
