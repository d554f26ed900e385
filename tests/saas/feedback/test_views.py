"""The pages of feedback with scripts off: asking, writing, giving, answering; what is typed is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from saas import feedback
from saas.feedback import queries
from tenants import organisations
from tenants.isolation import clock
from tests.house_fixture import House, forms, main_of, text_of
from tests.saas.feedback import made
from tests.saas.performance_file import files

PART = {"HX-Request": "true"}


def ask_by_hand(house: House, browser: Any, **fields: str) -> Any:
    with house.within():
        until = (organisations.today() + timedelta(days=10)).isoformat()
    page = browser.get("/feedback/requests/new")
    return browser.act(page, "feedback.ask", **{"topic": "work", "due_on": until, **fields})


def test_a_whole_talk_with_scripts_off(house: House) -> None:
    bo, nia, amara = (house.browser(name) for name in ("bo", "nia", "amara"))
    page = bo.follow(ask_by_hand(house, bo, giver="nia@northlight.example", report="Amara Diallo", words="Was all there?"))
    assert main_of(page)["state"] == "asked"
    assert "Amara is told, too" in text_of(page) or "Amara Diallo is told, too" in text_of(page)
    path = f"/feedback/requests/{main_of(page)['id']}"
    assert "Was all there?" in text_of(amara.get(path))
    assert "feedback.accept" not in forms(amara.get(path))
    asked = nia.get(path)
    assert "Your turn" in text_of(asked)
    writing = nia.follow(nia.act(asked, "feedback.accept"))
    assert "Bo Jensen, who asked for it" in text_of(writing)
    empty = nia.act(writing, "feedback.give")
    assert empty.status_code == 422
    assert "Answer at least one" in text_of(empty)
    given = nia.follow(nia.act(writing, "feedback.give", **{"answers/well": "The sheet was whole."}))
    where = f"/feedback/{main_of(given)['id']}"
    assert "Nobody has opened it yet" in text_of(given)
    assert "Open it to read it." in text_of(amara.get("/feedback/"))
    opened = amara.get(where)
    assert "The sheet was whole." in text_of(opened)
    amara.act(opened, "feedback.thank")
    answered = amara.follow(amara.act(amara.get(where), "feedback.respond", words="The parts were moved later."))
    assert "feedback.share" not in forms(answered)
    for reader in (bo, nia):
        assert "The parts were moved later." in text_of(reader.get(where))
    assert "feedback.change" not in forms(nia.get(where))
    assert nia.get(f"{where}/edit").status_code == 303
    bo.act(bo.get(where), "feedback.thank")
    assert text_of(nia.get(where)).count("Thank you.") == 2


def test_sharing_opens_it_to_the_manager_and_is_said_before_the_click(house: House) -> None:
    given, amara, bo = made.given(house), house.browser("amara"), house.browser("bo")
    assert bo.get(f"/feedback/{given}").status_code == 404
    page = amara.get(f"/feedback/{given}")
    assert "can't be taken back" in text_of(page)
    assert "Bo Jensen" in text_of(amara.follow(amara.act(page, "feedback.share")))
    assert bo.get(f"/feedback/{given}").status_code == 200
    assert "Nia Adeyemi to Amara" in text_of(bo.get("/feedback/team"))


def test_declining_asks_for_no_reason_and_tells_none(house: House) -> None:
    request_id = made.asked(house, "bo", "nia", about="amara")
    nia = house.browser("nia")
    page = nia.get(f"/feedback/requests/{request_id}")
    assert set(forms(page)["feedback.decline"].fields) == {"csrf_token", "version"}
    nia.act(page, "feedback.decline")
    for who in ("bo", "amara"):
        assert "declined" in text_of(house.browser(who).get(f"/feedback/requests/{request_id}"))
    again = nia.act(page, "feedback.decline")
    assert again.status_code == 303
    late = nia.post(f"/feedback/requests/{request_id}/acceptances")
    assert late.status_code == 409
    assert "over" in text_of(late)


WRONG = {
    "nobody": ({"giver": "Nobody Here"}, "Nobody here has this name"),
    "empty": ({"giver": ""}, "Say whom you ask."),
    "oneself": ({"giver": "amara@northlight.example"}, "This is you."),
    "twice": ({"giver": "Nia Adeyemi", "second_giver": "nia@northlight.example"}, "You name this person twice."),
    "another organisation": ({"giver": "eve@tidewater.example"}, "Nobody here has this name"),
    "yesterday": ({"giver": "Nia Adeyemi", "due_on": "2020-01-01"}, "Choose a day from tomorrow on"),
    "no day": ({"giver": "Nia Adeyemi", "due_on": "2027-02-30"}, "Enter a day that there is"),
    "no topic": ({"giver": "Nia Adeyemi", "topic": "praise"}, "Choose one"),
    "a book": ({"giver": "Nia Adeyemi", "words": "x" * 10_001}, "At most 10000 characters fit."),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_request_that_is_wrong_comes_back_with_its_words(house: House, what: str) -> None:
    fields, says = WRONG[what]
    answer = ask_by_hand(house, house.browser("amara"), **{"words": "What was missing?", **fields})
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert forms(answer)["feedback.ask"].fields["words"] == {"words": "What was missing?", **fields}["words"]


def test_a_manager_asks_only_about_those_who_report_to_them(house: House) -> None:
    answer = ask_by_hand(house, house.browser("bo"), giver="nia@northlight.example", report="liwei@northlight.example")
    assert answer.status_code == 422
    assert "somebody who reports to you" in text_of(answer)
    assert "report" not in forms(house.browser("amara").get("/feedback/requests/new"))["feedback.ask"].fields


def test_feedback_to_oneself_is_refused_with_a_clear_word(house: House) -> None:
    amara = house.browser("amara")
    answer = amara.act(amara.get("/feedback/new"), "feedback.begin", person="amara@northlight.example", topic="praise")
    assert answer.status_code == 422
    assert "Nobody gives feedback to themselves" in text_of(answer)


def test_clicking_twice_gives_once_and_leads_to_the_same_page(house: House) -> None:
    drafted, nia = made.draft(house), house.browser("nia")
    page = nia.get(f"/feedback/drafts/{drafted}")
    first = nia.act(page, "feedback.give", **{"answers/did": "You asked first."})
    second = nia.act(page, "feedback.give", **{"answers/did": "You asked first."})
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert nia.get(f"/feedback/drafts/{drafted}").location == first.location


def test_what_is_typed_saves_itself_and_a_second_window_loses_nothing(house: House) -> None:
    drafted, nia = made.draft(house), house.browser("nia")
    path = f"/feedback/drafts/{drafted}"
    nia.get(path)
    one = nia.post(path, {"draft_version": "1", "answers/did": "In one window."}, headers=PART)
    assert one.status_code == 200
    assert 'value="2"' in one.get_data(as_text=True)
    other = nia.post(path, {"draft_version": "1", "answers/did": "In the other."}, headers=PART)
    assert other.status_code == 409
    assert "<form" not in other.get_data(as_text=True)
    whole = nia.post(path, {"draft_version": "1", "answers/did": "In the other."})
    assert whole.status_code == 409
    assert "In one window." in text_of(whole)
    assert forms(whole)["feedback.give"].fields["answers/did"] == "In the other."
    kept = nia.post(path, {**forms(whole)["feedback.give"].fields})
    assert kept.status_code == 303
    assert forms(nia.get(path))["feedback.give"].fields["answers/did"] == "In the other."


def test_a_book_stays_typed_and_is_not_saved(house: House) -> None:
    drafted, nia = made.draft(house), house.browser("nia")
    book, path = "x" * 10_001, f"/feedback/drafts/{drafted}"
    part = nia.post(path, {"draft_version": "1", "answers/did": book}, headers=PART)
    assert "not yet all" in text_of(part)
    whole = nia.post(f"{path}/gifts", {"draft_version": "1", "answers/did": book})
    assert whole.status_code == 422
    assert forms(whole)["feedback.give"].fields["answers/did"] == book


def test_a_draft_that_was_let_go_is_gone_for_its_author_too(house: House) -> None:
    drafted, nia = made.draft(house), house.browser("nia")
    page = nia.get(f"/feedback/drafts/{drafted}")
    nia.act(page, "feedback.drop")
    assert nia.act(page, "feedback.give", **{"answers/did": "Never mind."}).status_code == 404


def test_after_the_day_words_are_kept_and_given_as_ones_own_by_a_second_click(house: House) -> None:
    request_id = made.asked(house, "bo", "nia", about="amara")
    drafted, nia = made.accepted(house, request_id), house.browser("nia")
    page = nia.get(f"/feedback/drafts/{drafted}")
    with house.within():
        feedback.expire([request_id])
    answer = nia.act(page, "feedback.give", **{"answers/well": "All of it."})
    assert answer.status_code == 409
    assert forms(answer)["feedback.give"].fields["answers/well"] == "All of it."
    given = nia.follow(nia.act(answer, "feedback.give"))
    assert "All of it." in text_of(given)
    assert house.browser("bo").get(f"/feedback/{main_of(given)['id']}").status_code == 404


def test_writing_it_anew_too_late_keeps_what_was_typed(house: House) -> None:
    given, nia = made.given(house), house.browser("nia")
    page = nia.get(f"/feedback/{given}/edit")
    stale = nia.act(page, "feedback.change", **{"answers/did": "Otherwise."})
    assert stale.status_code == 303
    behind = nia.act(page, "feedback.change", **{"answers/did": "And again."})
    assert behind.status_code == 409
    assert "Otherwise." in text_of(behind)
    made.shown(house, given)
    late = nia.act(page, "feedback.change", **{"answers/did": "Too late."})
    assert late.status_code == 409
    assert "Too late." in text_of(late)
    with house.within():
        assert queries.wording(given).said["did"] == "Otherwise."


def test_an_empty_response_is_refused_and_a_long_one_keeps_its_words(house: House) -> None:
    given, amara = made.given(house), house.browser("amara")
    page = amara.get(f"/feedback/{given}")
    assert amara.act(page, "feedback.respond", words=" ").status_code == 422
    book = "x" * 10_001
    long = amara.act(page, "feedback.respond", words=book)
    assert (long.status_code, forms(long)["feedback.respond"].fields["words"]) == (422, book)


def test_the_giver_answers_a_response_on_the_page_and_is_not_asked_twice(house: House) -> None:
    given, amara, nia = made.given(house), house.browser("amara"), house.browser("nia")
    assert "feedback.respond" not in forms(nia.get(f"/feedback/{given}"))
    amara.act(amara.get(f"/feedback/{given}"), "feedback.respond", words="You were not there.")
    page = nia.get(f"/feedback/{given}")
    assert "You can answer it once" in text_of(page)
    after = nia.follow(nia.act(page, "feedback.respond", words="I was, until nine."))
    assert "feedback.respond" not in forms(after)
    late = nia.act(page, "feedback.respond", words="And besides, it rained.")
    assert late.status_code == 409
    assert "And besides, it rained." in text_of(late)
    assert "I was, until nine." in text_of(amara.get(f"/feedback/{given}"))


@pytest.mark.parametrize(("by", "to", "reads"), [("bo", "amara", "nobody else does"), ("amara", "bo", "with their manager")])
def test_what_one_of_the_two_tells_the_other_arrives_in_their_file_once_it_is_opened(
    house: House, by: str, to: str, reads: str
) -> None:
    drafted, giver, reader = made.draft(house, by, to), house.browser(by), house.browser(to)
    page = giver.get(f"/feedback/drafts/{drafted}")
    assert reads in text_of(page)
    assert "the file of you two says that you gave it" in text_of(page)
    given = made.give(house, drafted, by, made.SAID)
    assert files.files_of(house, "amara") == []
    shown = text_of(reader.get(f"/feedback/{given}"))
    assert "Share it with" not in shown or to == "bo"
    [file_id] = files.files_of(house, "amara")
    for who in (giver, reader):
        there = who.get(f"/performance-file/files/{file_id}")
        assert "gave the other one of you feedback." in text_of(there)
        assert f"/feedback/{given}" in there.get_data(as_text=True)
    assert files.files_of(house, "bo") == []


def test_a_request_that_is_over_says_to_each_what_is_so(house: House) -> None:
    about, mine = made.asked(house, "bo", "nia", about="amara"), made.asked(house, "amara", "nia")
    drafted = made.accepted(house, about)
    house.let_pass(timedelta(days=15))
    says = {
        ("nia", about): "What you had begun to write is still in your drafts",
        ("nia", mine): "You can give feedback of your own at any time.",
        ("amara", about): "It was not answered.",
        ("amara", mine): "You can ask again at any time.",
        ("bo", about): "You can ask again at any time.",
    }
    with clock.at(clock.now() + timedelta(days=15)):
        for (who, request), words in says.items():
            page = house.browser(who).get(f"/feedback/requests/{request}")
            assert words in text_of(page), (who, words)
            assert (f"/feedback/drafts/{drafted}" in page.get_data(as_text=True)) is ((who, request) == ("nia", about))
        told = {who: text_of(house.browser(who).get("/notices/")) for who in ("amara", "bo", "nia")}
    assert "What Nia Adeyemi was asked about you was not answered in its days." in told["amara"]
    assert "Nia Adeyemi did not answer your request for feedback in its days." in told["amara"]
    assert "What Nia Adeyemi was asked about Amara Diallo was not answered in its days." in told["bo"]
    assert "Amara Diallo asked for your feedback. It can be answered no more." in told["nia"]
    assert "about Amara Diallo. It can be answered no more; what you began stays yours." in told["nia"]


def test_home_knows_what_waits_and_forgets_what_is_done(house: House) -> None:
    given, request_id = made.given(house), made.asked(house, "nia", "amara")
    amara = house.browser("amara")
    home = text_of(amara.get("/"))
    assert "Read the feedback that Nia Adeyemi gave you" in home
    assert "Nia Adeyemi asks you for feedback" in home
    assert "Amara Diallo has your request for feedback" in text_of(house.browser("nia").get("/"))
    amara.get(f"/feedback/{given}")
    amara.act(amara.get(f"/feedback/requests/{request_id}"), "feedback.decline")
    home = text_of(amara.get("/"))
    assert "Read the feedback" not in home
    assert "asks you for feedback" not in home


def test_the_log_tells_of_feedback_to_nobody_but_those_concerned(house: House) -> None:
    made.shown(house, made.given_to_manager(house))
    log = "/settings/audit?kind=feedback"
    for who in ("chen", "dara", "tova", "mira"):
        said = text_of(house.browser(who).get(log))
        assert not any(each in said for each in ("gave feedback", "for feedback about", "open feedback"))
    assert "gave feedback to Amara Diallo" in text_of(house.browser("amara").get(log))


def test_it_speaks_chinese(house: House) -> None:
    made.asked(house, "amara", "liwei")
    page = house.browser("liwei").get("/feedback/requests")
    assert "请您给出反馈" in text_of(page)
