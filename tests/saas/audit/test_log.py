"""The audit log: every event has its sentence, everybody finds what is theirs, and nobody's words stand in it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from saas import plan, rooms
from saas.audit import words
from saas.audit.rules import read_edge
from tenants import isolation, journal, people
from tenants.agreements.events import PreparationLaid, VersionCountered
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tenants.people.events import PersonChanged
from tests.factories import an_agreed_plan
from tests.house_fixture import House, text_of
from tests.tenants.imports.sheets import applied, checked, sheet

pytestmark = pytest.mark.pages

LOG = "/settings/audit"


def events(kind: type[journal.Event] = journal.Event) -> Iterator[type[journal.Event]]:
    """Every event of the house."""
    rooms.load_models()
    for each in kind.__subclasses__():
        if not each.__module__.startswith("tests."):
            yield each
        yield from events(each)


def test_every_event_has_its_sentence_and_no_sentence_is_without_an_event() -> None:
    verbs = {event.verb for event in events() if event.verb}
    assert len(verbs) > 90
    said = {verb for verb in words.SENTENCES if not verb.startswith(("look.", "refused."))}
    assert verbs - said == set(), "say in saas/audit/words.py what happened"
    assert said - verbs == set()


def test_each_place_of_a_sentence_is_filled_by_what_its_event_keeps() -> None:
    always = {"who", "whom", "thing", "verb", "unit_or_manager"}
    wrong = {}
    for event in events():
        if event.verb:
            kept = {f.name.removesuffix("_id") for f in dataclasses.fields(event)}
            places = set(re.findall(r"%\((\w+)\)s", str(words.SENTENCES[event.verb])))
            if places - always - kept:
                wrong[event.verb] = places - always - kept
    assert wrong == {}


def test_the_log_tells_how_many_rows_of_a_file_were_taken_over_and_refused(house: House) -> None:
    found = checked(house, sheet(("N1", "Ada", "ada@northlight.example"), ("N2", "Kim", "kim@northlight.example")))
    applied(house, found)
    assert "A file of people was taken over: 2 rows done, 0 refused." in text_of(house.browser("tova").get(LOG))


@pytest.fixture
def talked(house: House) -> Any:
    """Amara and Bo have agreed; Bo asked about a line; Chen read it."""
    made = an_agreed_plan(house)
    with house.acting("bo") as bo:
        plan.ask(made.sheet(), 1, "goals", "Will the harbour hold?", by=bo)
    assert house.browser("chen").get(made.path).status_code == 200
    return made


def test_everything_that_was_done_here_has_a_kind_with_a_name(house: House, talked: Any) -> None:
    with house.within() as session:
        kinds = set(session.scalars(select(JournalEntry.object_kind).distinct()))
    assert kinds >= {"plan", "agreement", "person", "cycle"}
    assert kinds - set(words.KINDS) == set(), "say in saas/audit/words.py what this is called"


def test_who_sees_which_lines(house: House, talked: Any) -> None:
    seen = {who: text_of(house.browser(who).get(f"{LOG}?kind=plans")) for who in ("amara", "bo", "chen", "tova", "nia", "hugo")}
    agreed, asked = "The plan of Amara Diallo is agreed", "Bo Jensen said something about a line of version 1"
    assert {who for who, text in seen.items() if agreed in text} == {"amara", "bo", "chen", "tova"}
    assert {who for who, text in seen.items() if asked in text} == {"amara", "bo", "tova"}
    looks = {who: text_of(house.browser(who).get(f"{LOG}?kind=looks")) for who in seen}
    read = "Chen Yifan 陈一帆 read the plan of Amara Diallo"
    assert {who for who, text in looks.items() if read in text} == {"amara", "bo", "chen", "tova"}


def test_what_anybody_wrote_is_never_in_it(house: House, talked: Any) -> None:
    for who in ("amara", "bo", "chen", "dara", "tova"):
        page = text_of(house.browser(who).get(LOG))
        assert "harbour" not in page, who
        assert "Fewer faults" not in page, who


def test_signing_in_is_told_to_oneself_and_the_admin_alone(house: House) -> None:
    house.browser("amara")
    for who, there in (("amara", True), ("tova", True), ("bo", False), ("chen", False), ("dara", False)):
        page = text_of(house.browser(who).get(f"{LOG}?kind=sign_in"))
        assert ("Amara Diallo signed in." in page) is there, who


def test_a_manager_sees_nothing_from_before_they_led(house: House, talked: Any) -> None:
    """Mira led Amara for the first days; Bo sees what happened since."""
    with house.within():
        amara = isolation.get(people.Person, house.person("amara"))
        assert amara is not None
        for days, no in ((110, 71), (2, 72)):
            with clock.at(clock.now() - timedelta(days=days)):
                journal.record(VersionCountered(no), by=None, on=amara, about=amara.id)
    page = text_of(house.browser("bo").get(f"{LOG}?kind=plans"))
    assert "version 72" in page
    assert "version 71" not in page


def test_that_a_deputy_prepares_is_told_to_these_two_and_never_to_the_employee(house: House) -> None:
    with house.acting("nia") as nia:
        amara = isolation.get(people.Person, house.person("amara"))
        assert amara is not None
        journal.record(PreparationLaid(house.person("bo")), by=nia, on=amara, about=amara.id)
    for who, there in (("nia", True), ("bo", True), ("tova", True), ("amara", False), ("chen", False), ("dara", False)):
        assert ("laid a prepared draft" in text_of(house.browser(who).get(LOG))) is there, who


@dataclasses.dataclass(frozen=True)
class Knocked(journal.Event):
    verb: ClassVar[str] = "test.audit_knocked"
    no: int


def test_pages_follow_one_another_without_a_gap_or_a_line_twice(house: House) -> None:
    with house.acting("bo") as bo:
        for no in range(130):
            with clock.at(datetime(2020, 5, 1, tzinfo=UTC) + timedelta(minutes=no // 3)):
                journal.record(PersonChanged(bo.id, ("name",)), by=bo, on=bo.person, about=bo.id)
    bo_ = house.browser("bo")
    narrowed = f"{LOG}?kind=people&ends_on=2020-05-02"
    pages = [bo_.get(narrowed)]
    for _turn in range(2):
        pages.append(bo_.get(_link(pages[-1], "next")))
    rows = [page.get_data(as_text=True).count("changed entries of Bo Jensen (name).") for page in pages]
    assert rows == [50, 50, 30]
    back = bo_.get(_link(pages[2], "prev"))
    assert _times(back) == _times(pages[1])
    assert _times(pages[0]) > _times(pages[1]) > _times(pages[2])
    assert 'rel="next"' not in pages[2].get_data(as_text=True)


def _link(page: Any, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page.get_data(as_text=True))
    assert found is not None
    return found.group(1).replace("&amp;", "&").removeprefix("/o/northlight")


def _times(page: Any) -> list[str]:
    return re.findall(r'<time datetime="([^"]+)"', page.get_data(as_text=True))


def test_a_forged_key_gives_the_first_page(house: House) -> None:
    bo = house.browser("bo")
    first = _times(bo.get(LOG))
    for key in ("x", "2020-01-01T00:00:00+00:00 x", "2020-01-01 00000000-0000-0000-0000-000000000000", "%00"):
        assert _times(bo.get(f"{LOG}?after={key}")) == first
    assert read_edge("2020-01-01T00:00:00 00000000-0000-0000-0000-000000000000") is None


def test_it_is_narrowed_by_person_object_and_days_of_the_readers_zone(house: House, talked: Any) -> None:
    tova = house.browser("tova")
    assert "Chen Yifan 陈一帆 read" in text_of(tova.get(f"{LOG}?person=chen@northlight.example"))
    one = text_of(tova.get(f"{LOG}?object={talked.id}"))
    assert "Only what happened to this: Plan" in one
    assert "signed in." not in one
    with house.within():
        liwei = isolation.get(people.Person, house.person("liwei"))
        assert liwei is not None
        with clock.at(datetime(2021, 3, 1, 17, 0, tzinfo=UTC)):  # one o’clock on the second in Shanghai
            journal.record(PersonChanged(liwei.id, ("name",)), by=None, on=liwei, about=liwei.id)
    shanghai = house.browser("liwei")
    assert _times(shanghai.get(f"{LOG}?starts_on=2021-03-02&ends_on=2021-03-02")) == ["2021-03-01T17:00Z"]
    assert _times(shanghai.get(f"{LOG}?starts_on=2021-03-01&ends_on=2021-03-01")) == []


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("person=nobody@northlight.example", "Nobody here has this name or address."),
        ("kind=everything-else", "Choose one from the list."),
        ("starts_on=2021-02-30", "Enter a day that there is"),
        ("starts_on=2021-03-02&ends_on=2021-03-01", "Choose a day that is not before the first."),
    ],
)
def test_what_cannot_be_asked_is_said_and_shows_no_lines(house: House, asked: str, says: str) -> None:
    answer = house.browser("tova").get(f"{LOG}?{asked}")
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "<time" not in answer.get_data(as_text=True)


def test_an_event_that_has_lost_its_words_is_told_all_the_same(house: House) -> None:
    with house.acting("bo") as bo:
        journal.record(Knocked(1), by=bo, on=bo.person, about=bo.id)
    assert "Bo Jensen did something that has no words here (test.audit_knocked)." in text_of(house.browser("bo").get(LOG))


def test_another_organisation_finds_nothing_of_this_one(house: House, talked: Any) -> None:
    ivy = house.browser("ivy")
    assert "Amara" not in text_of(ivy.get(LOG))
    assert _times(ivy.get(f"{LOG}?object={talked.id}")) == []
    assert ivy.get(f"{LOG}?person=amara@northlight.example").status_code == 422


def test_it_speaks_chinese(house: House) -> None:
    page = text_of(house.browser("liwei").get(LOG))
    assert "登录" in page
    assert "signed in" not in page
