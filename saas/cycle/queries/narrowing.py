"""Lists of cycles, narrowed to what concerns one company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select

from saas.cycle.models import Cycle, CycleScope
from saas.cycle.queries.frames import day
from tenants.organisations import Unit
from tenants.people import Placement, in_force


def in_company(query: Select[Any], company_id: UUID | None) -> Select[Any]:
    """Of these cycles HR's that take in the company or a unit of it, and own ones of people who work there today; all of
    them without a company.
    """
    if company_id is None:
        return query
    units = select(Unit.id).where(Unit.company_id == company_id)
    scoped = exists().where(
        CycleScope.cycle_id == Cycle.id,
        CycleScope.tenant_id == Cycle.tenant_id,
        or_(CycleScope.company_id == company_id, CycleScope.unit_id.in_(units)),
    )
    placed = exists().where(
        Placement.person_id == Cycle.owner_id,
        Placement.tenant_id == Cycle.tenant_id,
        Placement.company_id == company_id,
        in_force(Placement, day()),
    )
    return query.where(or_(scoped, placed))
