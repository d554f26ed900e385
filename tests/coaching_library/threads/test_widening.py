"""More readers only with consent, in words that were agreed to; an answer that becomes an article, both ways."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from coaching_library import library, threads
from coaching_library.library import lineage
from coaching_library.threads import Proposal, queries
from coaching_library.threads.models import LIVE, QuestionWidening
from tenants import isolation, people
from tenants.law import Invalid, NotNow, Refused
from tests.coaching_library.threads import made
from tests.house_fixture import House, main_of, text_of

OTHERS = ("amara", "ingrid", "mira", "nia", "tova")


def proposed(house: House, audience: str = "everyone", **more: str) -> tuple[UUID, UUID]:
    """Chen proposes to open Bo's private question to more people: the question, the proposal."""
    question_id = made.asked(house, "bo", "partner", title="About Amara", words="She is late.")
    answer_id = made.answered(house, question_id)
    facts = {"title": "An employee is late", "words": "What do I do?", "answer": "Talk, before you write."} | more
    proposal = Proposal("thread", audience, answer_id=answer_id, **facts)
    return question_id, made.do(house, "chen", threads.propose, question_id, proposal).id


def decide(
    house: House, question_id: UUID, widening_id: UUID, verb: object, by: str = "bo", **more: object
) -> QuestionWidening:
    with house.acting(by) as actor:
        found = queries.widening(widening_id)
        assert found is not None
        return verb(made.sheet(question_id), found, by=actor, **more)  # type: ignore[operator, no-any-return]


def copies(house: House, name: str = "nia") -> list[threads.Question]:
    with house.acting(name) as actor:
        rows = isolation.session().scalars(queries.browse(actor, queries.Narrowed()))
        return [each for each in rows if each.copy_of_id is not None]


def test_nothing_is_opened_before_whoever_asked_agrees(house: House) -> None:
    question_id, _widening = proposed(house)
    assert made.told(house, "bo", question_id)[-1] == "question.widening"
    assert copies(house) == []
    for name in OTHERS:
        assert house.browser(name).get(f"/threads/{question_id}").status_code == 404


def test_with_consent_a_copy_is_there_and_the_question_stays_as_it_was(house: House) -> None:
    question_id, widening_id = proposed(house)
    decide(house, question_id, widening_id, threads.agree, named=False)
    [copy] = copies(house)
    page = text_of(house.browser("nia").get(f"/threads/{copy.id}"))
    assert "An employee is late" in page
    assert "Talk, before you write." in page
    for word in ("Amara", "Bo Jensen", "She is late"):
        assert word not in page, word
    assert copy.asker_id is None
    for name in OTHERS:
        assert house.browser(name).get(f"/threads/{question_id}").status_code == 404
    assert made.sees(house, "nia", question_id) == (0, 0)
    assert made.state(house, question_id) == "answered"
    assert (copy.state, copy.ending) == ("closed", "copied"), "what was asked waits where it was asked"
    assert made.told(house, "chen", question_id)[-1] == "question.agreed"


def test_with_their_name_if_they_let_it_stand_there(house: House) -> None:
    question_id, widening_id = proposed(house, "managers")
    decide(house, question_id, widening_id, threads.agree, named=True)
    [copy] = copies(house, "ingrid")
    assert copy.asker_id == house.person("bo")
    assert (copy.state, copy.ending) == ("closed", "copied")
    assert copies(house, "nia") == [], "an employee who leads nobody reads nothing that is for managers"


