"""The largest plan that the rules allow, in Chinese, through every form with scripts off: no limit cuts anything off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from saas.plan.content import GOALS, KEY_RESULTS, SUPPORTS, Goal, KeyResult, Plan, Support, new_key
from tests.factories import a_proposed_plan
from tests.house_fixture import House, forms, text_of

LEVELS = tuple(f"{n}" + "级" * 119 for n in range(10))


def chinese(length: int, mark: str) -> str:
    """Words of exactly that length that say at their end which they are."""
    return "北" * (length - len(mark)) + mark


def largest(old: Plan) -> Plan:
    """Each list as long and each text as large as it may be."""
    due = old.period.ends_on - timedelta(days=9)
    goals = tuple(
        Goal(
            key=new_key(),
            title=chinese(200, f"题{n}"),
            words=chinese(4000, f"话{n}"),
            weight=500,
            due_on=due,
            challenge=5,
            criteria={f"l{level}": chinese(1000, f"标{n}.{level}") for level in range(1, 6)},
            key_results=tuple(
                KeyResult(new_key(), chinese(200, f"果{n}.{k}"), "levels", "up", Decimal(1), Decimal(9), "", LEVELS)
                for k in range(KEY_RESULTS)
            ),
            support=tuple(Support(new_key(), "time", chinese(4000, f"助{n}.{k}"), due) for k in range(SUPPORTS)),
        )
        for n in range(GOALS)
    )
    return replace(old, goals=goals, words=chinese(4000, "笺"))


def otherwise(old: Plan, sign: str) -> Plan:
    """Each text of each goal is another one."""
    return replace(
        old,
        words=chinese(4000, sign),
        goals=tuple(
            replace(
                goal,
                words=goal.words.replace("北", sign),
                support=tuple(replace(one, words=one.words.replace("北", sign)) for one in goal.support),
            )
            for goal in old.goals
        ),
    )


@pytest.mark.slow
def test_the_largest_plan_goes_through_every_form(house: House) -> None:
    made = a_proposed_plan(house, content=largest)
    bo, other_window = house.browser("bo"), house.browser("bo")
    assert "题19" in text_of(bo.get(made.path))
    bo.follow(bo.act(bo.get(made.path), "plan.counter", words="再看一次。"))
    key = made.content("bo").goals[7].key
    page = f"{made.path}/draft/goals/{key}"
    first, second = bo.get(page), other_window.get(page)
    assert bo.act(first, "plan.save", words="东" * 4000).status_code == 303
    clash = other_window.act(second, "plan.save", words="西" * 4000)
    assert clash.status_code == 409
    assert len(forms(clash)["plan.merge"].fields["mine"]) < 10_000
    name = f"words/goals/{key}/words"
    settled = other_window.act(clash, "plan.merge", **{f"choice/goals/{key}/words": "words", name: "中" * 4000})
    assert settled.status_code == 303
    assert made.content("bo").goals[7].words == "中" * 4000
    assert [goal.title for goal in made.content("bo").goals] == [chinese(200, f"题{n}") for n in range(GOALS)]
    proposed = bo.act(bo.get(f"{made.path}/draft"), "plan.propose")
    assert proposed.status_code == 303, text_of(proposed)[:2000]
    redline = bo.get(f"{made.path}/redline?from=1&to=2")
    assert "话19" in text_of(redline)
    assert redline.status_code == 200


@pytest.mark.slow
def test_two_people_who_both_rewrote_everything_still_have_a_way_on(house: House) -> None:
    made = a_proposed_plan(house, content=largest)
    made.withdraw("amara")
    made.write("amara", lambda old: otherwise(old, "东"))
    made.write("bo", lambda old: otherwise(old, "西"))
    made.propose("bo")
    amara = house.browser("amara")
    page = amara.get(f"{made.path}/draft/merge")
    fields = forms(page)["plan.merge"].fields
    assert sum(len(str(value)) for value in fields.values()) < 200_000
    answer = amara.act(page, "plan.merge")
    assert answer.status_code == 303, text_of(answer)[:500]
