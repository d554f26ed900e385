"""What others cite stands as current exactly while the version in force says the same; and what is found is what one reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from coaching_library import policies
from coaching_library.policies import Citing, Clause, Terms, queries
from coaching_library.policies.queries import quoting
from tenants import find
from tenants.isolation import clock
from tests.coaching_library.policies import made
from tests.house_fixture import House, text_of
from tests.tenants.find.test_finding import seen

TALK_ANEW = replace(made.TALK, body="They talk **twice**.")


def sections(house: House, policy_id: UUID) -> dict[str, UUID]:
    """The sections in force by their keys, as Dara may cite them."""
    with house.acting("dara"):
        version = made.found(policy_id).in_force
        assert version is not None
        return {each.key: each.id for each in queries.sections_of(version)}


def current(house: House, ids: Collection[UUID]) -> dict[UUID, bool]:
    """Whether each is current."""
    with house.acting("amara"):
        return {key: each.is_current for key, each in policies.cited(ids).items()}


def test_a_cited_section_is_current_until_a_version_that_says_otherwise_holds(house: House) -> None:
    it = made.published(house)
    old = sections(house, it)
    assert set(current(house, old.values()).values()) == {True}
    made.anew(house, it, made.FILE, made.PURPOSE, TALK_ANEW, on=7)
    assert set(current(house, old.values()).values()) == {True}, "nothing has changed before its day"
    with clock.at(clock.now() + timedelta(days=7)):
        found = current(house, old.values())
        assert found == {old["purpose0"]: True, old["talk0000"]: False, old["file0000"]: True}, "what moved says the same"
        with house.acting("amara"):
            told = policies.cited(old.values())
            assert told[old["file0000"]].path == f"/policies/{it}#s-1", "it leads to where it stands now"
            version = made.found(it).versions[0]
            assert told[old["talk0000"]].path == f"/policies/versions/{version.id}#s-2", "and what changed to what was cited"
            assert told[old["talk0000"]].is_changed
            assert not told[old["talk0000"]].is_withdrawn
            assert (told[old["talk0000"]].no, told[old["talk0000"]].number) == (1, 2)


def test_what_says_again_what_it_said_is_current_again(house: House) -> None:
    it = made.published(house)
    old = sections(house, it)["talk0000"]
    made.anew(house, it, made.PURPOSE, TALK_ANEW)
    assert current(house, [old]) == {old: False}
    made.anew(house, it, made.PURPOSE, made.TALK)
    assert current(house, [old]) == {old: True}


@pytest.mark.parametrize("what", ["heading", "binding", "gone"])
def test_any_change_of_a_section_makes_it_stale(house: House, what: str) -> None:
    it = made.published(house)
    old = sections(house, it)["talk0000"]
    changed = {"heading": replace(made.TALK, title="Talks"), "binding": replace(made.TALK, binding=False)}.get(what)
    made.anew(house, it, made.PURPOSE, *([changed] if changed else []))
    assert current(house, [old]) == {old: False}


def test_what_is_withdrawn_is_current_no_more_and_says_so(house: House) -> None:
    it = made.published(house)
    first = sections(house, it)
    made.anew(house, it, made.PURPOSE, TALK_ANEW)
    second = sections(house, it)
    with house.acting("dara") as by:
        policies.withdraw(made.one(made.found(it).versions[-1].id), "The law has changed.", by=by)
        told = policies.cited([*first.values(), *second.values()])
        assert {(each.is_current, each.is_withdrawn) for each in told.values()} == {(False, True)}


def test_what_nobody_published_cannot_be_cited(house: House) -> None:
    it = made.draft(house)
    with house.acting("dara") as by:
        assert policies.choices_to_cite(by) == []
        policies.publish(made.written(it), Terms(made.day(9)), by=by)
        coming = queries.sections_of(made.found(it).versions[0])
        assert policies.choices_to_cite(by) == [], "what is to come cannot be rested on"
        assert policies.section(coming[0].id) is not None
        policies.take_back(made.one(made.found(it).versions[0].id), by=by)
        assert policies.section(coming[0].id) is None
        assert policies.cited([coming[0].id]) == {}


def test_the_clause_that_fits_is_found_among_policies_that_one_reads(house: House) -> None:
    everyone = made.published(house)
    hr = made.published(
        house, title="For HR", audience="hr", clauses=[replace(made.TALK, title="Talk before anything is written")]
    )
    zh = made.published(
        house, title="先谈后写", clauses=[Clause("zh000000", "写之前先谈", "经理和员工先谈，再写进档案。")], language="zh"
    )
    both = [everyone, hr, zh]
    with house.acting("amara") as by:
        found = policies.clauses_for(by, both, "Do we have to talk before something is written?")
        assert (found[0].policy_id, found[0].key) == (everyone, "talk0000")
        assert hr not in {each.policy_id for each in found}
        chinese = policies.clauses_for(by, both, "写进档案之前要先谈吗")
        assert chinese[0].key == "zh000000"
        assert policies.clauses_for(by, both, "the and of") == []
        assert policies.clauses_for(by, [], "talk") == []
    with house.acting("chen") as by:
        assert {each.policy_id for each in policies.clauses_for(by, both, "talk before anything is written")} == {everyone, hr}


def test_a_policy_is_found_by_title_heading_and_words_of_what_holds(house: House) -> None:
    it = made.published(house)
    path = f"/policies/{it}"
    for words in ("talking before", "anything writ", "manager employee talk", "policy"):
        assert path in seen(house, "amara", words)
    made.anew(house, it, made.PURPOSE, replace(made.TALK, body="Marmalade for everybody."), on=5)
    assert path not in seen(house, "amara", "marmalade"), "what is to come is not found"
    house.let_pass(timedelta(days=5))
    with clock.at(clock.now() + timedelta(days=5)):
        assert path in seen(house, "amara", "marmalade")
        assert path not in seen(house, "amara", "manager employee talk"), "nor what holds no more"
        with house.acting("dara") as by:
            policies.withdraw(made.one(made.found(it).versions[-1].id), "The law has changed.", by=by)
        assert path not in seen(house, "amara", "marmalade")


def test_what_is_for_hr_or_managers_is_found_by_them_alone(house: House) -> None:
    hr = made.published(house, title="Marmalade for HR", audience="hr")
    managers = made.published(house, title="Marmalade for managers", audience="managers")
    found = {
        who: {each for each in seen(house, who, "marmalade") if each.startswith("/policies/")}
        for who in ("amara", "bo", "chen", "dara", "tova", "finn")
    }
    both = {f"/policies/{hr}", f"/policies/{managers}"}
    assert found == {
        "amara": set(),
        "bo": {f"/policies/{managers}"},
        "chen": both,
        "dara": both,
        "tova": set(),
        "finn": set(),
    }


def test_a_title_that_changed_is_found_by_its_new_words(house: House) -> None:
    it = made.published(house)
    with house.acting("dara") as by:
        policies.change(made.found(it), policies.Facts("Marmalade", "talk", "everyone", by.id), by=by)
    assert f"/policies/{it}" in seen(house, "amara", "marmalade")


def test_a_question_that_is_typed_leads_to_the_policy(house: House) -> None:
    it = made.published(house)
    with house.acting("amara"):
        assert find.alike("May my manager write something into my file without talking to me?", ["policy"], 3) == [
            ("policy", it)
        ]


@pytest.fixture
def answers() -> Iterator[list[tuple[UUID, ...]]]:
    """A room that cites: whatever it is asked, it says that one answer rests on it."""
    asked: list[tuple[UUID, ...]] = []

    def cites(section_ids: Collection[UUID]) -> list[Citing]:
        asked.append(tuple(section_ids))
        return [Citing("How do I rate it?", "/threads/1", "Answer")]

    policies.register_citing(cites)
    yield asked
    quoting._citing.remove(cites)


def test_publishing_names_what_cites_the_sections_that_change(house: House, answers: list[tuple[UUID, ...]]) -> None:
    it = made.published(house)
    old = sections(house, it)
    made.write(house, it, made.PURPOSE, TALK_ANEW, made.FILE)
    with house.acting("dara"):
        version = made.written(it).id
    page = text_of(house.browser("dara").get(f"/policies/versions/{version}/publication"))
    assert answers == [(old["talk0000"],)], "it is asked for what changes, and for nothing else"
    assert "How do I rate it?" in page
    assert "Everybody who reads it is asked to acknowledge it" in page


def test_a_first_version_is_cited_by_nothing(house: House, answers: list[tuple[UUID, ...]]) -> None:
    it = made.draft(house)
    with house.acting("dara"):
        version = made.written(it).id
    house.browser("dara").get(f"/policies/versions/{version}/publication")
    assert answers == []


def test_a_lasting_link_leads_to_where_the_section_stands(house: House) -> None:
    it = made.published(house)
    old = sections(house, it)["talk0000"]
    amara = house.browser("amara")
    assert amara.get(f"/policies/sections/{old}").headers["Location"].endswith(f"/policies/{it}#s-2")
    made.anew(house, it, made.TALK, made.PURPOSE)
    assert amara.get(f"/policies/sections/{old}").headers["Location"].endswith(f"/policies/{it}#s-1")
    made.anew(house, it, TALK_ANEW, made.PURPOSE)
    to = amara.get(f"/policies/sections/{old}").headers["Location"]
    assert "/policies/versions/" in to
    assert to.endswith("#s-2")
    page = text_of(amara.get(to.removeprefix("http://localhost").partition("#")[0]))
    assert "This version does not hold any more." in page
