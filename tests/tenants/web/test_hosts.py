"""An instance answers to its own name; a load balancer asks whether it is well by any."""

from __future__ import annotations

from typing import Any

import pytest

from tenants.web.hosts import LOOPBACK, host_of, names
from tests.conftest import booted
from tests.house_fixture import House

pytestmark = pytest.mark.pages

OURS = "https://performance.example.com"


@pytest.mark.parametrize(
    ("base", "listens", "ours"),
    [
        (OURS, "127.0.0.1", {"performance.example.com"}),
        (OURS, "0.0.0.0", {"performance.example.com"}),
        ("https://Performance.Example.com:8443", "127.0.0.1", {"performance.example.com"}),
        ("http://[2001:db8::1]:8000", "::", {"2001:db8::1"}),
        ("http://127.0.0.1:8000", "127.0.0.1", LOOPBACK),
        ("http://[::1]:8000", "::1", LOOPBACK),
        ("http://localhost:8000", "0.0.0.0", None),
    ],
)
def test_which_names_are_ours(base: str, listens: str, ours: set[str] | None) -> None:
    assert names(base, listens) == ours


@pytest.mark.parametrize(
    ("netloc", "host"),
    [
        ("A.example:80", "a.example"), ("a.example.", "a.example"), ("[::1]:8000", "::1"), ("[::1", ""), ("", ""),
        ("user@a.example", "a.example"), ("evil.example/a.example", "evil.example"), ("evil.example#a.example", "evil.example"),
    ],
)  # fmt: skip
def test_the_host_in_what_a_request_says(netloc: str, host: str) -> None:
    assert host_of(netloc) == host


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost", "127.0.0.1", "10.0.0.7:8000", "performance.example.com.evil.example",
        "xperformance.example.com", "[::1]:8000", "[::1", "a b", "",
    ],
)  # fmt: skip
def test_another_name_gets_a_plain_refusal_that_opens_nothing_and_the_health_is_told(bed: Any, house: House, host: str) -> None:
    with booted(bed, house.database, base_url=OURS) as here:
        client = here.app.test_client()
        with here.counting() as seen:
            for path in ("/", "/o/northlight/sign-in", "/o/northlight/healthz", "/static/app.js", "/nowhere"):
                answer = client.get(path, headers={"Host": host})
                assert (answer.status_code, answer.mimetype) == (400, "text/plain"), path
                assert "Set-Cookie" not in answer.headers
                assert host not in answer.get_data(as_text=True) or not host
        assert seen == []
        assert client.post("/o/northlight/sign-in", headers={"Host": host}).status_code == 400
        assert client.get("/healthz", headers={"Host": host}).status_code == 200
        assert client.get("/readyz", headers={"Host": host}).status_code in (200, 503)


def test_our_name_is_answered_with_any_port_and_in_any_case(bed: Any, house: House) -> None:
    with booted(bed, house.database, base_url=OURS) as here:
        client = here.app.test_client()
        for host in ("performance.example.com", "Performance.Example.COM:443", "performance.example.com:8443"):
            assert client.get("/o/northlight/sign-in", headers={"Host": host}).status_code == 200


def test_the_host_is_the_one_that_a_believed_proxy_tells(bed: Any, house: House) -> None:
    told = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "performance.example.com"}
    with booted(bed, house.database, base_url=OURS, proxies=1) as behind:
        client = behind.app.test_client()
        assert client.get("/", headers=told).status_code == 200
        assert client.get("/", headers={**told, "X-Forwarded-Host": "evil.example"}).status_code == 400
    with booted(bed, house.database, base_url=OURS) as alone:
        assert alone.app.test_client().get("/", headers=told).status_code == 400


def test_where_nobody_said_by_which_name_others_come_every_name_is_taken(bed: Any, house: House) -> None:
    with booted(bed, house.database, base_url="http://127.0.0.1:8000", host="0.0.0.0") as here:
        assert here.app.test_client().get("/", headers={"Host": "192.168.1.20:8000"}).status_code == 200
