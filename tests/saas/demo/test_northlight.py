"""The demo is played in the past, whatever the hour is at which somebody starts it, and shows each state of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from sqlalchemy import DateTime, func, select
from sqlalchemy.orm import Mapper

from coaching_library import policies
from saas.cycle import Participation
from saas.demo import northlight, tidewater
from saas.launch.testbed import Services
from saas.plan.models import Plan
from tenants import isolation, people
from tenants.agreements import Agreement, Amendment
from tenants.isolation import Base, clock, session
from tests.conftest import a_house
from tests.house_fixture import House

pytestmark = pytest.mark.slow

LATER = {"due_at", "starts_at", "undo_until", "expires_at", "lease_until", "beat_at", "seals_at"}
"""Columns that speak of what is still to come."""


def latest(mapper: Mapper[Any]) -> dict[str, datetime]:
    """The latest instant in each column of a table that says when something happened."""
    found = {}
    for column in mapper.columns:
        if isinstance(column.type, DateTime) and column.name not in LATER:
            attribute = getattr(mapper.class_, mapper.get_property_by_column(column).key)
            value = session().scalar(select(func.max(attribute)))
            if value is not None:
                found[f"{mapper.local_table}.{column.name}"] = value
    return found


def instants() -> dict[str, datetime]:
    """The same of the whole organisation; what is private to its author is read as each of them."""
    found: dict[str, datetime] = {}
    private = [mapper for mapper in Base.registry.mappers if hasattr(mapper.class_, "__parties__")]
    for mapper in Base.registry.mappers:
        if mapper not in private:
            found |= latest(mapper)
    for person_id in session().scalars(select(people.Person.id)).all():
        isolation.act_as(person_id)
        for mapper in private:
            for name, value in latest(mapper).items():
                found[name] = max(value, found.get(name, value))
    return found


@dataclass(frozen=True)
class Played:
    """One organisation of the demo: when somebody started it, and how many people it says it has."""

    slug: str
    now: datetime
    people: int


Demo = tuple[House, dict[tuple[str, int], Played]]
HOURS = 0, 23
MAKERS: dict[str, Callable[[str], int]] = {"northlight": northlight, "tidewater": tidewater}


@pytest.fixture(scope="module")
def demo(bed: Services, template: str) -> Iterator[Demo]:
    """Both organisations, played early and late in the day, in a house that all of these read."""
    found: dict[tuple[str, int], Played] = {}
    with a_house(bed, template) as house:
        for (name, make), hour in product(MAKERS.items(), HOURS):
            now, slug = datetime.now(UTC).replace(hour=hour, minute=1), f"{name}-at-{hour}"
            with clock.at(now):
                found[name, hour] = Played(slug, now, make(slug))
        yield house, found


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("name", MAKERS)
def test_nothing_in_the_demo_happens_later_than_now(demo: Demo, name: str, hour: int) -> None:
    house, played = demo
    now = played[name, hour].now
    with house.within(played[name, hour].slug):
        found = instants()
        assert {"agreement_version.proposed_at", "notice.created_at"} <= set(found)
        late = {name: at.isoformat() for name, at in found.items() if at > now}
        assert not late


@pytest.mark.parametrize("hour", HOURS)
def test_the_demo_shows_a_plan_in_every_state(demo: Demo, hour: int) -> None:
    house, played = demo
    with house.within(played["northlight", hour].slug):
        states = dict(session().execute(select(Agreement.state, func.count()).group_by(Agreement.state)).all())
        assert {"drafting", "proposed", "countered", "agreed", "ended"} <= set(states)
        changing = set(session().scalars(select(Amendment.state)))
        assert {"drafting", "proposed", "agreed"} <= changing
        seat = (Participation.cycle_id == Plan.cycle_id) & (Participation.person_id == Plan.person_id)
        resting = select(func.count()).select_from(Plan).join(Participation, seat).where(Participation.state == "excused")
        assert session().scalar(resting) == 1
        assert session().scalar(select(func.count()).select_from(Plan)) == sum(states.values())


@pytest.mark.parametrize("hour", HOURS)
def test_the_demo_shows_policies_with_a_history_and_who_owes_what(demo: Demo, hour: int) -> None:
    house, played = demo
    with house.within(played["northlight", hour].slug), clock.at(played["northlight", hour].now):
        sheets = {each.title: policies.policy_of(each.id) for each in session().scalars(select(policies.Policy))}
        assert len(sheets) == 5, "four, and a counterpart in Chinese"
        states = {title: [sheet.state_of(each) for each in sheet.versions] for title, sheet in sheets.items() if sheet}
        assert sorted(states.values()) == [
            ["in_force"],
            ["in_force", "review"],
            ["in_force", "scheduled"],
            ["superseded", "in_force"],
            ["superseded", "in_force"],
        ]
        dara = session().scalars(select(people.Person).where(people.Person.email_key.like("dara@%"))).one()
        isolation.act_as(dara.id)
        head = people.load_actor(dara, "UTC")
        told = policies.status(sheets["Performance management at Northlight"], head)
        assert told is not None
        assert [each.name for each in told.owing or ()] == ["Kofi Mensah"]
        assert told.whole.overdue == 1
    with house.within(played["tidewater", hour].slug):
        assert session().scalars(select(policies.Policy)).all() == []


@pytest.mark.parametrize("hour", HOURS)
def test_the_demo_has_as_many_people_as_it_says_and_a_third_counter_proposal(demo: Demo, hour: int) -> None:
    house, played = demo
    assert played["northlight", hour].people in range(36, 45)
    assert played["tidewater", hour].people == 12
    with house.within(played["northlight", hour].slug):
        names = {one.name for one in session().scalars(select(people.Person))}
        assert sum(any("\u4e00" <= sign <= "\u9fff" for sign in name) for name in names) >= 10
        amara = session().scalars(select(people.Person).where(people.Person.email_key.like("amara@%"))).one()
        third = session().scalars(select(Agreement).where(Agreement.first_id == amara.id)).one()
        assert third.open_version is not None
        assert (third.open_version.no, third.state) == (4, "proposed"), "a first version and three counter-proposals"
