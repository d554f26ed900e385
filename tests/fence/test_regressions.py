"""T8: what is tried at the doors of web applications everywhere, at ours. What the other files hold stays there: cookies and
sign-in (`tests/tenants/sign_in`), other sites (`test_origin.py`), columns nobody asked for (`test_write_walk.py`), malformed
ids (`test_route_walk.py`), and what each page answers (`test_every_answer.py`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from werkzeug.routing import Rule

from saas.launch.testbed import Services
from tenants import isolation, organisations
from tests.conftest import booted
from tests.factories import a_proposed_plan
from tests.fence.walk import crawl, doors
from tests.house_fixture import Browser, House, text_of

pytestmark = pytest.mark.slow

EVIL = "evil.example"


def sent(house: House, slug: str = "northlight") -> list[tuple[Rule, str]]:
    """Every route below an organisation that changes something, with an address that nobody has."""
    found = []
    for rule in crawl.rules(house):
        if rule.methods and rule.methods - {"GET", "HEAD", "OPTIONS"} and not crawl.is_root(house, rule):
            values = {a: doors.WORDS[a][0] if a in doors.WORDS else str(uuid4()) for a in rule.arguments}
            found.append((rule, crawl.path_of(house, rule, values, slug)))
    return found


def test_no_form_is_taken_without_the_token_of_this_very_session(house: House) -> None:
    """Whatever it names: another's token, another organisation's, one of before sign-in, one made up."""
    me, colleague, stranger, before = house.browser("tova"), house.browser("bo"), house.browser("ivy"), house.anonymous()
    for browser in (me, colleague, stranger):
        browser.get("/account/")
    before.get("/sign-in")
    tokens = {colleague.token, stranger.token, before.token, "made up", "", me.token[:-1]}
    assert len(tokens) == 6
    assert me.token not in tokens
    routes = sent(house)
    assert len(routes) > 80
    bad = sorted(tokens)
    for n, (rule, path) in enumerate(routes):  # each route is tried with two of them, and each of them at many routes
        data, header = {"csrf_token": bad[n % len(bad)]}, {"X-CSRFToken": bad[(n + 3) % len(bad)]}
        statuses = [me.client.post(path, data=data).status_code, me.client.post(path, headers=header).status_code]
        assert statuses == [409, 409], (rule.rule, statuses)
    assert me.get("/account/").status_code == 200, "nobody was signed out by it"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": EVIL},
        {"Host": f"{EVIL}:80"},
        {"X-Forwarded-Host": EVIL},
        {"Forwarded": f"host={EVIL};proto=https"},
        {"X-Forwarded-Server": EVIL, "X-Host": EVIL, "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": f"//{EVIL}"},
        {"X-Original-URL": f"//{EVIL}/", "X-Rewrite-URL": f"//{EVIL}/", "Referer": f"https://{EVIL}/"},
    ],
)
def test_no_host_that_a_request_names_is_led_to_or_written_in_a_letter(
    bed: Services, house: House, tmp_path: Path, headers: dict[str, str]
) -> None:
    """Of an instance that answers to every name: one that knows its own takes no other."""
    with booted(bed, house.database, host="0.0.0.0") as everywhere:
        _led_nowhere(everywhere, tmp_path, headers)


def _led_nowhere(house: House, tmp_path: Path, headers: dict[str, str]) -> None:
    house.app.config["SETTINGS"] = replace(house.app.config["SETTINGS"], home=str(tmp_path))
    client = house.app.test_client(use_cookies=False)
    for path in ("/", "/o/northlight", "/o/northlight/", "/o/northlight/sign-in", "/o/northlight/account/", "/o/northlight/x"):
        answer = client.get(path, headers=headers)
        said = f"{answer.headers}{answer.get_data(as_text=True)}"
        assert EVIL not in said, path
    form = house.anonymous()
    page = form.client.get("/o/northlight/password-reset", headers=headers)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    assert token is not None
    data = {"csrf_token": token[1], "email": "amara@northlight.example"}
    given = {**headers, "Cookie": cookie}
    assert client.post("/o/northlight/password-reset", data=data, headers=given).status_code in (200, 303)
    house.run_jobs()
    [letter] = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in tmp_path.glob("outbox/*/*.eml")]
    bodies = [part.get_content() for part in letter.walk() if not part.is_multipart()]
    assert all("http://localhost/o/northlight/password-reset/" in each for each in bodies)
    assert EVIL not in "".join((*bodies, str(letter)))


@pytest.mark.parametrize(
    "referer",
    [
        f"https://{EVIL}/o/northlight/", f"http://localhost@{EVIL}/o/northlight/", "javascript:alert(1)//o/northlight/",
        f"http://localhost.{EVIL}/o/northlight/", "http://localhost//evil.example/", "http://[", f"//{EVIL}/",
        "http://localhost/o/tidewater/", "data:text/html,x", "",
    ],
)  # fmt: skip
def test_the_way_on_from_a_step_that_is_not_open_stays_in_the_organisation(house: House, referer: str) -> None:
    assert way_on(house, referer) == "/o/northlight/"


def test_the_way_on_leads_back_to_the_page_one_came_from(house: House) -> None:
    assert way_on(house, "http://localhost/o/northlight/plan/?a=1") == "/o/northlight/plan/?a=1"


def way_on(house: House, referer: str) -> str:
    """Where the page leads that says that it has moved on."""
    with house.app.test_request_context("/o/northlight/", headers={"Referer": referer}) as context:
        from tenants.web import errors

        context.request.environ["SCRIPT_NAME"] = "/o/northlight"
        context.request.root_path = "/o/northlight"
        page, _status = errors.page(409, back=errors.came_from())
    found = re.search(r'class="btn primary" href="([^"]*)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "back",
    [
        f"//{EVIL}", f"https://{EVIL}/team/", f"/team/@{EVIL}", f"/team/?x=\r\nLocation: //{EVIL}", "/team/../../tidewater/",
        f"\\\\{EVIL}", "/team/?x=/\\evil", "javascript:alert(1)", f"/team/?\u2028//{EVIL}",
    ],
)  # fmt: skip
def test_a_reminder_leads_back_to_our_own_lists_only(house: House, back: str) -> None:
    made = a_proposed_plan(house, "bo")
    bo = house.browser("bo")
    bo.get("/team/")
    answer = bo.post(f"{made.path}/reminders", {"back": back})
    assert answer.status_code in (303, 404, 409), answer.status_code
    assert answer.headers.get("Location", "/o/northlight/").startswith("/o/northlight/plan/")


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")', "＝1+1", "%0A=1")
STARTS = "=+-@\t\r＝＋－＠"


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_a_file_that_we_write_is_a_formula(house: House, words: str) -> None:
    """The names that a tenant admin gives stand in the sample that others open in their spreadsheets."""
    with house.acting("tova") as by:
        company = organisations.companies()[0]
        for unit in [each.unit for each in organisations.flat(organisations.unit_tree(company.id))]:
            organisations.rename_unit(unit, name=words, by=by)
        organisations.make_position(title=words, by=by)
        organisations.change_company(
            company, name=words, legal_name=words, letterhead=company.letterhead, language=company.language,
            time_zone=company.time_zone, working_days=company.working_days, by=by,
        )  # fmt: skip
    answer = house.browser("tova").get("/settings/people/imports/sample.csv")
    cells = [cell for line in csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))) for cell in line]
    assert any(words.strip() in cell for cell in cells), "the names stand in it"
    assert [cell for cell in cells if cell[:1] and cell[0] in STARTS] == []


OVERRIDES: tuple[dict[str, Any], ...] = (
    {"headers": {"X-HTTP-Method-Override": "POST"}},
    {"headers": {"X-HTTP-Method": "POST"}},
    {"headers": {"X-Method-Override": "DELETE"}},
    {"query_string": {"_method": "POST"}},
    {"query_string": {"_method": "DELETE"}, "headers": {"X-HTTP-Method-Override": "DELETE"}},
)


@pytest.mark.parametrize("given", OVERRIDES)
def test_a_method_is_the_one_that_was_sent(house: House, given: dict[str, Any]) -> None:
    """A link that somebody follows changes nothing, whatever else it says."""
    tova = house.browser("tova")
    tova.get("/account/")
    only = [(rule, path) for rule, path in sent(house) if "GET" not in (rule.methods or ())]
    read = {rule.rule for rule in crawl.rules(house) if "GET" in (rule.methods or ())}
    for rule, path in only:
        query = {**given.get("query_string", {}), "csrf_token": tova.token}
        answer = tova.client.get(path, headers=given.get("headers", {}), query_string=query)
        expected = (308, 404, 405) if rule.rule not in read else (200, 303, 404)
        assert answer.status_code in expected, (rule.rule, answer.status_code)
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"):
        answer = tova.client.open("/o/northlight/account/", method=method, headers={"X-CSRFToken": tova.token})
        assert answer.status_code == 405, method
    assert tova.get("/account/").status_code == 200, "nobody was signed out"


def broken() -> Any:
    raise RuntimeError("seen-by-nobody in /srv/secret/path.py")


def misspelt() -> Any:
    return str(isolation.session().execute(text("SELECT seen_by_nobody FROM person WHERE name = 'seen-by-nobody'")))


def twice() -> Any:
    return str(isolation.session().execute(text("INSERT INTO person SELECT * FROM person /* seen-by-nobody */")))


def endless() -> Any:
    return endless()


@pytest.mark.parametrize("fault", [broken, misspelt, twice, endless])
@pytest.mark.parametrize("headers", [{}, {"Accept": "application/json"}, {"HX-Request": "true"}, {"X-Requested-With": "x"}])
def test_what_breaks_says_nothing_of_how_it_is_made(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], Any], headers: dict[str, str]
) -> None:
    [endpoint] = [rule.endpoint for rule in crawl.rules(house) if rule.rule == "/sign-in" and "GET" in (rule.methods or ())]
    monkeypatch.setitem(house.app.view_functions, endpoint, fault)
    answer = house.app.test_client().get("/o/northlight/sign-in", headers=headers)
    assert answer.status_code in (409, 500)
    said = f"{answer.headers}{answer.get_data(as_text=True)}".lower()
    for word in (
        "seen-by-nobody",
        "seen_by_nobody",
        "traceback",
        "psycopg",
        "sqlalchemy",
        "select ",
        ".py",
        "werkzeug",
        "flask",
    ):
        assert word not in said, word
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/" + "a" * 8000, "/people/" + "9" * 5000, "/%00", "/%ff%fe", "/..%2f..%2fetc/passwd", "/\u202e"]
)
def test_any_bytes_in_an_address_are_just_not_there(house: House, path: str) -> None:
    for browser in (house.anonymous(), house.browser("amara")):
        answer = browser.client.get(f"/o/northlight{path}")
        assert answer.status_code in (303, 404), answer.status_code
        assert "<script" not in answer.headers.get("Location", "")


def test_whoever_changes_their_password_is_signed_out_of_every_other_device_and_form(house: House) -> None:
    """A form that was open elsewhere is worth nothing either."""
    here, there = house.browser("amara"), house.browser("amara")
    there.get("/account/")
    page = here.get("/account/")
    new = "a boat for two people"
    assert here.act(page, "sign_in.change_password", password_now="sameboat", password=new).status_code == 303
    answer = there.post("/account/", {"called": "Stolen", "language": "", "time_zone": ""})
    assert answer.status_code in (303, 409)
    assert "sign-in" in answer.headers.get("Location", "sign-in")
    assert "Stolen" not in text_of(here.get("/account/"))
    again = Browser(house, "northlight")
    again.get("/sign-in")
    assert again.post("/sign-in", {"email": "amara@northlight.example", "password": "sameboat"}).status_code == 422