@pytest.mark.parametrize("named", [True, False])
def test_a_copy_of_what_was_accepted_waits_for_nobody(house: House, named: bool) -> None:
    question_id, widening_id = proposed(house, "managers")
    with house.acting("bo") as bo:
        first = threads.thread(made.sheet(question_id), bo).answers[0].id
    made.accepted(house, question_id, first)
    decide(house, question_id, widening_id, threads.agree, named=named)
    [copy] = copies(house, "ingrid")
    assert copy.state == "accepted"
    clock = made.clock_of(house, copy.id)
    assert (clock.counts, clock.first_at, clock.due_at, clock.closes_on, clock.since) == (False, None, None, None, None)
    page = text_of(house.browser("bo").get(f"/threads/{copy.id}"))
    for word in ("First answer in", "Open it again", "This solved it"):
        assert word not in page, word
    with house.acting("bo") as bo:
        assert copy.id not in {each.id for each in queries.these([copy.id]) if each.state in LIVE}
        for verb, *words in ((threads.reopen, "More, please."), (threads.let_go,)):
            with pytest.raises((NotNow, Refused)):
                verb(made.sheet(copy.id), *words, by=bo)  # type: ignore[operator]


def test_in_a_copy_peers_add_what_they_know_and_nothing_moves(house: House) -> None:
    question_id, widening_id = proposed(house, answer="")
    decide(house, question_id, widening_id, threads.agree, named=True)
    [copy] = copies(house)
    for name in ("nia", "chen"):
        made.do(house, name, threads.answer, copy.id, f"{name} says so.")
    assert made.state(house, copy.id) == "closed"
    assert made.clock_of(house, copy.id).first_at is None


def test_a_copy_without_a_name_is_opened_to_nobody_else_since_nobody_is_there_to_agree(house: House) -> None:
    question_id, widening_id = proposed(house, "managers")
    decide(house, question_id, widening_id, threads.agree, named=False)
    [copy] = copies(house, "ingrid")
    answer = house.browser("chen").post(
        f"/threads/{copy.id}/widenings", {"title": "Wider", "words": "Still.", "audience": "everyone", "version": "1"}
    )
    assert answer.status_code == 409


def test_a_copy_for_the_team_does_not_say_who_asked_either(house: House) -> None:
    question_id, widening_id = proposed(house, "team")
    decide(house, question_id, widening_id, threads.agree, named=False)
    [copy] = copies(house, "hugo")
    assert house.person("bo") not in (copy.readers or [])
    assert copies(house, "tova") == []
    with house.within():
        assert threads.keep() == 0


def test_declined_or_taken_back_it_is_over_and_can_be_proposed_anew(house: House) -> None:
    question_id, first = proposed(house)
    with pytest.raises(NotNow):
        made.do(house, "chen", threads.propose, question_id, Proposal("thread", "everyone", "Again", "In words."))
    decide(house, question_id, first, threads.decline)
    assert made.told(house, "chen", question_id)[-1] == "question.declined"
    second = made.do(house, "chen", threads.propose, question_id, Proposal("thread", "managers", "Again", "In words.")).id
    decide(house, question_id, second, threads.take_back, by="chen")
    for verb in (threads.decline, threads.agree):
        with pytest.raises(NotNow):
            decide(house, question_id, second, verb, **({"named": True} if verb is threads.agree else {}))
    assert copies(house) == []


def test_nobody_else_agrees_and_nobody_else_proposes(house: House) -> None:
    question_id, widening_id = proposed(house)
    with pytest.raises(Refused):
        decide(house, question_id, widening_id, threads.agree, by="chen", named=False)
    other = made.asked(house, "nia", "everyone")
    for name in ("nia", "amara", "tova"):
        with pytest.raises(Refused):
            made.do(house, name, threads.propose, other, Proposal("thread", "everyone", "A", "B"))
    for name in OTHERS:
        assert house.browser(name).post(f"/threads/widenings/{widening_id}/consents").status_code == 404


@pytest.mark.parametrize(("audience", "wider"), [("team", "team"), ("managers", "team"), ("everyone", "everyone")])
def test_only_to_more_people(house: House, audience: str, wider: str) -> None:
    question_id = made.asked(house, "bo", audience)
    with pytest.raises(Invalid) as no:
        made.do(house, "chen", threads.propose, question_id, Proposal("thread", wider, "A", "B"))
    assert set(no.value.errors) == {"audience"}


