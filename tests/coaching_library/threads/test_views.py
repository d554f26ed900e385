"""Journeys of questions by their pages."""

from __future__ import annotations

from tests.coaching_library.threads import made
from tests.house_fixture import House, forms, main_of, text_of


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
