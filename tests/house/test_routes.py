"""Every route has a gate, and nothing is reachable that nobody decided on."""

from __future__ import annotations

from typing import Any

from tests.house_fixture import House


def views(house: House) -> list[tuple[Any, Any]]:
    return [(rule, house.app.view_functions[rule.endpoint]) for rule in house.app.url_map.iter_rules()]


def test_every_view_is_gated_or_public_with_a_reason(house: House) -> None:
    open_ = [rule.rule for rule, view in views(house) if not hasattr(view, "gate") and not getattr(view, "public", "")]
    assert open_ == []


PUBLIC = {
    "/", "/healthz", "/readyz", "/static/<file>", "/sign-in", "/sign-out", "/password-reset", "/password-reset/<token>",
    "/invitations/<token>", "/calendar/<token>.ics", "/brand.css", "/favicon.ico",
}  # fmt: skip


def test_what_is_public_is_a_short_list(house: House) -> None:
    found = {rule.rule for rule, view in views(house) if getattr(view, "public", "")}
    assert {f for f in found if not f.startswith("/styleguide")} <= PUBLIC


def test_anonymous_people_are_led_to_sign_in_and_see_nothing(house: House) -> None:
    nobody = house.anonymous()
    nobody.get("/sign-in")
    reached = 0
    for rule, view in views(house):
        if not hasattr(view, "gate"):
            continue
        values = {a: "00000000-0000-7000-8000-000000000000" if a != "no" else 1 for a in rule.arguments}
        with house.app.test_request_context():
            url = rule.build(values, append_unknown=False)
        assert url is not None, rule.rule
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = nobody.get(url[1]) if method == "GET" else nobody.post(url[1])
            assert answer.status_code == 303, (method, url[1], answer.status_code)
            assert "/o/northlight/sign-in" in answer.headers["Location"]
            reached += 1
    assert reached > 40


def test_tenant_pages_do_not_exist_at_the_root_nor_root_pages_below_an_organisation(house: House) -> None:
    client = house.app.test_client()
    assert client.get("/sign-in").status_code == 404
    assert client.get("/settings/").status_code == 404
    assert client.get("/o/northlight/healthz").status_code == 404
    assert client.get("/o/nobody/sign-in").status_code == 404
    assert client.get("/o/northlight").headers["Location"] == "/o/northlight/"


def test_health_pages_set_no_cookie(house: House) -> None:
    client = house.app.test_client()
    for path in ("/healthz", "/readyz", "/"):
        assert "Set-Cookie" not in client.get(path).headers, path
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert set(ready.json) == {"database", "queue", "worker", "sweeper", "version"}
    assert ready.status_code == 503, "no worker runs in this test"
    assert ready.json["database"] is True
