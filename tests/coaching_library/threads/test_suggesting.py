"""What may already be the answer: the best first, only what one may read, and as many statements for many as for few."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from coaching_library import policies, threads
from coaching_library.threads import queries
from coaching_library.threads.sheets import Suggestion
from tests.coaching_library.library import made as library
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.house_fixture import House, text_of

WORDS = "zeppelins in an appraisal"


def suggested(house: House, who: str, text: str = WORDS) -> list[Suggestion]:
    """What is suggested to somebody who types that."""
    with house.acting(who) as actor:
        return queries.suggest(actor, text)


def ids(house: House, who: str, text: str = WORDS) -> list[UUID]:
    """The same by ids."""
    return [each.id for each in suggested(house, who, text)]


def question(house: House, audience: str = "everyone", by: str = "bo", title: str = "Zeppelins in an appraisal") -> UUID:
    """A question that resembles what is typed."""
    return made.asked(house, by, audience, title=title, words="")


def test_official_answers_come_first_then_accepted_ones(house: House) -> None:
    plain = question(house, title="Zeppelins in an appraisal, an appraisal, and in an appraisal")
    accepted = question(house, title="Zeppelins and one appraisal")
    made.accepted(house, accepted, made.answered(house, accepted))
    official = question(house, title="An appraisal and two or three zeppelins of mine, and more")
    made.official(house, official, made.answered(house, official))
    found = suggested(house, "nia")
    assert [each.id for each in found] == [official, accepted, plain]
    assert [each.standing for each in found] == ["official", "accepted", ""]
    assert [each.line.split(" · ")[0] for each in found] == ["Official answer", "Solved it for whoever asked", "Question"]


def test_guides_and_clauses_are_suggested_as_well(house: House) -> None:
    clause = policies.Clause("zepp0000", "Zeppelins", "In an appraisal nobody mentions zeppelins.", binding=True)
    policy_id = policy.published(house, clauses=(policy.PURPOSE, clause))
    content = replace(library.GUIDE, title="Zeppelins in an appraisal")
    item_id = library.published(house, content)
    found = {each.kind: each for each in suggested(house, "nia")}
    assert set(found) == {"library_item", "policy"}
    assert found["library_item"].id == item_id
    assert found["policy"].id == policy_id
    assert found["policy"].title.endswith("Zeppelins")
    assert "#s-" in found["policy"].url


READ_BY = {"partner": {"bo", "chen"}, "team": {"bo", "chen", "dara", "hugo"}, "managers": None, "everyone": None}


@pytest.mark.parametrize("audience", READ_BY)
def test_only_what_one_may_read(house: House, audience: str) -> None:
    question_id = question(house, audience)
    made.answered(house, question_id, words="Of zeppelins one says nothing.")
    for name in ("amara", "bo", "chen", "dara", "hugo", "ingrid", "liwei", "mira", "nia", "tova"):
        with house.acting(name) as actor:
            may = threads.question(question_id)
            expected = may is not None and threads.policy.can_read(actor, may)
        assert (question_id in ids(house, name)) is expected, name
        by_search = str(question_id) in house.browser(name).get("/find?q=zeppelins").get_data(as_text=True)
        assert by_search is expected, name
        known = READ_BY[audience]
        assert known is None or expected is (name in known), name


@pytest.mark.parametrize("text", ["", "z", "ze", "   ", "the of in", "?!", "Wer weiß das schon"])
def test_nothing_for_nothing(house: House, text: str) -> None:
    question(house)
    assert suggested(house, "nia", text) == []


def test_from_three_letters_on_while_one_still_types(house: House) -> None:
    question_id = question(house)
    assert ids(house, "nia", "zep") == [question_id]


def test_one_that_is_the_same_as_another_is_not_suggested(house: House) -> None:
    first, second = question(house), question(house, by="nia")
    with house.acting("chen") as chen:
        threads.merge(made.sheet(second), made.sheet(first), by=chen)
    assert ids(house, "amara") == [first]


def test_for_many_as_many_statements_as_for_few(house: House) -> None:
    clause = policies.Clause("zepp0000", "Zeppelins", "In an appraisal nobody mentions zeppelins.", binding=True)
    counts = []
    for round_ in range(2):
        for number in range(1 + 5 * round_):
            question_id = question(house, title=f"Zeppelins in an appraisal {round_} {number}")
            made.official(house, question_id, made.answered(house, question_id))
            policy.published(house, title=f"Zeppelins {round_} {number}", clauses=(policy.PURPOSE, clause))
            content = replace(library.GUIDE, title=f"Zeppelins in an appraisal {round_} {number}")
            library.published(house, content)
        with house.acting("nia") as nia, house.counting() as seen:
            queries.suggest(nia, WORDS)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12, counts


def test_beside_a_question_a_manager_is_told_nothing_that_holds_for_hr_alone(house: House) -> None:
    question_id = made.asked(house, "nia", "managers")
    assert "Only HR sees" in text_of(house.browser("chen").get(f"/threads/{question_id}/beside"))
    assert "Only HR sees" not in text_of(house.browser("bo").get(f"/threads/{question_id}/beside"))


def test_beside_a_question_stands_what_others_asked_and_for_hr_what_was_read(house: House) -> None:
    question_id = question(house, "team")
    question(house, title="Zeppelins in another appraisal", by="nia")
    item_id = library.published(house)
    house.browser("bo").get(f"/library/items/{item_id}")
    for name in ("bo", "chen"):
        page = text_of(house.browser(name).get(f"/threads/{question_id}/beside"))
        assert "Zeppelins in another appraisal" in page
        assert (library.GUIDE.title in page) is (name == "chen"), name
    assert "Whoever answers also sees which guides you opened lately." in text_of(house.browser("bo").get("/threads/new"))
