"""Your turn: everything that waits for a person, from every room, and what others owe them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from saas import check_ins, cycle, enterprise, feedback, meetings, partnering, performance_file, plan
from saas.cycle import Cycle
from saas.home.rules import Turn, ordered
from saas.turns import Rooms
from tenants import organisations, people
from tenants.people import Actor

__all__ = ["Turn", "today", "turns"]

DUE_BY_WORK = frozenset({"draft", "answer", "finish"})
"""Turns of a first agreement: they are late once the work phase was to begin."""


def today() -> date:
    """Today, as the organisation counts its days."""
    return organisations.today()


OF_TWO = Rooms(
    {
        "meetings": meetings.TURNS,
        "check_ins": check_ins.TURNS,
        "feedback": feedback.TURNS,
        "performance_file": performance_file.TURNS,
        "library": partnering.LIBRARY,
        "policies": partnering.POLICIES,
        "questions": partnering.QUESTIONS,
    }
)
"""What waits in the rooms of two, in the library, in policies and in questions."""


def turns(actor: Actor, wishes: Iterable[people.RightWish] = ()) -> list[Turn]:
    """What waits for the actor (`mine`) and what others owe them, latest first: four statements. `wishes` are the rights that
    wait for a second person, for those who look after rights (`people.looked_after`).

    Where a turn belongs to no cycle, the other person stands for it.
    """
    found = [
        Turn(
            item.kind,
            item.path,
            item.person,
            item.since,
            item.plan.cycle,
            item.no,
            item.plan.due_on if item.kind in DUE_BY_WORK else None,
            item.mine,
        )
        for item in plan.turn_items(actor)
    ]
    found += [_of(each, actor) for each in cycle.waiting(actor)]
    found += [_right(wish, actor) for wish in wishes]
    found += [
        Turn(item.kind, item.path, item.person, item.since, item, None, item.due_on, item.mine) for item in OF_TWO.gather(actor)
    ]
    return ordered(found + [_check_in(goal) for goal in enterprise.due_goals(actor.id)], today())


def _check_in(goal: enterprise.EnterpriseGoal) -> Turn:
    """The turn of an owner whose goal of the enterprise waits for a check-in; its page stands for the cycle."""
    assert goal.due_on is not None, "it is open"
    since = datetime.combine(goal.due_on, time(), UTC)
    return Turn("enterprise_check_in", f"/enterprise/goals/{goal.id}", goal.owner, since, goal, None, goal.due_on)


@dataclass(frozen=True)
class _Right:
    """A right that somebody asked for; it stands where a turn has its cycle."""

    name: str


def _right(wish: people.RightWish, actor: Actor) -> Turn:
    """The turn of those who can confirm a right; whoever asked sees that others owe them a word."""
    mine = people.policy.can_confirm(actor, wish)
    return Turn("right", f"/settings/rights/{wish.id}", wish.person, _made_at(wish), _Right(people.wish_label(wish)), mine=mine)


def _of(waiting: Cycle, actor: Actor) -> Turn:
    """The turn that a waiting cycle is: an answer, or moving HR's cycle on."""
    path, made = f"/cycle/{waiting.id}", _made_at(waiting)
    if waiting.kind == "own":
        assert waiting.owner is not None
        return Turn("own_cycle", path, waiting.owner, made, waiting)
    if waiting.state == "planning":
        return Turn("cycle_work", path, actor.person, made, waiting, None, waiting.work_on)
    return Turn(f"cycle_{waiting.state}", path, actor.person, made, waiting, None, waiting.starts_on)


def _made_at(thing: Cycle | people.RightWish) -> datetime:
    """When a row was made: its id tells (UUID v7, milliseconds in the first 48 bits)."""
    return datetime.fromtimestamp((thing.id.int >> 80) / 1000, UTC)
