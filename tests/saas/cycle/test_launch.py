from dataclasses import replace
from datetime import timedelta

import pytest

from saas import cycle
from saas.cycle import queries
from tenants import isolation, organisations, people
from tenants.law import Invalid, NotNow, Refused
from tests.saas.cycle import cycles


def lines(house, made):
    with house.acting("dara"):
        return {line.code: line for line in queries.readiness(queries.frame(made.id))}


def test_nothing_is_missing_for_a_unit_with_managers_and_partner(house):
    found = lines(house, cycles.draft(house))
    assert {code: line.state for code, line in found.items()} == dict.fromkeys(
        ("scope", "managers", "elsewhere", "dates", "scale", "partners", "invited"), "good"
    ) | {"templates": "warning"}
    assert found["scope"].count == 4


def test_an_empty_scope_is_missing(house):
    made = cycles.draft(house, scope="")
    assert lines(house, made)["scope"].state == "missing"
    with pytest.raises(Invalid), house.acting("dara") as dara:
        cycle.make_ready(made, by=dara)
    assert cycles.state_of(house, made)[0] == "draft"


def test_people_without_a_manager_are_named_until_they_are_excused(house):
    made = cycles.draft(house, scope="People")
    found = lines(house, made)["managers"]
    assert (found.state, found.count, [p.name for p in found.people]) == ("missing", 1, ["Ingrid Holm"])
    with house.acting("dara") as dara:
        cycle.excuse(made, cycles.who("ingrid"), reason="Agrees with the board.", by=dara)
    assert lines(house, made)["managers"].state == "good"


def test_a_manager_who_left_is_no_manager(house):
    made = cycles.draft(house)
    with house.within():
        gone = cycles.who("bo")
        gone.state, gone.left_on = "left", isolation.clock.today("UTC")
    found = lines(house, made)
    assert found["scope"].count == 3, "a leaver takes no part"
    assert {p.name for p in found["managers"].people} == {"Amara Diallo", "Nia Adeyemi"}


def test_who_stands_in_another_running_cycle_is_named_and_keeps_this_one_from_opening(house):
    cycles.opened(house, name="First")
    made = cycles.draft(house, name="Second")
    assert (lines(house, made)["elsewhere"].state, lines(house, made)["elsewhere"].count) == ("warning", 4)
    with house.acting("dara") as dara:
        made = cycle.make_ready(made, by=dara)
    assert lines(house, made)["elsewhere"].state == "missing"
    with pytest.raises(Invalid), house.acting("dara") as dara:
        cycle.open_planning(made, by=dara)


def test_a_cycle_in_its_diagnosis_or_called_off_holds_nobody(house):
    first = cycles.opened(house, name="First")
    with house.acting("dara") as dara:
        cycle.cancel(first, words="Enough.", by=dara)
    assert lines(house, cycles.draft(house, name="Second"))["elsewhere"].state == "good"


def test_an_own_cycle_does_not_stand_in_the_way(house):
    cycles.own(house, state="working")
    assert lines(house, cycles.draft(house))["elsewhere"].state == "good"


def test_what_became_missing_since_it_was_ready_stops_the_opening(house):
    second = cycles.ready(house, name="Second")
    cycles.opened(house, name="First")
    with pytest.raises(Invalid), house.acting("dara") as dara:
        cycle.open_planning(second, by=dara)
    assert cycles.state_of(house, second)[0] == "ready"


def test_a_level_without_words_is_missing(house):
    scale = [{"label": "Low", "words": "Little"}, {"label": "High", "words": ""}]
    found = lines(house, cycles.draft(house, scale=scale))["scale"]
    assert (found.state, found.names) == ("missing", ("High",))


def test_a_last_day_in_the_past_is_missing_and_a_late_start_a_warning(house):
    over = cycles.draft(house, phases=cycles.phases(isolation.clock.today("UTC") - timedelta(days=400)))
    late = cycles.draft(house, phases=cycles.phases(past=True))
    assert lines(house, over)["dates"].state == "missing"
    assert lines(house, late)["dates"].state == "warning"


