"""Confirmed minutes as each of the two takes them along. No private note, no draft: what both confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from saas.meetings.writings import MeetingConfirmation, MeetingVersion
from saas.taken_along import Said, Told
from tenants import people
from tenants.isolation import among, session


def taken_along(meeting_ids: Collection[UUID]) -> Told:
    """Of each of these 1:1s the newest minutes, then who confirmed them and when. For one of the two; three statements."""
    query = select(MeetingVersion).where(among(MeetingVersion.meeting_id, meeting_ids)).order_by(MeetingVersion.no)
    last = {version.meeting_id: version for version in session().scalars(query)}
    confirmed = select(MeetingConfirmation).where(among(MeetingConfirmation.version_id, [each.id for each in last.values()]))
    sure = defaultdict[UUID, list[MeetingConfirmation]](list)
    for one in session().scalars(confirmed.options(joinedload(MeetingConfirmation.person)).order_by(MeetingConfirmation.id)):
        sure[one.version_id].append(one)
    lines = [line for each in last.values() for line in (*each.content.get("topics", ()), *each.content.get("promises", ()))]
    names = people.names({UUID(line.get("author") or line["owner"]) for line in lines})
    parts = {
        "facts": _("The facts: what do we both see?"),
        "tried": _("What was tried so far?"),
        "options": _("What could one do? Three options, at least."),
        "words": _("Minutes"),
    }

    def name(key: str) -> str:
        return names[UUID(key)].name if UUID(key) in names else ""

    for meeting_id, version in last.items():
        for topic in version.content.get("topics", ()):
            yield meeting_id, Said(_("Topic: %(words)s", words=topic["words"]), topic["note"], name(topic["author"]))
        for key, label in parts.items():
            if version.content.get(key):
                yield meeting_id, Said(label, version.content[key])
        for each in version.content.get("promises", ()):
            day = f" ({each['due_on']})" if each["due_on"] else ""
            yield meeting_id, Said(_("Promise"), f"{each['words']}{day}", name(each["owner"]))
        for one in sure[version.id]:
            yield meeting_id, Said(_("Confirmed"), "", one.person.name, one.at)