def test_a_name_in_the_new_words_needs_a_second_thought(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    proposal = Proposal("thread", "everyone", "What about Amara?", "She is late.")
    with pytest.raises(Invalid) as no:
        made.do(house, "chen", threads.propose, question_id, proposal)
    assert "Amara Diallo" in no.value.errors["although"]
    assert made.do(house, "chen", threads.propose, question_id, proposal, although=True)


def test_whoever_asked_has_left_so_nobody_can_agree(house: House) -> None:
    question_id, widening_id = proposed(house)
    with house.acting("tova") as tova:
        people.leave(made.who("bo"), by=tova)
    with house.acting("chen"):
        found = queries.widening(widening_id)
        assert found is not None
        assert found.state == "taken_back"
    with pytest.raises(NotNow):
        made.do(house, "chen", threads.propose, question_id, Proposal("thread", "everyone", "A", "B"))


def test_with_another_partner_the_proposal_goes_along(house: House) -> None:
    question_id, widening_id = proposed(house)
    with house.acting("tova") as tova:
        people.end_partner(people.assignments(partner_id=made.who("chen").id)[0], by=tova)
    with house.acting("chen"):
        assert queries.widening(widening_id) is None
    with house.acting("dara"):
        assert queries.widening(widening_id) is not None
    decide(house, question_id, widening_id, threads.agree, named=False)
    [copy] = copies(house)
    assert copy.owner_id == house.person("dara")


def promoted(house: House, question_id: UUID, answer_id: UUID, by: str = "chen", **more: object) -> object:
    return made.do(house, by, threads.promote, question_id, answer_id, "When a goal changes", "Rate what is in force.", **more)


def test_an_accepted_answer_of_a_question_to_everyone_begins_an_article_at_once(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    answer_id = made.answered(house, question_id)
    with pytest.raises(NotNow):
        promoted(house, question_id, answer_id)
    made.accepted(house, question_id, answer_id)
    promoted(house, question_id, answer_id)
    assert made.state(house, question_id) == "promoted"
    with house.acting("chen"):
        item = library.came_from(question_id)
        assert item is not None
        assert (item.title, item.thread_id, item.state) == ("When a goal changes", question_id, "draft")
    assert made.told(house, "bo", question_id)[-1] == "question.promoted"
    assert "It is becoming an article" in text_of(house.browser("bo").get(f"/threads/{question_id}"))
    page = house.browser("chen").get(f"/threads/{question_id}")
    assert f"/library/items/{item.id}" in page.get_data(as_text=True)
    assert f"/library/items/{item.id}" not in house.browser("bo").get(f"/threads/{question_id}").get_data(as_text=True)
    with pytest.raises(NotNow):
        promoted(house, question_id, answer_id)
    with house.acting("dara") as dara:
        item = library.came_from(question_id)
        assert item is not None
        library.change(item, replace(item.content, summary="How to rate what was changed."), by=dara)
        library.publish(item, by=dara)
    page = house.browser("bo").get(f"/threads/{question_id}")
    assert "Now part of the library" in text_of(page)
    assert f"/library/items/{item.id}" in page.get_data(as_text=True)


def test_what_is_missing_in_an_answer_that_became_an_article_is_still_asked_for(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    answer_id = made.answered(house, question_id)
    made.accepted(house, question_id, answer_id)
    promoted(house, question_id, answer_id)
    made.do(house, "bo", threads.reopen, question_id, "And for two people at once?")
    assert made.state(house, question_id) == "open"
    assert made.told(house, "chen", question_id)[-1] == "question.reopened"
    made.accepted(house, question_id, answer_id)
    with pytest.raises(NotNow):
        promoted(house, question_id, answer_id)
    assert "Make an article of it" not in text_of(house.browser("chen").get(f"/threads/{question_id}"))


def test_an_article_is_in_the_answers_language_and_for_whom_the_question_was(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    answer_id = made.answered(house, question_id, words="按九月签的那一份来评，因为那是两个人都签了字的。")
    made.accepted(house, question_id, answer_id)
    chen = house.browser("chen")
    page = chen.get(f"/threads/{question_id}/article")
    refused = chen.act(page, "threads.promote")
    assert refused.status_code == 422, "what it belongs to is chosen where nothing tells it"
    done = chen.act(page, "threads.promote", topic="plan")
    assert done.status_code == 303
    with house.acting("chen"):
        item = library.came_from(question_id)
        assert item is not None
        assert (item.language, item.topic, item.audience) == ("zh", "plan", "everyone")


def test_what_is_chosen_of_a_private_one_is_kept_until_whoever_asked_agrees(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    answer_id = made.answered(house, question_id)
    made.accepted(house, question_id, answer_id)
    promoted(house, question_id, answer_id, topic="appraise", language="zh", written_for="hr")
    bo = house.browser("bo")
    bo.follow(bo.act(bo.get(f"/threads/{question_id}"), "threads.agree"))
    with house.acting("chen"):
        item = library.came_from(question_id)
        assert item is not None
        assert (item.language, item.topic, item.audience) == ("zh", "appraise", "hr")


def test_the_way_back_from_an_item_is_shown_to_who_may_read_the_question(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    answer_id = made.answered(house, question_id)
    made.accepted(house, question_id, answer_id)
    widening = promoted(house, question_id, answer_id)
    assert isinstance(widening, QuestionWidening)
    decide(house, question_id, widening.id, threads.agree, named=False)
    for name, path in {"chen": f"/threads/{question_id}", "hugo": None}.items():
        with house.acting(name) as actor:
            item = library.came_from(question_id)
            assert item is not None
            found = lineage.origin(actor, item)
            assert (found.path if found is not None else None) == path, name


def test_of_a_private_one_whoever_asked_reads_the_article_first(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    answer_id = made.answered(house, question_id)
    made.accepted(house, question_id, answer_id)
    widening = promoted(house, question_id, answer_id)
    assert isinstance(widening, QuestionWidening)
    with house.acting("chen"):
        assert library.came_from(question_id) is None
    bo = house.browser("bo")
    page = bo.get(f"/threads/{question_id}")
    assert "Rate what is in force." in text_of(page)
    page = bo.follow(bo.act(page, "threads.agree"))
    assert main_of(page)["state"] == "promoted"
    with house.acting("chen"):
        item = library.came_from(question_id)
        assert item is not None
        assert item.author_id == house.person("chen")


def test_an_official_answer_becomes_one_and_can_be_accepted_afterwards(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    answer_id = made.answered(house, question_id)
    made.official(house, question_id, answer_id)
    promoted(house, question_id, answer_id)
    made.accepted(house, question_id, answer_id)
    assert made.state(house, question_id) == "promoted"
    assert made.clock_of(house, question_id).accepted_minutes is not None


def test_a_journey_by_pages(house: House) -> None:
    question_id = made.asked(house, "bo", "team", title="Half-way", words="We changed a goal.")
    made.accepted(house, question_id, made.answered(house, question_id))
    chen, bo = house.browser("chen"), house.browser("bo")
    page = chen.get(f"/threads/{question_id}/widening")
    refused = chen.act(page, "threads.propose", title="", audience="everyone")
    assert refused.status_code == 422
    page = chen.follow(chen.act(refused, "threads.propose", title="A goal that changed", audience="managers"))
    assert "It waits for whoever asked" in text_of(page)
    page = bo.follow(bo.act(bo.get(f"/threads/{question_id}"), "threads.agree", named="y"))
    assert main_of(page)["state"] == "accepted"
    [copy] = copies(house, "ingrid")
    assert copy.title == "A goal that changed"
    page = chen.get(f"/threads/{question_id}/article")
    assert chen.follow(chen.act(page, "threads.promote", title="Changed goals", topic="plan")).status_code == 200
