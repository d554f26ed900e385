"""The search: who finds what, from when on and until when; and the index, which nobody can read."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from saas import enterprise, plan
from tenants import find, isolation, people
from tenants.find import rules
from tests.factories import Made, a_proposed_plan, an_open_plan, filled, with_goal
from tests.house_fixture import House, text_of
from tests.saas.enterprise.goals import facts, opened, sheet


def seen(house: House, who: str, q: str) -> set[str]:
    """The addresses that somebody finds."""
    with house.acting(who) as by, house.app.test_request_context(f"/o/{house.home_of(who)}/find"):
        return {hit.url for group in find.search(by, q) for hit in group.hits}


def proposed(house: House, title: str = "Lanterns for the harbour") -> Made:
    return a_proposed_plan(house, "amara", lambda old: with_goal(0, title=title)(filled(old)))


def test_the_two_find_the_words_of_a_plan_from_its_proposal_on_and_nobody_else_does(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", lambda old: with_goal(0, title="Lanterns for the harbour")(filled(old)))
    assert made.path not in seen(house, "amara", "lanterns"), "a draft is nobody's to find"
    made.propose("amara")
    for who in ("amara", "bo"):
        assert made.path in seen(house, who, "lanterns harb")
    for who in ("chen", "dara", "tova", "mira", "nia", "finn"):
        assert made.path not in seen(house, who, "lanterns"), who


def test_whoever_led_before_finds_nothing_from_that_moment_on(house: House) -> None:
    made = proposed(house)
    assert made.path in seen(house, "bo", "lanterns")
    made.lead("mira")
    assert made.path not in seen(house, "bo", "lanterns")
    assert made.path in seen(house, "mira", "lanterns")
    assert made.path in seen(house, "amara", "lanterns")


def test_a_plan_is_found_by_what_the_two_wrote_and_not_by_what_the_program_keeps(house: House) -> None:
    made = proposed(house)
    for q in ("percent", "obstacle", str(made.id)[:8], "l3"):
        assert made.path not in seen(house, "amara", q), q


def test_what_is_taken_back_is_not_found_by_the_words_that_are_gone(house: House) -> None:
    made = proposed(house)
    made.counter("bo")
    made.propose("bo", with_goal(0, title="Torches instead"))
    assert made.path in seen(house, "amara", "torches")
    assert made.path not in seen(house, "amara", "lanterns")


def test_chinese_is_found_by_any_two_letters_and_by_one(house: House) -> None:
    made = proposed(house, "港口起重机检修计划")
    for q in ("起重", "检修计划", "港口", "划", "起重机 港"):
        assert made.path in seen(house, "amara", q), q
    assert made.path not in seen(house, "amara", "机起")


def test_a_goal_of_a_unit_is_found_by_everybody_once_it_is_open(house: House) -> None:
    goal = opened(house, title="Quieter cranes")
    for who in ("amara", "nia", "tova"):
        assert f"/enterprise/goals/{goal}" in seen(house, who, "quieter")
    assert seen(house, "finn", "quieter") == set()
    with house.acting("bo") as by:
        kept = sheet(goal)
        enterprise.change(kept, facts(kept.goal.owner_id, "Calmer cranes"), by=by)
    assert f"/enterprise/goals/{goal}" not in seen(house, "amara", "quieter")
    assert f"/enterprise/goals/{goal}" in seen(house, "amara", "calmer")


def test_people_and_pages_are_found_with_their_place(house: House) -> None:
    assert f"/people/{house.person('bo')}" in seen(house, "amara", "bo")
    assert "/settings/" in seen(house, "tova", "sett")
    assert "/settings/" not in seen(house, "amara", "sett"), "a page that one does not have"
    page = house.browser("amara").get("/find?q=mira")
    assert page.status_code == 200
    assert "Mira" in text_of(page)


ODD = (
    "", "   ", "'", "\\", "a' | 'b", "!!!", "&|!():*", "%", "x" * 500, "\x00", "\U0001f469\u200d\U0001f4bb",
    "a b c d e f g h i j k",
)  # fmt: skip


@pytest.mark.parametrize("q", ODD)
def test_no_search_breaks(house: House, q: str) -> None:
    page = house.browser("amara").get("/find", query_string={"q": q})
    assert page.status_code == 200
    assert text_of(page)


def test_nobody_finds_what_another_organisation_has(house: House) -> None:
    proposed(house)
    assert seen(house, "finn", "lanterns") == set()
    assert seen(house, "eve", "amara") == set()


def test_app_itself_can_neither_read_nor_write_the_index(house: House) -> None:
    made = proposed(house)
    for attempt in (
        "SELECT * FROM search_doc",
        "DELETE FROM search_doc",
        "UPDATE search_doc SET shown_on = now()",
        f"INSERT INTO search_doc VALUES ('{house.tenant('northlight')}', '{uuid4()}', 'plan', '{made.id}', now(), '')",
    ):
        with pytest.raises(DBAPIError, match="permission denied"), house.acting("amara"):
            isolation.session().connection().execute(text(attempt))


def test_the_index_answers_for_nobody_where_nobody_is_named(house: House) -> None:
    proposed(house)
    with pytest.raises(DBAPIError), house.within():
        isolation.searching.find(["lanterns"], "", 10)
    engine = create_engine(house.bed.url("app", house.database))
    with pytest.raises(DBAPIError), engine.connect() as connection:
        connection.execute(text("SELECT * FROM find_docs(ARRAY['lanterns'], '', 10)"))
    engine.dispose()


def test_everything_is_found_again_after_a_rebuild(house: House) -> None:
    made = proposed(house)
    with house.within():
        find.forget("plan", [made.id])
    assert made.path not in seen(house, "amara", "lanterns")
    with house.acting("tova") as by:
        find.rebuild(by=by)
        find.rebuild(by=by)
    assert house.run_jobs() >= 1
    assert made.path in seen(house, "amara", "lanterns")


def test_what_was_rolled_back_is_not_found(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    with house.app.app_context():
        unit = isolation.open_unit()
        isolation.enter(unit, house.tenant("northlight"))
        isolation.act_as(house.person("amara"))
        one = people.person(house.person("amara"))
        assert one is not None
        plan.propose(made.sheet(), by=people.load_actor(one, "UTC"))
        isolation.close_unit(unit, commit=False)
    assert made.path not in seen(house, "amara", "faults")


def test_words_are_compared_folded_and_the_last_one_may_go_on() -> None:
    words = rules.tokens("Größe of the HARBOUR", "O’Neill")
    assert {"grosse", "of", "the", "harbour", "o", "neill"} <= words
    assert rules.wanted("GROSSE har") == (["grosse"], "har")
    assert rules.wanted(" \u3000") == ([], "")


def test_a_record_is_found_by_its_first_words_however_long_it_is() -> None:
    found = rules.tokens(" ".join(f"word{n}" for n in range(100_000)))
    assert len(found) == rules.WORDS_OF_ONE
    assert "word7" in found


def test_readers_have_left_the_index_when_they_left_the_organisation(house: House) -> None:
    made = proposed(house)
    with house.acting("tova") as by:
        one = people.person(house.person("amara"))
        assert one is not None
        people.leave(one, by=by)
    assert made.path not in seen(house, "mira", "lanterns")


def alike(house: House, who: str, words: str, *kinds: str) -> list[str]:
    """What resembles a sentence, for that person, as ids."""
    with house.acting(who):
        return [str(found) for _kind, found in find.alike(words, kinds or ("plan", "enterprise_goal"), 5)]


def test_what_resembles_a_sentence_is_found_by_some_of_its_words_and_the_nearest_comes_first(house: House) -> None:
    made = proposed(house)
    near, far = opened(house, title="Lanterns on every quay"), opened(house, title="Quieter cranes")
    assert alike(house, "amara", "How many lanterns do we need on the quays?", "enterprise_goal") == [str(near)]
    assert set(alike(house, "amara", "lanterns beside cranes")) >= {str(made.id), str(near), str(far)}
    assert alike(house, "amara", "what should we do") == [], "words that every sentence has tell nothing"
    assert alike(house, "amara", "la") == [], "two letters tell nothing"


def test_nothing_resembles_what_one_may_not_read(house: House) -> None:
    made = proposed(house)
    assert str(made.id) in alike(house, "bo", "lanterns for the harbour")
    for who in ("chen", "nia", "mira", "tova", "finn"):
        assert str(made.id) not in alike(house, who, "lanterns for the harbour"), who


def test_signs_are_looked_for_in_pairs() -> None:
    assert rules.telling("我该怎么评价目标") == ["我该", "么评", "评价", "价目", "目标"]
    assert rules.telling("How do we rate changed goals?") == ["chang", "rate", "goal"]
