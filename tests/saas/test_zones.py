"""Instants are told in the reader's zone, days count by the organisation's, and papers and proofs say UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from saas import cycle, plan
from saas.reports import papers
from saas.reports.kinds import KINDS
from tenants import agreements, organisations
from tenants.isolation import clock
from tenants.notices.words import packed, spoken
from tenants.organisations import Organisation
from tenants.people import Person
from tests.factories import an_agreed_plan, an_open_plan
from tests.house_fixture import House, main_of

pytestmark = pytest.mark.pages

ZONES = {"amara": "America/Los_Angeles", "bo": "Asia/Shanghai"}
HOME = "Pacific/Auckland"
"""Between the reader who is furthest back and the organisation lie twenty hours: it is rarely the same day."""


@pytest.fixture
def spread(house: House) -> House:
    """People and their organisation live in zones of their own."""
    with house.within() as session:
        session.execute(update(Organisation).values(time_zone=HOME))
        for name, zone in ZONES.items():
            session.execute(update(Person).where(Person.email_key == f"{name}@northlight.example").values(time_zone=zone))
    return house


@contextmanager
def morning_at_home() -> Iterator[date]:
    """It is eight in the morning for the organisation, and still the day before for Amara; gives the organisation's day."""
    now = clock.now()
    with clock.at(datetime(now.year, now.month, now.day, 20, tzinfo=UTC)):
        day = clock.today(HOME)
        assert clock.today(ZONES["amara"]) == day - timedelta(days=1)
        yield day


def times(html: str) -> dict[str, str]:
    """The exact instant of each time on a page, and how it is said."""
    return dict(re.findall(r'<time datetime="([^"]+Z)"[^>]*>([^<]+)</time>', html))


def test_each_reader_sees_an_instant_in_their_own_zone_and_the_exact_one_behind_it(spread: House) -> None:
    with morning_at_home():
        made = an_agreed_plan(spread)
        pages = {name: spread.browser(name).get(made.path).get_data(as_text=True) for name in ZONES}
    seen = {name: times(html) for name, html in pages.items()}
    shared = set(seen["amara"]) & set(seen["bo"])
    assert any(instant.endswith("T20:00Z") for instant in shared), "the same instant for both"
    (signed,) = {instant for instant in shared if instant.endswith("T20:00Z")}
    assert re.search(r"\b(1:00 p\.?m\.?|12:00 p\.?m\.?|13:00|12:00)\b", seen["amara"][signed]), seen["amara"][signed]
    assert "04:00" in seen["bo"][signed] or "4:00" in seen["bo"][signed], seen["bo"][signed]


def test_a_day_is_today_when_the_organisation_says_so(spread: House) -> None:
    with morning_at_home() as day:
        made = an_open_plan(spread)
        with spread.within() as session:
            session.execute(update(cycle.Cycle).values(work_on=day))
        amara = spread.browser("amara")
        page = amara.get(f"/cycle/{made.cycle_id}").get_data(as_text=True)
        said = set(re.findall(rf'<time datetime="{day.isoformat()}"[^>]*>([^<]+)</time>', page))
        assert "today" in said, "Amara's own calendar still says yesterday, the rules of the cycle do not"
        assert "tomorrow" not in said
        with spread.acting("dara"):
            assert organisations.today() == day, "what the rules go by"


def test_relations_end_with_the_day_of_the_organisation(spread: House) -> None:
    with morning_at_home() as day:
        tova = spread.browser("tova")
        page = tova.get(f"/settings/people/{spread.person('nia')}")
        answer = tova.act(page, "person.leave", last_day=(day - timedelta(days=1)).isoformat(), at_once="y")
        assert main_of(tova.follow(answer))["state"] == "left", "that day is over for the organisation"


def test_a_due_day_is_the_same_day_in_the_same_words_for_every_reader(spread: House) -> None:
    with morning_at_home():
        made = an_agreed_plan(spread)
        pages = [spread.browser(who).get(made.path).get_data(as_text=True) for who in ZONES]
    amara, bo = (re.findall(r'<time datetime="\d{4}-\d\d-\d\d"[^>]*>[^<]+', page) for page in pages)
    assert amara == bo
    assert len(amara) > 3


def test_a_paper_and_its_signatures_say_utc_whoever_prints_it(spread: House) -> None:
    with morning_at_home():
        made = an_agreed_plan(spread)
        for who in ZONES:
            with spread.acting(who):
                sheet = plan.sheet(made.id)
                assert sheet is not None
                version = agreements.version(sheet.agreement.id, 1)
                assert version is not None
                html = papers.html("reports/plan.html", KINDS["plan"].paper(sheet, version), clock.now())
            moments = set(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d(?=:\d\d UTC)", html))
            assert moments == {f"{clock.now():%Y-%m-%d} 20:00"}


def test_a_letter_tells_an_instant_in_the_zone_of_who_gets_it(spread: House) -> None:
    instant = datetime(2026, 6, 1, 20, tzinfo=UTC)
    params = packed({"at": instant})
    with spread.app.app_context():
        said = {zone: spoken("%(at)s", params, {}, zone) for zone in (*ZONES.values(), HOME)}
    assert [("13:00" in said[ZONES["amara"]]), ("04:00" in said[ZONES["bo"]]), ("08:00" in said[HOME])] == [True] * 3, said
    assert {each.split(" ")[0] for each in said.values()} == {"1", "2"}, "and the day is that of the place"
