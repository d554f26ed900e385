"""1:1s in calendars (RFC 5545): one to fetch, an invitation by mail, and a private feed.

They say with whom and when, never what about: no topic, no minutes, no reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from saas.meetings.models import Meeting
from tenants.isolation import clock
from tenants.people import Person

PRODUCT = "-//Sameboat//1:1s//EN"


def uid(meeting: Meeting) -> str:
    """The name of a 1:1 in every calendar: the same for as long as it exists."""
    return f"{meeting.id}@sameboat"


def summary(meeting: Meeting, reader: UUID, *, with_name: bool = True) -> str:
    """What a calendar shows: “1:1 with Bo”, or “1:1” alone where it is not to say with whom."""
    if not with_name:
        return str(_("1:1"))
    other = meeting.person_of(meeting.other(reader))
    return str(_("1:1 with %(name)s", name=other.called or other.name))


def is_off(meeting: Meeting) -> bool:
    """Whether calendars strike it out."""
    return meeting.state in ("skipped", "ended")


def _event(meeting: Meeting, reader: UUID, *, with_name: bool, url: str, method: str = "") -> Event:
    event = Event()
    event.add("uid", uid(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", summary(meeting, reader, with_name=with_name))
    event.add("status", "CANCELLED" if is_off(meeting) else "CONFIRMED")
    event.add("class", "PRIVATE")
    if meeting.place and with_name:
        event.add("location", meeting.place)
    if url:
        event.add("url", url)
    if method:
        organiser = meeting.person_of(meeting.made_by_id or meeting.manager_id)
        event["organizer"] = _address(organiser)
        for each in (meeting.employee, meeting.manager):
            who = _address(each)
            who.params["ROLE"] = vText("REQ-PARTICIPANT")
            who.params["PARTSTAT"] = vText("NEEDS-ACTION")
            who.params["RSVP"] = vText("FALSE")
            event.add("attendee", who, encode=False)
    return event


def _address(person: Person) -> vCalAddress:
    found = vCalAddress(f"mailto:{person.email}")
    found.params["CN"] = vText(person.name)
    return found


def _calendar(events: Iterable[Event], *, method: str = "", name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found


def to_fetch(meeting: Meeting, reader: UUID, *, url: str) -> bytes:
    """One 1:1 for the calendar of one of the two."""
    return _calendar([_event(meeting, reader, with_name=True, url=url)])


def invitation(meeting: Meeting, reader: UUID, *, url: str) -> tuple[bytes, str]:
    """The invitation, or where the 1:1 is off its cancellation; and the method, REQUEST or CANCEL."""
    method = "CANCEL" if is_off(meeting) else "REQUEST"
    return _calendar([_event(meeting, reader, with_name=True, url=url, method=method)], method=method), method


def feed(meetings: Iterable[Meeting], reader: UUID, *, with_names: bool, base: str) -> bytes:
    """A person's 1:1s as one calendar; its titles say with whom only where its owner chose so."""
    events = [_event(each, reader, with_name=with_names, url=f"{base}/meetings/{each.id}") for each in meetings]
    return _calendar(events, name=str(_("1:1s")))
