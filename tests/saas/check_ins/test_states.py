"""The table of a check-in: which moves there are, and that no other happens."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from saas.check_ins.models import STATES
from saas.check_ins.states import CHECK_IN
from saas.plan.states import GOAL
from tenants.law import NotNow


@dataclass
class Standing:
    state: str
    version: int = 1


ALLOWED = {
    ("due", "say"): "submitted",
    ("due", "miss"): "missed",
    ("due", "lapse"): "lapsed",
    ("submitted", "say_anew"): "submitted",
    ("submitted", "answer"): "answered",
    ("submitted", "lapse"): "lapsed",
    ("answered", "close"): "closed",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", sorted(CHECK_IN.moves))
def test_a_check_in_moves_as_the_table_says_and_not_otherwise(state: str, verb: str) -> None:
    thing = Standing(state)
    if (state, verb) in ALLOWED:
        CHECK_IN.move(thing, verb)
        assert (thing.state, thing.version) == (ALLOWED[state, verb], 2)
    else:
        with pytest.raises(NotNow):
            CHECK_IN.move(thing, verb)
        assert (thing.state, thing.version) == (state, 1)


def test_only_whoever_has_a_voice_moves_it_or_the_day_and_no_day_speaks_for_anybody() -> None:
    by_the_day = {verb for verb, move in CHECK_IN.moves.items() if move.who == "system"}
    assert by_the_day == {"miss", "close", "lapse"}
    assert not {CHECK_IN.moves[verb].target for verb in by_the_day} & {"submitted", "answered"}


@pytest.mark.parametrize(
    ("state", "verb", "target"),
    [
        ("agreed", "begin", "in_progress"),
        ("in_progress", "reach", "reached"),
        ("in_progress", "reach_partly", "partly_reached"),
        ("agreed", "miss", "not_reached"),
        ("in_progress", "go_on", "in_progress"),
        ("in_progress", "drop", "dropped"),
        ("reached", "drop", "dropped"),
    ],
)
def test_a_goal_goes_on_and_ends(state: str, verb: str, target: str) -> None:
    goal = Standing(state)
    GOAL.move(goal, verb)
    assert goal.state == target


@pytest.mark.parametrize("state", ["reached", "partly_reached", "not_reached", "dropped"])
@pytest.mark.parametrize("verb", ["begin", "reach", "miss", "go_on", "renew"])
def test_a_goal_that_is_over_is_not_ended_again(state: str, verb: str) -> None:
    with pytest.raises(NotNow):
        GOAL.move(Standing(state), verb)
