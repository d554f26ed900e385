"""The actor: a signed-in person with every relation that rights are decided by. Policies ask it; nothing is read here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tenants.people.models import Person


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
class Partnership:
    """To be HR partner of these, or head of HR. One that was asked for by its holder opens nothing that was proposed before
    `opens_from`.
    """

    opens_from: datetime | None = None
    is_hr_head: bool = False
    unit_ids: frozenset[UUID] = frozenset()
    manager_ids: frozenset[UUID] = frozenset()

    def partners(self, standing: Standing) -> bool:
        """Whether it makes them HR partner for that person today."""
        return _partners(standing, self.is_hr_head, self.unit_ids, self.manager_ids)


@dataclass(frozen=True)
class Deputised:
    """Somebody for whom the actor stands in today: what they are to others as a manager and HR partner, nothing else.

    What they asked for themselves stays theirs: whoever stands in for them has none of it.
    """

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
    asked: tuple[Partnership, ...] = ()
    """What of these rights they asked for themselves and have from nothing else."""

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

    def opens_from(self, standing: Standing) -> datetime | None:
        """The moment before which nothing that was proposed opens to the actor as HR partner for that person; None where
        everything does.
        """
        if not self.asked:  # lists ask this for each row
            return None
        given, *asked = self.partnerships
        since = [one.opens_from for one in asked if one.opens_from is not None and one.partners(standing)]
        return None if given.partners(standing) else min(since, default=None)

    @property
    def partnerships(self) -> tuple[Partnership, ...]:
        """What they were given in one, then each that they asked for themselves."""
        given = Partnership(
            is_hr_head=self.is_hr_head and not any(one.is_hr_head for one in self.asked),
            unit_ids=self.partner_unit_ids.difference(*(one.unit_ids for one in self.asked)),
            manager_ids=self.partner_manager_ids.difference(*(one.manager_ids for one in self.asked)),
        )
        return given, *self.asked

    def deputy_of_leader(self, standing: Standing) -> UUID | None:
        """The manager of that person for whom the actor stands in today; None for everybody else's."""
        return next((one.id for one in self.stands_in if one.leads(standing)), None)

    def deputy_of_partner(self, standing: Standing) -> UUID | None:
        """The HR partner of that person for whom the actor stands in today. Nobody is so towards themselves."""
        if standing.person_id == self.id:
            return None
        return next((one.id for one in self.stands_in if one.partners(standing)), None)
