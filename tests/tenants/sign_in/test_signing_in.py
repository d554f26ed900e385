"""Signing in: who gets in, who does not, and that nobody learns more than that."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tenants import isolation, jobs, people
from tenants.isolation import clock, steward
from tenants.journal import JournalEntry
from tenants.organisations import Organisation
from tenants.sign_in import Credential, SignInSession
from tests.house_fixture import Browser, House, text_of

pytestmark = pytest.mark.pages

AMARA = "amara@northlight.example"
RIGHT = {"email": AMARA, "password": "sameboat"}


def cookies(answer: Any) -> list[str]:
    return list(answer.headers.getlist("Set-Cookie"))


def token_of(browser: Browser) -> str:
    held = browser.client.get_cookie("sameboat", path=f"/o/{browser.slug}/")
    assert held is not None
    return held.value


def entries(house: House, verb: str, slug: str = "northlight") -> list[JournalEntry]:
    with house.within(slug) as session:
        return list(session.scalars(select(JournalEntry).where(JournalEntry.verb == verb)))


def test_the_right_words_lead_home_and_are_noted(house: House) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    answer = browser.post("/sign-in", RIGHT)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/o/northlight/")
    assert browser.get("/account/").status_code == 200
    assert [e.about_id for e in entries(house, "sign_in.succeeded")] == [house.person("amara")]


def test_address_and_case_do_not_matter(house: House) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    assert browser.post("/sign-in", {"email": "  AMARA@Northlight.example ", "password": "sameboat"}).status_code == 303


def test_the_form_costs_two_statements_and_sending_it_at_most_eight(house: House) -> None:
    browser = house.anonymous()
    with house.counting() as seen:
        assert browser.get("/sign-in").status_code == 200
    assert len(seen) <= 2, seen
    with house.counting() as seen:
        assert browser.post("/sign-in", {**RIGHT, "password": "wrong words here"}).status_code == 422
    assert len(seen) <= 8, seen
    with house.counting() as seen:
        assert browser.post("/sign-in", RIGHT).status_code == 303
    assert len(seen) <= 8, seen


def test_unknown_wrong_invited_and_left_sound_alike_and_cost_the_same_statements(house: House) -> None:
    with house.acting("tova") as tova:
        people.add(name="New Person", email="new@northlight.example", by=tova)
        people.leave(isolation.get(people.Person, house_id(house, "nia")), by=tova)
    told, cost = set(), set()
    for email in ("nobody@northlight.example", AMARA, "new@northlight.example", "nia@northlight.example"):
        browser = house.anonymous()
        browser.get("/sign-in")
        with house.counting() as seen:
            answer = browser.post("/sign-in", {"email": email, "password": "not the right one"})
        assert answer.status_code == 422
        told.add(text_of(answer).replace(email, ""))
        cost.add(len(seen))
    assert len(told) == 1, told
    assert len(cost) == 1, cost


def house_id(house: House, name: str) -> Any:
    with isolation_of(house) as session:
        return session.scalars(select(people.Person.id).where(people.Person.email_key == f"{name}@northlight.example")).one()


def isolation_of(house: House) -> Any:
    from contextlib import nullcontext

    return nullcontext(isolation.session())


def test_a_failure_is_noted_without_the_address_that_was_typed(house: House) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    browser.post("/sign-in", {"email": "somebody.secret@elsewhere.example", "password": "x"})
    browser.post("/sign-in", {"email": AMARA, "password": "x"})
    found = entries(house, "sign_in.failed")
    assert {e.about_id for e in found} == {None, house.person("amara")}
    assert "secret" not in str([(e.detail, e.object_kind, e.object_id) for e in found])


def test_what_was_typed_stays_in_the_form_except_the_password(house: House) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    page = browser.post("/sign-in", {"email": AMARA, "password": "my secret words"}).get_data(as_text=True)
    assert f'value="{AMARA}"' in page
    assert "my secret words" not in page


@pytest.mark.parametrize(
    "words",
    ["", "x" * 100_000, "密码密码密码密码密码", "👩‍💻" * 50, "a\x00b", "' OR 1=1 --", "%s%(x)s{{7*7}}", "\ufffd\u202e\u200f"]
)  # fmt: skip
def test_no_words_break_the_form(house: House, words: str) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    assert browser.post("/sign-in", {"email": AMARA, "password": words}).status_code == 422
    assert browser.post("/sign-in", {"email": words, "password": words}).status_code == 422


def test_the_cookie_is_for_this_organisation_and_for_the_browser_alone(house: House) -> None:
    browser = house.anonymous()
    seen = cookies(browser.get("/sign-in"))
    seen += cookies(browser.post("/sign-in", RIGHT))
    assert len(seen) == 2
    for cookie in seen:
        parts = cookie.split("; ")
        assert parts[0].startswith("sameboat=")
        assert {"HttpOnly", "SameSite=Lax", "Path=/o/northlight/"} <= set(parts)
        assert "Domain" not in cookie
        assert "Secure" not in parts


def test_with_https_the_cookie_is_secure(bed: Any, template: str, house: House) -> None:
    from tests.conftest import booted

    with booted(bed, house.database, base_url="https://perf.example") as secure:
        answer = secure.app.test_client().get("/o/northlight/sign-in", base_url="https://perf.example")
        assert all("Secure" in c.split("; ") for c in cookies(answer))
        assert cookies(answer)


def test_there_is_one_cookie_whatever_is_done(house: House) -> None:
    browser = house.browser("amara")
    browser.client.set_cookie("remember_token", "1|forged", path="/o/northlight/")
    names = set()
    for answer in (
        browser.get("/account/"),
        browser.post("/account/", {"called": "Ama", "language": "", "time_zone": ""}),
        browser.get("/account/"),
        browser.get("/nowhere"),
        browser.post("/sign-out"),
        browser.get("/sign-in"),
    ):
        names |= {c.split("=")[0] for c in cookies(answer)}
    assert names == {"sameboat"}


def test_at_the_root_there_is_no_cookie_at_all(house: House) -> None:
    client = house.app.test_client()
    for path in ("/", "/healthz", "/readyz", "/nowhere", "/static/nowhere.css", "/o/nobody/sign-in"):
        assert cookies(client.get(path)) == [], path


def test_signing_in_gives_a_new_token_and_the_old_ones_are_worth_nothing(house: House) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    before, form_before = token_of(browser), browser.token
    browser.post("/sign-in", RIGHT)
    first = token_of(browser)
    assert first != before
    thief = house.anonymous()
    thief.client.set_cookie("sameboat", before, path="/o/northlight/")
    assert thief.get("/account/").status_code == 303
    answer = browser.client.post("/o/northlight/account/", data={"csrf_token": form_before, "called": "X"})
    assert answer.status_code == 409


def test_signing_in_again_ends_the_session_before(house: House) -> None:
    browser = house.browser("amara")
    old = token_of(browser)
    browser.get("/account/")
    assert browser.post("/sign-in", RIGHT).status_code == 303
    thief = house.anonymous()
    thief.client.set_cookie("sameboat", old, path="/o/northlight/")
    assert thief.get("/account/").status_code == 303


def test_a_cookie_of_one_organisation_opens_nothing_in_the_other(house: House) -> None:
    token = token_of(house.browser("amara"))
    other = house.anonymous("tidewater")
    other.client.set_cookie("sameboat", token, path="/o/tidewater/")
    assert other.get("/account/").status_code == 303
    assert house.browser("eve").get("/account/").status_code == 200


def test_a_form_token_from_before_sign_in_is_bound_to_its_organisation(house: House) -> None:
    here = house.anonymous()
    here.get("/sign-in")
    there = house.anonymous("tidewater")
    there.client.set_cookie("sameboat", token_of(here), path="/o/tidewater/")
    answer = there.client.post(
        "/o/tidewater/sign-in", data={"csrf_token": here.token, "email": "eve@tidewater.example", "password": "sameboat"}
    )
    assert answer.status_code == 409


def test_the_token_is_kept_as_a_hash_only(house: House) -> None:
    token = token_of(house.browser("amara"))
    with house.within() as session:
        rows = list(session.scalars(select(SignInSession)))
    assert rows
    assert all(token not in str(vars(row)) for row in rows)


def test_signing_out_ends_the_row_and_not_only_the_cookie(house: House) -> None:
    browser = house.browser("amara")
    token = token_of(browser)
    browser.get("/account/")
    answer = browser.post("/sign-out")
    assert answer.headers["Location"].startswith("/o/northlight/sign-in")
    assert "Max-Age=0" in cookies(answer)[0]
    thief = house.anonymous()
    thief.client.set_cookie("sameboat", token, path="/o/northlight/")
    assert thief.get("/account/").status_code == 303
    assert "signed out" in text_of(browser.follow(answer))


def test_every_post_of_this_room_needs_the_token_of_its_forms(house: House) -> None:
    rules = [r for r in house.app.url_map.iter_rules() if r.endpoint.split(".")[0] in {"sign_in", "account", "notices"}]
    posts = [r for r in rules if "POST" in (r.methods or set())]
    assert len(posts) >= 10
    browser = house.browser("tova")
    for rule in posts:
        path = rule.rule.replace("<token>", "x")
        for name in rule.arguments - {"token"}:
            path = path.replace(f"<uuid:{name}>", str(house.person("amara")))
        for data in ({}, {"csrf_token": "made-up"}):
            assert browser.client.post(f"/o/northlight{path}", data=data).status_code == 409, rule


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/account/", "/o/northlight/account/"),
        ("/account/?a=1&b=%20x", "/o/northlight/account/?a=1&b=%20x"),
        ("//evil.example/", "/o/northlight/"),
        ("https://evil.example/", "/o/northlight/"),
        ("/\\evil.example", "/o/northlight/"),
        ("/../tidewater/", "/o/northlight/"),
        ("/%2e%2e/tidewater/", "/o/northlight/"),
        ("/a/%252e%252e/%252e%252e/tidewater/", "/o/northlight/"),
        ("javascript:alert(1)", "/o/northlight/"),
        ("/a\r\nSet-Cookie: x=y", "/o/northlight/"),
        ("", "/o/northlight/"),
    ],
)
def test_a_sign_in_leads_nowhere_else(house: House, wanted: str, leads: str) -> None:
    browser = house.anonymous()
    browser.get("/sign-in")
    assert browser.post("/sign-in", {**RIGHT, "next": wanted}).headers["Location"] == leads


def test_whoever_was_sent_to_sign_in_comes_back_to_the_page(house: House) -> None:
    browser = house.anonymous()
    page = browser.follow(browser.get("/sign-in/sessions"))
    answer = browser.act(page, "sign_in.sign_in", **RIGHT)
    assert answer.headers["Location"] == "/o/northlight/sign-in/sessions"


def test_a_session_ends_when_it_was_not_used_for_eight_hours(house: House) -> None:
    browser = house.browser("amara")
    now = clock.now()
    with clock.at(now + timedelta(hours=7, minutes=50)):
        assert browser.get("/account/").status_code == 200
    with clock.at(now + timedelta(hours=11)):
        assert browser.get("/account/").status_code == 200
    with clock.at(now + timedelta(hours=12, minutes=1)):
        assert browser.get("/account/").status_code == 303
    other = house.browser("bo")
    with clock.at(clock.now() + timedelta(hours=8, minutes=1)):
        assert other.get("/account/").status_code == 303


def test_being_seen_is_written_at_most_once_a_minute(house: House) -> None:
    browser = house.browser("amara")
    browser.get("/account/")
    with house.counting() as seen:
        browser.get("/account/")
    assert not [s for s in seen if s.startswith("UPDATE")], seen
    with clock.at(clock.now() + timedelta(minutes=2)), house.counting() as seen:
        browser.get("/account/")
    assert len([s for s in seen if s.startswith("UPDATE")]) == 1, seen


def test_who_has_left_is_out_at_once_and_stays_out(house: House) -> None:
    browser, who = house.browser("nia"), house.person("nia")
    with house.acting("tova") as tova:
        people.leave(isolation.get(people.Person, who), by=tova)
    assert browser.get("/account/").status_code == 303
    again = house.anonymous()
    again.get("/sign-in")
    assert again.post("/sign-in", {"email": "nia@northlight.example", "password": "sameboat"}).status_code == 422
    with house.within() as session:
        assert all(row.ended_at for row in session.scalars(select(SignInSession).where(SignInSession.person_id == who)))


def test_who_leaves_today_is_signed_out_of_every_device_at_once(house: House) -> None:
    office, phone, colleague = house.browser("nia"), house.browser("nia"), house.browser("amara")
    admin, who = house.browser("tova"), house.person("nia")
    page = admin.get(f"/settings/people/{who}")
    assert admin.act(page, "person.leave", last_day=clock.today("UTC").isoformat(), at_once="y").status_code == 303
    for device in (office, phone):
        assert device.get("/account/").headers["Location"].startswith("/o/northlight/sign-in")
    assert colleague.get("/account/").status_code == 200


def test_after_the_last_day_one_is_out_even_where_no_job_has_noted_it(house: House) -> None:
    """The worker may be late; the day is not."""
    day, who = clock.today("UTC") + timedelta(days=3), house.person("nia")
    with house.acting("tova") as tova:
        people.leave(isolation.get(people.Person, who), last_day=day, by=tova)
    for after, status in ((3, 200), (4, 303)):
        with clock.at(clock.now() + timedelta(days=after)):
            browser = house.anonymous()
            browser.get("/sign-in")
            told = browser.post("/sign-in", {"email": "nia@northlight.example", "password": "sameboat"})
            assert told.status_code == (303 if status == 200 else 422)
            assert browser.get("/account/").status_code == status
    with house.within():
        nia = isolation.get(people.Person, who)
        assert nia.state == "active", "nobody has noted the leaving"
    with clock.at(datetime.combine(day, time(23, 50), UTC)):
        browser = house.browser("nia")
    with clock.at(datetime.combine(day + timedelta(days=1), time(0, 1), UTC)):
        assert browser.get("/account/").status_code == 303, "a session that was open over midnight"


def test_in_a_suspended_organisation_nobody_is_in_and_the_reason_is_told(house: House) -> None:
    browser = house.browser("amara")
    steward.set_state("northlight", "suspended", "The bill was not paid.")
    for path in ("/sign-in", "/account/", "/"):
        answer = browser.get(path)
        assert answer.status_code == 503
        assert "The bill was not paid." in text_of(answer)
    answer = browser.client.post("/o/northlight/sign-in", data={**RIGHT, "csrf_token": browser.token})
    assert answer.status_code == 503
    steward.set_state("northlight", "active")
    assert browser.get("/account/").status_code == 200


def test_the_demo_password_opens_nothing_where_there_is_no_demo(house: House) -> None:
    with house.within() as session:
        session.execute(update(Organisation).values(demo=False))
    browser = house.anonymous()
    browser.get("/sign-in")
    assert browser.post("/sign-in", RIGHT).status_code == 422


def test_a_hash_of_another_cost_is_made_anew_at_sign_in(house: House) -> None:
    from argon2 import PasswordHasher

    worn = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash("sameboat")
    with house.within() as session:
        session.execute(update(Credential).where(Credential.person_id == house_id(house, "amara")).values(password_hash=worn))
    browser = house.anonymous()
    browser.get("/sign-in")
    with house.counting() as seen:
        assert browser.post("/sign-in", RIGHT).status_code == 303
    assert len(seen) <= 8, seen
    with house.within() as session:
        row = session.scalars(select(Credential).where(Credential.person_id == house_id(house, "amara"))).one()
    assert row.password_hash != worn


def test_a_database_that_is_away_ends_in_its_page_and_signs_nobody_out(bed: Any, house: House) -> None:
    browser = house.browser("amara")
    isolation.bind(bed.url("app", "no_such_database"))
    answer = browser.client.get("/o/northlight/account/")
    assert answer.status_code == 503
    assert cookies(answer) == []
    isolation.engine().dispose()
    isolation.bind(bed.url("app", house.database))
    assert browser.get("/account/").status_code == 200


def test_the_doorbell_and_the_counters_may_be_away(bed: Any, house: House) -> None:
    from tenants.sign_in import throttle

    throttle.bind("redis://127.0.0.1:1/0")
    jobs.bind_bell("redis://127.0.0.1:1/0")
    assert house.browser("amara").get("/account/").status_code == 200
