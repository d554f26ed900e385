"""What is asked of the log and what it answers; which events are nobody's business but some people's. No database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

TALK = ("plan.", "agreement.")
"""Events of a plan: its manager sees these, from the first day of the line."""

OF_TWO = ("check_ins.", "feedback.", "file_entry.", "meetings.", "policies.policy_acknowledged", "question.", "saved_reply.")
"""What passes between two people: their 1:1s, check-ins, feedback and file, what somebody asks HR. It is told to whoever did it
and whom it is about. Neither HR nor the tenant admin finds a line of it: for them it does not exist. That somebody has read a
policy is told to them alone, too: HR has a page for it, and tenant admins are told numbers.
"""

OF_WHO_LEADS = (*TALK, "check_ins.", "file_entry.")
"""What a manager finds about those who report to them, from the first day of the line."""

LOOKS_OF_TWO = ("check_in", "feedback", "file_entry", "meeting", "performance_file", "question")
"""The same of who read what: beginnings of kinds of objects."""

BETWEEN_TWO = ("agreement.preparation_laid", "agreement.preparation_taken", "agreement.preparation_set_aside")
"""That a deputy prepares for a manager is between these two: the employee would read out of it that somebody drafts."""

NOT_FOR_HR = (*BETWEEN_TWO, "agreement.line_asked")
"""What is said about lines stays between the two who agree."""

OWN_ALONE = ("sign_in.", "notices.", "person.email_")
"""Accounts: for the person themselves and the tenant admin."""


@dataclass(frozen=True)
class Wanted:
    """What the log is narrowed by; `start` and `end` are instants, the end left out. Letters, of which there are most, are told
    where they are asked for.
    """

    person_id: UUID | None = None
    group: str = ""
    object_id: UUID | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the log: an act, a look (`verb` begins with "look."), or what was refused ("refused.")."""

    id: UUID
    at: datetime
    verb: str
    actor_id: UUID | None
    about_id: UUID | None
    object_kind: str
    object_id: UUID | None
    """None for a page that is about no object."""
    for_id: UUID | None
    detail: dict[str, Any] = field(default_factory=dict)

    def ids(self) -> set[UUID]:
        """Everybody and everything that its sentence names."""
        kept = {found for name, value in self.detail.items() if _names(name) and (found := as_id(value)) is not None}
        return kept | {one for one in (self.actor_id, self.about_id, self.for_id, self.object_id) if one is not None}


def _names(key: str) -> bool:
    return key.endswith("_id")


def as_id(value: Any) -> UUID | None:
    """The id that an event kept, or None."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def edge(entry: Entry) -> str:
    """The key of a line, by which the next page begins."""
    return f"{entry.at.isoformat()} {entry.id}"


def read_edge(text: str | None) -> tuple[datetime, UUID] | None:
    """The key of an earlier page; None for a forged or worn one, which gives the first page."""
    at, _blank, key = (text or "").partition(" ")
    found = as_id(key)
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (instant, found) if found is not None and instant.tzinfo is not None else None