def test_a_unit_without_partner_is_only_a_warning(house):
    made = cycles.draft(house, scope="People")
    found = lines(house, made)
    assert (found["partners"].state, found["partners"].names) == ("warning", ("People and Finance",))
    assert queries.is_ready([line for line in found.values() if line.code != "managers"])


def test_opening_takes_in_everybody_of_the_scope_and_of_units_below(house):
    with house.acting("tova") as tova:
        energy = next(c for c in organisations.companies() if c.name == "Northlight Energy")
        field = organisations.unit(cycles.unit("Field"))
        below = organisations.make_unit(energy, name="Harbour crew", parent=field, by=tova)
        day = isolation.clock.today("UTC")
        people.place(cycles.who("nia"), unit=below, starts_on=day, by=tova)
    made = cycles.opened(house)
    assert cycles.taking_part(house, made) == {"amara", "bo", "mira", "nia"}


def test_the_excused_do_not_take_part_and_may_come_back(house):
    made = cycles.ready(house)
    with house.acting("dara") as dara:
        cycle.excuse(made, cycles.who("amara"), reason="On leave until June.", by=dara)
        cycle.open_planning(made, by=dara)
    assert cycles.taking_part(house, made) == {"bo", "mira", "nia"}
    with house.acting("dara") as dara:
        cycle.include(made, cycles.who("amara"), by=dara)
    assert "amara" in cycles.taking_part(house, made)
    assert cycles.verbs_recorded(house, made)[-1] == "cycle.participant_added"


def test_a_late_joiner_is_added_once(house):
    made = cycles.opened(house)
    with house.acting("dara") as dara:
        hugo = cycles.who("hugo")
        cycle.include(made, hugo, by=dara)
        with pytest.raises(NotNow):
            cycle.include(made, hugo, by=dara)
    assert "hugo" in cycles.taking_part(house, made)


def test_nobody_joins_without_a_manager_or_from_another_running_cycle(house):
    first, second = cycles.opened(house), cycles.opened(house, name="Asia", scope="Operations")
    with house.acting("dara") as dara:
        for made, who in ((first, "ingrid"), (second, "amara")):
            with pytest.raises(Invalid):
                cycle.include(made, cycles.who(who), by=dara)


def test_an_excuse_needs_a_reason_and_somebody_who_takes_part(house):
    made = cycles.opened(house)
    with house.acting("dara") as dara:
        with pytest.raises(Invalid):
            cycle.excuse(made, cycles.who("amara"), reason="  ", by=dara)
        with pytest.raises(NotNow):
            cycle.excuse(made, cycles.who("hugo"), reason="Not in it", by=dara)


def test_nobody_excuses_themselves(house):
    with house.acting("tova") as tova:
        made = cycle.draft(name="House", phases=cycles.phases(), unit_ids=[cycles.unit("People")], by=tova)
    with pytest.raises(Refused), house.acting("tova") as tova:
        cycle.excuse(made, tova.person, reason="I would rather not", by=tova)


def test_a_bounded_designer_can_neither_take_in_a_company_nor_a_foreign_unit(house):
    with house.acting("tova") as tova:
        people.give(cycles.who("chen"), "cycle_design", by=tova)
    with house.acting("chen") as chen:
        everywhere = [c.id for c in organisations.companies()]
        for scope in ({"company_ids": everywhere}, {"unit_ids": [cycles.unit("Operations")]}, {}):
            with pytest.raises(Invalid):
                cycle.draft(name="Too wide", phases=cycles.phases(), by=chen, **scope)
        assert cycle.draft(name="Mine", phases=cycles.phases(), unit_ids=[cycles.unit("Field")], by=chen).state == "draft"


def test_a_unit_of_another_organisation_is_no_unit(house):
    with house.within("tidewater"):
        foreign = cycles.unit("Crew")
    with pytest.raises(Invalid), house.acting("dara") as dara:
        cycle.draft(name="Theirs", phases=cycles.phases(), unit_ids=[foreign], by=dara)


