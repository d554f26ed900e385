"""What 1:1s are found by: the minutes that one of the two has confirmed, by the two while the line between them is in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from saas.meetings import events, policy, queries, rules, starters
from saas.meetings.models import Meeting
from saas.meetings.writings import MeetingVersion
from tenants import find, organisations
from tenants.find import Document, Hit, Kind
from tenants.isolation import session
from tenants.people import Actor
from tenants.web import dates

CHANGES_WHAT_IS_FOUND = (events.MeetingHeld, events.MeetingAnswered, events.MeetingConfirmed)


def _documents(meeting_ids: Collection[UUID]) -> Iterator[Document]:
    """Of 1:1s that were held: whose it is and of what kind, and what was minuted and promised, in the newest version. What both
    still write is not found.
    """
    newest = select(func.max(MeetingVersion.no)).where(MeetingVersion.meeting_id == Meeting.id).correlate(Meeting)
    query = select(Meeting, MeetingVersion.content).join(MeetingVersion, MeetingVersion.meeting_id == Meeting.id)
    query = query.where(Meeting.id.in_(meeting_ids), MeetingVersion.no == newest.scalar_subquery())
    for meeting, content in session().execute(query.options(joinedload(Meeting.employee), joinedload(Meeting.manager))):
        names = meeting.employee.name, meeting.manager.name
        yield Document(
            source_id=meeting.id,
            title=" ".join((names[0], names[1], find.in_every_language(_l("1:1"), starters.PURPOSES[meeting.purpose]))),
            words=tuple(_texts(content)),
            readers=frozenset(meeting.parties),
            shown_on=organisations.day_of(meeting.starts_at),
        )


def _texts(content: dict[str, Any]) -> Iterator[str]:
    """What the two wrote; not the words that the program branches on."""
    yield from (str(content.get(name, "")) for name in rules.PARTS)
    for topic in content["topics"]:
        yield from (topic["words"], topic["note"])
    yield from (promise["words"] for promise in content["promises"])


def _hits(actor: Actor, meeting_ids: Collection[UUID]) -> dict[UUID, Hit]:
    """A former manager finds none: the newest minutes need not be those that they confirmed."""
    return {
        meeting.id: Hit(
            url=f"/meetings/{meeting.id}",
            title=_title(meeting, pair.other(actor.id).name),
            line=dates.long_day(organisations.day_of(meeting.starts_at)),
            icon="messages-square",
        )
        for meeting, pair in queries.with_pairs(meeting_ids)
        if policy.is_party(actor, pair)
    }


def _title(meeting: Meeting, other: str) -> str:
    """With whom it was, and for what where that was something of its own."""
    if meeting.purpose == "regular":
        return str(_("1:1 with %(name)s", name=other))
    return str(_("1:1 with %(name)s: %(purpose)s", name=other, purpose=starters.PURPOSES[meeting.purpose]))


def _every(after: UUID | None, most: int) -> list[UUID]:
    query = select(Meeting.id).order_by(Meeting.id).limit(most)
    return list(session().scalars(query if after is None else query.where(Meeting.id > after)))


FOUND = Kind("meeting", _l("1:1s"), _documents, _hits, _every)
