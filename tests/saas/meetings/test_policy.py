"""The access table: rows are the cast, columns what they may do with a 1:1 of Amara and Bo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from saas import meetings
from saas.meetings import policy
from saas.meetings.writings import MeetingNote
from tenants import isolation, organisations, people
from tenants.law import Refused
from tests.house_fixture import House, text_of
from tests.saas.meetings import pairs

# hugo stands in for bo; mira led amara before; gus is at the other organisation.
TABLE = """
who     read act add-topic note minutes confirm
amara   yes  yes yes       yes  yes     yes
bo      yes  yes yes       yes  yes     yes
nia     no   no  no        no   no      no
mira    no   no  no        no   no      no
ingrid  no   no  no        no   no      no
chen    no   no  no        no   no      no
hugo    yes  no  yes       no   no      no
dara    no   no  no        no   no      no
tova    no   no  no        no   no      no
"""


def table() -> list[tuple[str, dict[str, bool]]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return [(row[0], dict(zip(head[1:], [cell == "yes" for cell in row[1:]], strict=True))) for row in rows]


def deputy(house: House, who: str = "hugo", boss: str = "bo") -> None:
    """`who` stands in for the boss from today on."""
    with house.acting(boss) as by:
        found = people.person(house.person(who))
        assert found is not None
        today = organisations.today()
        people.name_deputy(by.person, found, starts_on=today, ends_on=today + timedelta(days=20), by=by)


def test_who_may_do_what_with_a_meeting_of_two(house: House) -> None:
    met = pairs.over(house)
    deputy(house)
    for who, expected in table():
        with house.acting(who) as actor:
            sheet = met.sheet()
            found = {
                "read": policy.can_read(actor, sheet),
                "act": policy.can_act(actor, sheet),
                "add-topic": policy.can_add_topic(actor, sheet),
                "note": policy.can_keep_note(actor, sheet),
                "minutes": policy.can_write_minutes(actor, sheet),
                "confirm": policy.can_confirm(actor, sheet),
            }
        assert found == expected, who


def test_to_everybody_else_a_meeting_does_not_exist(house: House) -> None:
    met = pairs.confirmed(house)
    for who in ("mira", "nia", "ingrid", "chen", "hugo", "dara", "tova"):
        browser = house.browser(who)
        assert browser.get(met.path).status_code == 404, who
        assert browser.get(f"{met.path}/invitation.ics").status_code == 404, who
        assert browser.post(f"{met.path}/topics", {"words": "Mine."}).status_code == 404, who
        assert "The third depot" not in text_of(browser.get("/meetings/")), who
    assert house.browser("gus").get(met.path).status_code == 404, "at the other organisation"
    assert house.anonymous().get(met.path).status_code == 303


def test_nobody_meets_with_themselves_or_with_somebody_whom_they_do_not_work_with(house: House) -> None:
    for who, other in (
        ("amara", "amara"),
        ("bo", "bo"),
        ("amara", "nia"),
        ("nia", "amara"),
        ("amara", "mira"),
        ("dara", "amara"),
    ):
        browser = house.browser(who)
        with house.within():
            person = house.person(other)
        assert browser.get(f"/meetings/with/{person}").status_code == 404, (who, other)
        assert browser.post(f"/meetings/with/{person}/meetings", {"day": "2030-01-01", "time": "10:00"}).status_code == 404


def test_a_deputy_reads_and_puts_topics_down_that_say_so_and_does_nothing_else(house: House) -> None:
    met = pairs.over(house)
    deputy(house)
    with house.acting("hugo") as hugo:
        sheet = met.sheet()
        made = meetings.add_topic(sheet.pair, "Bo would like to hear of the depots.", by=hugo, meeting=sheet.meeting)
        assert made.for_id == house.person("bo")
        for verb in (
            lambda: meetings.save_minutes(sheet, {"words": "x"}, {}, seen=0, by=hugo),
            lambda: meetings.keep_note(sheet, "x", seen=0, by=hugo),
            lambda: meetings.confirm(sheet, "", by=hugo),
            lambda: meetings.promise(sheet, "me", "x", None, by=hugo),
            lambda: meetings.skip(sheet, "x", by=hugo),
        ):
            with pytest.raises(Refused):
                verb()
    page = text_of(house.browser("amara").get(met.path))
    assert "for Bo" in page
    seen = house.browser("hugo").get(met.path)
    assert "You stand in for Bo" in text_of(seen)
    assert "Private note" not in text_of(seen)


def test_a_former_manager_keeps_what_they_confirmed_and_nothing_newer(house: House) -> None:
    old = pairs.confirmed(house)
    open_ = pairs.over(house)
    open_.topic("amara", "A word that nobody has confirmed.")
    open_.write("bo", "And one of the minutes.")
    promise = old_promise(house)
    met = pairs.planned(house)
    met.lead("mira")
    bo = house.browser("bo")
    kept = bo.get(old.path)
    assert kept.status_code == 200
    assert "The third depot." in text_of(kept)
    assert "You go on reading what you have confirmed" in text_of(kept)
    assert "meeting.confirm" not in kept.get_data(as_text=True)
    for path in (open_.path, met.path):
        assert bo.get(path).status_code == 404
    assert bo.get(f"/meetings/with/{house.person('amara')}").status_code == 404
    assert "nobody has confirmed" not in text_of(bo.get("/meetings/earlier"))
    assert old.path in bo.get("/meetings/earlier").get_data(as_text=True)
    with house.acting("amara"):
        sheet = meetings.promise_sheet(promise)
        assert sheet is not None
        assert sheet.promise.state == "lapsed"
    assert met.state() == open_.state() == "ended"


def old_promise(house: House) -> object:
    return pairs.over(house).promise("bo", "I ask the grid company.")


def test_the_next_manager_begins_with_nothing_and_the_employee_keeps_everything(house: House) -> None:
    met = pairs.confirmed(house)
    met.lead("mira")
    mira, amara = house.browser("mira"), house.browser("amara")
    page = text_of(mira.get(f"/meetings/with/{house.person('amara')}"))
    assert "The third depot" not in page
    assert "You have not met here yet" in page
    assert mira.get(met.path).status_code == 404
    assert "The third depot." in text_of(amara.get(met.path))
    assert met.path in amara.get("/meetings/earlier").get_data(as_text=True)


def test_a_private_note_is_its_authors_alone_also_in_sql(house: House) -> None:
    met = pairs.over(house)
    with house.acting("amara") as amara:
        meetings.keep_note(met.sheet(), "Only mine to think.", seen=0, by=amara)
    with house.acting("bo"):
        assert isolation.session().scalars(select(MeetingNote)).all() == []
        assert met.sheet().note is None
    assert "Only mine to think." in text_of(house.browser("amara").get(met.path))
    assert "Only mine to think." not in house.browser("bo").get(met.path).get_data(as_text=True)
    own = house.browser("amara").get("/meetings/notes.json")
    assert own.json["notes"][0]["words"] == "Only mine to think."
    assert house.browser("bo").get("/meetings/notes.json").json["notes"] == []
    met.lead("mira")
    assert "Only mine to think." not in house.browser("mira").get("/meetings/notes").get_data(as_text=True)
    assert "Only mine to think." in text_of(house.browser("amara").get("/meetings/notes"))


def test_whoever_has_left_is_met_no_more(house: House) -> None:
    met = pairs.planned(house)
    with house.acting("tova") as tova:
        found = people.person(house.person("amara"))
        assert found is not None
        people.leave(found, by=tova)
    with house.acting("bo"):
        assert met.sheet().meeting.state == "ended"
    assert house.browser("bo").get(met.path).status_code == 404 or "ended" in text_of(house.browser("bo").get(met.path))


def test_the_log_tells_of_a_meeting_to_its_two_alone(house: House) -> None:
    pairs.confirmed(house)
    house.browser("bo").get(pairs.over(house).path)
    for who in ("tova", "dara", "chen", "ingrid", "mira"):
        for kind in ("meetings", "looks"):
            assert "1:1 of Amara" not in text_of(house.browser(who).get(f"/settings/audit?kind={kind}")), (who, kind)
    assert "confirmed a 1:1 of Amara" in text_of(house.browser("amara").get("/settings/audit?kind=meetings"))
    assert "read a 1:1 of Amara" in text_of(house.browser("amara").get("/settings/audit?kind=looks"))
