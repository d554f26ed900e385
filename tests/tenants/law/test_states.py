"""A table of states allows what it lists, once, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tenants.law import Machine, Move, NotNow, Stale


@dataclass
class Door:
    state: str = "shut"
    version: int = 1


TABLE = Machine("door", Move("open", {"shut"}, "open", "anybody"), Move("lock", {"shut"}, "locked", "owner"))


def test_a_listed_move_changes_the_state_and_counts() -> None:
    door = Door()
    TABLE.move(door, "open", seen=1)
    assert (door.state, door.version) == ("open", 2)


def test_a_move_that_is_not_listed_is_refused_and_changes_nothing() -> None:
    door = Door("open")
    with pytest.raises(NotNow):
        TABLE.move(door, "lock")
    assert (door.state, door.version) == ("open", 1)


def test_an_older_version_is_stale_even_where_the_move_is_listed() -> None:
    door = Door(version=3)
    with pytest.raises(Stale):
        TABLE.move(door, "open", seen=2)
    assert door.state == "shut"


def test_a_verb_stands_once_in_a_table() -> None:
    with pytest.raises(ValueError, match="twice"):
        Machine("door", Move("open", {"shut"}, "open", "a"), Move("open", {"locked"}, "open", "b"))


def test_the_table_knows_its_states() -> None:
    assert TABLE.states == ["locked", "open", "shut"]
    assert TABLE.may(Door(), "open")
    assert not TABLE.may(Door("locked"), "open")
