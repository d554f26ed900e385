"""Every move of the table from every state, by who may and who may not, with a stale version, and two at once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import ProgrammingError

from saas import enterprise
from saas.enterprise import MACHINE, EnterpriseCheckIn
from tenants import isolation
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.house_fixture import House
from tests.saas.enterprise import goals

ENDINGS = {"reach": "reached", "reach_partly": "partly_reached", "miss": "not_reached", "drop": "dropped"}
VERBS = ("open", "renew", "change", "check_in", *ENDINGS)


def made_in(house: House, state: str) -> UUID:
    if state == "draft":
        return goals.draft(house)
    if state == "open":
        return goals.opened(house)
    return goals.closed(house, ending=next(verb for verb, to in ENDINGS.items() if to == state))


def act(verb: str, goal_id: UUID, by: Any, seen: int | None = None) -> None:
    sheet = goals.sheet(goal_id)
    if verb == "open":
        enterprise.open_goal(sheet, by=by, seen=seen)
    elif verb in ("renew", "change"):
        enterprise.change(sheet, goals.facts(sheet.goal.owner_id, "Even fewer faults"), by=by, seen=seen)
    elif verb == "check_in":
        enterprise.check_in(sheet, words="It goes.", said={}, confidence=5, by=by, seen=seen)
    else:
        enterprise.close(sheet, verb, "It is over.", by=by, seen=seen)


def source_of(verb: str) -> str:
    return "draft" if verb in ("open", "renew") else "open"


def test_the_table_is_whole() -> None:
    assert set(MACHINE.moves) == set(VERBS)
    assert set(MACHINE.states) == {"draft", "open", *ENDINGS.values()}


@pytest.mark.parametrize("verb", VERBS)
def test_a_move_by_who_may_leads_where_the_table_says_and_is_recorded(house: House, verb: str) -> None:
    made = made_in(house, source_of(verb))
    before = goals.standing(house, made)
    with house.acting("bo") as bo:
        act(verb, made, bo, seen=before[1])
    assert goals.standing(house, made) == (MACHINE.moves[verb].target, before[1] + 1)
    recorded = {"open": "goal_opened", "renew": "goal_changed", "change": "goal_changed", "check_in": "checked_in"}
    assert goals.verbs(house, made)[-1] == f"enterprise.{recorded.get(verb, 'goal_closed')}"


@pytest.mark.parametrize("who", ["amara", "mira", "hugo", "ingrid"])
@pytest.mark.parametrize("verb", VERBS)
def test_a_move_by_anybody_else_is_refused_and_changes_nothing(house: House, verb: str, who: str) -> None:
    made = made_in(house, source_of(verb))
    before = goals.standing(house, made)
    with pytest.raises(Refused), house.acting(who) as actor:
        act(verb, made, actor)
    assert goals.standing(house, made) == before


@pytest.mark.parametrize("state", ["draft", "open", *ENDINGS.values()])
def test_a_move_that_the_table_does_not_list_is_not_now(house: House, state: str) -> None:
    made = made_in(house, state)
    before = goals.standing(house, made)
    for verb, move in MACHINE.moves.items():
        if state not in move.sources and not (verb in ("renew", "change") and state in ("draft", "open")):
            with pytest.raises(NotNow), house.acting("bo") as bo:
                act(verb, made, bo)
    assert goals.standing(house, made) == before


@pytest.mark.parametrize("verb", VERBS)
def test_a_move_seen_at_an_older_version_is_stale(house: House, verb: str) -> None:
    made = made_in(house, source_of(verb))
    before = goals.standing(house, made)
    with pytest.raises(Stale), house.acting("bo") as bo:
        act(verb, made, bo, seen=before[1] - 1)
    assert goals.standing(house, made) == before


def test_of_two_who_close_at_once_one_closes_and_the_other_is_told(house: House) -> None:
    made = goals.opened(house)
    version = goals.standing(house, made)[1]
    began, outcome = threading.Barrier(2), []

    def close(who: str, ending: str) -> None:
        try:
            with house.acting(who) as actor:
                sheet = goals.sheet(made)
                began.wait(10)
                enterprise.close(sheet, ending, f"{who} says so.", by=actor, seen=version)
            outcome.append(ending)
        except Stale:
            outcome.append("stale")

    both = [threading.Thread(target=close, args=each) for each in (("bo", "reach"), ("chen", "miss"))]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert sorted(outcome) in (["reach", "stale"], ["miss", "stale"])
    assert goals.standing(house, made)[1] == version + 1


def test_it_is_closed_with_words_and_keeps_them(house: House) -> None:
    made = goals.opened(house)
    with house.acting("bo") as bo:
        with pytest.raises(Invalid) as no:
            enterprise.close(goals.sheet(made), "reach", "  ", by=bo)
        assert set(no.value.errors) == {"words"}
        with pytest.raises(Invalid):
            enterprise.close(goals.sheet(made), "renamed", "So.", by=bo)
        enterprise.close(goals.sheet(made), "miss", "Two of three teams did not begin.", by=bo)
    goal = goals.goal(house, made)
    assert (goal.closing_words, goal.closed_on is not None, goal.due_on) == ("Two of three teams did not begin.", True, None)


def test_a_check_in_is_a_record_and_moves_the_next_one_ahead(house: House) -> None:
    made = goals.opened(house, results=(goals.faults(), goals.sites()))
    goals.check_in(house, made, words="Twenty repairs listened to.", confidence=6)
    goal = goals.goal(house, made)
    assert (goal.confidence, goal.due_on) == (6, goal.checked_on + timedelta(days=30))
    with house.acting("dara"):
        values = {row.title: (row.value, row.confidence) for row in goals.sheet(made).results}
        assert values["Repairs that come back"] == (15, 6)
        assert values["A sheet for each site"] == (None, 6)
    with pytest.raises(ProgrammingError, match="permission denied"):
        _reword(house)


def _reword(house: House) -> None:
    with house.within():
        said = isolation.session().query(EnterpriseCheckIn).first()
        said.words = "It was never so."


def test_the_confidence_of_a_goal_is_that_of_its_weakest_key_result(house: House) -> None:
    made = goals.opened(house, results=(goals.faults(), goals.sites()))
    with house.acting("bo") as bo:
        sheet = goals.sheet(made)
        said = {str(row.id): enterprise.Said(None, n) for row, n in zip(sheet.results, (9, 2), strict=True)}
        enterprise.check_in(sheet, words="One of them worries me.", said=said, by=bo)
    assert goals.goal(house, made).confidence == 2


def test_a_key_result_that_is_taken_out_of_an_open_goal_is_kept_with_what_was_said_of_it(house: House) -> None:
    made = goals.opened(house, results=(goals.faults(), goals.sites()))
    goals.check_in(house, made)
    with house.acting("bo") as bo:
        sheet = goals.sheet(made)
        kept = sheet.results[0].result
        enterprise.change(sheet, goals.facts(bo.id, results=(kept,)), by=bo)
    with house.acting("bo"):
        assert [row.title for row in goals.sheet(made).results] == ["Repairs that come back"]
        assert len(enterprise.results_of([made])) == 1
        from saas.enterprise import queries

        assert len(queries.results_of([made], standing=False)) == 2


def test_a_draft_loses_a_key_result_for_good(house: House) -> None:
    from saas.enterprise import queries

    made = goals.draft(house, results=(goals.faults(), goals.sites()))
    with house.acting("bo") as bo:
        enterprise.change(goals.sheet(made), goals.facts(bo.id), by=bo)
        assert queries.results_of([made], standing=False) == []


def test_saving_what_stands_there_already_changes_nothing(house: House) -> None:
    made = goals.opened(house)
    before = goals.standing(house, made)
    with house.acting("bo") as bo:
        enterprise.change(goals.sheet(made), goals.facts(bo.id), by=bo)
    assert goals.standing(house, made) == before


def test_the_owner_is_told_and_is_somebody_who_is_here(house: House) -> None:
    made = goals.opened(house, owner="amara")
    amara = house.browser("amara")
    assert "named you the owner of “Fewer faults”" in amara.get("/notices/").get_data(as_text=True)
    with house.acting("tova") as tova:
        from tenants import people

        people.leave(goals.who("nia"), by=tova)
    nia = house.person("nia")
    with house.acting("bo") as bo, pytest.raises(Invalid) as no:
        enterprise.change(goals.sheet(made), goals.facts(nia), by=bo)
    assert set(no.value.errors) == {"owner"}


def test_two_goals_of_one_place_are_not_called_alike_while_they_are_open(house: House) -> None:
    made = goals.opened(house)
    with pytest.raises(Invalid) as no:
        goals.draft(house, title="FEWER  faults")
    assert set(no.value.errors) == {"title"}
    with house.acting("bo") as bo:
        enterprise.close(goals.sheet(made), "reach", "Done.", by=bo)
    assert goals.draft(house, title="Fewer faults") != made


def test_a_unit_with_open_goals_is_not_closed(house: House) -> None:
    from tenants import organisations

    with house.within():
        field = goals.unit(goals.FIELD)
        organisations.make_unit(organisations.company(field.company_id), name="Empty", by=None)
    made = goals.opened(house, "dara", at="Empty", owner="dara")
    with house.within(), pytest.raises(NotNow, match="1 goal of it is open"):
        organisations.close_unit(goals.unit("Empty"), by=None)
    with house.acting("dara") as dara:
        enterprise.close(goals.sheet(made), "drop", "The unit goes.", by=dara)
    with house.within():
        organisations.close_unit(goals.unit("Empty"), by=None)
        assert goals.unit("Empty").state == "closed"
