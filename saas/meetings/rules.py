"""Days, limits and what a frozen version holds. No actor, no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tenants.agreements.canonical import Json, canonical
from tenants.agreements.lines import Shape

WORDS = 10_000
"""Characters of a topic, a note, a reason, a promise."""
SHORT = 200
"""Characters of a place."""
TOPICS = 40
"""Topics on one agenda."""
PROMISES = 60
"""Promises of a pair that are open at once."""
AHEAD = timedelta(days=400)
"""How far a 1:1 may be planned ahead."""
PARTS = ("facts", "tried", "options", "words")
"""The texts of minutes beside the notes of the topics; the first three belong to coaching."""
SHAPE = Shape(prose=("facts", "tried", "options", "words", "topics.*.words"))


@dataclass(frozen=True)
class When:
    """When and where two people meet."""

    starts_at: datetime
    minutes: int = 30
    place: str = ""
    purpose: str = "regular"


@dataclass(frozen=True)
class Rhythm:
    """How often a pair meets: from which day on, at which hour of which zone."""

    every_days: int
    first_on: date
    starts: time
    zone: str
    minutes: int = 30
    place: str = ""


def instant(day: date, hour: time, zone: str) -> datetime:
    """That hour of that day on a wall in `zone`."""
    return datetime.combine(day, hour, ZoneInfo(zone))


def following(first_on: date, every_days: int, after: date) -> date:
    """The first day of the rhythm that lies after `after`."""
    if first_on > after:
        return first_on
    steps = (after - first_on).days // every_days + 1
    return first_on + timedelta(days=steps * every_days)


def empty() -> dict[str, Any]:
    """Minutes in which nothing is written."""
    return {"topics": [], **dict.fromkeys(PARTS, "")}


def tidy(text: str) -> str:
    """A text in its one spelling: line feeds alone, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def written(content: Mapping[str, Any]) -> dict[str, str]:
    """The notes of minutes by the id of their line."""
    return {str(each["key"]): str(each["words"]) for each in content.get("topics", ())}


def with_notes(parts: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, Any]:
    """Minutes out of what the fields of a form hold. A note that says nothing is none."""
    topics = [{"key": key, "words": words} for key, words in sorted(notes.items()) if words]
    return {"topics": topics, **{name: parts.get(name, "") for name in PARTS}}


def reads_as(content: Mapping[str, Any], typed: Mapping[str, Any]) -> bool:
    """Whether a frozen version (`Frozen.to_json`) holds these minutes, word for word."""
    notes = {str(each["key"]): str(each["note"]) for each in content["topics"] if each["note"]}
    return notes == written(typed) and all(content.get(name, "") == typed.get(name, "") for name in PARTS)


def is_blank(content: Mapping[str, Any]) -> bool:
    """Whether nothing is written in these minutes."""
    return not any(content.get(name) for name in PARTS) and not any(written(content).values())


@dataclass(frozen=True)
class Spoken:
    """A topic as it stood on the agenda when minutes were frozen."""

    id: UUID
    author_id: UUID
    words: str
    state: str


@dataclass(frozen=True)
class Promised:
    """A promise that was made at a 1:1, as it stood when its minutes were frozen."""

    id: UUID
    owner_id: UUID
    kind: str
    words: str
    due_on: date | None


@dataclass(frozen=True)
class Frozen:
    """All that two people confirm: when they met, what about, what they wrote down, and what they promised."""

    meeting_id: UUID
    starts_at: datetime
    purpose: str
    minutes: Mapping[str, Any]
    topics: tuple[Spoken, ...] = field(default=())
    promises: tuple[Promised, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The content as it is stored, hashed and read."""
        notes = written(self.minutes)
        return {
            "meeting": str(self.meeting_id),
            "starts_at": self.starts_at.astimezone(ZoneInfo("UTC")).isoformat(),
            "purpose": self.purpose,
            **{name: str(self.minutes.get(name, "")) for name in PARTS},
            "topics": [
                {
                    "key": str(each.id), "author": str(each.author_id), "words": each.words,
                    "state": each.state, "note": notes.get(str(each.id), ""),
                }
                for each in self.topics
            ],
            "promises": [
                {
                    "key": str(each.id), "owner": str(each.owner_id), "kind": each.kind, "words": each.words,
                    "due_on": each.due_on.isoformat() if each.due_on else None,
                }
                for each in self.promises
            ],
        }  # fmt: skip


def fingerprint(content: Json) -> str:
    """The sha256 (64 hex digits) that both confirm. It bears no number: the same minutes give the same."""
    return hashlib.sha256(canonical(content)).hexdigest()


def talked(lines: Iterable[tuple[UUID, str]], notes: Mapping[str, str]) -> set[UUID]:
    """Of these open lines (id, state) those that were talked about since something is noted beside them."""
    return {line for line, state in lines if state == "open" and notes.get(str(line))}
