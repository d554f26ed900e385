"""T6: whatever two organisations do in turn, each shows what a simple model of it holds, and nothing of the other.

There are as many sequences as fit into a minute of CI; `bin/test long` makes 300, the same each time, and
`SAMEBOAT_TRIALS=10000 bin/test tests/fence/test_model.py` others each time.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.orm import with_loader_criteria

from tenants import people
from tenants.isolation import units
from tests.fence.walk.trial import Trial
from tests.house_fixture import House

pytestmark = pytest.mark.slow

SEQUENCES = int(os.environ.get("SAMEBOAT_TRIALS", "24"))
STEPS = 9


def on(house: House) -> type[Trial]:
    """The machine on that house."""
    return type("Trial", (Trial,), {"house": house})


def test_each_organisation_shows_what_its_model_holds_whatever_both_do(house: House) -> None:
    tried(house, SEQUENCES)


@pytest.mark.long
def test_it_does_so_in_three_hundred_sequences(house: House) -> None:
    tried(house, 300)


def tried(house: House, sequences: int) -> None:
    """The machine has gone through so many sequences and met nothing that its model does not hold."""
    run_state_machine_as_test(
        on(house),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=sequences < 1000,
            database=None,
            phases=(Phase.generate,),  # so few steps read well enough, and to shorten them takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(("table", "which"), [("person", "email LIKE 'eve@%'"), ("unit", "name = 'Crew'")])
def test_a_row_that_was_planted_across_is_seen(house: House, table: str, which: str) -> None:
    trial = on(house)()
    trial.each_shows_its_own()
    here, there = trial.rows["northlight"], trial.rows["tidewater"]
    here.ask("SET session_replication_role = replica")
    moved = "jsonb_build_object('tenant_id', CAST(:t AS text), 'id', gen_random_uuid())"
    here.ask(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(r, {moved})).* FROM {table} r WHERE tenant_id = :there AND {which}",
        there=there.tenant,
    )
    with pytest.raises(AssertionError):
        trial.each_shows_its_own()
    trial.close()


def test_a_row_of_the_other_that_was_written_meanwhile_is_seen(house: House) -> None:
    trial = on(house)()
    trial.rows["tidewater"].ask("UPDATE unit SET name = name WHERE tenant_id = :t")
    trial.moved.add("northlight")
    with pytest.raises(AssertionError, match="tidewater has other rows"):
        trial.only_who_moved_has_changed()
    trial.close()


@pytest.mark.parametrize("program", [True, False])
@pytest.mark.parametrize("database", [True, False])
def test_either_fence_holds_alone_and_without_both_the_other_organisations_people_are_seen(
    house: House, monkeypatch: pytest.MonkeyPatch, program: bool, database: bool
) -> None:
    trial = on(house)()
    if not program:
        nothing = with_loader_criteria(people.Person, people.Person.id.is_not(None))
        monkeypatch.setattr(units, "_ONLY", nothing)
        monkeypatch.setattr(units, "_fenced", lambda statement: statement)
    if not database:
        trial.rows["northlight"].ask("ALTER TABLE person DISABLE ROW LEVEL SECURITY")
    if program or database:
        trial.each_shows_its_own()
    else:
        both = sum(len(town.people) for town in trial.towns.values())
        with pytest.raises(AssertionError, match=f"'people': {both},"):
            trial.each_shows_its_own()
    trial.close()
