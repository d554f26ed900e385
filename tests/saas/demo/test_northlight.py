"""The demo is played in the past, whatever the hour is at which somebody starts it, and shows each state of a plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import DateTime, func, select
from sqlalchemy.orm import Mapper

from coaching_library import policies
from saas.cycle import Participation
from saas.demo import northlight, tidewater
from saas.plan.models import Plan
from tenants import isolation, people
from tenants.agreements import Agreement, Amendment
from tenants.isolation import Base, clock, session
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


@pytest.mark.parametrize("hour", [0, 23])
@pytest.mark.parametrize("make", [northlight, tidewater])
def test_nothing_in_the_demo_happens_later_than_now(house: House, make: Callable[[str], int], hour: int) -> None:
    now = datetime.now(UTC).replace(hour=hour, minute=1)
    with clock.at(now):
        make("elsewhere")
    with house.within("elsewhere"):
        found = instants()
        assert {"agreement_version.proposed_at", "notice.created_at"} <= set(found)
        late = {name: at.isoformat() for name, at in found.items() if at > now}
        assert not late


def test_the_demo_shows_a_plan_in_every_state(house: House) -> None:
    northlight("elsewhere")
    with house.within("elsewhere"):
        states = dict(session().execute(select(Agreement.state, func.count()).group_by(Agreement.state)).all())
        assert {"drafting", "proposed", "countered", "agreed", "ended"} <= set(states)
        changing = set(session().scalars(select(Amendment.state)))
        assert {"drafting", "proposed", "agreed"} <= changing
        seat = (Participation.cycle_id == Plan.cycle_id) & (Participation.person_id == Plan.person_id)
        resting = select(func.count()).select_from(Plan).join(Participation, seat).where(Participation.state == "excused")
        assert session().scalar(resting) == 1
        assert session().scalar(select(func.count()).select_from(Plan)) == sum(states.values())


def test_the_demo_shows_policies_with_a_history_and_who_owes_what(house: House) -> None:
    northlight("elsewhere")
    with house.within("elsewhere"):
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
        dara = people.by_email("dara@elsewhere.example")
        assert dara is not None
        isolation.act_as(dara.id)
        head = people.load_actor(dara, "UTC")
        told = policies.status(sheets["Performance management at Northlight"], head)
        assert told is not None
        assert [each.name for each in told.owing or ()] == ["Kofi Mensah"]
        assert told.whole.overdue == 1
    tidewater("nowhere")
    with house.within("nowhere"):
        assert session().scalars(select(policies.Policy)).all() == []


def test_the_demo_has_as_many_people_as_it_says_and_a_third_counter_proposal(house: House) -> None:
    assert northlight("elsewhere") in range(36, 45)
    assert tidewater("nowhere") == 12
    with house.within("elsewhere"):
        names = {one.name for one in session().scalars(select(people.Person))}
        assert sum(any("\u4e00" <= sign <= "\u9fff" for sign in name) for name in names) >= 10
        amara = session().scalars(select(people.Person).where(people.Person.email_key.like("amara@%"))).one()
        third = session().scalars(select(Agreement).where(Agreement.first_id == amara.id)).one()
        assert third.open_version is not None
        assert (third.open_version.no, third.state) == (4, "proposed"), "a first version and three counter-proposals"
