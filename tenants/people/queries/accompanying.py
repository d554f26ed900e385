"""Who in HR accompanies whom, for many at once: what `hr_partners_of` says of one person, without asking for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tenants import organisations
from tenants.isolation import session
from tenants.organisations import Unit
from tenants.people.actor import Standing
from tenants.people.loading import in_force
from tenants.people.models import Grant, HrAssignment, Person


@dataclass(frozen=True)
class Assigned:
    """One assignment that is in force: to a unit with all below it, or to a manager with their reports."""

    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None
    starts_on: date
    opens_from: datetime | None


@dataclass(frozen=True)
class Accompanying:
    """Everybody in HR today, and whom each of them accompanies. Leavers accompany nobody."""

    assigned: tuple[Assigned, ...] = ()
    heads: dict[UUID, datetime | None] = field(default_factory=dict)
    above: dict[UUID, UUID | None] = field(default_factory=dict)
    """The unit above each unit."""

    @property
    def hr(self) -> dict[UUID, datetime | None]:
        """Everybody in HR; where somebody has it only because they asked for it, the moment before which nothing opens."""
        found: dict[UUID, datetime | None] = dict(self.heads)
        for one in self.assigned:
            since = found.get(one.partner_id, one.opens_from)
            found[one.partner_id] = None if since is None or one.opens_from is None else min(since, one.opens_from)
        return found

    def partners_of(self, standing: Standing, at: datetime | None = None) -> list[UUID]:
        """The HR partners of that person, the nearest first: who was assigned to them as a manager, to their manager, to their
        unit, to one above it. The heads of HR where there is none, and anybody in HR where they are the only head themselves.
        Nobody is their own. Of something that was said `at` a moment those are left out to whom it does not open.
        """
        ways, unit, step = {}, standing.unit_id, 2
        while unit is not None and unit not in ways:
            ways[unit] = step
            unit, step = self.above.get(unit), step + 1
        ranked: list[tuple[int, date, UUID]] = []
        for one in self.assigned:
            near = ways.get(one.unit_id) if one.unit_id is not None else None
            if one.manager_id is not None:
                near = 0 if one.manager_id == standing.person_id else 1 if one.manager_id == standing.manager_id else None
            opens = at is None or one.opens_from is None or one.opens_from <= at
            if near is not None and opens and one.partner_id != standing.person_id:
                ranked.append((near, one.starts_on, one.partner_id))
        found = list(dict.fromkeys(partner for _near, _since, partner in sorted(ranked)))
        return found or self._others(standing.person_id, self.heads, at) or self._others(standing.person_id, self.hr, at)

    def _others(self, person_id: UUID, among: dict[UUID, datetime | None], at: datetime | None) -> list[UUID]:
        return sorted(one for one, since in among.items() if one != person_id and (at is None or since is None or since <= at))


def accompanying() -> Accompanying:
    """Who accompanies whom today: three statements."""
    day = organisations.today()
    columns = HrAssignment.partner_id, HrAssignment.unit_id, HrAssignment.manager_id, HrAssignment.starts_on
    rows = (
        select(*columns, HrAssignment.opens_from)
        .join(Person, Person.id == HrAssignment.partner_id)
        .where(in_force(HrAssignment, day), Person.state != "left")
    )
    heads = (
        select(Grant.person_id, Grant.opens_from)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.kind == "hr_head", in_force(Grant, day), Person.state != "left")
    )
    return Accompanying(
        tuple(Assigned(*row) for row in session().execute(rows)),
        {row[0]: row[1] for row in session().execute(heads)},
        {row[0]: row[1] for row in session().execute(select(Unit.id, Unit.parent_id))},
    )
