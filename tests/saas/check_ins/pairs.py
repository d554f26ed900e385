"""What tests of check-ins begin from: Amara, who has agreed a plan with Bo, and what she would type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from saas import check_ins, plan
from saas.check_ins import actions
from saas.check_ins.sheets import CheckInSheet, PairSheet
from tenants import people
from tenants.isolation import clock
from tests.factories import Change, Made, an_agreed_plan
from tests.house_fixture import House


@dataclass(frozen=True)
class Pair:
    """An employee and their manager, with the plan that they agreed."""

    house: House
    plan: Made
    id: UUID

    @property
    def path(self) -> str:
        """The page of the two."""
        return f"/check-ins/pairs/{self.id}"

    def sheet(self) -> PairSheet:
        """The pair, for whoever acts."""
        from saas.check_ins import queries

        found = queries.pair(self.id)
        assert found is not None
        return found

    def open(self, who: str = "amara") -> UUID:
        """There is a check-in to fill in; its id."""
        with self.house.acting(who) as by:
            return check_ins.open_now(self.sheet(), by=by).id

    def at(self, check_in: UUID) -> CheckInSheet:
        """A check-in, for whoever acts."""
        found = check_ins.sheet(check_in)
        assert found is not None
        return found

    def say(self, check_in: UUID, who: str = "amara", **other: Any) -> None:
        """The employee says the same of each goal; `other` says it otherwise."""
        with self.house.acting(who) as by:
            sheet = self.at(check_in)
            check_ins.say(sheet, said(actions.goals_asked(sheet), **other), by=by)

    def answer(self, check_in: UUID, who: str = "bo", words: str = "I see it.", **goal: Any) -> None:
        """The manager answers the whole, and with `goal` the first goal."""
        with self.house.acting(who) as by:
            there = check_ins.spoken(check_in)
            assert there is not None
            goals = {there.goals[0].goal.key: check_ins.GoalAnswer(**goal)} if goal else {}
            check_ins.answer(self.at(check_in), check_ins.Answer(words, "", goals), by=by)

    def state(self, check_in: UUID) -> str:
        """Where it stands."""
        with self.house.within():
            return self.at(check_in).check_in.state

    def turn(self) -> int:
        """What the day brings."""
        with self.house.within():
            return check_ins.turn(100)

    def lead(self, manager: str | None) -> None:
        """Somebody else leads from today on."""
        self.plan.lead(manager)

    @contextmanager
    def later(self, days: int) -> Iterator[None]:
        """Inside it is so many days later."""
        with clock.at(clock.now() + timedelta(days=days)):
            yield


def said(
    goals: list[plan.GoalInForce], *, sure: int = 7, win: str = "A quiet night.", first: Mapping[str, Any] | None = None
) -> check_ins.Said:
    """What is said of each goal; `first` differs in the first one."""

    def of(goal: plan.GoalInForce) -> check_ins.GoalSaid:
        results = {
            result.key: check_ins.ResultSaid(Decimal(1) if not result.is_numeric else result.start, sure)
            for result in goal.words.key_results
        }
        facts: dict[str, Any] = {
            "health": "on_track",
            "confidence": sure,
            "progress": "It moves.",
            "results": results,
        }
        return check_ins.GoalSaid(**(facts | dict(first or {} if goal is goals[0] else {})))

    return check_ins.Said(win, {goal.key: of(goal) for goal in goals})


def a_pair(house: House, content: Change | None = None) -> Pair:
    """Amara and Bo, who have agreed a plan today."""
    made = an_agreed_plan(house, content=content)
    with house.within():
        person = people.person(house.person("amara"))
        assert person is not None
        found = check_ins.pair_between(person.id, house.person("bo"))
        assert found is not None, "an agreed plan begins a rhythm"
        return Pair(house, made, found.id)


def typed(goals: list[plan.GoalInForce], **other: str) -> dict[str, str]:
    """What a form of these goals holds when it is whole."""
    fields = {"win": "A quiet night."}
    for goal in goals:
        fields |= {f"said/{goal.key}/health": "on_track", f"said/{goal.key}/progress": "It moves."}
        if not goal.words.key_results:
            fields[f"said/{goal.key}/confidence"] = "6"
        for result in goal.words.key_results:
            fields[f"said/{result.key}/confidence"] = "6"
    return fields | other
