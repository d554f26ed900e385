"""The actor: a signed-in person with every relation that rights are decided by, loaded once per request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Select, Text, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from tenants.isolation import clock, lasting, session
from tenants.organisations import Unit
from tenants.people.models import Grant, HrAssignment, Person, Placement, ReportingLine


@dataclass(frozen=True)
class Standing:
    """Where a person stands today: what policies ask about the subject of a matter."""

    person_id: UUID
    company_id: UUID | None = None
    unit_id: UUID | None = None
    position_id: UUID | None = None
    manager_id: UUID | None = None


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
        return (
            self.is_hr_head
            or (standing.unit_id is not None and standing.unit_id in self.partner_unit_ids)
            or (standing.manager_id is not None and standing.manager_id in self.partner_manager_ids)
            or standing.person_id in self.partner_manager_ids
        )


def in_force(model: Any, day: Any) -> Any:
    """The condition that a dated row is in force on `day`."""
    return and_(model.starts_on <= day, or_(model.ends_on.is_(None), model.ends_on >= day))


def relations(day: Any) -> tuple[Any, ...]:
    """What makes an actor of the `Person` that a statement reads, on `day`: columns to read beside them, for `actor_of`."""
    me = Person.id
    mine = HrAssignment.partner_id == me, HrAssignment.unit_id.is_not(None), in_force(HrAssignment, day)
    assigned = select(HrAssignment.unit_id).where(*mine).correlate(Person)
    top = select(Unit.id.label("id")).where(Unit.id.in_(assigned))
    below = top.cte("below", recursive=True, nesting=True)
    child = aliased(Unit)
    below = below.union(select(child.id).where(child.parent_id == below.c.id))
    placed = Placement.person_id == me, in_force(Placement, day)
    led = ReportingLine.person_id == me, in_force(ReportingLine, day)
    return (
        _array(select(Grant.kind).where(Grant.person_id == me, in_force(Grant, day)), Text),
        _array(select(ReportingLine.person_id).where(ReportingLine.manager_id == me, in_force(ReportingLine, day))),
        _array(select(below.c.id)),
        _array(
            select(HrAssignment.manager_id).where(
                HrAssignment.partner_id == me, HrAssignment.manager_id.is_not(None), in_force(HrAssignment, day)
            )
        ),
        select(Placement.company_id).where(*placed).limit(1).scalar_subquery(),
        select(Placement.unit_id).where(*placed).limit(1).scalar_subquery(),
        select(ReportingLine.manager_id).where(*led).limit(1).scalar_subquery(),
    )


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
) -> Actor:
    """The actor for `person` with the columns of `relations` that were read beside them."""
    return Actor(
        person,
        Standing(person.id, company_id, unit_id, None, manager_id),
        frozenset(grants),
        frozenset(reports),
        frozenset(units),
        frozenset(managers),
    )


@lasting
def _relations() -> Select[Any]:
    """The same, of `me` on `day`."""
    return select(*relations(bindparam("day", type_=Date))).where(Person.id == bindparam("me", type_=Uuid))


def load_actor(person: Person, zone: str) -> Actor:
    """The actor for `person` today in `zone` (the organisation's: nobody stretches a right by a zone of their own): one
    statement for all relations.
    """
    found = session().execute(_relations(), {"me": person.id, "day": clock.today(zone)}).one()
    return actor_of(person, *found)


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
