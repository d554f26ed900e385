"""What the pages of questions cost: the same statements for one question and for many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from coaching_library import policies, threads
from coaching_library.threads import Asked
from tenants import organisations
from tenants.isolation import clock
from tests.coaching_library.library import made as library
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.house_fixture import Browser, House

PAGE, LIST, PART = 12, 8, 6
"""What a page, a list and a part of a page may send, as everywhere in the house."""


def cost(house: House, browser: Browser, path: str, data: dict[str, str] | None = None) -> int:
    """The statements of an answer, once its reader has had it."""
    headers = {"HX-Request": "true"} if data is not None else {}
    for _look in range(2):
        with house.counting() as sent:
            found = browser.get(path, headers=headers) if data is None else browser.post(path, data, headers=headers)
            assert found.status_code == 200, path
    return len(sent)


def section(house: House) -> UUID:
    policy_id = policy.published(house)
    with house.acting("dara") as dara:
        return next(each.id for each in policies.choices_to_cite(dara) if each.policy_id == policy_id)


def more(house: House, number: int, cited: UUID, again: str = "") -> None:
    """So many questions of each kind more: mine, others', official, private, overdue, alike; replies, cards and guides."""
    for n in range(number):
        for audience in ("partner", "team", "managers", "everyone"):
            made.asked(house, "bo", audience, title=f"How do I rate goal {n}{again} for {audience}?")
        for name in ("nia", "liwei"):
            found = made.asked(house, name, "everyone", title=f"How do I rate a goal, asks {name} {n}?")
            made.official(house, found, made.answered(house, found), cited)
        with house.acting("chen") as chen:
            threads.keep_reply(f"Reply {n}", "Rate what is in force.", shared=bool(n % 2), by=chen)
        policy.published(house, title=f"How to rate goal {n}{again}")
        library.published(house, replace(library.GUIDE, title=f"How to rate goal {n}{again}"))


def say(house: House, question_id: UUID, number: int) -> None:
    """So many posts more in a question."""
    for n in range(number):
        made.do(house, "bo", threads.comment, question_id, f"And {n}.")
        made.do(house, "chen", threads.answer, question_id, f"Then {n}.")


PAGES = (
    ("bo", "/threads/", LIST), ("bo", "/threads/all", LIST), ("chen", "/threads/all", LIST),
    ("bo", "/threads/all?q=rate&standing=open", LIST), ("chen", "/threads/desk", LIST),
    ("dara", "/threads/desk?whose=all", LIST), ("dara", "/threads/desk?which=live&whose=all", LIST),
    ("chen", "/threads/replies", LIST), ("dara", "/threads/cards", LIST), ("dara", "/threads/service", PAGE),
    ("bo", "/threads/service", PAGE), ("bo", "/threads/new", PAGE), ("bo", "/find?q=rate", LIST + 5),
)  # fmt: skip
TYPED = (
    ("/threads/suggestions", {"title": "How do I rate a goal"}),
    ("/threads/names", {"title": "Amara, Bo and Chen", "audience": "team"}),
)


def test_lists_and_what_is_suggested_cost_the_same_for_one_and_for_many(house: House) -> None:
    cited = section(house)
    more(house, 2, cited)
    with house.acting("bo") as bo:
        threads.save_draft(Asked("Begun", "and not asked", ""), by=bo, seen=0)
    late = clock.now() + timedelta(days=10)

    def measured() -> dict[object, int]:
        with clock.at(late):
            found: dict[object, int] = {(who, path): cost(house, house.browser(who), path) for who, path, _most in PAGES}
            return found | {path: cost(house, house.browser("nia"), path, data) for path, data in TYPED}

    with clock.at(late), house.within():
        threads.tend(500)
    few = measured()
    more(house, 12, cited, " again")
    house.run_jobs()
    with clock.at(late), house.within():
        threads.tend(500)
    many = measured()
    assert many == few
    limits = {(who, path): most for who, path, most in PAGES} | {path: PAGE for path, _data in TYPED}
    assert {key: number for key, number in many.items() if number > limits[key]} == {}, many


def test_one_question_costs_the_same_with_one_answer_and_with_many(house: House) -> None:
    cited = section(house)
    more(house, 1, cited)
    question_id = made.asked(house, "bo", "team")
    made.official(house, question_id, made.answered(house, question_id), cited)
    with house.acting("chen") as chen:
        threads.keep_reply("Mine", "Rate what is in force.", shared=False, by=chen)
    other = made.asked(house, "bo", "team", title="What may be the same")
    paths = [f"/threads/{question_id}{end}" for end in ("", "/mark")]
    paths += [f"/threads/{other}/same?q=rate", f"/threads/{question_id}/beside"]
    readers = ("bo", "chen", "dara")

    def measured() -> dict[object, int]:
        with clock.at(clock.now()):
            found: dict[object, int] = {}
            for who in readers:
                for path in paths if who == "dara" else [paths[0], paths[3]]:
                    found[who, path.rpartition("/")[2]] = cost(house, house.browser(who), path)
            return found

    few = measured()
    say(house, question_id, 15)
    more(house, 3, cited, " again")
    many = measured()
    assert many == few
    assert max(many.values()) <= PAGE, many


def test_an_answer_that_holds_no_longer_costs_the_same_for_one_section_and_for_many(house: House) -> None:
    def worn(number: int) -> dict[str, int]:
        policy_ids = [policy.published(house, title=f"Rules of {number} and {n}") for n in range(number)]
        with house.acting("dara") as dara:
            cited = [each.id for each in policies.choices_to_cite(dara) if each.policy_id in policy_ids and each.number == 2]
        question_id = made.asked(house, "bo", "everyone", title=f"Something of {number}")
        made.official(house, question_id, made.answered(house, question_id), *cited)
        other = policies.Clause("talk0000", "A talk before anything is written", "They talk otherwise.", binding=True)
        for policy_id in policy_ids:
            policy.anew(house, policy_id, policy.PURPOSE, other, policy.FILE)
        dara = house.browser("dara")
        return {end: cost(house, dara, f"/threads/{question_id}{end}") for end in ("", "/mark")}

    one = worn(1)
    assert worn(3) == one
    assert max(one.values()) <= PAGE, one


def test_keeping_readers_in_step_costs_the_same_for_one_question_and_for_many(house: House) -> None:
    counts = []
    for number in (1, 20):
        for n in range(number):
            made.asked(house, "bo", "partner", title=f"Private {number} {n}")
            made.asked(house, "nia", "team", title=f"Of ours {number} {n}")
        with house.within():
            organisations.today()
            with house.counting() as sent:
                assert threads.keep() == 0
            counts.append(len(sent))
    assert counts[0] == counts[1] <= LIST, counts
