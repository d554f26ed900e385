"""Those concerned are told. A notice holds who and when, never what anybody wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from saas.meetings.models import Meeting
from tenants import notices
from tenants.journal.entries import HasId


def path_of(meeting: Meeting, anchor: str = "") -> str:
    """The page of a 1:1, below the organisation."""
    return f"/meetings/{meeting.id}" + (f"#{anchor}" if anchor else "")


def tell(who: UUID, kind: str, meeting: Meeting, *, by: HasId | None, mail: bool = False, **words: Any) -> None:
    """That one of the two has a notice about this 1:1, which says when it is and with whom."""
    told = {"with": meeting.other(who), "at": meeting.starts_at, **words}
    if by is not None:
        told["who"] = by.id
    notices.tell(who, kind, on=meeting, url=path_of(meeting), params=told, by=by, mail=mail)


def tell_other(kind: str, meeting: Meeting, *, by: HasId, mail: bool = False, **words: Any) -> None:
    """The other one of the two has a notice."""
    tell(meeting.other(by.id), kind, meeting, by=by, mail=mail, **words)


def tell_both(kind: str, meeting: Meeting, *, by: HasId | None, mail: bool = False, **words: Any) -> None:
    """Both have a notice, but for the one who did it."""
    for who in meeting.parties:
        tell(who, kind, meeting, by=by, mail=mail, **words)
