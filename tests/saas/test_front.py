"""The front page at the root."""

from __future__ import annotations

import pytest

from saas.front import named
from tests.house_fixture import House, inspect, text_of


def test_the_front_page_asks_for_a_name_and_leaves_no_cookie(house: House) -> None:
    client = house.app.test_client()
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Name of your organisation" in text_of(answer)
    assert "Set-Cookie" not in answer.headers


def test_a_name_leads_on_whether_it_exists_or_not(house: House) -> None:
    client = house.app.test_client()
    for name in ("northlight", "nobody-is-here"):
        answer = client.post("/", data={"organisation": name})
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/o/{name}/sign-in"
        assert "Set-Cookie" not in answer.headers


def test_the_front_page_names_no_organisation(house: House) -> None:
    page = house.app.test_client().get("/").get_data(as_text=True)
    assert "tidewater" not in page.lower()


@pytest.mark.parametrize("typed", ["", "   ", "两个人", "a b/c d", "x" * 41, "-a", "../etc", "a\x00b!", "😀", "//evil.example"])
def test_what_cannot_be_a_name_is_refused_with_the_words_kept(house: House, typed: str) -> None:
    answer = house.app.test_client().post("/", data={"organisation": typed})
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith("/o/")
    else:
        inspect_without_tokens(answer)


def inspect_without_tokens(answer: object) -> None:
    """The root has no cookie, so its one form, which changes nothing, has no token."""
    with pytest.raises(AssertionError, match="has no token"):
        inspect(answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Northlight", "northlight"),
        (" northlight ", "northlight"),
        ("https://perf.example/o/northlight/sign-in", "northlight"),
        ("/o/northlight/", "northlight"),
        ("north light", "north-light"),
        ("ｎｏｒｔｈ", "north"),
        ("x" * 41, None),
        ("évian", None),
        ("", None),
    ],
)
def test_a_name_is_read_as_people_write_it(typed: str, name: str | None) -> None:
    assert named(typed) == name


def test_an_organisation_has_its_own_page_where_the_root_has_the_front_page(house: House) -> None:
    answer = house.anonymous().get("/")
    assert answer.status_code == 303
    assert "/o/northlight/sign-in" in answer.headers["Location"]


def test_pages_of_the_root_do_not_exist_in_an_organisation(house: House) -> None:
    assert house.app.test_client().get("/o/northlight/healthz").status_code == 404
    assert house.app.test_client().get("/sign-in").status_code == 404
