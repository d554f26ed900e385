"""Guessing is slow: per account, per address, and also while the counters' server is away."""

from __future__ import annotations

import pytest

from tenants import jobs
from tenants.sign_in import throttle
from tenants.sign_in.throttle import FAILURES, TRIES, TooMany, tkey
from tests.house_fixture import House, text_of

AMARA = "amara@northlight.example"


def tries(house: House, number: int, email: str = AMARA, password: str = "wrong", slug: str = "northlight") -> list[int]:
    browser = house.anonymous(slug)
    browser.get("/sign-in")
    return [browser.post("/sign-in", {"email": email, "password": password}).status_code for _ in range(number)]


def test_after_ten_tries_even_the_right_password_waits(house: House) -> None:
    assert tries(house, 11) == [422] * 10 + [429]
    browser = house.anonymous()
    browser.get("/sign-in")
    answer = browser.post("/sign-in", {"email": AMARA, "password": "sameboat"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 901
    assert "minutes" in text_of(answer)


def test_an_unknown_account_is_counted_like_a_known_one(house: House) -> None:
    assert tries(house, 11, "nobody@northlight.example") == [422] * 10 + [429]


def test_the_same_address_in_another_organisation_has_its_own_count(house: House) -> None:
    tries(house, 11)
    assert tries(house, 1, AMARA, slug="tidewater") == [422]
    assert tries(house, 1, "bo@northlight.example", "sameboat") == [303]


def test_a_success_begins_the_count_anew(house: House) -> None:
    tries(house, 9)
    assert tries(house, 1, AMARA, "sameboat") == [303]
    assert tries(house, 10) == [422] * 10


def test_one_address_cannot_try_many_accounts(house: House) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    seen = [browser.post("/sign-in", {"email": f"x{n}@northlight.example", "password": "x"}).status_code for n in range(61)]
    assert seen == [422] * 60 + [429]
    assert browser.post("/sign-in", {"email": AMARA, "password": "sameboat"}).status_code == 429


def test_without_its_server_the_process_counts_alone(house: House) -> None:
    throttle.bind("redis://127.0.0.1:1/0")
    assert tries(house, 11) == [422] * 10 + [429]


def test_no_key_holds_what_was_typed(house: House) -> None:
    tries(house, 1, "secret.person@northlight.example")
    keys = [k.decode() for k in jobs.bell().redis.keys("*")]
    assert any("throttle" in k for k in keys)
    assert not [k for k in keys if "secret" in k]
    assert all(str(house.tenant("northlight")) in k for k in keys if "throttle" in k)


def test_the_window_ends(house: House) -> None:
    counters = throttle.throttle()
    key = tkey(house.tenant("northlight"), "account", "window")
    for _ in range(TRIES.amount):
        counters.hit(TRIES, key)
    with pytest.raises(TooMany):
        counters.hit(TRIES, key)
    left = [jobs.bell().redis.ttl(k) for k in jobs.bell().redis.keys("throttle*")]
    assert left
    assert all(0 < seconds <= FAILURES.get_expiry() for seconds in left)
