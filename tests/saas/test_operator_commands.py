"""The operator's commands: organisations come, rest and wake, and the house tells what it finds about itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select

from saas import demo
from saas.demo import large
from saas.launch.postgres import libpq
from saas.plan.models import Plan
from tenants import isolation, people
from tenants.isolation import steward
from tenants.journal import JournalEntry
from tenants.notices import Mail
from tenants.sign_in import OneUseLink
from tests.house_fixture import Browser, House

pytestmark = pytest.mark.slow

Run = Callable[..., str]
ADMIN = ("--admin-name", "Ada Admin", "--admin-email", "ada@harbour.example")


@pytest.fixture
def run(house: House) -> Run:
    def command(*words: str, status: int = 0) -> str:
        result = house.app.test_cli_runner().invoke(args=list(words))
        assert result.exit_code == status, (words, result.output, result.exception)
        return str(result.output)

    return command


def test_an_organisation_comes_with_its_first_admin_invited(house: House, run: Run) -> None:
    told = run("tenant", "create", "harbour", "--name", "Harbour", *ADMIN)
    assert told.endswith("/o/harbour/\n")
    assert house.app.test_client().get("/o/harbour/sign-in").status_code == 200
    found = steward.resolve("harbour")
    assert found is not None
    with isolation.transaction(found.id):
        ada = people.by_email("ada@harbour.example")
        assert ada is not None
        assert [right.kind for right in people.grants(person_id=ada.id)] == ["tenant_admin"]
    assert "harbour: active, 1 people" in run("tenant", "list")


@pytest.fixture
def alone(house: House) -> House:
    """An instance that is no demo and has no mail server."""
    house.app.config["SETTINGS"] = replace(house.app.config["SETTINGS"], demo=False, smtp_url="")
    return house


def link_in(told: str) -> str:
    [found] = re.findall(r"^http://localhost(/o/\S+/invitations/\S+)$", told, re.MULTILINE)
    return str(found)


def test_without_a_mail_server_the_link_is_shown_once_and_opens_the_door_once(alone: House, run: Run) -> None:
    told = run("tenant", "create", "harbour", *ADMIN)
    assert "no mail server (SMTP_URL), so the invitation could not be sent" in told
    assert "once, for 7 days" in told
    first = link_in(told)
    second = link_in(run("person", "invite", "harbour", "ada@harbour.example"))
    browser = Browser(alone, "harbour")
    assert browser.get(first).status_code == 410, "an earlier link is worth nothing any more"
    page = browser.get(second)
    assert browser.act(page, "sign_in.choose_password", password="a boat for two people").status_code == 303
    signing_in = browser.get("/sign-in")
    answer = browser.act(signing_in, "sign_in.sign_in", email="ada@harbour.example", password="a boat for two people")
    assert answer.status_code == 303
    assert browser.get("/settings/").status_code == 200
    assert browser.get(second).status_code == 410
    assert "only who was not here yet" in run("person", "invite", "harbour", "ada@harbour.example", status=1)
    with alone.within("harbour") as session:
        assert list(session.scalars(select(Mail))) == [], "no mail waits that could not leave"
        said = select(JournalEntry).where(JournalEntry.verb == "sign_in.link_shown")
        shown = list(session.scalars(said))
        kept = str([[each.detail for each in shown], [each.token_hash for each in session.scalars(select(OneUseLink))]])
    assert len(shown) == 2
    assert second.rpartition("/")[2] not in kept, "the token lies nowhere"


def test_a_link_that_is_shown_takes_the_place_of_the_mail(house: House, run: Run) -> None:
    told = run("person", "add", "northlight", "nova@northlight.example", "--name", "Nova Ek", "--show-link")
    assert "No mail is sent" in told
    assert Browser(house, "northlight").get(link_in(told)).status_code == 200
    told = run("person", "add", "northlight", "nils@northlight.example", "--name", "Nils Ek", "--invite")
    assert "/invitations/" not in told
    assert "outbox/northlight/" in told or "a mail is on its way" in told
    with house.within() as session:
        assert len(list(session.scalars(select(Mail)))) == 1


def test_an_organisation_without_an_admin_says_what_is_missing(alone: House, run: Run) -> None:
    told = run("tenant", "create", "harbour")
    commands = [line.split()[1:] for line in told.splitlines() if line.startswith("  bin/flask")]
    places = {"EMAIL": "ada@harbour.example", "NAME": "Ada"}
    for words in commands:
        told = run(*(places.get(word, word) for word in words))
    assert Browser(alone, "harbour").get(link_in(told)).status_code == 200
    with alone.within("harbour"):
        assert len(people.admins()) == 1


def test_an_address_that_is_taken_is_told_apart_from_one_that_none_can_have(run: Run) -> None:
    assert "is taken: an organisation is there, and active" in run("tenant", "create", "northlight", status=1)
    for wrong in ("Not_An_Address", "a", "-a-", "a--b", "x" * 41):
        assert "is not allowed: 2 to 40" in run("tenant", "create", "--", wrong, status=2)


def test_an_organisation_rests_and_wakes(house: House, run: Run) -> None:
    visitor = house.app.test_client()
    assert run("tenant", "suspend", "tidewater", "--reason", "Unpaid") == "tidewater: active → suspended\n"
    assert visitor.get("/o/tidewater/sign-in").status_code == 503
    assert visitor.get("/o/northlight/sign-in").status_code == 200
    run("tenant", "suspend", "tidewater", "--reason", "again", status=1)
    assert run("tenant", "activate", "tidewater") == "tidewater: suspended → active\n"
    assert visitor.get("/o/tidewater/sign-in").status_code == 200


def test_a_refused_beginning_can_be_mended(house: House, run: Run) -> None:
    assert "name@example.com" in run("tenant", "create", "harbour", *ADMIN[:3], "nobody", status=1)
    assert "finishes it" in run("tenant", "activate", "harbour", status=1)
    assert house.app.test_client().get("/o/harbour/sign-in").status_code == 404
    run("tenant", "create", "harbour", *ADMIN)
    assert house.app.test_client().get("/o/harbour/sign-in").status_code == 200


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("tenant", "create", "northlight"), 1),
        (("tenant", "create", "Not_An_Address"), 2),
        (("tenant", "create", "harbour", "--admin-name", "Ada"), 2),
        (("tenant", "suspend", "tidewater"), 2),
        (("tenant", "activate", "nowhere"), 1),
        (("tenant", "activate", "tidewater"), 1),
        (("seed", "--scale", "5"), 2),
    ],
)
def test_what_cannot_be_is_one_line(words: tuple[str, ...], status: int, run: Run) -> None:
    lines = run(*words, status=status).splitlines()
    assert lines[-1].startswith("Error: ")
    assert not any("Traceback" in line for line in lines)
    assert not lines[-1].endswith("..")


def test_a_large_organisation_is_made_for_measuring(run: Run) -> None:
    run("seed", "--scale", "12", "--goals", "1")
    assert "large-12: active, 12 people" in run("tenant", "list")
    assert "there already" in run("seed", "--scale", "12", status=1)


def test_two_at_once_make_one_organisation_and_the_second_is_told_in_one_line(run: Run) -> None:
    says = "is being made at this moment"
    with steward.alone("seed large-14") as mine:
        assert mine
        told = run("seed", "--scale", "14", "--goals", "1", status=1)
        assert told == f"Error: large-14 {says}; look again when that is done\n"
        assert steward.resolve("large-14") is None
    first = demo.seed_large(14, 1)
    assert "14 people" in next(first)
    assert says in run("seed", "--scale", "14", status=1), "while the other one is at it"
    assert len(list(first)) == 1
    assert "there already" in run("seed", "--scale", "14", status=1)


def test_the_check_ends_with_one_on_a_finding(house: House, run: Run) -> None:
    assert "no finding" in run("check")
    with psycopg.connect(libpq(house.bed.url("owner", house.database)), autocommit=True) as owner:
        owner.execute("GRANT DELETE ON journal_entry TO app")
        try:
            assert "journal_entry" in run("check", status=1)
        finally:
            owner.execute("REVOKE DELETE ON journal_entry FROM app")


@pytest.mark.parametrize("batches", [0, 2, 3])
def test_a_large_organisation_that_was_broken_off_goes_on(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    plans, made = large._plans, list[str]()

    def broken_off(*given: Any) -> None:
        if len(made) == batches:
            raise KeyboardInterrupt
        plans(*given)
        made.append("four plans")

    monkeypatch.setattr(large, "BATCH", 4)
    with monkeypatch.context() as broken:
        broken.setattr(large, "_plans", broken_off)
        broken.setattr(steward, "set_state", broken_off)
        with pytest.raises(KeyboardInterrupt):
            list(demo.seed_large(10, 1))
    told = run("seed", "--scale", "10", "--goals", "1")
    done = min(4 * batches, 10)
    assert (f"large-10 was broken off and goes on: {done} of 10 people have a plan" in told) == (batches > 0), told
    begun = steward.resolve("large-10")
    assert begun is not None
    assert begun.state == "active"
    with isolation.transaction(begun.id) as session:
        people_, plans_ = (session.scalar(select(func.count()).select_from(table)) for table in (people.Person, Plan))
    assert (people_, plans_) == (10, 9), "everybody but the one who leads all has one plan"
    assert run("seed", "--scale", "10", status=1) == "Error: large-10 is there already\n"


def test_a_demo_that_was_broken_off_is_made_anew(house: House, run: Run) -> None:
    steward.provision("tide")
    assert demo.tidewater("tide") == 12
    begun = steward.resolve("tide")
    assert begun is not None
    assert begun.state == "active"
