"""Journeys of questions by their pages, with scripts and without."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from coaching_library import threads
from coaching_library.threads import Asked
from coaching_library.topics import About, Task
from tenants import isolation
from tenants.isolation import clock
from tests import markup
from tests.coaching_library.library import made as library
from tests.coaching_library.threads import made
from tests.house_fixture import Browser, House, forms, main_of, text_of

PART = {"HX-Request": "true"}
QUIET = "What do I owe a goal of mine that nobody looks at?"
"""A title that resembles nothing."""


def test_a_question_is_asked_answered_and_solved_by_pages(house: House) -> None:
    bo, chen = house.browser("bo"), house.browser("chen")
    page = bo.get("/threads/new?task=plan.read&label=Agreement with Amara&path=/plan/plans/1")
    assert "Chen" in text_of(page)
    asked = bo.follow(bo.act(page, "threads.ask", title=made.TITLE, words=made.WORDS, audience="partner"))
    facts = main_of(asked)
    assert facts["object"] == "question"
    assert facts["state"] == "open"
    path = f"/threads/{facts['id']}"
    desk = chen.get("/threads/desk")
    assert made.TITLE in text_of(desk)
    page = chen.get(path)
    page = chen.follow(chen.act(page, "threads.answer", words=made.ANSWER))
    assert main_of(page)["state"] == "answered"
    page = bo.get(path)
    page = bo.follow(bo.act(page, "threads.accept"))
    assert main_of(page)["state"] == "accepted"
    assert "Solved it for" in text_of(page)
    for name in ("tova", "ingrid", "amara", "hugo", "dara"):
        assert house.browser(name).get(path).status_code == 404, name
    for where in ("/threads/", "/threads/all", "/threads/desk", "/threads/service", "/threads/replies", "/threads/cards"):
        assert chen.get(where).status_code == 200


def ask(house: House, browser: Browser, **fields: str) -> TestResponse:
    """The form to ask is sent with these."""
    facts = {"title": QUIET, "words": "", "audience": "partner"} | fields
    return browser.act(browser.get("/threads/new"), "threads.ask", **facts)


def questions(house: House, name: str) -> list[UUID]:
    """What somebody has asked."""
    with house.acting(name) as actor:
        return list(isolation.session().scalars(select(threads.Question.id).where(threads.Question.asker_id == actor.id)))


def test_what_one_is_at_comes_with_the_address(house: House) -> None:
    bo = house.browser("bo")
    with house.within():
        path = threads.ask_path(About(Task.PLAN_COUNTER, "Agreement with Ämara & co", "/plan/plans/7?tab=2"))
    page = bo.get(path)
    assert "Agreement with Ämara & co" in text_of(page)
    asked = bo.follow(bo.act(page, "threads.ask", title=QUIET, audience="partner"))
    html = asked.get_data(as_text=True)
    assert 'href="/o/northlight/plan/plans/7?tab=2" rel="nofollow">Agreement with Ämara &amp; co</a>' in html
    with house.acting("bo"):
        question = made.sheet(UUID(main_of(asked)["id"])).question
        assert (question.task, question.topic) == ("plan.counter", "plan")


def test_what_one_was_at_can_be_left_out(house: House) -> None:
    bo = house.browser("bo")
    page = bo.get("/threads/new", query_string={"task": "plan.read", "label": "Plan", "path": "/plan/"})
    asked = bo.follow(bo.act(page, "threads.ask", title=QUIET, audience="partner", without="y"))
    with house.acting("bo"):
        question = made.sheet(UUID(main_of(asked)["id"])).question
    assert (question.task, question.about_label, question.about_path) == ("", "", "")


BAD_PATHS = (
    "https://elsewhere.example/x", "//elsewhere.example/x", "/\\elsewhere.example", "javascript:alert(1)", "plan/plans/1",
    "/plan plans", "/" + "x" * 400, "/\x00", "\\\\elsewhere", " /plan",
)  # fmt: skip


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_is_only_ever_a_link_inside_the_organisation(house: House, path: str) -> None:
    bo = house.browser("bo")
    page = bo.get("/threads/new", query_string={"task": "plan.read", "label": "There", "path": path})
    assert page.status_code == 200
    asked = bo.follow(bo.act(page, "threads.ask", title=QUIET, audience="partner", path=path))
    for shown in (page, asked):
        links = [each.get("href", "") for each in markup.tree(shown.get_data(as_text=True)).iter("a")]
        assert not [link for link in links if "elsewhere" in link or link.startswith(("javascript", "//", "\\"))]
    with house.acting("bo"):
        assert made.sheet(UUID(main_of(asked)["id"])).about.path == ""


def test_what_may_help_is_a_step_before_without_scripts_and_the_second_press_asks(house: House) -> None:
    other = made.asked(house, "nia", "everyone", title="How do I rate a goal that we changed?")
    made.accepted(house, other, made.answered(house, other), by="nia")
    bo = house.browser("bo")
    step = ask(house, bo, title=made.TITLE, words="Typed and kept.")
    assert step.status_code == 200
    assert questions(house, "bo") == []
    page = text_of(step)
    assert "Not asked yet" in page
    assert "Look at these first, then press “Ask Chen” again." in page
    assert "1 thing may already help" in page
    assert "How do I rate a goal that we changed?" in page
    assert "Typed and kept." in page
    asked = bo.follow(bo.act(step, "threads.ask"))
    assert main_of(asked)["object"] == "question"
    assert len(questions(house, "bo")) == 1


def test_what_is_suggested_while_one_types(house: House) -> None:
    other = made.asked(house, "nia", "everyone", title="How do I rate a goal that we changed?")
    private = made.asked(house, "mira", "partner", title="How do I rate my goal that was changed?")
    bo = house.browser("bo")
    for typed, number in (("ra", 0), ("rate", 1), ("How do I rate", 1), ("zzz", 0)):
        part = bo.post("/threads/suggestions", {"title": typed}, headers=PART)
        html = part.get_data(as_text=True)
        assert part.status_code == 200
        assert html.count("That answered it") == number, typed
        assert str(private) not in html
        assert (str(other) in html) is bool(number)
        assert "<html" not in html
    whole = bo.post("/threads/suggestions", {"title": "How do I rate"})
    assert main_of(whole)["object"] == "question_suggestions"


def test_that_answered_it_counts_for_the_item_and_nothing_is_asked(house: House) -> None:
    other = made.asked(house, "nia", "everyone", title="How do I rate a goal that we changed?")
    item_id = library.published(house)
    bo = house.browser("bo")
    step = ask(house, bo, title=made.TITLE)
    values = re.findall(r'name="answered" value="([^"]+)"', step.get_data(as_text=True))
    assert f"question:{other}" in values
    token = {"csrf_token": bo.token}
    page = bo.follow(bo.post("/threads/deflections", {**token, "answered": f"question:{other}", "title": "A secret"}))
    assert "Good that it helped" in text_of(page)
    for _press in range(3):
        bo.post("/threads/deflections", {**token, "answered": f"library_item:{item_id}"})
    for wrong in ("", "question", f"person:{other}", "question:x", f":{other}"):
        assert "Nothing like this was suggested" in text_of(bo.follow(bo.post("/threads/deflections", {"answered": wrong})))
    with house.within() as session:
        rows = sorted((row.kind, row.source_id) for row in session.scalars(select(threads.QuestionDeflection)))
    assert rows == [("library_item", item_id), ("question", other)], "each person counts once a day for each item"
    assert questions(house, "bo") == []


def test_names_are_pointed_out_while_one_types(house: House) -> None:
    bo = house.browser("bo")
    for audience, sentence in (("partner", "You can ask it as it is"), ("everyone", "The names are needed")):
        part = bo.post("/threads/names", {"title": "Is Amara late?", "words": "", "audience": audience}, headers=PART)
        page = text_of(part)
        assert "Named: Amara Diallo." in page
        assert sentence in page
    part = bo.post("/threads/names", {"title": "Is an employee late?", "audience": "everyone"}, headers=PART)
    assert "Named" not in text_of(part)
    assert main_of(bo.post("/threads/names", {"title": "Is Amara late?"}))["object"] == "question_names"


def test_a_name_in_a_private_question_is_said_once_and_does_not_hinder(house: House) -> None:
    bo = house.browser("bo")
    step = ask(house, bo, title="What do I tell Amara about it?")
    assert step.status_code == 200
    assert "Look at the names first, then press “Ask Chen” again." in text_of(step)
    assert "Named: Amara Diallo." in text_of(step)
    assert questions(house, "bo") == []
    assert main_of(bo.follow(bo.act(step, "threads.ask")))["object"] == "question"


def test_a_name_before_many_is_changed_or_confirmed(house: House) -> None:
    bo = house.browser("bo")
    refused = ask(house, bo, title="What do I tell Amara about it?", audience="everyone")
    assert refused.status_code == 422
    assert "It names Amara Diallo." in text_of(refused)
    again = bo.act(refused, "threads.ask")
    assert again.status_code == 422
    confirmed = bo.follow(bo.act(again, "threads.ask", although="y"))
    assert main_of(confirmed)["object"] == "question"
    changed = bo.follow(bo.act(refused, "threads.ask", title="What do I tell an employee about it?", seed=str(uuid4())))
    assert main_of(changed)["object"] == "question"


WRONG = {
    "no title": ({"title": " "}, "title"),
    "too long": ({"words": "x" * 10_001}, "words"),
    "nobody": ({"audience": "x"}, "audience"),
}


@pytest.mark.parametrize(("fields", "field"), WRONG.values(), ids=WRONG)
def test_what_is_refused_keeps_its_words(house: House, fields: dict[str, str], field: str) -> None:
    bo = house.browser("bo")
    refused = ask(house, bo, **({"title": QUIET, "words": "Kept words."} | fields))
    assert refused.status_code == 422
    html = refused.get_data(as_text=True)
    assert f'href="#{field}' in html
    assert forms(refused)["threads.ask"].fields["words"] == fields.get("words", "Kept words.")


def test_a_second_click_on_ask_finds_the_first_one(house: House) -> None:
    bo = house.browser("bo")
    page = bo.get("/threads/new")
    found = {main_of(bo.follow(bo.act(page, "threads.ask", title=QUIET, audience="partner")))["id"] for _click in range(2)}
    assert len(found) == 1
    assert len(questions(house, "bo")) == 1


def test_a_draft_is_kept_while_one_types_and_only_its_author_knows(house: House) -> None:
    bo = house.browser("bo")
    fields = {
        "title": QUIET,
        "words": "Begun.",
        "audience": "team",
        "draft_version": "0",
        "task": "plan.read",
        "path": "/plan/",
    }
    part = bo.post("/threads/drafts", fields, headers=PART)
    assert "Saved" in text_of(part)
    version = re.search(r'name="draft_version"[^>]*value="(\d+)"', part.get_data(as_text=True))
    assert version is not None
    assert version.group(1) == "1"
    page = bo.get("/threads/new")
    assert {"title": QUIET, "words": "Begun.", "audience": "team", "task": "plan.read", "path": "/plan/"}.items() <= forms(
        page
    )["threads.ask"].fields.items()
    assert QUIET in text_of(bo.get("/threads/"))
    for name in ("chen", "tova"):
        assert QUIET not in text_of(house.browser(name).get("/threads/new"))
    gone = bo.follow(bo.act(page, "threads.let_draft_go"))
    assert forms(gone)["threads.ask"].fields["title"] == ""


PLAN = {"task": "plan.draft", "label": "My plan", "path": "/plan/plans/1"}
POLICY = {"label": "Leave", "path": "/policies/1"}


def test_a_draft_keeps_its_page_whichever_page_one_comes_from(house: House) -> None:
    bo = house.browser("bo")
    page = bo.get("/threads/new", query_string=PLAN)
    bo.follow(bo.post("/threads/drafts", forms(page)["threads.ask"].fields | {"title": QUIET, "words": "Begun."}))
    page = bo.get("/threads/new", query_string=POLICY)
    assert "You had begun this question before" in text_of(page)
    asked = bo.follow(bo.act(page, "threads.ask"))
    with house.acting("bo"):
        question = made.sheet(UUID(main_of(asked)["id"])).question
    assert (question.title, question.task, question.about_label, question.about_path) == (QUIET, *PLAN.values())


def test_one_begins_anew_about_another_page_and_the_draft_stays_until_one_writes(house: House) -> None:
    bo = house.browser("bo")
    begun = forms(bo.get("/threads/new", query_string=PLAN))["threads.ask"].fields | {"title": QUIET, "words": "Begun."}
    bo.post("/threads/drafts", begun)
    page = bo.get("/threads/new", query_string=POLICY)
    link = next(a.get("href", "") for a in markup.tree(page.get_data(as_text=True)).iter("a") if "anew=1" in a.get("href", ""))
    anew = bo.get(link.removeprefix("/o/northlight"))
    fields = forms(anew)["threads.ask"].fields
    assert (fields["title"], fields["words"], fields["task"], fields["path"]) == ("", "", "", POLICY["path"])
    assert QUIET in text_of(anew)
    assert main_of(bo.follow(bo.act(anew, "threads.ask", title="Who reads my notes?")))["object"] == "question"
    assert forms(bo.get("/threads/new"))["threads.ask"].fields["title"] == QUIET, "the other one was not asked"
    bo.follow(bo.post("/threads/drafts", fields | {"title": "Another one"}))
    kept = forms(bo.get("/threads/new"))["threads.ask"].fields
    assert (kept["title"], kept["path"]) == ("Another one", POLICY["path"])


def test_where_nobody_in_hr_could_answer_no_form_is_shown(house: House) -> None:
    page = house.browser("gus").get("/threads/new")
    assert page.status_code == 200
    assert "Nobody in HR could answer you yet" in text_of(page)
    assert "threads.ask" not in forms(page)


def test_two_windows_of_one_draft_lose_nothing(house: House) -> None:
    bo = house.browser("bo")
    bo.post("/threads/drafts", {"title": "One", "words": "First.", "draft_version": "0"}, headers=PART)
    bo.post("/threads/drafts", {"title": "One", "words": "Second.", "draft_version": "1"}, headers=PART)
    late = bo.post("/threads/drafts", {"title": "One", "words": "Typed elsewhere.", "draft_version": "1"}, headers=PART)
    assert late.status_code == 409
    assert "another window of yours saved other words" in text_of(late)
    whole = bo.post("/threads/drafts", {"title": "One", "words": "Typed elsewhere.", "draft_version": "1"})
    assert whole.status_code == 409
    assert "Second." in text_of(whole)
    assert forms(whole)["threads.ask"].fields["words"] == "Typed elsewhere."
    kept = bo.follow(bo.post("/threads/drafts", forms(whole)["threads.ask"].fields))
    assert kept.status_code == 200
    too_long = bo.post("/threads/drafts", {"title": "One", "words": "x" * 10_001, "draft_version": "3"}, headers=PART)
    assert "At most 10000 characters" in text_of(too_long).replace(",", "")
    assert forms(bo.get("/threads/new"))["threads.ask"].fields["words"] == "Typed elsewhere."


def test_a_draft_of_an_answer_and_a_saved_reply_put_into_it(house: House) -> None:
    question_id = made.asked(house)
    chen, hugo = house.browser("chen"), house.browser("hugo")
    for browser, title, shared in ((chen, "Of my own", False), (hugo, "Of ours", True), (hugo, "Of Hugo’s", False)):
        page = browser.get("/threads/replies/new")
        fields = {"title": title, "words": f"{title}: rate what is in force."} | ({"shared": "y"} if shared else {})
        browser.follow(browser.act(page, "threads.keep_reply", **fields))
    page = chen.get(f"/threads/{question_id}")
    assert {each: each in text_of(page) for each in ("Of my own", "Of ours", "Of Hugo’s")} == {
        "Of my own": True,
        "Of ours": True,
        "Of Hugo’s": False,
    }
    ids = re.findall(r'name="saved_reply" value="([^"]+)"', page.get_data(as_text=True))
    assert len(ids) == 2
    page = chen.follow(
        chen.post(f"/threads/{question_id}/drafts", {"words": "Dear Bo.", "draft_version": "0", "saved_reply": ids[0]})
    )
    words = forms(page)["threads.answer"].fields["words"]
    assert words.startswith("Dear Bo.\n\nOf ")
    assert words.endswith(": rate what is in force.")
    page = chen.follow(chen.act(page, "threads.answer"))
    assert forms(page)["threads.answer"].fields["words"] == ""
    assert "Dear Bo." in text_of(page)
    assert "Dear Bo." not in text_of(house.browser("hugo").get("/threads/desk"))


def test_a_saved_reply_is_changed_by_its_author_alone(house: House) -> None:
    hugo, chen = house.browser("hugo"), house.browser("chen")
    page = hugo.follow(hugo.act(hugo.get("/threads/replies/new"), "threads.keep_reply", title="Ours", words="So.", shared="y"))
    reply_id = re.search(r"/threads/replies/([0-9a-f-]{36})", page.get_data(as_text=True))
    assert reply_id is not None
    path = f"/threads/replies/{reply_id.group(1)}"
    theirs = chen.get(path)
    assert "So." in text_of(theirs)
    assert "threads.keep_reply" not in forms(theirs)
    assert chen.post(f"{path}/changes", {"title": "Mine", "words": "No."}).status_code == 403
    assert chen.post(f"{path}/removals").status_code == 403
    page = hugo.get(path)
    refused = hugo.act(page, "threads.keep_reply", words=" ")
    assert refused.status_code == 422
    hugo.follow(hugo.act(page, "threads.keep_reply", words="So it is.", shared=""))
    late = hugo.act(page, "threads.keep_reply", words="Typed in the other window.")
    assert late.status_code == 409
    assert "So it is." in text_of(late)
    assert forms(late)["threads.keep_reply"].fields["words"] == "Typed in the other window."
    assert chen.get(path).status_code == 404 or "shared" in path
    page = hugo.get(path)
    hugo.follow(hugo.act(page, "threads.drop_reply"))
    assert hugo.get(path).status_code == 404
    for name in ("amara", "tova", "bo"):
        assert house.browser(name).get("/threads/replies").status_code in (403, 404)


def test_asked_back_and_replied_by_pages(house: House) -> None:
    question_id = made.asked(house)
    chen, bo = house.browser("chen"), house.browser("bo")
    path = f"/threads/{question_id}"
    page = chen.get(path)
    empty = chen.post(f"/threads/{question_id}/queries", {"words": " "})
    assert empty.status_code == 422
    assert "Write what you need to know." in text_of(empty)
    page = chen.follow(chen.post(f"/threads/{question_id}/queries", {"words": "Which goal is it?"}))
    assert main_of(page)["state"] == "waiting"
    page = bo.get(path)
    assert "Your turn" in text_of(page)
    page = bo.follow(bo.act(page, "threads.reply", words="The second one."))
    assert main_of(page)["state"] == "open"


def test_not_solved_yet_and_let_go_by_pages(house: House) -> None:
    question_id = made.asked(house)
    made.answered(house, question_id)
    bo, path = house.browser("bo"), f"/threads/{question_id}"
    page = bo.get(path)
    empty = bo.act(page, "threads.reopen", words="")
    assert empty.status_code == 422
    page = bo.follow(bo.act(page, "threads.reopen", words="It does not say which weight."))
    assert main_of(page)["state"] == "open"
    assert "It does not say which weight." in text_of(page)
    page = bo.follow(bo.act(page, "threads.let_go"))
    assert main_of(page)["state"] == "closed"
    assert "closed without acceptance" in text_of(page)


def test_an_answer_that_came_meanwhile_is_seen_before_one_is_accepted(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    made.answered(house, question_id)
    bo = house.browser("bo")
    page = bo.get(f"/threads/{question_id}")
    made.answered(house, question_id, "hugo", "I see it otherwise.")
    late = bo.act(page, "threads.accept")
    assert late.status_code == 409
    assert "I see it otherwise." in text_of(late)
    assert main_of(late)["state"] == "answered"
    assert main_of(bo.follow(bo.act(late, "threads.accept")))["state"] == "accepted"


def test_what_comes_too_late_keeps_its_words(house: House) -> None:
    question_id = made.asked(house)
    made.do(house, "chen", threads.ask_back, question_id, "Which one?")
    bo = house.browser("bo")
    page = bo.get(f"/threads/{question_id}")
    made.answered(house, question_id)
    late = bo.act(page, "threads.reply", words="The one with the depots.")
    assert late.status_code == 409
    assert "The one with the depots." in text_of(late)


def test_the_same_as_another_by_pages(house: House) -> None:
    other = made.asked(house, "bo", "everyone")
    question_id = made.asked(house, "nia", "team", title="How do I rate a goal that changed half-way?")
    hidden = made.asked(house, "bo", "team", title="How do I rate a goal, in private?")
    chen, nia = house.browser("chen"), house.browser("nia")
    page = chen.get(f"/threads/{question_id}/same")
    assert made.TITLE in text_of(page)
    for target, status in ((str(uuid4()), 422), (str(hidden), 422), (str(question_id), 422), ("", 422)):
        refused = chen.act(page, "threads.merge", target=target)
        assert refused.status_code == status, target
    for typed in (f"https://localhost/o/northlight/threads/{other}#post", str(other), "changed half-way"):
        found = chen.get(f"/threads/{question_id}/same?q={quote(typed)}")
        assert made.TITLE in text_of(found), typed
    for typed in (str(hidden), str(question_id)):
        found = chen.get(f"/threads/{question_id}/same?q={typed}")
        assert "threads.merge" in forms(found) if typed == str(hidden) else "threads.merge" not in forms(found), typed
    page = chen.follow(chen.act(page, "threads.merge", target=str(other)))
    assert main_of(page)["state"] == "duplicate"
    page = nia.get(f"/threads/{question_id}")
    assert str(other) in page.get_data(as_text=True)
    page = nia.follow(nia.act(page, "threads.object", words="Mine is about weights."))
    assert main_of(page)["state"] == "open"


def test_a_peer_answers_and_is_shown_as_such(house: House) -> None:
    question_id = made.asked(house, "bo", "managers")
    ingrid = house.browser("ingrid")
    page = ingrid.get(f"/threads/{question_id}")
    page = ingrid.follow(ingrid.act(page, "threads.answer", words="We rate what was signed."))
    assert "peer, not HR" in text_of(page)
    page = ingrid.follow(ingrid.act(page, "threads.follow"))
    assert "Following" in text_of(page)
    page = ingrid.follow(ingrid.act(page, "threads.unfollow"))
    assert "threads.follow" in forms(page)


def test_the_desk_shows_what_waits_longest_first_mine_or_all(house: House) -> None:
    first, second = made.asked(house, "bo", "partner"), made.asked(house, "nia", "team", title="The second one")
    third = made.asked(house, "liwei", "team", title="Of Shanghai")
    made.answered(house, second)
    chen = house.browser("chen")

    def shown(query: str) -> list[UUID]:
        html = chen.get(f"/threads/desk{query}").get_data(as_text=True)
        return [UUID(each) for each in re.findall(r'class="t" href="/o/northlight/threads/([0-9a-f-]{36})"', html)]

    assert shown("") == [first]
    assert shown("?whose=all") == [first, third]
    assert shown("?which=answered") == [second]
    assert shown("?which=live") == [first, second]
    assert shown("?which=nonsense&whose=all") == [first, third]
    assert shown("?which=waiting") == []
    for name in ("amara", "bo", "ingrid", "tova"):
        assert house.browser(name).get("/threads/desk").status_code in (403, 404), name


def titles(browser: Browser, path: str) -> list[UUID]:
    """The questions that a page lists, in its order."""
    html = browser.get(path).get_data(as_text=True)
    return [UUID(each) for each in re.findall(r'class="t" href="/o/northlight/threads/([0-9a-f-]{36})"', html)]


def test_the_head_of_hr_sees_that_others_are_overdue_and_not_a_word_of_it(house: House) -> None:
    made.asked(house, "bo", "partner", title="A private matter of mine")
    ours = made.asked(house, "nia", "team", title="A matter for all of HR")
    with clock.at(clock.now() + timedelta(days=9)):
        with house.within():
            threads.tend(100)
        dara = house.browser("dara")
        page = text_of(dara.get("/threads/desk"))
        assert "Overdue with others" in page
        assert "A question that Chen alone answers" in page
        assert "A private matter" not in page
        assert titles(dara, "/threads/desk") == [ours], "she opens what she may read"
        assert titles(dara, "/threads/desk?whose=all") == [ours], "what is listed above is not repeated"


def test_without_a_head_of_hr_the_rest_of_hr_is_told_of_what_is_overdue(house: House) -> None:
    made.no_head(house)
    private, ours = made.asked(house, "bo", "partner"), made.asked(house, "nia", "team", title="A matter for all of HR")
    with clock.at(clock.now() + timedelta(days=9)):
        with house.within():
            threads.tend(100)
        for question_id in (private, ours):
            assert made.told(house, "hugo", question_id) == ["question.escalated"]
        assert made.told(house, "bo", private)[-1] == "question.escalated_hr"
        hugo = house.browser("hugo")
        page = text_of(hugo.get("/threads/desk"))
        assert "There is no head of HR" in page
        assert "A question that Chen alone answers" in page
        assert made.TITLE not in page
        assert titles(hugo, "/threads/desk") == [ours]


def test_what_was_opened_again_waits_since_then(house: House) -> None:
    start = clock.now()
    with clock.at(start):
        first = made.asked(house, "bo", "team", title="Asked first")
        made.answered(house, first)
    with clock.at(start + timedelta(days=1)):
        second = made.asked(house, "nia", "team", title="Asked second")
    with clock.at(start + timedelta(days=2)):
        made.do(house, "bo", threads.reopen, first, "It does not say which weight.")
        third = made.asked(house, "mira", "team", title="Asked third", fresh=True)
    with clock.at(start + timedelta(days=7)):
        chen = house.browser("chen")
        assert titles(chen, "/threads/desk") == [second, first, third]
        assert text_of(chen.get("/threads/desk")).count("opened again, waiting") == 1


def test_my_questions_say_who_answered_and_when(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    made.asked(house, "bo", "team", title="Another one")
    made.answered(house, question_id, "hugo")
    page = text_of(house.browser("bo").get("/threads/"))
    assert "Hugo Martins answered today" in page
    assert page.count("Chen answers") == 1


def test_what_one_may_read_narrowed_by_words_topic_and_standing(house: House) -> None:
    plain = made.asked(house, "bo", "everyone", title="Zeppelins", about=About(Task.PLAN_DRAFT))
    solved = made.asked(house, "bo", "everyone", title="Balloons", about=About(Task.FILE_ENTER))
    made.accepted(house, solved, made.answered(house, solved))
    official = made.asked(house, "bo", "managers", title="Kites")
    made.official(house, official, made.answered(house, official))
    private = made.asked(house, "bo", "team", title="Zeppelins in private")
    nia, ingrid = house.browser("nia"), house.browser("ingrid")

    def shown(browser: Browser, query: str) -> set[UUID]:
        html = browser.get(f"/threads/all{query}").get_data(as_text=True)
        return {UUID(each) for each in re.findall(r'class="t" href="/o/northlight/threads/([0-9a-f-]{36})"', html)}

    assert shown(nia, "") == {plain, solved}
    assert shown(ingrid, "") == {plain, solved, official}
    assert shown(nia, "?q=zeppelins") == {plain}
    assert shown(nia, "?topic=file") == {solved}
    assert shown(nia, "?topic=nonsense&standing=more") == {plain, solved}
    assert shown(nia, "?standing=accepted") == {solved}
    assert shown(ingrid, "?standing=official") == {official}
    assert shown(ingrid, "?standing=open") == {plain, official}
    assert shown(house.browser("hugo"), "?q=zeppelins") == {plain, private}
    assert "Nothing fits" in text_of(nia.get("/threads/all?q=nothingatall"))


def test_another_organisation_finds_nothing(house: House) -> None:
    question_id = made.asked(house, "bo", "everyone")
    answer_id = made.answered(house, question_id)
    eve = house.browser("eve")
    for path in ("", "/mark", "/same", "/widening", "/article", "/beside"):
        assert eve.get(f"/threads/{question_id}{path}").status_code == 404, path
    for path in ("answers", "comments", "acceptances", "follows", "drafts", "queries", "duplicates", "owners"):
        posted = eve.post(f"/threads/{question_id}/{path}", {"words": "No.", "answer_id": str(answer_id)})
        assert posted.status_code == 404, path
    assert "There is nothing" not in text_of(eve.get("/threads/all"))
    assert str(question_id) not in eve.get("/threads/all").get_data(as_text=True)


def test_reading_a_private_question_of_somebody_elses_is_noted_once_a_day(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    for _look in range(2):
        house.browser("hugo").get(f"/threads/{question_id}")
    house.browser("bo").get(f"/threads/{question_id}")
    assert made.verbs(house, question_id).count("read") <= 1


def test_an_endorsement_by_pages_offers_sections_or_none(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    answer_id = made.answered(house, question_id)
    dara = house.browser("dara")
    page = dara.get(f"/threads/{question_id}/mark?answer_id={answer_id}")
    refused = dara.act(page, "threads.endorse")
    assert refused.status_code == 422
    assert "Cite the section it rests on" in text_of(refused)
    page = dara.follow(dara.act(page, "threads.endorse", no_policy="y"))
    assert main_of(page)["official"] == "official"
    assert "No policy speaks to it." in text_of(page)
    page = dara.get(f"/threads/{question_id}/mark")
    page = dara.follow(dara.act(page, "threads.verify", no_policy="y"))
    page = dara.follow(dara.act(page, "threads.retire"))
    assert "official" not in main_of(page)
    assert house.browser("chen").get(f"/threads/{question_id}/mark").status_code in (200, 403)


def test_who_reads_it_is_one_whole_sentence_for_whoever_looks(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    for name, sentence in (("bo", "You and everybody in HR."), ("chen", "Bo Jensen and everybody in HR.")):
        assert sentence in text_of(house.browser(name).get(f"/threads/{question_id}")), name


def test_a_draft_of_somebody_elses_does_not_exist(house: House) -> None:
    with house.acting("bo") as bo:
        draft_id = threads.save_draft(Asked("Mine", "alone", ""), by=bo, seen=0).id
    for name in ("chen", "tova", "amara"):
        assert house.browser(name).post(f"/threads/drafts/{draft_id}/removals").status_code == 404
