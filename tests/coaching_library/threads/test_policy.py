"""The access table of questions: rows are the cast, columns what they may do with a question of each audience."""

from __future__ import annotations

from uuid import UUID

import pytest

from coaching_library import threads
from coaching_library.threads import policy, queries
from tenants import isolation, organisations, people
from tenants.law import Refused
from tests.coaching_library.threads import made
from tests.factories import stands_in
from tests.house_fixture import House

# Bo asks; Chen is his HR partner, Dara the head of HR, Hugo the HR partner of others, Tova the tenant admin; Ingrid leads him
# and others, Mira and Nia and Amara lead nobody. The letter says as what they speak: a asker, h HR, p peer, r reads only, - no
# way in.
TABLE = """
who     partner team managers everyone
amara   -       -    -        p
bo      a       a    a        a
chen    h       h    h        h
dara    -       h    h        h
hugo    -       h    h        h
ingrid  -       -    p        p
liwei   -       -    -        p
mira    -       -    -        p
nia     -       -    -        p
tova    -       -    -        p
"""
VOICES = {"a": "asker", "h": "hr", "p": "peer", "r": None, "-": None}


def read_table() -> list[tuple[str, str, str]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return [(row[0], audience, cell) for row in rows for audience, cell in zip(head[1:], row[1:], strict=True)]


@pytest.mark.parametrize(("who", "audience", "letter"), read_table())
def test_who_reads_a_question_and_as_what_they_speak(house: House, who: str, audience: str, letter: str) -> None:
    question_id = made.asked(house, "bo", audience)
    with house.acting(who) as actor:
        sheet = threads.question(question_id)
        if letter == "-":
            assert sheet is None or not policy.can_read(actor, sheet)
        else:
            assert sheet is not None
            assert policy.can_read(actor, sheet)
        if sheet is not None:
            assert policy.voice(actor, sheet) == VOICES[letter]
            assert policy.can_decide(actor, sheet) is (letter == "a")
            assert policy.can_answer(actor, sheet) is (letter in "hp")
            assert policy.speaks_for_hr(actor, sheet) is (letter == "h")
            assert policy.can_take(actor, sheet) is (letter == "h" and who != "chen")
            assert policy.can_publish(actor, sheet) is (letter == "h" and who == "dara")


@pytest.mark.parametrize("who", [row[0] for row in read_table()[::4]])
def test_lists_show_exactly_what_the_doors_open(house: House, who: str) -> None:
    ids = [
        made.asked(house, by, audience) for by in ("bo", "liwei") for audience in ("partner", "team", "managers", "everyone")
    ]
    with house.acting(who) as actor:
        listed = {each.id for each in isolation.session().scalars(queries.browse(actor, queries.Narrowed()))}
        sheets = {each: threads.question(each) for each in ids}
        assert listed == {each for each, sheet in sheets.items() if sheet is not None and policy.can_read(actor, sheet)}
        queued = {row.Question.id for row in isolation.session().execute(queries.queue(actor, "live"))}
        assert queued == {each for each in listed if not policy.is_asker(actor, made.sheet(each))}
    answer = house.browser(who)
    for each in ids:
        assert answer.get(f"/threads/{each}").status_code == (200 if each in listed else 404)


def test_a_deputy_of_the_partner_finds_it_in_their_lists_as_long_as_they_stand_in(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    stands_in(house, "nia", "chen")
    with house.acting("nia") as nia:
        assert question_id in {each.id for each in isolation.session().scalars(queries.browse(nia, queries.Narrowed()))}
    nia_ = house.browser("nia")
    page = nia_.get(f"/threads/{question_id}")
    assert page.status_code == 200
    assert "threads.answer" not in page.get_data(as_text=True)
    for path in ("answers", "comments", "queries"):
        assert nia_.post(f"/threads/{question_id}/{path}", {"words": "In nobody's name."}).status_code == 403


def test_the_right_to_publish_is_given_and_not_inherited(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    with house.acting("chen") as chen:
        assert not policy.can_publish(chen, made.sheet(question_id))
    with house.acting("tova") as tova:
        for name in ("chen", "nia"):
            people.give(made.who(name), "publish", by=tova)
    with house.acting("chen") as chen:
        assert policy.can_publish(chen, made.sheet(question_id))
    everyone = made.asked(house, "bo", "everyone")
    with house.acting("nia") as nia:  # who publishes without being in HR speaks for HR in no question
        assert not policy.can_publish(nia, made.sheet(everyone))


def test_where_two_persons_are_asked_for_nobody_endorses_their_own_answer(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    own, other = made.answered(house, question_id, "dara"), made.answered(house, question_id, "chen")
    with house.acting("dara") as dara:
        thread = threads.thread(made.sheet(question_id), dara)
        answers = {each.id: each for each in thread.answers}
        assert policy.can_endorse(dara, thread.sheet, answers[own], two_person=False)
        assert not policy.can_endorse(dara, thread.sheet, answers[own], two_person=True)
        assert policy.can_endorse(dara, thread.sheet, answers[other], two_person=True)


def test_nobody_endorses_an_answer_to_their_own_question(house: House) -> None:
    question_id = made.asked(house, "dara", "team")
    answer_id = made.answered(house, question_id, "chen")
    with pytest.raises(Refused):
        made.official(house, question_id, answer_id, by="dara")


ASKING = {"bo": True, "chen": True, "tova": True, "amara": False, "mira": False}


@pytest.mark.parametrize("who", ASKING)
def test_an_organisation_may_leave_questions_to_those_who_lead(house: House, who: str) -> None:
    with house.acting(who) as actor:
        assert policy.can_ask(actor), "as long as nobody says otherwise everybody asks"
    with house.within():
        organisations.set_settings(organisations.organisation(), {"employees_ask": 0}, by=None)
    with house.acting(who) as actor:
        assert policy.can_ask(actor) is ASKING[who]
    browser = house.browser(who)
    assert (browser.get("/threads/new").status_code == 200) is ASKING[who]
    page = browser.get("/threads/")
    assert page.status_code == 200, "what others asked and what they asked before is read"
    assert ("/threads/new" in page.get_data(as_text=True)) is ASKING[who]


REPLIES = {"chen": (True, True), "hugo": (True, False), "dara": (True, False), "bo": (False, False), "tova": (False, False)}


@pytest.mark.parametrize("who", REPLIES)
def test_a_shared_reply_is_used_by_hr_and_changed_by_its_author(house: House, who: str) -> None:
    with house.acting("chen") as chen:
        shared = threads.keep_reply("Changed goals", "Rate what is in force.", shared=True, by=chen).id
        own = threads.keep_reply("Mine", "Only mine.", shared=False, by=chen).id
    with house.acting(who) as actor:
        found = queries.reply(shared)
        assert found is not None
        assert (policy.can_use_reply(actor, found), policy.can_change_reply(actor, found)) == REPLIES[who]
        assert (queries.reply(own) is not None) is (who == "chen"), "the database shows nobody else's own ones"


@pytest.mark.parametrize("who", ["amara", "nia", "tova"])
def test_hrs_pages_are_hrs(house: House, who: str) -> None:
    browser = house.browser(who)
    for path in ("desk", "replies", "replies/new", "cards", "service"):
        assert browser.get(f"/threads/{path}").status_code == 404, path


def test_another_organisation_finds_nothing(house: House) -> None:
    question_id: UUID = made.asked(house, "bo", "everyone")
    gus = house.browser("gus")
    for path in ("", "/beside", "/mark", "/widening", "/article", "/same"):
        assert gus.get(f"/threads/{question_id}{path}").status_code == 404
    for path in ("answers", "comments", "acceptances", "follows", "duplicates", "widenings", "promotions"):
        assert gus.post(f"/threads/{question_id}/{path}", {"words": "In."}).status_code == 404
    with house.acting("gus"):
        assert threads.question(question_id) is None
