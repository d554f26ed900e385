"""What the subjects of papers are called in lists."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.plan import Plan
from tenants.isolation import session


def plan_titles(plan_ids: Collection[UUID]) -> dict[UUID, str]:
    """Name of the employee and of the cycle for each of these plans: one statement."""
    if not plan_ids:
        return {}
    query = select(Plan).where(Plan.id.in_(plan_ids)).options(joinedload(Plan.cycle), joinedload(Plan.person))
    return {p.id: f"{p.person.name}, {p.cycle.name}" for p in session().scalars(query)}
