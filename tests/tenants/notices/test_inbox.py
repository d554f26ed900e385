"""The inbox: told in the reader's language, seen by nobody else, cheap to count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from tenants import isolation, notices, people
from tenants.isolation import clock
from tenants.notices import Notice, words
from tests.house_fixture import House, forms, text_of

pytestmark = pytest.mark.pages

KIND = "tests.asked"


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    notices.register(KIND, _l("%(who)s asks you"), _l("%(who)s asks you for words until %(until)s, %(number)s of them."))
    yield
    words._words.pop(KIND)


def tell(house: House, name: str, url: str = "/account/", mail: bool = False, by: str = "bo") -> UUID | None:
    """Somebody of the cast (bo) asks `name` for something."""
    who = house.person(name)
    with house.acting(by) as actor:
        params = {"who": actor.person, "until": date(2026, 12, 24), "number": 3}
        made = notices.tell(who, KIND, on=actor.person, url=url, params=params, by=actor, mail=mail)
        return made.id if made else None


def test_a_notice_says_what_happened_and_leads_there(house: House) -> None:
    tell(house, "amara")
    browser = house.browser("amara")
    page = browser.get("/notices/")
    assert "Bo Jensen asks you for words until 24 December 2026, 3 of them." in text_of(page)
    assert str(clock.now().year) in text_of(page)


def test_following_a_notice_leads_to_its_page_and_marks_it_read(house: House) -> None:
    notice = tell(house, "amara", "/sign-in/sessions")
    browser = house.browser("amara")
    answer = browser.get(f"/notices/{notice}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/o/northlight/sign-in/sessions")
    with house.acting("amara") as amara:
        assert notices.unread(amara.id) == 0


def test_nobody_is_told_what_they_did_themselves(house: House) -> None:
    assert tell(house, "bo") is None
    with house.acting("bo") as bo:
        assert notices.unread(bo.id) == 0


def test_the_name_is_the_present_one_since_only_the_id_is_kept(house: House) -> None:
    tell(house, "amara")
    with house.within() as session:
        session.execute(update(people.Person).where(people.Person.name == "Bo Jensen").values(name="Bo Holm", called="小波"))
        params = session.scalars(select(Notice.params).where(Notice.person_id == house.person("amara"))).one()
    assert "Jensen" not in str(params)
    assert "小波 asks you" in text_of(house.browser("amara").get("/notices/"))


def test_marking_one_and_marking_all_read(house: House) -> None:
    for _ in range(3):
        tell(house, "amara")
    browser = house.browser("amara")
    page = browser.get("/notices/")
    assert text_of(page).count("New") == 3
    page = browser.follow(browser.act(page, "notices.read"))
    assert text_of(page).count("New") == 2
    page = browser.follow(browser.act(page, "notices.read_all"))
    assert "New" not in text_of(page)
    assert "notices.read_all" not in forms(page)


def test_nobody_else_reads_or_marks_a_notice(house: House) -> None:
    notice = tell(house, "amara")
    for name in ("bo", "chen", "dara", "tova", "nia", "eve", "ivy"):
        browser = house.browser(name)
        browser.get("/account/")
        assert browser.get(f"/notices/{notice}").status_code == 404, name
        assert browser.post(f"/notices/{notice}/readings").status_code == 404, name
        assert "asks you for words" not in text_of(browser.get("/notices/"))
    anonymous = house.anonymous()
    assert anonymous.get("/notices/").status_code == 303
    with house.acting("amara") as amara:
        assert notices.unread(amara.id) == 1


def test_marking_all_read_touches_nobody_else_s(house: House) -> None:
    tell(house, "amara")
    tell(house, "nia")
    browser = house.browser("nia")
    browser.get("/notices/")
    browser.post("/notices/readings")
    with house.acting("amara") as amara:
        assert notices.unread(amara.id) == 1


def test_what_is_settled_counts_as_read(house: House) -> None:
    tell(house, "amara")
    with house.acting("amara") as amara:
        bo = isolation.get(people.Person, _id("bo"))
        assert bo is not None
        notices.settle(amara.id, on=bo)
        assert notices.unread(amara.id) == 0


def _id(name: str) -> UUID:
    query = select(people.Person.id).where(people.Person.email_key == f"{name}@northlight.example")
    return isolation.session().scalars(query).one()


def test_days_are_the_reader_s_days(house: House) -> None:
    with clock.at(clock.now().replace(hour=23, minute=30)):
        tell(house, "amara")
    with house.within() as session:
        session.execute(update(people.Person).where(people.Person.id == _id("amara")).values(time_zone="Pacific/Auckland"))
    page = house.browser("amara").get("/notices/").get_data(as_text=True)
    local = (clock.now() + timedelta(days=1)).date()
    assert f"day-{local.isoformat()}" in page


def test_a_long_inbox_comes_in_pages_at_the_same_cost(house: House) -> None:
    who = house.person("amara")

    def cost() -> int:
        browser = house.browser("amara")
        browser.get("/account/")
        with house.counting() as seen:
            assert browser.get("/notices/").status_code == 200
        return len(seen)

    tell(house, "amara")
    few = cost()
    with house.acting("bo") as bo:
        for _ in range(119):
            notices.tell(who, KIND, on=bo.person, url="/", params={"who": bo.person, "until": "then", "number": 1}, by=bo)
    assert cost() == few
    browser = house.browser("amara")
    seen, page = 0, browser.get("/notices/")
    for _ in range(3):
        html = page.get_data(as_text=True)
        seen += html.count('href="/o/northlight/notices/0')
        if 'rel="next"' not in html:
            break
        page = browser.get(html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&"))
    assert seen == 120
    with house.acting("amara") as amara, house.counting() as statements:
        assert notices.unread(amara.id) == 99
    assert len([s for s in statements if "notice" in s]) == 1


@pytest.mark.parametrize("after", ["x", "", "00000000-0000-0000-0000-000000000000", "' OR 1=1", "😀", "%00"])
def test_a_worn_key_gives_a_page(house: House, after: str) -> None:
    assert house.browser("amara").get("/notices/", query_string={"after": after}).status_code == 200


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "account"])
def test_a_notice_leads_nowhere_else(house: House, url: str) -> None:
    with pytest.raises(ValueError, match="inside the organisation"):
        tell(house, "amara", url)


def test_words_without_a_place_filled_still_read(house: House) -> None:
    who = house.person("amara")
    with house.acting("bo") as bo:
        notices.tell(who, KIND, on=bo.person, url="/", params={"who": house_unknown(), "number": "<b>&"}, by=bo)
    page = house.browser("amara").get("/notices/")
    assert "… asks you for words until …, <b>& of them." in text_of(page)


def house_unknown() -> UUID:
    return UUID(int=7)


def test_a_kind_that_nobody_registered_is_an_error_at_once(house: House) -> None:
    with house.acting("bo") as bo, pytest.raises(KeyError):
        notices.tell(bo.id, "tests.unknown", on=bo.person, url="/")


def test_a_kind_that_a_later_version_does_not_know_breaks_no_inbox(house: House) -> None:
    tell(house, "amara")
    known = words._words.pop(KIND)
    assert "There is news." in text_of(house.browser("amara").get("/notices/"))
    words._words[KIND] = known


def test_the_inbox_is_in_order_of_time_whatever_the_order_of_writing(house: House) -> None:
    with clock.at(clock.now() + timedelta(days=30)):
        later = tell(house, "amara", url="/account/?later")
    for n in range(60):
        with clock.at(clock.now() + timedelta(days=1, minutes=n)):
            tell(house, "amara", url=f"/account/?n={n}")
    earlier = tell(house, "amara", url="/account/?earlier")
    browser = house.browser("amara")
    page = browser.get("/notices/").get_data(as_text=True)
    ids = re.findall(r"/notices/([0-9a-f-]{36})", page)
    assert ids[0] == str(later)
    assert str(earlier) not in page
    nexts = re.search(r"after=([0-9a-f-]+)", page)
    assert nexts is not None
    assert str(earlier) in browser.get(f"/notices/?after={nexts.group(1)}").get_data(as_text=True)
    with house.acting("amara") as by:
        assert notices.latest(by.id, "UTC", 1)[0].id == later
