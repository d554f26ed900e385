"""Every move of a template from every state, versions that stay as they were, and who is offered what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import ProgrammingError

from saas import plan_template
from saas.plan_template import MACHINE, Facts
from tenants import isolation, people
from tenants.law import Invalid, NotNow, Stale
from tests.house_fixture import House
from tests.saas.plan_template import made

VERBS = {
    "renew": lambda it, **by: plan_template.write_goals(it, (made.faults(5000), made.handover(5000)), **by),
    "publish": plan_template.publish,
    "retire": plan_template.retire,
    "reopen": plan_template.reopen,
}


def made_in(house: House, state: str) -> UUID:
    made_ = made.draft(house) if state == "draft" else made.published(house)
    if state == "retired":
        with house.acting("dara") as by:
            plan_template.retire(made.found(made_), by=by)
    return made_


@pytest.mark.parametrize("state", ["draft", "published", "retired"])
@pytest.mark.parametrize("verb", VERBS)
def test_each_move_is_as_the_table_says(house: House, state: str, verb: str) -> None:
    it = made_in(house, state)
    name = "change" if (verb, state) == ("renew", "published") else verb
    with house.acting("dara") as by:
        if (verb, state) == ("publish", "published"):
            plan_template.write_goals(made.found(it), (made.faults(10_000),), by=by)
        thing = made.found(it)
        before = thing.version
        if not MACHINE.may(thing, name):
            with pytest.raises(NotNow):
                VERBS[verb](thing, by=by)
            return
        with pytest.raises(Stale):
            VERBS[verb](thing, by=by, seen=before - 1)
        VERBS[verb](thing, by=by, seen=before)
        assert made.found(it).state == MACHINE.moves[name].target
        assert made.found(it).version == before + 1


def test_a_change_of_what_is_published_is_offered_only_as_the_next_version(house: House) -> None:
    it = made.published(house)
    first = made.latest(house, it)
    with house.acting("dara") as by:
        plan_template.write_goals(made.found(it), (made.faults(10_000),), by=by)
        where = people.standings([house.person("amara")], "UTC").values()
        [offered] = plan_template.offered(list(where))
        assert (offered.no, len(offered.goals)) == (1, 2)
    assert made.publish(house, it) == 2
    second = made.latest(house, it)
    assert (second.no, len(second.goals), len(first.goals)) == (2, 1, 2)
    with house.acting("dara") as by, pytest.raises(NotNow):
        plan_template.publish(made.found(it), by=by)


def test_what_was_published_cannot_be_changed_by_anybody(house: House) -> None:
    it = made.latest(house, made.published(house))
    renamed = update(plan_template.PlanTemplateVersion).where(plan_template.PlanTemplateVersion.id == it.id)
    with pytest.raises(ProgrammingError), house.acting("dara"):
        isolation.session().execute(renamed.values(title="Something else"))


INCOMPLETE: dict[str, Any] = {
    "no goal": (),
    "no title": (replace(made.faults(10_000), title=""),),
    "no words for what is expected": (replace(made.faults(10_000), criteria={}),),
    "weights that do not add up": (made.faults(6000), made.handover(3000)),
}


@pytest.mark.parametrize("missing", INCOMPLETE)
def test_what_could_not_be_proposed_is_not_published(house: House, missing: str) -> None:
    it = made.draft(house, goals=INCOMPLETE[missing])
    with house.acting("dara") as by, pytest.raises(Invalid):
        plan_template.publish(made.found(it), by=by)


def test_a_template_for_no_position_is_not_published_and_titles_are_taken_once(house: House) -> None:
    it = made.draft(house, positions=())
    with house.acting("dara") as by:
        with pytest.raises(Invalid) as found:
            plan_template.publish(made.found(it), by=by)
        assert "positions" in found.value.errors
        with pytest.raises(Invalid) as taken:
            plan_template.make(Facts("ENGINEERS begin here"), by=by)
        assert "title" in taken.value.errors
        plan_template.retire(made.found(it), by=by)
        plan_template.make(Facts("Engineers begin here"), by=by)
        with pytest.raises(NotNow):
            plan_template.reopen(made.found(it), by=by)


def test_what_only_two_people_can_say_does_not_stand_in_a_template(house: House) -> None:
    with house.acting("dara"):
        from tenants import organisations

        day = organisations.today()
    it = made.draft(house, goals=(replace(made.faults(10_000), due_on=day, challenge=4),))
    with house.acting("dara"):
        [goal] = made.found(it).content
        assert (goal.due_on, goal.challenge) == (None, None)


def test_a_template_is_offered_to_its_position_in_its_unit_alone(house: House) -> None:
    made.published(house, title="Of the field", at="Field Engineering")
    made.published(house, title="Of Shanghai", at="Operations Shanghai")
    made.draft(house, title="Not yet")
    with house.acting("dara"):
        stand = people.standings([house.person("amara"), house.person("liwei")], "UTC")
        offers = plan_template.offered(list(stand.values()))
        fitting = [each.title for each in offers if each.fits(stand[house.person("amara")])]
        assert fitting == ["Of the field"]
        assert not any(each.fits(stand[house.person("liwei")]) for each in offers)
