"""The stage on which the demo is played: people by their short names, who act in turn, at times of our choosing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from tenants import isolation, organisations, people, sign_in
from tenants.isolation import clock, steward
from tenants.organisations import Position, Unit
from tenants.people import Actor, Person


@dataclass
class Stage:
    """One organisation while it is being played. `now` moves forward as the play goes on; scenes of different people
    begin on their own days, since people don't wait for each other.
    """

    tenant: UUID
    slug: str
    now: datetime
    hash_: str
    people: dict[str, Person] = field(default_factory=dict)
    ends: datetime = field(default_factory=clock.now)
    """The instant at which the demo is made: nothing in it lies later."""
    opened: datetime | None = None
    """When the plan phase of the cycle was opened: the days of the scenes are counted from it."""

    def day(self, number: int) -> None:
        """The next scene begins on that day of the plan phase. Nothing that anybody does may lie later than today."""
        assert self.opened is not None, "the cycle is open"
        self.now = self.opened + timedelta(days=number)

    def join(
        self,
        key: str,
        name: str,
        unit: Unit,
        position: Position | None = None,
        manager: str | None = None,
        *,
        called: str = "",
        language: str | None = None,
        time_zone: str | None = None,
        since: date | None = None,
    ) -> Person:
        """A person joins, is placed and led, and can sign in with the demo's password."""
        made = people.add(
            name=name,
            called=called,
            email=f"{key}@{self.slug}.example",
            language=language,
            time_zone=time_zone,
            unit=unit,
            position=position,
            manager=self.people[manager] if manager else None,
            starts_on=since or self.now.date(),
            by=None,
        )
        sign_in.set_demo_password(made, self.hash_)
        self.people[key] = made
        return made

    def acting(self, key: str) -> Actor:
        """That person acts from now on."""
        person = self.people[key]
        isolation.act_as(person.id)
        return people.load_actor(person, organisations.organisation().time_zone)

    def as_system(self) -> None:
        """Nobody acts: the operator's command does."""
        isolation.act_as(None)


@contextmanager
def at(stage: Stage, *, days: int = 0, hours: int = 1, minutes: int = 0) -> Iterator[None]:
    """What happens inside happens that much later than what came before."""
    stage.now += timedelta(days=days, hours=hours, minutes=minutes)
    with clock.at(stage.now):
        yield


def raised(slug: str, name: str, zone: str, language: str, start: datetime, play: Callable[[Stage], None]) -> int:
    """Make a demo organisation and play it in one transaction; returns how many people are in it.

    Where that was broken off, either nothing is there yet or only the last step is missing.
    """
    begun, ends = steward.resolve(slug), clock.now()
    tenant = begun.id if begun and begun.state == "provisioning" else steward.provision(slug)
    with isolation.transaction(tenant) as session, clock.at(start):
        count = session.scalar(select(func.count()).select_from(Person)) or 0
        if not count:
            organisations.establish(slug=slug, name=name, language=language, time_zone=zone, demo=True)
            stage = Stage(tenant, slug, start, sign_in.demo_hash(), ends=ends)
            play(stage)
            count = len(stage.people)
    steward.set_state(slug, "active")
    return count
