"""What another site sends is refused, even with a token; a browser that says nothing of its origin still works."""

from __future__ import annotations

import pytest

from tests.house_fixture import House, text_of

FIELDS = {"called": "Ama", "language": "", "time_zone": ""}


def send(house: House, headers: dict[str, str], **options: str) -> tuple[int, str]:
    browser = house.browser("amara")
    page = browser.get("/account/")
    version = page.get_data(as_text=True).split('data-version="')[1].split('"')[0]
    answer = browser.post("/account/", {**FIELDS, "version": version}, headers=headers, **options)
    return answer.status_code, text_of(answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost:8001"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_a_form_from_another_site_changes_nothing(house: House, headers: dict[str, str]) -> None:
    status, words = send(house, headers)
    assert status == 403
    assert "another site" in words
    assert 'value="Ama"' not in house.browser("amara").get("/account/").get_data(as_text=True)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://LOCALHOST"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_our_own_forms_and_browsers_that_say_nothing_work(house: House, headers: dict[str, str]) -> None:
    assert send(house, headers)[0] == 303


def test_a_port_that_was_forwarded_is_ours_with_the_host_that_the_request_names(house: House) -> None:
    headers = {"Origin": "http://localhost:8443", "Sec-Fetch-Site": "same-origin"}
    assert send(house, headers)[0] == 403
    assert send(house, {**headers, "Host": "localhost:8443"})[0] in {303, 409}, "no refusal: at most the cookie is not sent"


def test_reading_from_elsewhere_is_allowed(house: House) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert house.browser("amara").get("/account/", headers=headers).status_code == 200
