"""The directory, one person as the reader may see them, and the reader's team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas.home.queries.turns import today
from saas.home.rules import Sight
from tenants import organisations, people
from tenants.people import Actor, Person, ReportingLine, Standing, in_force


def sight(person_id: UUID) -> Sight | None:
    """The person and where they stand today, or None."""
    found = people.person(person_id)
    if found is None:
        return None
    zone = organisations.organisation().time_zone
    return Sight(found, people.standings([found.id], zone).get(found.id) or Standing(found.id))


def directory(q: str = "") -> Any:
    """Everybody who has not left, narrowed by the beginning of a name or address, as a query for `paged` (by
    `Person.sort_key, Person.id`).
    """
    query = select(Person).where(Person.state != "left")
    return query.where(people.matching(q)) if q.strip() else query


def team(actor: Actor) -> Any:
    """The people who report to the actor today, as a query for `paged` (by `Person.sort_key, Person.id`)."""
    led = select(ReportingLine.person_id).where(ReportingLine.manager_id == actor.id, in_force(ReportingLine, today()))
    return select(Person).where(Person.id.in_(led), Person.state != "left")
