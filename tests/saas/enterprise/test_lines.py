"""What contributes to what: no circles, no lines without end, and finding something to contribute to."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest

from saas import enterprise
from saas.enterprise import queries, rules
from tenants.law import Invalid
from tests.house_fixture import House
from tests.saas.enterprise import goals


def hang(house: House, goal_id: UUID, parent: UUID | None, result: UUID | None = None, by: str = "dara") -> None:
    """The goal contributes to `parent` from now on."""
    with house.acting(by) as actor:
        sheet = goals.sheet(goal_id)
        same = goals.facts(sheet.goal.owner_id, sheet.goal.title, parent_id=parent, parent_result_id=result)
        enterprise.change(sheet, same, by=actor)


def chain(house: House, n: int) -> list[UUID]:
    """Goals above each other, the highest first."""
    found: list[UUID] = []
    for number in range(n):
        found.append(goals.opened(house, title=f"Goal {number}", parent_id=found[-1] if found else None))
    return found


def test_a_goal_contributes_to_one_goal_or_to_a_key_result_of_it(house: House) -> None:
    top = goals.opened(house, "dara", at=None, company="Northlight Energy", owner="ingrid", title="Trust",
                       results=(goals.faults(),))  # fmt: skip
    made = goals.opened(house)
    with house.acting("dara"):
        row = goals.sheet(top).results[0].id
    hang(house, made, top, row)
    with house.acting("amara"):
        line = enterprise.above([made])[made]
        assert [goal.title for goal in line] == ["Fewer faults", "Trust"]
        assert line[0].parent_result.title == "Repairs that come back"
    hang(house, made, None)
    with house.acting("amara"):
        assert len(enterprise.above([made])[made]) == 1


@pytest.mark.parametrize("length", [1, 2, 4])
def test_a_circle_is_refused_however_long_it_would_be(house: House, length: int) -> None:
    found = chain(house, length)
    with pytest.raises(Invalid) as no:
        hang(house, found[0], found[-1])
    assert "circle" in no.value.errors["contributes"]


def test_two_who_would_close_a_circle_at_once_do_not(house: House) -> None:
    one, other = (goals.opened(house, title=title) for title in ("One", "Other"))
    began, outcome = threading.Barrier(2), []

    def tie(mine: UUID, theirs: UUID, who: str) -> None:
        try:
            with house.acting(who) as actor:
                sheet = goals.sheet(mine)
                began.wait(10)
                same = goals.facts(sheet.goal.owner_id, sheet.goal.title, parent_id=theirs)
                enterprise.change(sheet, same, by=actor)
            outcome.append("tied")
        except Invalid:
            outcome.append("circle")

    both = [threading.Thread(target=tie, args=each) for each in ((one, other, "bo"), (other, one, "chen"))]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert sorted(outcome) == ["circle", "tied"]


def test_a_line_grows_no_longer_than_one_can_follow_from_either_end(house: House) -> None:
    found = chain(house, rules.DEPTH)
    with pytest.raises(Invalid, match="stand above each other"):
        goals.opened(house, title="One more", parent_id=found[-1])
    over = goals.opened(house, title="Above all")
    with pytest.raises(Invalid, match="stand above each other"):
        hang(house, found[0], over)


@pytest.mark.parametrize("what", ["draft", "closed", "unknown", "taken out"])
def test_one_contributes_to_what_is_open_only(house: House, what: str) -> None:
    made, result = goals.opened(house), None
    if what == "unknown":
        parent = UUID(int=7)
    elif what == "taken out":
        parent = goals.opened(house, title="Other", results=(goals.sites(),))
        with house.acting("bo") as bo:
            result = goals.sheet(parent).results[0].id
            enterprise.change(goals.sheet(parent), goals.facts(bo.id, "Other"), by=bo)
    else:
        parent = goals.draft(house, title="Other") if what == "draft" else goals.closed(house, title="Other")
    with pytest.raises(Invalid) as no:
        hang(house, made, parent, result)
    assert set(no.value.errors) == {"contributes"}


def test_a_goal_whose_parent_closes_keeps_its_line_and_can_still_be_changed(house: House) -> None:
    top = goals.opened(house, title="Top")
    made = goals.opened(house, title="Below", parent_id=top)
    with house.acting("bo") as bo:
        enterprise.close(goals.sheet(top), "reach", "Done.", by=bo)
        enterprise.change(goals.sheet(made), goals.facts(bo.id, "Below, still", parent_id=top), by=bo)
        assert [goal.title for goal in enterprise.above([made])[made]] == ["Below, still", "Top"]


def test_goals_and_their_key_results_are_found_by_words_and_only_open_ones(house: House) -> None:
    goals.opened(house, title="Fewer faults come back", results=(goals.sites(),))
    goals.draft(house, title="Fewer drafts")
    goals.closed(house, title="Fewer endings")
    with house.acting("amara"):
        assert [each.label for each in enterprise.find("few")] == [
            "Fewer faults come back · Field Engineering",
            "A sheet for each site › Fewer faults come back · Field Engineering",
        ]
        assert [each.label for each in enterprise.find("sheet")] == [
            "A sheet for each site › Fewer faults come back · Field Engineering"
        ]
        assert enterprise.find("aults") == []
        assert enterprise.find("%") == []
        assert enterprise.find("  ") == []


def test_chinese_titles_are_found_by_any_part_of_them(house: House) -> None:
    goals.opened(house, "dara", at=goals.SHANGHAI, owner="dara", title="仓库到客户的等待减半")
    with house.acting("liwei"):
        assert [each.goal.title for each in enterprise.find("等待")] == ["仓库到客户的等待减半"]


def test_what_was_typed_is_one_goal_or_nothing_is_chosen(house: House) -> None:
    made = goals.opened(house, title="Fewer faults")
    goals.opened(house, "dara", at=goals.HOUSE, owner="dara", title="Fewer faults")
    goals.opened(house, title="Fewer faults of ours", results=(goals.faults(),))
    with house.acting("amara"):
        assert enterprise.target("Fewer faults · Field Engineering").goal.id == made
        assert enterprise.target("ours").goal.title == "Fewer faults of ours", "its key results are found along with it"
        assert enterprise.target("repairs").result is not None
        with pytest.raises(Invalid, match="More than one"):
            enterprise.target("fewer")
        with pytest.raises(Invalid, match="No open goal"):
            enterprise.target("more")
        with pytest.raises(Invalid):
            enterprise.target("ours", exact=True)
        assert enterprise.target("Fewer faults of ours · Field Engineering", exact=True).result is None


def test_nothing_of_another_organisation_is_found_or_hung_on(house: House) -> None:
    theirs = goals.opened(house, "gus", at=goals.CREW, owner="finn", title="Leave on time")
    made = goals.opened(house)
    with house.acting("amara"):
        assert enterprise.find("leave") == []
        assert enterprise.sheet(theirs) is None
        assert enterprise.targets([(theirs, None)]) == {}
    with pytest.raises(Invalid):
        hang(house, made, theirs)


def test_a_draft_shows_in_no_line_and_among_no_children(house: House) -> None:
    top = goals.opened(house, title="Top")
    draft = goals.draft(house, title="Draft", parent_id=top)
    with house.acting("amara") as amara:
        from tenants import isolation

        assert enterprise.above([draft]) == {}
        assert list(isolation.session().scalars(queries.children(top, amara))) == []
