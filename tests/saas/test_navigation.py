"""The way around: which link is lit, and from which pages one asks."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from coaching_library import Task
from saas import navigation
from tests.coaching_library.policies import made as policies
from tests.coaching_library.threads import made as questions
from tests.house_fixture import House, text_of


def lit(house: House, who: str, path: str) -> list[str]:
    """The links of the navigation that are shown as the place where one is."""
    answer = house.browser(who).get(path)
    assert answer.status_code == 200, path
    nav = answer.text.partition('class="nav"')[2].partition("</nav>")[0]
    return re.findall(r'aria-current="page">.*?<span>([^<]+)</span>', nav, re.DOTALL)


def asked_at(house: House, who: str, path: str) -> dict[str, str] | None:
    """What goes along where one asks about that page; None where nothing leads there."""
    page = house.browser(who).get(path)
    assert page.status_code == 200, path
    found = re.search(r'class="asks"><a href="([^"]+)"', page.text)
    query = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query) if found is not None else {}
    return {name: values[0] for name, values in query.items()} or None


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/threads/", "Questions"), ("/threads/desk", "HR’s queue"), ("/threads/replies", "HR’s queue"),
        ("/threads/replies/new", "HR’s queue"), ("/threads/cards", "HR’s queue"), ("/threads/service", "HR’s queue"),
        ("/library/", "Library"), ("/library/desk", "Library desk"), ("/library/new", "Library desk"),
        ("/policies/", "Policies"), ("/policies/desk", "Policy desk"), ("/policies/new", "Policy desk"),
    ],
)  # fmt: skip
def test_the_link_that_is_lit_is_that_of_the_desk_on_which_one_works(house: House, path: str, link: str) -> None:
    assert lit(house, "chen", path) == [link]


def test_a_question_lies_in_the_queue_for_hr_and_among_questions_for_whoever_asked(house: House) -> None:
    path = f"/threads/{questions.asked(house, 'bo')}"
    assert lit(house, "chen", path) == ["HR’s queue"]
    assert lit(house, "bo", path) == ["Questions"]
    assert lit(house, "bo", "/threads/service") == ["Questions"]


def test_who_keeps_a_room_is_not_told_to_ask_hr_about_it(house: House) -> None:
    policy = policies.published(house)
    for path in (f"/policies/{policy}", "/policies/", "/library/"):
        assert asked_at(house, "bo", path) is not None
        assert asked_at(house, "chen", path) is None
    assert asked_at(house, "chen", "/policies/desk") is None
    assert asked_at(house, "chen", "/me/") is not None, "an HR partner has somebody to ask about their own cycle"
    assert asked_at(house, "dara", "/me/") is None, "a head of HR has nobody"


@pytest.mark.parametrize(
    ("path", "label"),
    [("/", "Home"), ("/library/", "Library"), ("/people/", "People"), ("/reports/", "My papers")],
)
def test_one_asks_from_home_and_from_the_rooms_beside_it(house: House, path: str, label: str) -> None:
    assert asked_at(house, "bo", path) == {"label": label, "path": path}
    assert label in text_of(house.browser("bo").get("/threads/new", query_string={"label": label, "path": path}))


def test_an_admin_asks_from_the_settings(house: House) -> None:
    found = asked_at(house, "tova", "/settings/")
    assert found is not None
    assert found["label"] == "Settings"


def test_a_page_that_is_a_step_of_the_cycle_names_the_step_too(house: House) -> None:
    with house.acting("bo") as bo, house.app.test_request_context("/feedback/new", base_url="http://localhost/o/northlight"):
        said = navigation.asks_at(bo, Task.FEEDBACK_GIVE.value)
    assert parse_qs(urlsplit(said).query) == {
        "task": ["feedback.give"], "label": ["Feedback: Giving feedback"], "path": ["/feedback/new"]
    }  # fmt: skip
