"""What agreed goals contribute to: part of what both sign, kept in step, and told only as far as one may know."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from sqlalchemy import select

from saas import enterprise, plan
from saas.plan.content import SHAPE, ContentError, Contribution, Plan
from saas.plan.document import document
from saas.plan.models import PlanContribution
from tenants import isolation, people
from tenants.agreements.canonical import canonical
from tenants.agreements.merge import merge, settle
from tenants.law import Invalid
from tests.factories import Change, Made, a_proposed_plan, an_agreed_plan, filled, with_goal
from tests.house_fixture import House
from tests.saas.enterprise import goals
from tests.saas.plan.plans import PLAN, SCALE, K, plans, with_result

pytestmark = pytest.mark.pages

TO = Contribution(K[20], None, "Fewer faults · Field Engineering")
OTHER = Contribution(K[21], K[22], "Repairs › Trust · Northlight Energy")
SIGNED_BEFORE = "d7c4b700f54079e2ce232137ceb5cc59d8bf505d6ecdb50134ea9389b8982e64"
"""The hash of the content of `PLAN`, taken before there was anything to contribute to."""


def hash_of(content: Plan) -> str:
    return hashlib.sha256(canonical(content.to_json())).hexdigest()


def test_what_was_signed_before_keeps_its_hash() -> None:
    assert hash_of(PLAN) == SIGNED_BEFORE
    stored = json.loads(canonical(PLAN.to_json()))
    assert hash_of(Plan.from_json(stored)) == SIGNED_BEFORE


@given(plans)
def test_nothing_to_contribute_to_leaves_no_trace_in_what_is_stored(content: Plan) -> None:
    assert "contributes" not in canonical(content.to_json()).decode()


def test_what_it_contributes_to_is_covered_by_the_hash_and_comes_back() -> None:
    for to in (TO, OTHER, replace(TO, label="Called otherwise")):
        content = replace(PLAN, goals=(replace(PLAN.goals[0], contributes=to), *PLAN.goals[1:]))
        assert Plan.from_json(json.loads(canonical(content.to_json()))) == content
        assert hash_of(content) != SIGNED_BEFORE
    assert Plan.from_json(with_result(contributes=OTHER).to_json()).goals[0].contributions == ((K[1], OTHER),)


@pytest.mark.parametrize(
    "value", [None, "", "x", [], [K[20]], [K[20], "", 7], ["x", "", "Label"], [K[20], "x", "Label"], [K[20], "", "L" * 801], {}]
)
def test_anything_else_in_its_place_is_refused(value: Any) -> None:
    content: Any = PLAN.to_json()
    content["goals"][0]["contributes"] = value
    with pytest.raises(ContentError) as no:
        Plan.from_json(content)
    assert no.value.path == ("goals", K[0], "contributes")


def with_to(to: Contribution | None) -> Plan:
    return replace(PLAN, goals=(replace(PLAN.goals[0], contributes=to), *PLAN.goals[1:]))


def test_two_who_choose_differently_are_asked_once_and_never_get_a_mixture() -> None:
    joined = merge(PLAN.to_json(), with_to(TO).to_json(), with_to(OTHER).to_json(), SHAPE)
    assert [each.path for each in joined.conflicts] == [("goals", K[0], "contributes")]
    for choice, to in (("mine", TO), ("theirs", OTHER)):
        content = Plan.from_json(settle(joined, {joined.conflicts[0].path: choice}))
        assert content.goals[0].contributes == to


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_what_one_side_chooses_or_takes_away_is_taken(side: str) -> None:
    for base, to in ((None, TO), (TO, OTHER), (TO, None)):
        both = [with_to(base).to_json(), with_to(to).to_json()]
        mine, theirs = reversed(both) if side == "mine" else both
        joined = merge(with_to(base).to_json(), mine, theirs, SHAPE)
        assert joined.conflicts == ()
        assert Plan.from_json(joined.content).goals[0].contributes == to


def test_the_redline_says_from_what_to_what(house: House) -> None:
    with house.app.test_request_context():
        for old, new in ((None, TO), (TO, OTHER), (OTHER, None)):
            goal = document(with_to(new).to_json(), SCALE, with_to(old).to_json()).goals[0]
            assert (goal.contributes.old, goal.contributes.new) == (old.label if old else "", new.label if new else "")
            assert goal.changes == 1
        same = document(with_to(TO).to_json(), SCALE).goals[0]
        assert (same.contributes.shown, same.contributes.to, same.changes) == (TO.label, TO.goal, 0)
        assert not document(PLAN.to_json(), SCALE).goals[0].contributes


# From here on with the database.


def to_goal(house: House, goal_id: UUID, result: bool = False) -> Contribution:
    with house.acting("dara"):
        row = goals.sheet(goal_id).results[0].id if result else None
        found = enterprise.targets([(goal_id, row)])[goal_id, row]
        return Contribution(str(goal_id), str(row) if row else None, found.label)


def contributing(to: Contribution, *, own: bool = False) -> Change:
    """A whole plan whose first goal, or its first key result, contributes there."""

    def change(old: Plan) -> Plan:
        content = filled(old)
        first = content.goals[0]
        if own:
            results = (replace(first.key_results[0], contributes=to), *first.key_results[1:])
            return with_goal(0, key_results=results)(content)
        return with_goal(0, contributes=to)(content)

    return change


def rows(house: House) -> list[tuple[str, UUID, bool]]:
    """Whose goal contributes to what, and whether by a key result of its own."""
    with house.within():
        query = select(PlanContribution).order_by(PlanContribution.id)
        return [(r.person.name, r.to_goal_id, r.result_key is not None) for r in isolation.session().scalars(query)]


def agreed(house: House, to: Contribution, *, own: bool = False) -> Made:
    return an_agreed_plan(house, content=contributing(to, own=own))


def test_once_both_have_signed_it_says_so_and_not_before(house: House) -> None:
    made = goals.opened(house, results=(goals.faults(),))
    drawn = a_proposed_plan(house, content=contributing(to_goal(house, made)))
    assert rows(house) == []
    drawn.sign("bo", 1)
    assert rows(house) == [("Amara Diallo", made, False)]


def test_a_key_result_contributes_to_a_key_result(house: House) -> None:
    made = goals.opened(house, results=(goals.faults(),))
    agreed(house, to_goal(house, made, result=True), own=True)
    assert rows(house) == [("Amara Diallo", made, True)]


def test_an_amendment_a_dropped_goal_and_the_end_keep_it_in_step(house: House) -> None:
    one, other = goals.opened(house), goals.opened(house, title="Another")
    drawn = agreed(house, to_goal(house, one))
    drawn.amend("amara")
    drawn.propose("amara", with_goal(0, contributes=to_goal(house, other)))
    assert rows(house) == [("Amara Diallo", one, False)], "what is in force stays until both have signed"
    drawn.sign("bo", 2)
    assert rows(house) == [("Amara Diallo", other, False)]
    drawn.amend("bo")

    def without_first(old: Plan) -> Plan:
        return replace(old, goals=(replace(old.goals[1], weight=10_000), *old.goals[2:]))

    drawn.propose("bo", without_first)
    drawn.sign("amara", 3)
    assert rows(house) == []
    drawn.amend("bo")
    drawn.propose("bo", with_goal(0, contributes=to_goal(house, one)))
    drawn.sign("amara", 4)
    assert rows(house) == [("Amara Diallo", one, False)]
    with house.acting("tova") as tova:
        people.leave(goals.who("amara"), by=tova)
    assert rows(house) == []


@pytest.mark.parametrize("what", ["closed", "draft", "unknown", "foreign"])
def test_nobody_proposes_to_contribute_to_what_is_not_open(house: House, what: str) -> None:
    if what == "closed":
        made = goals.closed(house)
    elif what == "draft":
        made = goals.draft(house)
    else:
        made = goals.opened(house, "gus", at=goals.CREW, owner="finn") if what == "foreign" else UUID(int=9)
    with pytest.raises(Invalid) as no:
        a_proposed_plan(house, content=contributing(Contribution(str(made), None, "Anything")))
    assert [address.rpartition("/")[2] for address in no.value.errors] == ["contributes"]


def test_nobody_signs_words_that_the_other_one_made_up(house: House) -> None:
    made = goals.opened(house)
    drawn = a_proposed_plan(house, content=contributing(Contribution(str(made), None, "Earn twice as much")))
    with house.acting("bo"):
        content = Plan.from_json(drawn.sheet().agreement.last_version.content)
        assert content.goals[0].contributes.label == "Fewer faults · Field Engineering"


def test_what_both_have_read_stays_when_the_goal_is_closed_or_called_otherwise(house: House) -> None:
    made = goals.opened(house)
    drawn = agreed(house, to_goal(house, made))
    with house.acting("bo") as bo:
        enterprise.change(goals.sheet(made), goals.facts(bo.id, "Called otherwise"), by=bo)
        enterprise.close(goals.sheet(made), "reach", "Done.", by=bo)
    drawn.amend("amara")
    drawn.propose("amara", with_goal(0, words="Said in other words."))
    drawn.sign("bo", 2)
    assert rows(house) == [("Amara Diallo", made, False)]
    with house.acting("bo"):
        content = Plan.from_json(drawn.sheet().agreement.active_version.content)
        assert content.goals[0].contributes.label == "Fewer faults · Field Engineering"


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, None), (2, None), (3, 3), (40, 40)])
def test_a_few_are_not_counted(number: int, told: int | None) -> None:
    assert plan.told(number, 3) == told


def test_whose_goal_it_is_sees_who_may_read_the_plan(house: House) -> None:
    made = goals.opened(house)
    agreed(house, to_goal(house, made))
    found = {}
    for who in ("amara", "bo", "chen", "dara", "mira", "nia", "hugo", "tova", "ingrid"):
        with house.acting(who) as actor:
            found[who] = bool(isolation.session().execute(plan.goals_contributing(made, actor)).all())
            sheet = plan.sheet(plan.plans_of(house_id("amara"))[0].id)
            assert found[who] == plan.policy.can_read(actor, sheet), who
            assert plan.contributors_of(made) == 1
    assert {who for who, sees in found.items() if sees} == {"amara", "bo", "chen", "dara"}


def house_id(name: str) -> UUID:
    return goals.who(name).id


def test_a_former_manager_sees_what_they_signed_and_nothing_newer(house: House) -> None:
    made = goals.opened(house)
    drawn = agreed(house, to_goal(house, made))
    with house.acting("tova") as tova:
        people.set_manager(goals.who("amara"), manager=goals.who("mira"), by=tova)
    with house.acting("bo") as bo:
        assert len(isolation.session().execute(plan.goals_contributing(made, bo)).all()) == 1
    newer = replace(drawn, manager="mira")
    newer.amend("amara")
    newer.propose("amara", with_goal(0, words="Newer words."))
    newer.sign("mira", 2)
    with house.acting("bo") as bo:
        assert isolation.session().execute(plan.goals_contributing(made, bo)).all() == []
