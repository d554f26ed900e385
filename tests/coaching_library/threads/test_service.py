"""HR's service in figures: what is counted, whom it is told, and from how many questions on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from coaching_library import threads
from coaching_library.threads import Figures, Service
from tenants.isolation import clock
from tests.coaching_library.threads import made
from tests.house_fixture import House, text_of

MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
FIRST, LAST = MONDAY.date(), MONDAY.date() + timedelta(days=30)


def at(hours: float) -> AbstractContextManager[None]:
    """So many hours after Monday at ten."""
    return clock.at(MONDAY + timedelta(hours=hours))


def told(house: House, who: str) -> Service:
    """What somebody is told of those days."""
    with house.acting(who) as actor:
        return threads.service(actor, FIRST, LAST)


def of(service: Service, house: House, name: str) -> Figures | None:
    """The figures of one partner in it."""
    return {person.id: found for person, found in service.partners}[house.person(name)]


def week(house: House) -> None:
    """Five questions to Chen, one to Hugo: answered after one hour, two, five, overdue; let go; and Hugo's, waiting."""
    ids: list[UUID] = []
    with at(0):
        ids += [made.asked(house, "bo", title=f"Question {number}") for number in range(5)]
        made.asked(house, "liwei", title="Of Shanghai")
    for hours, question_id in zip((1, 2, 5), ids, strict=False):
        with at(hours):
            answer_id = made.answered(house, question_id)
        if hours != 5:
            with at(hours + 1):
                made.accepted(house, question_id, answer_id)
    with at(6):
        made.do(house, "bo", threads.let_go, ids[4])
        with house.acting("bo") as bo:
            threads.deflect("question", ids[0], by=bo)
    with at(24 * 8), house.within():
        threads.tend(100)
    with at(24 * 8 + 1):  # Tuesday eleven o'clock after: six working days are over
        made.answered(house, ids[3])
    with at(24 * 21), house.within():
        threads.tend(100)
    with at(24 * 24), house.within():  # of the answers to the third and the fourth nothing was heard
        threads.tend(100)


def test_what_is_counted(house: House) -> None:
    house.scene("week of questions", lambda: week(house))
    service = told(house, "dara")
    chens = of(service, house, "chen")
    assert chens == Figures(
        asked=5,
        first_median=(120 + 300) // 2,
        first_eighty=6 * 480 + 60,
        within_goal=75,
        accepted_median=(120 + 180) // 2,
        accepted_eighty=180,
        accepted=2,
        waiting=0,
        escalated=1,
        unaccepted=2,
    )
    hugos = of(service, house, "hugo")
    assert hugos is not None
    assert (hugos.asked, hugos.waiting, hugos.escalated, hugos.first_median) == (1, 1, 1, None)
    assert service.whole is not None
    assert (service.whole.asked, service.whole.waiting, service.whole.escalated, service.deflected) == (6, 1, 2, 1)
    assert service.goal == 16 * 60


def test_each_is_told_what_concerns_them(house: House) -> None:
    house.scene("week of questions", lambda: week(house))
    everybody = told(house, "dara")
    assert {person.id for person, _each in everybody.partners} == {house.person(each) for each in ("chen", "hugo", "dara")}
    own = told(house, "chen")
    assert [person.id for person, _each in own.partners] == [house.person("chen")]
    assert own.whole == everybody.whole
    for name in ("bo", "ingrid"):
        served = told(house, name)
        assert (served.whole, served.deflected) == (None, None)
    assert of(told(house, "bo"), house, "chen") == of(everybody, house, "chen")


def test_managers_are_told_nothing_of_fewer_than_three(house: House) -> None:
    with at(0):
        made.asked(house, "bo", title="One"), made.asked(house, "bo", title="Two")
    assert of(told(house, "bo"), house, "chen") is None
    with at(1):
        made.asked(house, "nia", title="Three")
    found = of(told(house, "bo"), house, "chen")
    assert found is not None
    assert found.asked == 3


def test_a_copy_for_more_readers_is_not_counted(house: House) -> None:
    with at(0):
        question_id = made.asked(house, "bo")
        answer_id = made.answered(house, question_id)
        proposal = threads.Proposal("thread", "everyone", "In other words", "And no names.", "So.", answer_id)
        widening = made.do(house, "chen", threads.propose, question_id, proposal).id
    before = told(house, "dara").whole
    with at(1), house.acting("bo") as bo:
        found = threads.queries.widening(widening)
        assert found is not None
        threads.agree(made.sheet(question_id), found, named=False, by=bo)
    assert told(house, "dara").whole == before


def test_days_are_those_of_the_organisation(house: House) -> None:
    with house.within() as session:
        session.execute(text("UPDATE organisation SET time_zone = 'Europe/Berlin'"))
    for minutes, title in ((-10 * 60 - 30, "After midnight in Berlin"), (-11 * 60 - 30, "Before it")):
        with clock.at(MONDAY + timedelta(minutes=minutes)):
            made.asked(house, "bo", title=title)
    whole = told(house, "dara").whole
    assert whole is not None
    assert whole.asked == 1


@pytest.mark.parametrize(("name", "status"), [("dara", 200), ("chen", 200), ("bo", 200), ("amara", 404), ("tova", 404)])
def test_the_page_is_for_hr_and_for_managers(house: House, name: str, status: int) -> None:
    assert house.browser(name).get("/threads/service").status_code == status


def test_the_page_says_what_was_counted_and_of_which_days(house: House) -> None:
    house.scene("week of questions", lambda: week(house))
    with at(24 * 23):
        page = text_of(house.browser("dara").get("/threads/service?days=30"))
        for words in ("3 h 30 min", "49 h", "75 %", "answered before they were asked", "Chen Yifan", "Hugo"):
            assert words in page, words
        few = text_of(house.browser("ingrid").get("/threads/service?days=nonsense"))
    assert "Too few questions to be told." in few or "No figures yet" in few
