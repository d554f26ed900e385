"""What the subjects of papers are called in lists, and by what lists are narrowed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, cast, false, select
from sqlalchemy.orm import joinedload

from saas.plan import Plan
from tenants import organisations, people
from tenants.isolation import session
from tenants.people import Placement, in_force


def plan_titles(plan_ids: Collection[UUID]) -> dict[UUID, str]:
    """Name of the employee and of the cycle for each of these plans: one statement."""
    if not plan_ids:
        return {}
    query = select(Plan).where(Plan.id.in_(plan_ids)).options(joinedload(Plan.cycle), joinedload(Plan.person))
    return {p.id: f"{p.person.name}, {p.cycle.name}" for p in session().scalars(query)}


def plans_in(company_id: UUID) -> Select[Any]:
    """The ids, as text, of the plans of everybody who is placed in that company today: a sub-select."""
    placed = select(Placement.person_id).where(in_force(Placement, organisations.today()), Placement.company_id == company_id)
    return select(cast(Plan.id, Text)).where(Plan.person_id.in_(placed))


def file_titles(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """The name of each of these people: one statement, and none for nobody."""
    return {who: person.name for who, person in people.names(person_ids).items()} if person_ids else {}


def people_in(company_id: UUID) -> Select[Any]:
    """The ids, as text, of everybody who is placed in that company today: a sub-select."""
    placed = in_force(Placement, organisations.today()), Placement.company_id == company_id
    return select(cast(Placement.person_id, Text)).where(*placed)


def no_company(_company_id: UUID) -> Select[Any]:
    """What belongs to the whole organisation is in no list of one company: a sub-select of nothing."""
    return select(cast(Placement.person_id, Text)).where(false())
