"""The address of a mail server: read by those who send, and judged alike at the start."""

from __future__ import annotations

import pytest

from saas.config import SettingMissing, judge
from tenants.notices import smtp


@pytest.mark.parametrize(
    ("url", "port", "user", "password"),
    [
        ("smtp://mail.example", 25, "", ""),
        ("smtps://me%40x:p%2Fw@mail.example", 465, "me@x", "p/w"),
        ("smtp+starttls://a:b@mail.example:2525/?from=x@y.example", 2525, "a", "b"),
    ],
)
def test_the_server_s_address_is_read(url: str, port: int, user: str, password: str) -> None:
    found = smtp.Server.read(url)
    assert (found.host, found.port, found.user, found.password) == ("mail.example", port, user, password)


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "foo", "smtp://mail.example:x", "smtp://mail.example:99999",
     "smtp://mail.example:0", "smtp://a:p#w@mail.example", "smtp://mail.example?from=nobody", "smtp://[::1"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_when_it_is_read_and_before_that_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL"):
        smtp.Server.read(url)
    with pytest.raises(SettingMissing, match="SMTP_URL"):
        judge({"SMTP_URL": url})


@pytest.mark.parametrize("url", ["smtp://mail.example", "smtps://a:b@mail.example:1", "smtp+starttls://[::1]?from=x@y.example"])
def test_what_the_start_takes_can_be_read(url: str) -> None:
    judge({"SMTP_URL": url})
    smtp.Server.read(url)
