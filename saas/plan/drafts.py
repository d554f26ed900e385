"""Writing a draft: what the page of one goal, of the weights or of a button makes of the whole content. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from saas.plan.content import KEY_RESULTS, SUPPORTS, Goal, KeyResult, Plan, Support, new_key
from saas.plan.rules import share_evenly


def with_goal(plan: Plan, goal: Goal) -> Plan:
    """The plan with this goal in the place of the one with its key, or behind the others."""
    if plan.goal(goal.key) is None:
        return replace(plan, goals=(*plan.goals, goal))
    return replace(plan, goals=tuple(goal if each.key == goal.key else each for each in plan.goals))


def without_goal(plan: Plan, key: str) -> Plan:
    """The plan without that goal; the weights of the others stay as they are."""
    return replace(plan, goals=tuple(each for each in plan.goals if each.key != key))


def moved(plan: Plan, key: str, by: int) -> Plan:
    """The plan with that goal one place up (-1) or down (+1); at the end it stays."""
    goals = list(plan.goals)
    here = next((n for n, each in enumerate(goals) if each.key == key), None)
    if here is None or not 0 <= here + by < len(goals):
        return plan
    goals[here], goals[here + by] = goals[here + by], goals[here]
    return replace(plan, goals=tuple(goals))


def with_weights(plan: Plan, weights: Mapping[str, int]) -> Plan:
    """The plan with these weights (basis points) by the key of the goal."""
    return replace(plan, goals=tuple(replace(each, weight=weights.get(each.key, each.weight)) for each in plan.goals))


def with_even_weights(plan: Plan) -> Plan:
    """The work goals share the whole evenly; development goals weigh nothing."""
    work = [each.key for each in plan.goals if each.kind == "work"]
    shares = dict(zip(work, share_evenly(len(work)), strict=True)) if work else {}
    return replace(plan, goals=tuple(replace(each, weight=shares.get(each.key, 0)) for each in plan.goals))


def new_goal(kind: str = "work") -> Goal:
    """An empty goal with one key result to fill in."""
    return Goal(key=new_key(), kind=kind, key_results=(KeyResult(key=new_key()),))


def new_key_result() -> KeyResult:
    """An empty key result."""
    return KeyResult(key=new_key())


def new_support() -> Support:
    """An empty support commitment."""
    return Support(key=new_key())


def carried(content: Mapping[str, Any], keys: list[str]) -> tuple[Goal, ...]:
    """Goals of an earlier plan that go on, without their weight: that is agreed anew."""
    earlier = Plan.from_json(content)
    found = (earlier.goal(key) for key in keys)
    return tuple(replace(goal, weight=0) for goal in found if goal is not None)


def with_row(goal: Goal, op: str, row: str) -> tuple[Goal | None, str | None]:
    """The goal after a button for rows, and where on its page to go on; None where no more rows fit."""
    if op == "add-result":
        if len(goal.key_results) >= KEY_RESULTS:
            return None, None
        added = new_key_result()
        return replace(goal, key_results=(*goal.key_results, added)), f"key_results/{added.key}/title"
    if op == "add-support":
        if len(goal.support) >= SUPPORTS:
            return None, None
        new = new_support()
        return replace(goal, support=(*goal.support, new)), f"support/{new.key}/words"
    if op == "remove-result":
        return replace(goal, key_results=tuple(each for each in goal.key_results if each.key != row)), "results"
    if op == "remove-support":
        return replace(goal, support=tuple(each for each in goal.support if each.key != row)), "support"
    return goal, None


def with_criterion(goal: Goal, said: Mapping[str, str], levels: Collection[str], most: int) -> Goal | None:
    """The goal with what a position expects at each of these levels, below what stands there; None where it doesn't fit.

    What stands there already is not written twice.
    """
    criteria = dict(goal.criteria)
    for level in levels:
        words, there = said.get(level, "").strip(), criteria.get(level, "")
        if words and words not in there:
            criteria[level] = f"{there}\n{words}" if there else words
    return None if any(len(words) > most for words in criteria.values()) else replace(goal, criteria=criteria)
