"""Reading what somebody asked for themselves, and who could confirm it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, Uuid, cast, func, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from tenants import organisations
from tenants.isolation import added_up, session
from tenants.people import policy
from tenants.people.actor import Actor
from tenants.people.loading import in_force
from tenants.people.models import Grant, Person, RightWish
from tenants.people.queries.finding import is_unled, unled, visible_to

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


def looked_after(actor: Actor, limit: int = 5) -> tuple[list[Person], int, list[RightWish]]:
    """`unled` and, for those who look after rights, `wishes_waiting`: one statement for both, since home shows both."""
    if not policy.keeps_rights(actor):
        return (*unled(actor, limit), [])
    first = select(Person.id.label("person_id"), cast(null(), Uuid).label("wish_id"), func.count().over().label("number"))
    first = first.where(visible_to(actor), is_unled()).order_by(Person.sort_key, Person.id).limit(limit)
    waiting = select(RightWish.person_id, RightWish.id, literal(0, Integer)).where(RightWish.state == "waiting")
    both = union_all(select(*first.subquery().c), waiting).subquery()
    query: Any = select(Person, RightWish, both.c.number).select_from(both).join(Person, Person.id == both.c.person_id)
    query = query.outerjoin(RightWish, RightWish.id == both.c.wish_id)
    parts = joinedload(RightWish.person), joinedload(RightWish.unit), joinedload(RightWish.manager)
    rows = list(session().execute(added_up(query.options(*parts).order_by(Person.sort_key, Person.id, RightWish.id))))
    people = [row for row in rows if row[1] is None]
    wishes = sorted((row[1] for row in rows if row[1] is not None), key=lambda wish: wish.id)
    return [row[0] for row in people], people[0][2] if people else 0, wishes