def test_days_of_a_running_cycle_move_with_notice_and_are_recorded(house):
    made = cycles.opened(house)
    old = cycle.Phases.of(made)
    later = cycle.Phases(
        *(getattr(old, name) if name == "starts_on" else getattr(old, name) + timedelta(days=7) for name in cycle.DAYS)
    )
    with house.acting("dara") as dara:
        cycle.move_phases(made, later, by=dara, seen=made.version)
    assert cycles.verbs_recorded(house, made)[-1] == "cycle.phases_moved"
    with pytest.raises(Invalid), house.acting("dara") as dara:
        cycle.move_phases(
            made,
            cycle.Phases(old.starts_on, isolation.clock.today("UTC"), old.appraisal_on, old.diagnosis_on, old.ends_on),
            by=dara,
        )


def test_a_cycle_copies_the_scale_and_later_changes_of_the_organisation_leave_it(house):
    made = cycles.draft(house)
    assert [level["key"] for level in made.scale] == ["l1", "l2", "l3", "l4", "l5"]
    with house.acting("tova") as tova:
        organisations.set_scale(
            organisations.organisation(), [{"label": "No", "words": "no"}, {"label": "Yes", "words": "yes"}], by=tova
        )
    with house.within():
        assert len(cycle.cycle(made.id).scale) == 5


def test_an_own_cycle_runs_for_its_owner_alone_once_the_manager_agreed(house):
    made = cycles.own(house, state="working")
    assert cycles.taking_part(house, made) == {"amara"}


def test_an_own_cycle_needs_a_manager_to_ask(house):
    with house.acting("ingrid") as ingrid:
        drafted = cycle.draft_own(reason="project", name="Board", phases=cycles.own_phases(), by=ingrid)
        with pytest.raises(Invalid):
            cycle.ask(drafted, by=ingrid)


def notices_of(house, who):
    from tenants.notices import Notice

    with house.within() as session:
        query = cycles.select(Notice).where(Notice.person_id == cycles.who(who).id, Notice.kind.startswith("cycle."))
        return [(n.kind, n.read_at is None) for n in session.scalars(query.order_by(Notice.id))]


def test_the_two_are_told_of_a_wish_and_its_answer(house):
    made = cycles.own(house)
    assert notices_of(house, "bo") == [("cycle.own_asked", True)]
    with house.acting("bo") as bo:
        cycle.answer_later(made, words="Later.", by=bo)
    assert notices_of(house, "bo") == [("cycle.own_asked", False)]
    assert notices_of(house, "amara") == [("cycle.own_not_yet", True)]


def test_a_wish_that_is_taken_back_waits_in_no_inbox(house):
    made = cycles.own(house)
    with house.acting("amara") as amara:
        cycle.take_back(made, by=amara)
    assert notices_of(house, "bo") == [("cycle.own_asked", False)]


def test_everybody_who_takes_part_is_told_of_moved_days_and_of_the_end(house):
    made = cycles.opened(house)
    old = cycle.Phases.of(made)
    later = replace(old, ends_on=old.ends_on + timedelta(days=1))
    with house.acting("dara") as dara:
        cycle.excuse(made, cycles.who("nia"), reason="On leave.", by=dara)
        cycle.move_phases(made, later, by=dara)
        cycle.cancel(made, words="The company is sold.", by=dara)
    assert notices_of(house, "amara") == [("cycle.phases_moved", True), ("cycle.cancelled", True)]
    assert notices_of(house, "nia") == [("cycle.excused", True)]
    assert notices_of(house, "dara") == []


def test_the_former_manager_does_not_answer_and_the_new_one_does(house):
    made = cycles.own(house)
    with house.acting("tova") as tova:
        day = isolation.clock.today("UTC")
        people.set_manager(cycles.who("amara"), manager=cycles.who("mira"), starts_on=day, by=tova)
    with pytest.raises(Refused), house.acting("bo") as bo:
        cycle.agree(made, by=bo)
    with house.acting("mira") as mira:
        cycle.agree(made, by=mira)
    assert cycles.state_of(house, made)[0] == "working"
