"""Invitation and reset: links that reach one person, work once, and for a short time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tenants import isolation, jobs, people, sign_in
from tenants.isolation import clock
from tenants.jobs import Job
from tenants.notices import Mail
from tenants.sign_in import OneUseLink
from tests.house_fixture import Browser, House, text_of

pytestmark = pytest.mark.pages

GOOD = "a boat for two people"


@pytest.fixture
def outbox(house: House, tmp_path: Path) -> Path:
    house.app.config["SETTINGS"] = replace(house.app.config["SETTINGS"], home=str(tmp_path))
    return tmp_path / "outbox" / "northlight"


def letters(outbox: Path) -> list[Any]:
    found = [message_from_bytes(f.read_bytes(), policy=policy.default) for f in sorted(outbox.glob("*.eml"))]
    return [m for m in found if m is not None]


def path_in(letter: Any) -> str:
    found = re.search(r"http://localhost/o/northlight(/\S+)", letter.get_body(("plain",)).get_content())
    assert found is not None
    return found.group(1)


def invited(house: House, email: str = "new@northlight.example") -> Any:
    with house.acting("tova") as tova:
        return people.add(name="Nova Ek", email=email, by=tova).id


def ask(house: House, email: str) -> Browser:
    browser = house.anonymous()
    page = browser.get("/password-reset")
    answer = browser.act(page, "sign_in.ask_reset", email=email)
    assert answer.status_code == 303
    browser.follow(answer)
    return browser


def test_an_invited_person_chooses_a_password_and_is_in(house: House, outbox: Path) -> None:
    who = invited(house)
    assert house.run_jobs() >= 1
    [letter] = letters(outbox)
    assert letter["To"].addresses[0].addr_spec == "new@northlight.example"
    browser = house.anonymous()
    page = browser.get(path_in(letter))
    assert "Nova Ek" in text_of(page)
    done = browser.act(page, "sign_in.choose_password", password=GOOD)
    assert done.status_code == 303
    page = browser.follow(done)
    assert browser.act(page, "sign_in.sign_in", email="new@northlight.example", password=GOOD).status_code == 303
    assert browser.get("/account/").status_code == 200
    with house.within():
        person = isolation.get(people.Person, who)
        assert person is not None
        assert person.state == "active"


def test_a_link_works_once(house: House, outbox: Path) -> None:
    invited(house)
    house.run_jobs()
    path = path_in(letters(outbox)[0])
    first, second = house.anonymous(), house.anonymous()
    one, two = first.get(path), second.get(path)
    assert first.act(one, "sign_in.choose_password", password=GOOD).status_code == 303
    late = second.act(two, "sign_in.choose_password", password="another good sentence")
    assert late.status_code == 410
    assert second.get(path).status_code == 410
    second.get("/sign-in")
    wrong = second.post("/sign-in", {"email": "new@northlight.example", "password": "another good sentence"})
    assert wrong.status_code == 422


def test_a_newer_link_puts_the_older_out_of_use(house: House, outbox: Path) -> None:
    who = invited(house)
    house.run_jobs()
    old = path_in(letters(outbox)[0])
    with house.acting("tova") as tova:
        person = isolation.get(people.Person, who)
        assert person is not None
        sign_in.invite(person, by=tova)
    house.run_jobs()
    browser = house.anonymous()
    assert browser.get(old).status_code == 410
    [new] = [path_in(m) for m in letters(outbox) if path_in(m) != old]
    assert browser.get(new).status_code == 200


def test_an_invitation_lasts_seven_days_and_a_reset_one_hour(house: House, outbox: Path) -> None:
    invited(house)
    ask(house, "bo@northlight.example")
    house.run_jobs()
    paths = {path_in(m).split("/")[1]: path_in(m) for m in letters(outbox)}
    now = clock.now()
    browser = house.anonymous()
    for path, lasts in ((paths["invitations"], timedelta(days=7)), (paths["password-reset"], timedelta(hours=1))):
        with clock.at(now + lasts - timedelta(minutes=2)):
            assert browser.get(path).status_code == 200
        with clock.at(now + lasts + timedelta(minutes=2)):
            assert browser.get(path).status_code == 410


def test_a_reset_ends_every_session_and_the_old_password(house: House, outbox: Path) -> None:
    before = house.browser("bo")
    browser = ask(house, "Bo@Northlight.example")
    house.run_jobs()
    page = browser.get(path_in(letters(outbox)[0]))
    assert browser.act(page, "sign_in.choose_password", password=GOOD).status_code == 303
    assert before.get("/account/").status_code == 303
    browser.get("/sign-in")
    assert browser.post("/sign-in", {"email": "bo@northlight.example", "password": "sameboat"}).status_code == 422
    assert browser.post("/sign-in", {"email": "bo@northlight.example", "password": GOOD}).status_code == 303


def test_asking_tells_the_same_to_everybody(house: House, outbox: Path) -> None:
    told = set()
    for email in (
        "bo@northlight.example",
        "nobody@northlight.example",
        "eve@tidewater.example",
        "no address",
        "密码",
        "a\x00b",
    ):
        browser = house.anonymous()
        browser.get("/password-reset")
        answer = browser.post("/password-reset", {"email": email})
        assert answer.status_code == 303
        told.add(text_of(browser.follow(answer)))
    assert len(told) == 1
    house.run_jobs()
    assert [m["To"].addresses[0].addr_spec for m in letters(outbox)] == ["bo@northlight.example"]


def test_asking_costs_the_same_for_everybody(house: House) -> None:
    told: dict[str, list[str]] = {}
    for email in ("bo@northlight.example", "nobody@northlight.example", "eve@tidewater.example"):
        browser = house.anonymous()
        page = browser.get("/password-reset")
        with house.counting() as seen:
            assert browser.act(page, "sign_in.ask_reset", email=email).status_code == 303
        told[email] = list(seen)
    assert len({tuple(statements) for statements in told.values()}) == 1, told
    with house.within() as session:
        assert len(list(session.scalars(select(Job).where(Job.kind == "sign_in.reset")))) == 3


def test_asking_often_sends_three_mails_an_hour_and_tells_the_same(house: House, outbox: Path) -> None:
    for _ in range(5):
        ask(house, "bo@northlight.example")
    house.run_jobs()
    assert len(letters(outbox)) == 3


def test_who_was_invited_and_asks_for_a_password_gets_another_invitation(house: House, outbox: Path) -> None:
    invited(house)
    ask(house, "new@northlight.example")
    house.run_jobs()
    assert {path_in(m).split("/")[1] for m in letters(outbox)} == {"invitations"}


def test_who_has_left_gets_no_link_and_an_open_one_is_over(house: House, outbox: Path) -> None:
    ask(house, "nia@northlight.example")
    house.run_jobs()
    path, who = path_in(letters(outbox)[0]), house.person("nia")
    with house.acting("tova") as tova:
        person = isolation.get(people.Person, who)
        assert person is not None
        people.leave(person, by=tova)
    assert house.anonymous().get(path).status_code == 410
    ask(house, "nia@northlight.example")
    house.run_jobs()
    assert len(letters(outbox)) == 1


def test_a_link_of_one_organisation_or_kind_is_nothing_elsewhere(house: House, outbox: Path) -> None:
    ask(house, "bo@northlight.example")
    house.run_jobs()
    path = path_in(letters(outbox)[0])
    random = house.anonymous("tidewater").get("/password-reset/" + "x" * 43)
    there = house.anonymous("tidewater").get(path)
    assert random.status_code == there.status_code == 404
    strip = re.compile(r"[0-9a-f]{12}")
    assert strip.sub("", text_of(random)) == strip.sub("", text_of(there))
    assert house.anonymous().get(path.replace("password-reset", "invitations")).status_code == 404


def test_no_token_ever_lies_in_the_database(house: House, outbox: Path) -> None:
    invited(house)
    ask(house, "bo@northlight.example")
    house.run_jobs()
    tokens = [path_in(m).rpartition("/")[2] for m in letters(outbox)]
    assert len(tokens) == 2
    with house.within() as session:
        rows = [str(vars(r)) for m in (Job, Mail, OneUseLink) for r in session.scalars(select(m))]
    assert rows
    assert not [r for r in rows for token in tokens if token in r]


@pytest.mark.parametrize(
    "password",
    ["", "short", "sameboat", "aaaaaaaaaaaa", "1234567890", "Password2026!", "new@northlight.example",
     "Nova Ek 2026", "northlight1", "x" * 201],
)  # fmt: skip
def test_a_weak_password_is_refused_with_a_reason_and_the_link_still_works(house: House, outbox: Path, password: str) -> None:
    invited(house)
    house.run_jobs()
    browser = house.anonymous()
    page = browser.get(path_in(letters(outbox)[0]))
    answer = browser.act(page, "sign_in.choose_password", password=password)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    assert browser.act(answer, "sign_in.choose_password", password=GOOD).status_code == 303


@pytest.mark.parametrize(
    "password", ["这是一个很长的密码句子吧", "🛶🛶🌊🛟🐟🐠🐡🦈🐙🦀", "tab\tand\x00nul in it", "  blanks count too  "]
)
def test_any_signs_make_a_password(house: House, outbox: Path, password: str) -> None:
    invited(house)
    house.run_jobs()
    browser = house.anonymous()
    page = browser.get(path_in(letters(outbox)[0]))
    assert browser.act(page, "sign_in.choose_password", password=password).status_code == 303
    browser.get("/sign-in")
    assert browser.post("/sign-in", {"email": "new@northlight.example", "password": password}).status_code == 303


def test_another_address_puts_the_invitation_to_the_old_one_out_of_use(house: House, outbox: Path) -> None:
    who = invited(house, "typo@northlight.example")
    house.run_jobs()
    old = path_in(letters(outbox)[0])
    with house.acting("tova") as tova:
        person = isolation.get(people.Person, who)
        assert person is not None
        people.change(person, name=person.name, email="right@northlight.example", by=tova)
    house.run_jobs()
    assert house.anonymous().get(old).status_code == 410
    assert [m["To"].addresses[0].addr_spec for m in letters(outbox) if path_in(m) != old] == ["right@northlight.example"]


def test_who_may_invite(house: House) -> None:
    who = invited(house)
    seen = {}
    for name in ("amara", "bo", "chen", "dara", "tova", "hugo", "nia"):
        browser = house.browser(name)
        browser.get("/account/")
        seen[name] = browser.post(f"/people/{who}/invitations").status_code
    assert seen == {"amara": 403, "bo": 403, "chen": 403, "dara": 303, "tova": 303, "hugo": 403, "nia": 403}
    other = house.browser("ivy")
    other.get("/account/")
    assert other.post(f"/people/{who}/invitations").status_code == 404
    tova = house.browser("tova")
    tova.get("/account/")
    assert tova.post(f"/people/{house.person('amara')}/invitations").status_code == 403


def test_a_link_for_a_new_password_leaves_before_letters_that_nobody_waits_for(house: House, outbox: Path) -> None:
    for number in range(20):
        invited(house, f"new{number}@northlight.example")
    ask(house, "amara@northlight.example")
    for _ in range(2):  # looking whom the address belongs to, and the letter
        with house.app.app_context():
            jobs.run_one(house.tenant("northlight"))
    [letter] = letters(outbox)
    assert path_in(letter).startswith("/password-reset/")
