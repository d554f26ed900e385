"""Reading who stands in for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from tenants import organisations
from tenants.isolation import among, get, session
from tenants.people.actor import Actor
from tenants.people.loading import in_force
from tenants.people.models import Deputyship, ReportingLine


def deputyship(deputyship_id: UUID) -> Deputyship | None:
    """The deputyship with this id, or None."""
    return get(Deputyship, deputyship_id)


def deputyships_list(actor: Actor) -> Select[Any]:
    """The deputyships of today and later that `policy.can_see_deputyship` lets the actor see, as a query for `paged`."""
    query = select(Deputyship).where(Deputyship.ends_on >= organisations.today())
    if not actor.is_admin:
        mine = or_(Deputyship.person_id == actor.id, Deputyship.deputy_id == actor.id)
        query = query.where(or_(mine, Deputyship.person_id.in_(actor.report_ids)))
    parts = joinedload(Deputyship.person), joinedload(Deputyship.deputy), joinedload(Deputyship.given_by)
    return query.options(*parts)


def deputies_of(person_ids: Collection[UUID]) -> list[Deputyship]:
    """Who stands in today for any of these people, each with both: one statement."""
    query = select(Deputyship).where(Deputyship.person_id.in_(person_ids), in_force(Deputyship, organisations.today()))
    query = query.options(joinedload(Deputyship.person), joinedload(Deputyship.deputy))
    return list(session().scalars(query.order_by(Deputyship.starts_on, Deputyship.id))) if person_ids else []


def deputyships_of(person_id: UUID) -> list[Deputyship]:
    """Who stands in for a person, or for whom they do, today or later."""
    around = or_(Deputyship.person_id == person_id, Deputyship.deputy_id == person_id)
    query = select(Deputyship).where(around, Deputyship.ends_on >= organisations.today())
    query = query.options(joinedload(Deputyship.person), joinedload(Deputyship.deputy))
    return list(session().scalars(query.order_by(Deputyship.starts_on, Deputyship.id)))


def deputyships_around(person_ids: Collection[UUID]) -> list[Deputyship]:
    """The deputyships of today and later on either side of which one of these people stands."""
    around = or_(among(Deputyship.person_id, person_ids), among(Deputyship.deputy_id, person_ids))
    return list(session().scalars(select(Deputyship).where(around, Deputyship.ends_on >= organisations.today())))


def deputising(deputy_ids: Collection[UUID]) -> dict[UUID, list[Deputyship]]:
    """By the deputy, the deputyships of today and later in which each of these people stands in for somebody: one statement."""
    found: dict[UUID, list[Deputyship]] = {}
    query = select(Deputyship).where(among(Deputyship.deputy_id, deputy_ids), Deputyship.ends_on >= organisations.today())
    for each in session().scalars(query):
        found.setdefault(each.deputy_id, []).append(each)
    return found


def deputyships_between(person_id: UUID, deputy_id: UUID, starts_on: date, ends_on: date) -> bool:
    """Whether that deputy stands in for that person on any of these days."""
    query = select(Deputyship.id).where(Deputyship.person_id == person_id, Deputyship.deputy_id == deputy_id)
    query = query.where(Deputyship.starts_on <= ends_on, Deputyship.ends_on >= starts_on)
    return session().scalars(query).first() is not None


def reports_within(person_id: UUID, manager_id: UUID, starts_on: date, ends_on: date) -> bool:
    """Whether that person reports to that manager on any of these days."""
    query = select(ReportingLine.id).where(ReportingLine.person_id == person_id, ReportingLine.manager_id == manager_id)
    still = or_(ReportingLine.ends_on.is_(None), ReportingLine.ends_on >= starts_on)
    return session().scalars(query.where(ReportingLine.starts_on <= ends_on, still)).first() is not None
