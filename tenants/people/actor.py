"""The actor: a signed-in person with every relation that rights are decided by, loaded once per request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Date, Uuid, and_, bindparam, cast, func, literal, null, or_, select, union_all
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


@lasting
def _relations() -> CompoundSelect[Any]:
    """Everything that makes actors, of `people` and of those for whom they stand in on `day`: what, two ids, and whose."""
    day, wanted = bindparam("day", type_=Date), ids("people")
    deputy = among(Deputyship.deputy_id, wanted), in_force(Deputyship, day)
    stood_for = select(Deputyship.person_id.label("id")).where(*deputy)
    selves = select(func.unnest(wanted).label("id")).union(stood_for).cte("selves")
    whose = select(selves.c.id)
    assigned = select(HrAssignment.unit_id.label("id"), HrAssignment.partner_id.label("whose")).where(
        HrAssignment.partner_id.in_(whose), HrAssignment.unit_id.is_not(None), in_force(HrAssignment, day)
    )
    below = assigned.cte("below", recursive=True)
    child = aliased(Unit)
    below = below.union(select(child.id, below.c.whose).where(child.parent_id == below.c.id))
    none = cast(null(), Uuid).label("b")
    return union_all(
        select(Grant.kind.label("what"), Grant.person_id.label("a"), none, Grant.person_id.label("whose")).where(
            Grant.person_id.in_(whose), in_force(Grant, day)
        ),
        select(literal("report"), ReportingLine.person_id, none, ReportingLine.manager_id).where(
            among(ReportingLine.manager_id, wanted), in_force(ReportingLine, day)
        ),
        select(literal("leader"), ReportingLine.manager_id, none, ReportingLine.person_id).where(
            among(ReportingLine.person_id, wanted), in_force(ReportingLine, day)
        ),
        select(literal("partner_unit"), below.c.id, none, below.c.whose),
        select(literal("partner_manager"), HrAssignment.manager_id, none, HrAssignment.partner_id).where(
            HrAssignment.partner_id.in_(whose), HrAssignment.manager_id.is_not(None), in_force(HrAssignment, day)
        ),
        select(literal("place"), Placement.unit_id, Placement.company_id, Placement.person_id).where(
            among(Placement.person_id, wanted), in_force(Placement, day)
        ),
        select(literal("stands_in"), Deputyship.person_id, none, Deputyship.deputy_id).where(*deputy),
    )


RELATIONS = frozenset({"report", "leader", "partner_unit", "partner_manager", "place", "stands_in"})


def load_actor(person: Person, zone: str) -> Actor:
    """The actor for `person` today in `zone` (the organisation's: nobody stretches a right by a zone of their own): one
    statement for all relations, those of whom they stand in for included.
    """
    return load_actors([person], zone)[person.id]


def load_actors(persons: Collection[Person], zone: str) -> dict[UUID, Actor]:
    """What each of these people would be if they asked now, by their ids: one statement for all of them."""
    sets: dict[tuple[UUID, str], set[UUID]] = {}
    grants: dict[UUID, set[str]] = {}
    companies: dict[UUID, UUID] = {}
    values = {"people": [person.id for person in persons], "day": clock.today(zone)}
    for what, a, b, whose in session().execute(_relations(), values):
        if what in RELATIONS:
            sets.setdefault((whose, what), set()).add(a)
            if b is not None:
                companies[whose] = b
        else:
            grants.setdefault(whose, set()).add(what)

    def of(what: str, whose: UUID) -> frozenset[UUID]:
        return frozenset(sets.get((whose, what), ()))

    def deputised(one: UUID) -> Deputised:
        return Deputised(one, of("partner_unit", one), of("partner_manager", one), "hr_head" in grants.get(one, ()))

    def actor(person: Person) -> Actor:
        me = person.id
        unit, leader = next(iter(of("place", me)), None), next(iter(of("leader", me)), None)
        return Actor(
            person,
            Standing(me, companies.get(me), unit, None, leader),
            frozenset(grants.get(me, ())),
            of("report", me),
            of("partner_unit", me),
            of("partner_manager", me),
            tuple(deputised(one) for one in sorted(of("stands_in", me))),
        )

    return {person.id: actor(person) for person in persons}


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
