"""Invitations and feeds, read back as a calendar program reads them; mail by the job, against the outbox of a demo."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy import select

from saas import meetings
from saas.meetings import When
from tenants.isolation import clock
from tenants.notices.models import Mail
from tests.house_fixture import House, text_of
from tests.saas.meetings import pairs


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def invitations(house: House, tmp_path: Any) -> list[tuple[str, Any]]:
    """The method and the event of each invitation that was mailed, in the order of the mails."""
    house.app.config["SETTINGS"] = replace(house.app.config["SETTINGS"], home=str(tmp_path))
    house.run_jobs()
    with house.within() as session:
        order = [str(each) for each in session.scalars(select(Mail.id).order_by(Mail.id))]
    found = []
    for name in order:
        path = tmp_path / "outbox" / "northlight" / f"{name}.eml"
        if not path.exists():
            continue
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for part in letter.iter_attachments():
            assert part.get_content_type() == "text/calendar"
            found.append((part.get_param("method"), events(part.get_content().encode())[0]))
    return found


def test_an_invitation_keeps_its_name_counts_its_changes_and_is_called_off(house: House, tmp_path: Any) -> None:
    met = pairs.planned(house, at=clock.now() + timedelta(days=2))
    met.topic("amara", "A word for two.")
    with house.acting("bo") as bo:
        sheet = met.sheet()
        meetings.move(sheet, When(sheet.meeting.starts_at + timedelta(hours=2), 30, "Outside"), "A reason for two.", by=bo)
    first = invitations(house, tmp_path)
    with house.acting("bo") as bo:
        meetings.skip(met.sheet(), "Another reason.", by=bo)
    found = invitations(house, tmp_path)
    assert len(first) == 2, "one for Bo, who was invited, and one for Amara, who was told of the move"
    assert {str(event["uid"]) for _method, event in found} == {f"{met.id}@sameboat"}
    method, event = found[-1]
    assert (method, event["sequence"], str(event["status"])) == ("CANCEL", 2, "CANCELLED")
    assert {method for method, _event in found[:2]} == {"REQUEST"}
    for _method, each in found:
        said = each.to_ical().decode()
        assert "word for two" not in said
        assert "reason" not in said
        assert {str(who).lower() for who in each["attendee"]} == {
            "mailto:amara@northlight.example", "mailto:bo@northlight.example",
        }  # fmt: skip


def test_each_of_the_two_fetches_the_meeting_for_their_calendar(house: House) -> None:
    met = pairs.planned(house, at=clock.now() + timedelta(days=2))
    answer = house.browser("amara").get(f"{met.path}/invitation.ics")
    assert answer.mimetype == "text/calendar"
    event = events(answer.data)[0]
    assert str(event["summary"]) == "1:1 with Bo Jensen"
    with house.acting("amara"):
        assert event["dtstart"].dt == met.sheet().meeting.starts_at.replace(microsecond=0)


def feed(house: House, who: str, **fields: str) -> str:
    browser = house.browser(who)
    answer = browser.act(browser.get("/meetings/calendar"), "feed.make", **fields)
    assert answer.status_code == 201
    return answer.get_data(as_text=True).split('id="feed-url">')[1].split("<")[0].removeprefix("http://localhost")


def test_a_feed_says_when_without_names_to_whoever_holds_the_key_until_it_is_ended(house: House) -> None:
    met = pairs.planned(house, at=clock.now() + timedelta(days=2))
    url = feed(house, "amara")
    nobody = house.anonymous()
    event = events(nobody.get(url).data)[0]
    assert (str(event["summary"]), str(event["uid"])) == ("1:1", f"{met.id}@sameboat")
    said = event.to_ical().decode()
    assert "Bo" not in said
    assert "small room" not in said
    assert "attendee" not in said.lower()
    named = feed(house, "amara", with_names="y")
    assert nobody.get(url).status_code == 404, "a new address ends the old one"
    assert str(events(nobody.get(named).data)[0]["summary"]) == "1:1 with Bo Jensen"
    amara = house.browser("amara")
    page = amara.get("/meetings/calendar")
    assert named.rpartition("/")[2].removesuffix(".ics") not in text_of(page), "the key is told once"
    amara.follow(amara.act(page, "feed.end"))
    assert nobody.get(named).status_code == 404
    assert nobody.get("/calendar/nonsense.ics").status_code == 404
    assert house.anonymous("tidewater").get(named.replace("northlight", "tidewater")).status_code == 404


def test_a_feed_forgets_a_line_on_the_day_on_which_it_ends(house: House) -> None:
    met = pairs.planned(house, at=clock.now() + timedelta(days=2))
    url = feed(house, "bo")
    assert len(events(house.anonymous().get(url).data)) == 1
    met.lead("mira")
    assert events(house.anonymous().get(url).data) == []
