"""Official answers: by sections in force, and current nowhere once what they rest on is not: page, lists, search."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from coaching_library import policies, threads
from coaching_library.threads import Rests, queries
from tenants import find, organisations, people
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.web.dates import long_day
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.house_fixture import House, forms, main_of, text_of


def sections(house: House, policy_id: UUID) -> list[UUID]:
    """The sections in force of a policy, as the head of HR may cite them."""
    with house.acting("dara") as dara:
        return [each.id for each in policies.choices_to_cite(dara) if each.policy_id == policy_id]


def official(house: House, audience: str = "everyone") -> tuple[UUID, UUID, UUID]:
    """A question with an official answer that cites the second section of a policy: question, policy, section."""

    def make() -> tuple[UUID, UUID, UUID]:
        policy_id = policy.published(house)
        cited = sections(house, policy_id)[1]
        question_id = made.asked(house, "bo", audience, title="Zeppelins and the talk before writing")
        made.official(house, question_id, made.answered(house, question_id), cited)
        return question_id, policy_id, cited

    return house.scene(("official answer", audience), make)


def holds(house: House, question_id: UUID, who: str = "bo") -> dict[str, object]:
    """What each outlet shows of the mark to somebody."""
    browser = house.browser(who)
    page = browser.get(f"/threads/{question_id}")
    with house.acting(who) as actor:
        mark = threads.thread(made.sheet(question_id), actor).mark
        suggested = {each.id: each.standing for each in queries.suggest(actor, "zeppelins and the talk before writing")}
        line = threads.FOUND.hits(actor, find.ids("zeppelins", "question"))[question_id].line
    assert mark is not None
    listed = text_of(browser.get("/threads/all"))
    found = text_of(browser.get("/find?q=zeppelins"))
    return {
        "mark": mark.holds,
        "page": main_of(page)["official"] == "official",
        "page says": "Needs re-verification" not in text_of(page),
        "search": "Official answer" in line,
        "search page": "Official answer" in found,
        "suggestion": suggested[question_id] == "official",
        "list": "Needs re-verification" not in listed and "Official" in listed,
    }


def test_an_official_answer_is_shown_as_such_with_what_it_rests_on(house: House) -> None:
    question_id, policy_id, _section = official(house)
    assert set(holds(house, question_id).values()) == {True}
    page = house.browser("bo").get(f"/threads/{question_id}")
    assert "A talk before anything is written" in text_of(page)
    assert f"/policies/{policy_id}" in page.get_data(as_text=True)


def change(house: House, policy_id: UUID, **terms: object) -> None:
    """The second section of the policy says something else from now on, or from a day on."""
    other = policies.Clause("talk0000", "A talk before anything is written", "They talk, and write **together**.", binding=True)
    policy.anew(house, policy_id, policy.PURPOSE, other, policy.FILE, **terms)


def test_where_the_cited_section_changes_it_is_current_nowhere_and_its_keeper_is_told(house: House) -> None:
    question_id, policy_id, _section = official(house)
    change(house, policy_id)
    assert set(holds(house, question_id).values()) == {False}
    assert made.told(house, "dara", question_id)[-1] == "question.stale"
    with house.acting("bo") as bo:
        mark = threads.thread(made.sheet(question_id), bo).mark
        assert mark is not None
        assert mark.official.state == "stale"
    assert "question.stale" in made.verbs(house, question_id)


def test_the_first_thing_said_of_a_worn_answer_is_what_changed_and_when(house: House) -> None:
    question_id, policy_id, _section = official(house)
    made.accepted(house, question_id, answer_of(house, question_id))
    page = house.browser("bo").get(f"/threads/{question_id}")
    assert "looked at again by" in text_of(page)
    change(house, policy_id)
    page = house.browser("bo").get(f"/threads/{question_id}")
    text, html = text_of(page), page.get_data(as_text=True)
    with house.within():
        today = long_day(organisations.today())
    says = "Section 2 of “Talking before writing” changed on"
    assert text.index("This answer no longer holds") < text.index(says) < text.index(made.ANSWER)
    assert today.split()[-1] in text[text.index(says) :][: len(says) + 30]
    assert f"/policies/{policy_id}/redline?from=1&amp;to=2#c-talk0000" in html
    assert "looked at again by" not in text
    assert 'class="tag good"' not in html
    assert 'class="turn-line good"' not in html


def test_a_page_has_one_primary_button_and_none_where_nothing_waits(house: House) -> None:
    question_id, policy_id, _section = official(house)
    dara = house.browser("dara")

    def primary() -> list[str]:
        html = dara.get(f"/threads/{question_id}").get_data(as_text=True)
        return re.findall(r'<(?:a|button) class="btn primary[^>]*>', html[html.index("<main") :])

    made.accepted(house, question_id, answer_of(house, question_id))
    assert primary() == []
    change(house, policy_id)
    [only] = primary()
    assert f"/threads/{question_id}/mark" in only
    waits = made.asked(house, "bo", "team", title="Something that waits")
    html = dara.get(f"/threads/{waits}").get_data(as_text=True)
    assert html[html.index("<main") :].count("btn primary") == 1


def test_of_an_overdue_answer_its_day_is_said_and_no_section(house: House) -> None:
    question_id, _policy, _section = official(house)
    with clock.at(clock.now() + timedelta(days=101)):
        text = text_of(house.browser("bo").get(f"/threads/{question_id}"))
    assert "Its day of review was" in text
    assert "changed on" not in text


def answer_of(house: House, question_id: UUID) -> UUID:
    """The first answer of a question."""
    with house.acting("bo") as bo:
        return threads.thread(made.sheet(question_id), bo).answers[0].id


def test_whoever_looks_again_finds_the_section_as_it_stands_first_and_ticked(house: House) -> None:
    question_id, policy_id, old = official(house)
    for n in range(12):
        policy.published(house, title=f"Aardvarks and other animals {n}")
    change(house, policy_id)
    new = sections(house, policy_id)[1]
    dara = house.browser("dara")
    page = dara.get(f"/threads/{question_id}/mark")
    boxes = re.findall(r'<input type="checkbox" name="sections" value="([^"]+)"( checked)?', page.get_data(as_text=True))
    assert boxes[0] == (str(new), " checked")
    assert [each for each, ticked in boxes if ticked] == [str(new)]
    assert str(old) not in {each for each, _ticked in boxes}
    assert "together" in text_of(page), "what changed stands above the decision"
    page = dara.follow(dara.act(page, "threads.verify"))
    assert main_of(page)["official"] == "official"


def test_what_was_cited_and_taken_out_since_is_not_ticked(house: House) -> None:
    question_id, policy_id, _old = official(house)
    policy.anew(house, policy_id, policy.PURPOSE, policy.FILE)
    page = house.browser("dara").get(f"/threads/{question_id}/mark")
    assert "was taken out on" in text_of(page)
    assert "threads.verify" in forms(page)
    assert not re.search(r'name="sections" value="[^"]+" checked', page.get_data(as_text=True))


def test_where_another_section_changes_it_goes_on_holding(house: House) -> None:
    question_id, policy_id, _section = official(house)
    other = policies.Clause("file0000", "What goes into the file", "Only what both have signed.", binding=True)
    policy.anew(house, policy_id, policy.PURPOSE, policy.TALK, other)
    assert set(holds(house, question_id).values()) == {True}


def test_where_the_section_is_taken_out_it_does_not_hold(house: House) -> None:
    question_id, policy_id, _section = official(house)
    policy.anew(house, policy_id, policy.PURPOSE, policy.FILE)
    assert set(holds(house, question_id).values()) == {False}


def test_where_the_policy_is_withdrawn_it_does_not_hold(house: House) -> None:
    question_id, policy_id, _section = official(house)
    with house.acting("dara") as dara:
        version = policy.found(policy_id).in_force
        assert version is not None
        policies.withdraw(policy.one(version.id), "It was wrong.", by=dara)
    assert set(holds(house, question_id).values()) == {False}


def test_a_change_that_was_scheduled_counts_from_its_day_whether_or_not_any_job_has_run(house: House) -> None:
    question_id, policy_id, _section = official(house)
    change(house, policy_id, on=3)
    assert set(holds(house, question_id).values()) == {True}
    with clock.at(clock.now() + timedelta(days=4)):  # nothing has run meanwhile: what was noted is as it was
        with house.acting("bo") as bo:
            mark = threads.thread(made.sheet(question_id), bo).mark
            assert mark is not None
            assert mark.official.state == "official"
            assert not mark.holds
        assert set(holds(house, question_id).values()) == {False}


def test_the_day_of_review_ends_it_as_well(house: House) -> None:
    question_id, _policy, _section = official(house)
    with clock.at(clock.now() + timedelta(days=101)):
        assert set(holds(house, question_id).values()) == {False}
        with house.within():
            threads.tend(100)
        assert made.told(house, "dara", question_id)[-1] == "question.review"


def test_it_is_verified_by_what_is_in_force_and_holds_again(house: House) -> None:
    question_id, policy_id, old = official(house)
    change(house, policy_id)
    with pytest.raises(Invalid) as no:
        made.do(house, "dara", threads.verify, question_id, Rests(frozenset({old})))
    assert set(no.value.errors) == {"sections"}
    new = sections(house, policy_id)[1]
    assert new != old
    made.do(house, "dara", threads.verify, question_id, Rests(frozenset({new})))
    assert set(holds(house, question_id).values()) == {True}


def test_it_is_retired_and_the_answer_stays(house: House) -> None:
    question_id, policy_id, _section = official(house)
    change(house, policy_id)
    made.do(house, "dara", threads.retire, question_id)
    page = house.browser("bo").get(f"/threads/{question_id}")
    assert "official" not in main_of(page)
    assert made.ANSWER in text_of(page)
    with pytest.raises(NotNow):
        made.do(house, "dara", threads.verify, question_id, Rests(no_policy=True))


def test_one_that_rests_on_no_policy_holds_until_its_day(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone", title="Zeppelins without a policy")
    made.official(house, question_id, made.answered(house, question_id))
    assert set(holds(house, question_id).values()) == {True}
    with clock.at(clock.now() + timedelta(days=101)):
        assert set(holds(house, question_id).values()) == {False}


BAD = {
    "neither cited nor said that none speaks to it": Rests(),
    "a section that nobody ever published": Rests(frozenset({uuid4()})),
}


@pytest.mark.parametrize("rests", BAD.values(), ids=BAD)
def test_what_it_rests_on_is_said_or_refused_at_the_field(house: House, rests: Rests) -> None:
    question_id = made.asked(house, "bo", "team")
    answer_id = made.answered(house, question_id)
    with pytest.raises(Invalid) as no:
        made.do(house, "dara", threads.endorse, question_id, answer_id, rests)
    assert set(no.value.errors) == {"sections"}


@pytest.mark.parametrize("ahead", [-1, 0, 800])
def test_the_day_of_review_lies_ahead(house: House, ahead: int) -> None:
    question_id = made.asked(house, "bo", "team")
    answer_id = made.answered(house, question_id)
    with house.within():
        rests = Rests(no_policy=True, review_on=organisations.today() + timedelta(days=ahead))
    with house.acting("dara") as dara, pytest.raises(Invalid) as no:
        threads.endorse(made.sheet(question_id), answer_id, rests, by=dara)
    assert set(no.value.errors) == {"review_on"}


def test_citing_a_withdrawn_clause_is_refused_at_the_field_of_the_page(house: House) -> None:
    policy_id = policy.published(house)
    cited = sections(house, policy_id)[1]
    question_id = made.asked(house, "bo", "team")
    answer_id = made.answered(house, question_id)
    dara = house.browser("dara")
    page = dara.get(f"/threads/{question_id}/mark?answer_id={answer_id}")
    with house.acting("dara") as by:
        version = policy.found(policy_id).in_force
        assert version is not None
        policies.withdraw(policy.one(version.id), "It was wrong.", by=by)
    refused = dara.act(page, "threads.endorse", sections=str(cited))
    assert refused.status_code == 422
    assert "Not in force any more, or withdrawn" in text_of(refused)
    assert 'href="#sections"' in refused.get_data(as_text=True)


def test_one_answer_of_a_question_is_official_at_a_time(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    first, second = made.answered(house, question_id), made.answered(house, question_id, "hugo", "Or so.")
    made.official(house, question_id, first)
    with pytest.raises(NotNow):
        made.official(house, question_id, second)


def test_two_persons_where_the_organisation_asks_for_them(house: House) -> None:
    with house.acting("tova") as tova:
        organisations.set_settings(organisations.organisation(), {"two_person": 1}, by=tova)
    question_id = made.asked(house, "bo", "team")
    own = made.answered(house, question_id, "dara")
    with pytest.raises(Refused, match="two persons"):
        made.official(house, question_id, own)
    dara = house.browser("dara")
    refused = dara.act(dara.get(f"/threads/{question_id}/mark?answer_id={own}"), "threads.endorse", no_policy="y")
    assert refused.status_code == 422
    assert "two persons" in text_of(refused)


def test_an_older_look_at_the_mark_is_too_old(house: House) -> None:
    question_id, policy_id, _section = official(house)
    change(house, policy_id)
    with pytest.raises(Stale):
        made.do(house, "dara", threads.retire, question_id, seen=1)


def test_with_another_partner_the_mark_of_a_private_answer_has_another_keeper(house: House) -> None:
    with house.acting("tova") as tova:
        people.give(made.who("chen"), "publish", by=tova)
    question_id = made.asked(house, "bo", "partner")
    made.official(house, question_id, made.answered(house, question_id), by="chen")
    with house.acting("tova") as tova:
        people.end_partner(people.assignments(partner_id=made.who("chen").id)[0], by=tova)
    with house.acting("dara") as dara:
        mark = threads.thread(made.sheet(question_id), dara).mark
        assert mark is not None
        assert mark.official.keeper_id == dara.id


def test_whoever_changes_a_policy_is_told_what_cites_it_and_nothing_of_private_questions(house: House) -> None:
    question_id, _policy, cited = official(house, "everyone")
    private = made.asked(house, "nia", "team", title="Something private")
    made.official(house, private, made.answered(house, private), cited)
    with house.acting("dara"):
        found = {each.path: each.label for each in threads.cited_by([cited])}
    assert found[f"/threads/{question_id}"] == "Zeppelins and the talk before writing"
    assert "private" in found[f"/threads/{private}"]
    assert "Something" not in found[f"/threads/{private}"]
