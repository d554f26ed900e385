"""Reading what somebody asked for themselves, and who could confirm it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from tenants import organisations
from tenants.isolation import session
from tenants.people.actor import in_force
from tenants.people.models import Grant, Person, RightWish

KEEPERS = ("tenant_admin", "hr_head")
"""The rights of those who look after rights and are second persons to each other."""


def wish(wish_id: UUID) -> RightWish | None:
    """The wish for a right with this id, with everybody and the unit that it names, or None: one statement."""
    return session().scalars(_whole().where(RightWish.id == wish_id)).one_or_none()


def wishes_waiting(*, person_id: UUID | None = None, kinds: tuple[str, ...] = ()) -> list[RightWish]:
    """The rights that wait for a second person, the longest waiting first: all, those of one person or of some kinds."""
    query = _whole().where(RightWish.state == "waiting").order_by(RightWish.id)
    if person_id is not None:
        query = query.where(RightWish.person_id == person_id)
    if kinds:
        query = query.where(RightWish.kind.in_(kinds))
    return list(session().scalars(query))


def _whole() -> Select[RightWish]:
    return select(RightWish).options(
        joinedload(RightWish.person),
        joinedload(RightWish.unit),
        joinedload(RightWish.manager),
        joinedload(RightWish.decided_by),
    )


def second_persons(person_id: UUID) -> list[Person]:
    """Who else looks after rights today and is here, in the order of names: one statement."""
    day = organisations.today()
    held = select(Grant.person_id).where(Grant.kind.in_(KEEPERS), in_force(Grant, day))
    query = select(Person).where(Person.id.in_(held), Person.id != person_id, Person.state != "left")
    return list(session().scalars(query.order_by(Person.sort_key, Person.id)))
