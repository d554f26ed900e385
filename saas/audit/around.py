"""Everybody who has to do with a person, as they would be if they asked now, and what ties them: a constant number of
statements, whoever there is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tenants import organisations, people
from tenants.people import Actor, Deputyship, Grant, HrAssignment, Person, ReportingLine, Standing


@dataclass(frozen=True)
class Tie:
    """How somebody has to do with a person; `for_id` is the one in whose place they do."""

    kind: str
    for_id: UUID | None = None


@dataclass(frozen=True)
class Around:
    """Those around a person."""

    standing: Standing
    actors: dict[UUID, Actor]
    """Whoever may have a say, the person themselves among them; nobody who has left."""
    names: dict[UUID, people.Person]
    line: ReportingLine | None
    partnerships: list[HrAssignment]
    held: list[Grant]
    deputyships: list[Deputyship]


def standings_of(*persons: Person | None) -> dict[UUID, Standing]:
    """Where these people stand today: one statement."""
    wanted = {person.id for person in persons if person is not None}
    found = people.standings(wanted, organisations.organisation().time_zone)
    return {each: found.get(each) or Standing(each) for each in wanted}


def around(standing: Standing, more: Collection[UUID] = ()) -> Around:
    """Those around the person whose standing this is, and `more` of whom somebody thought."""
    day, me = organisations.today(), standing.person_id
    partnerships, held = people.partnerships_around(me), people.holders("hr_head", "tenant_admin")
    lines = [line for line in people.lines(me) if line.starts_on <= day and (line.ends_on is None or line.ends_on >= day)]
    chiefs = {one for one in (standing.manager_id, *more) if one is not None}
    chiefs |= {one.partner_id for one in partnerships} | {one.person_id for one in held if one.kind == "hr_head"}
    deputyships = people.deputies_of(chiefs)
    wanted = {me} | chiefs | {one.person_id for one in held} | {one.deputy_id for one in deputyships}
    names = people.names(wanted)
    there = [person for person in names.values() if person.state != "left"]
    actors = people.load_actors(there, organisations.organisation().time_zone)
    return Around(standing, actors, names, lines[0] if lines else None, partnerships, held, deputyships)


def ties(actor: Actor, standing: Standing) -> tuple[Tie, ...]:
    """How the actor has to do with that person, each way there is."""
    leader, partner = actor.deputy_of_leader(standing), actor.deputy_of_partner(standing)
    found = (
        (actor.id == standing.person_id, Tie("self")),
        (actor.leads(standing), Tie("manager")),
        (leader is not None, Tie("deputy", leader)),
        (actor.partners(standing), Tie("partner")),
        (partner is not None, Tie("partner", partner)),
        (actor.is_admin, Tie("admin")),
    )
    return tuple(tie for holds, tie in found if holds)
