"""What questions, policies and the library ask of somebody stands on their home page; and from each page one can ask HR."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from coaching_library import library, threads
from coaching_library.library.queries import readers
from coaching_library.threads import Proposal
from saas.home import queries
from saas.home.rules import Turn
from tenants import people
from tenants.isolation import clock
from tests import markup
from tests.coaching_library.library import made as guides
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.coaching_library.threads.test_marks import change, official
from tests.house_fixture import House, text_of


def turns(house: House, who: str, mine: bool = True) -> dict[str, Turn]:
    """What waits for somebody in questions and policies, or what others owe them there, by kind."""
    with house.acting(who) as actor:
        found = [turn for turn in queries.turns(actor) if turn.mine is mine]
        return {turn.kind: turn for turn in found if turn.kind.startswith(("question", "policy", "exercise", "library"))}


def test_a_question_waits_for_its_owner_and_is_owed_to_whoever_asked(house: House) -> None:
    question_id = made.asked(house, "bo", title="Nine goals and one week")
    assert set(turns(house, "chen")) == {"question_answer"}
    assert set(turns(house, "bo", mine=False)) == {"question_answer"}
    assert turns(house, "hugo") == turns(house, "amara") == turns(house, "tova") == {}
    made.answered(house, question_id)
    assert turns(house, "chen") == {}
    assert set(turns(house, "bo")) == {"question_decide"}
    page = text_of(house.browser("bo").get("/"))
    assert "Did it help? Nine goals and one week" in page


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_day_of_the_first_answer_is_the_readers(house: House, zone: str) -> None:
    question_id = made.asked(house, "bo", fresh=True)
    watch = made.clock_of(house, question_id)
    assert watch.due_at is not None
    with house.acting("chen") as chen:
        chen.person.time_zone = zone
        turn = next(each for each in queries.turns(chen) if each.kind == "question_answer")
    assert turn.due_on == watch.due_at.astimezone(ZoneInfo(zone)).date()


def test_what_is_asked_back_and_a_proposal_to_more_readers_wait_for_whoever_asked(house: House) -> None:
    question_id = made.asked(house, "bo")
    made.do(house, "chen", threads.ask_back, question_id, "Which version?")
    assert set(turns(house, "bo")) == {"question_reply"}
    assert turns(house, "chen") == {}
    other = made.asked(house, "bo", title="May it be read by others?")
    answer_id = made.answered(house, other)
    made.accepted(house, other, answer_id)
    proposal = Proposal("thread", "managers", "Put for others", "In other words.", "Ask first.", answer_id)
    made.do(house, "chen", threads.propose, other, proposal)
    assert set(turns(house, "bo")) == {"question_reply", "question_wider"}


def test_an_official_answer_that_no_longer_holds_waits_for_its_keeper_and_nobody_else(house: House) -> None:
    question_id, policy_id, _section = official(house)
    assert "question_stale" not in turns(house, "dara")
    change(house, policy_id)
    assert turns(house, "dara")["question_stale"].path == f"/threads/{question_id}"
    assert {"question_stale"}.isdisjoint({*turns(house, "chen"), *turns(house, "bo"), *turns(house, "dara", mine=False)})
    assert "Look at your official answer again: Zeppelins" in text_of(house.browser("dara").get("/"))


def test_a_policy_to_acknowledge_waits_for_whoever_it_is_written_for(house: House) -> None:
    policy.published(house, audience="managers", days=14)
    assert set(turns(house, "bo")) == {"policy"}
    assert turns(house, "amara") == {}
    assert "Read and acknowledge “Talking before writing”" in text_of(house.browser("bo").get("/"))


def test_an_exercise_comes_back_on_its_days_and_to_its_reader_alone(house: House) -> None:
    item_id = guides.published(house, guides.KINDS["exercise"])
    days, waits = (0, 1, 2, 3, 8, 9, 29, 30, 89, 90, 200), []
    began = clock.now()
    for after in days:
        with clock.at(began + timedelta(days=after)):
            here = "exercise" in turns(house, "bo")
            waits += [after] if here else []
            if after == 0 or here:
                with house.acting("bo") as bo:
                    no = len(readers.own_answers(item_id)) + 1
                    library.answer_exercise(guides.found(item_id), f"Done {no} times.", no=no, by=bo)
            assert "exercise" not in turns(house, "mira")
    assert waits == [2, 9, 30, 90], "after 2, 7, 21 and 60 days, each from the last time"


def test_an_exercise_that_rests_does_not_come_back(house: House) -> None:
    item_id = guides.published(house, guides.KINDS["exercise"])
    with house.acting("bo") as bo:
        library.answer_exercise(guides.found(item_id), "Two lines.", no=1, by=bo)
        library.let_rest(guides.found(item_id), no=2, by=bo)
    with clock.at(clock.now() + timedelta(days=3)):
        assert turns(house, "bo") == {}


def test_an_item_that_needs_review_waits_for_whoever_answers_for_it(house: House) -> None:
    item_id = guides.published(house)
    with house.acting("dara") as dara:
        library.keep(guides.found(item_id), people.person(house.person("chen")), policy.day(100), by=dara)
        library.needs_review(guides.found(item_id), "asked")
    assert turns(house, "chen")["library_review"].path == f"/library/items/{item_id}"
    assert "library_review" not in turns(house, "dara")


@pytest.mark.parametrize(
    "path", ["/me/", "/plan/", "/check-ins/", "/meetings/", "/feedback/", "/performance-file/", "/policies/"]
)
def test_one_asks_from_the_page_where_the_question_comes_up_and_its_path_goes_along(house: House, path: str) -> None:
    bo = house.browser("bo")
    links = [each.get("href", "") for each in markup.tree(bo.get(path).get_data(as_text=True)).iter("a")]
    (ask,) = [link for link in links if link.startswith("/o/northlight/threads/new?")]
    page = bo.get(ask.removeprefix("/o/northlight"))
    assert f'href="/o/northlight{path}"' in page.get_data(as_text=True)
    assert "About:" in text_of(page)


def test_a_page_that_is_not_there_names_itself_to_nobody(house: House) -> None:
    missing = house.browser("bo").get(f"/plan/plans/{house.person('bo')}")
    assert missing.status_code == 404
    assert "/threads/new?" not in missing.get_data(as_text=True)
