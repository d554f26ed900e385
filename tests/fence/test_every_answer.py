"""T8: words that somebody gives are words on every page that shows them, and each answer carries the headers that keep it."""

from __future__ import annotations

from typing import Any

import pytest

from saas import enterprise
from tenants import organisations, people
from tests import markup
from tests.factories import a_proposed_plan, filled, with_goal
from tests.house_fixture import House
from tests.saas.enterprise.goals import facts

pytestmark = pytest.mark.slow

SIGN = "zqtag"
WORDS = f"{SIGN}</title></textarea></script><{SIGN}></{SIGN}>\" {SIGN}=1 onfocus={SIGN}() ' {SIGN}2=1 >{{{{7*7}}}}"
"""It would be an element, or an attribute, wherever it were written as it is."""

PAGES = {
    "tova": (
        "/", "/people/", "/people/chart", "/settings/people", "/settings/units", "/settings/positions", "/settings/companies",
        "/settings/organisation", "/notices/", "/account/", f"/people/?q={SIGN}", f"/settings/people?q={SIGN}",
        f"/settings/people/find?q={SIGN}", "/enterprise/goals",
    ),
    "bo": ("/", "/team/", "/notices/", "/me/", "/plan/", "/enterprise/goals", f"/enterprise/goals/find?q={SIGN}"),
    "dara": ("/", "/desk/", "/people/", "/enterprise/goals"),
}  # fmt: skip


def made_of_words(html: str) -> list[str]:
    """The elements and attributes of a page that come from what somebody wrote."""
    tree = markup.tree(html)
    names = [name for each in tree.iter() if isinstance(each.tag, str) for name in (each.tag, *each.attrib)]
    return [name for name in names if SIGN in name or name.startswith("on")]


def test_the_look_itself_sees_an_element_and_an_attribute() -> None:
    assert made_of_words(f"<p>{WORDS}</p>") != []
    assert made_of_words(f"<input value={SIGN} {SIGN}=1>") != []
    assert made_of_words('<input value="a" onfocus="b()">') != []


@pytest.fixture
def written(house: House) -> tuple[House, str]:
    """A house in which everything that can be given words holds these."""
    made = a_proposed_plan(house, "amara", lambda old: with_goal(0, title=WORDS, words=WORDS)(filled(old)))
    with house.acting("tova") as by:
        for name in ("amara", "bo", "nia"):
            person = people.person(house.person(name))
            assert person is not None
            people.change(person, name=f"{name} {WORDS}"[:120], by=by)
        for unit in [each.unit for each in organisations.flat(organisations.unit_tree())]:
            organisations.rename_unit(unit, name=f"{unit.name[:4]}{WORDS}"[:80], by=by)
        organisations.make_position(title=WORDS[:80], words=WORDS, by=by)
    with house.acting("dara") as by:
        goal = enterprise.make(facts(by.id, WORDS, words=WORDS), company=organisations.companies()[0], by=by)
        sheet = enterprise.sheet(goal.id)
        assert sheet is not None
        enterprise.open_goal(sheet, by=by)
    return house, made.path


def test_whatever_somebody_writes_stays_words_on_every_page(written: tuple[House, str]) -> None:
    house, plan = written
    shown = 0
    for who, paths in PAGES.items():
        browser = house.browser(who)
        for path in (*paths, *([plan, f"{plan}/draft"] if who == "bo" else [])):
            answer = browser.client.get(browser.at(path))
            html = answer.get_data(as_text=True)
            assert answer.status_code in (200, 303, 404, 409), (who, path, answer.status_code)
            assert made_of_words(html) == [], (who, path)
            assert "49}}" not in html
            shown += SIGN in html
            assert_kept(answer, path)
    assert shown > 15, "the words were there to be seen"


def assert_kept(answer: Any, path: str) -> None:
    """A page of an organisation is kept by nobody, taken for nothing else, and runs nothing but our files."""
    assert answer.headers["Cache-Control"] == "private, no-store", path
    assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy, path
    assert not {"unsafe-inline", "unsafe-eval", "*", "http:", "https:"} & {
        w.strip("'") for w in policy.replace(";", " ").split()
    }
    assert answer.headers["Referrer-Policy"] == "same-origin", path


def test_files_are_handed_out_to_be_kept_and_not_to_be_shown(house: House) -> None:
    answer = house.browser("tova").get("/settings/people/imports/sample.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "text/csv"
    assert_kept(answer, "sample.csv")
