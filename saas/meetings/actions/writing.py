"""Writing at a 1:1: minutes by two people at once, and each one's private note. Nothing that anybody typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from saas.meetings import policy, queries
from saas.meetings.actions.agenda import sound
from saas.meetings.models import Meeting
from saas.meetings.rules import PARTS, SHAPE, empty, with_notes, written
from saas.meetings.sheets import MeetingSheet
from saas.meetings.writings import MeetingMinutes, MeetingMinutesStep, MeetingNote
from tenants.agreements import merge_windows
from tenants.agreements.canonical import Json
from tenants.agreements.merge import Merge
from tenants.isolation import clock, get_locked, session, tenant_id, uuid7
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor

STEPS_KEPT = 60
"""Earlier states of minutes that are kept: about a minute of steady typing in another window."""


@dataclass(eq=False)  # not frozen: Python notes the way of an exception on it
class Colliding(Exception):
    """Two windows wrote in the same place: `merge` holds both, the page lets their authors choose (409)."""

    minutes: MeetingMinutes
    merge: Merge


@dataclass(frozen=True)
class Saved:
    """The minutes after a window's save, and the step that holds what this very window shows."""

    minutes: MeetingMinutes
    seen: int


def checked(parts: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, Any]:
    """What fields hold, as minutes; Invalid (field → what to do) for a text that is too long."""
    wrong: dict[str, str] = {}

    def checked_text(field: str, value: str) -> str:
        try:
            return sound(value, field)
        except Invalid as no:
            wrong.update(no.errors)
            return ""

    texts = {name: checked_text(name, parts.get(name, "")) for name in PARTS}
    noted = {key: checked_text(f"topic/{key}", value) for key, value in notes.items()}
    if wrong:
        raise Invalid(wrong)
    return with_notes(texts, noted)


def save_minutes(sheet: MeetingSheet, parts: Mapping[str, str], notes: Mapping[str, str], *, seen: int, by: Actor) -> Saved:
    """The minutes hold what this window wrote, joined with what the other side wrote since version `seen` of them.

    `notes` are by the ids of lines; what a window does not name stays. Both may while nobody has confirmed, then the one who is
    to answer; NotNow later. Invalid for a text that is too long. Raises Colliding where both wrote in the same place: then
    nothing is saved, and both stand in the error.
    """
    require(policy.can_act(by, sheet))
    meeting = get_locked(Meeting, sheet.id)
    if meeting is None or not policy.can_write_minutes(by, sheet):
        raise NotNow(_("These minutes are confirmed: they change no more."))
    fresh = _taken(sheet)
    base = _base(fresh, seen)
    mine = checked({name: parts.get(name, str(base.get(name, ""))) for name in PARTS}, {**written(base), **notes})
    if seen == fresh.version:
        return Saved(_write(fresh, mine, by), fresh.version)
    merged = merge_windows(cast(Json, base), cast(Json, mine), cast(Json, fresh.content), SHAPE)
    if not merged.is_clean:
        raise Colliding(fresh, merged)
    content = cast(dict[str, Any], merged.content)
    if mine in (fresh.content, content):
        return Saved(_write(fresh, content, by), fresh.version)
    stored, fresh.content = fresh.content, mine
    shown = _advance(fresh)  # what this window shows: from there its next changes are told apart
    fresh.content = stored
    return Saved(_write(fresh, content, by, anyway=True), shown)


def _taken(sheet: MeetingSheet) -> MeetingMinutes:
    """The minutes, locked; begun where nobody has written yet."""
    if sheet.minutes is not None:
        found = get_locked(MeetingMinutes, sheet.minutes.id)
        assert found is not None, "minutes are never deleted"
        return found
    row = {
        "id": uuid7(), "tenant_id": tenant_id(), "meeting_id": sheet.id, "content": empty(), "version": 1,
        "saved_at": clock.now(),
    }  # fmt: skip
    session().execute(insert(MeetingMinutes).values(row).on_conflict_do_nothing())
    fresh = queries.sheet(sheet.id)
    assert fresh is not None, "it was there a moment ago"
    assert fresh.minutes is not None, "somebody has just begun them"
    found = get_locked(MeetingMinutes, fresh.minutes.id)
    assert found is not None, "minutes are never deleted"
    return found


def _base(minutes: MeetingMinutes, seen: int) -> dict[str, Any]:
    """What the window that saw this version was shown. Version 0 and 1 are empty minutes."""
    if seen == minutes.version:
        return minutes.content
    found = queries.step(minutes, seen)
    return found.content if found is not None else empty()


def _write(minutes: MeetingMinutes, content: dict[str, Any], by: Actor, *, anyway: bool = False) -> MeetingMinutes:
    if content != minutes.content or anyway:
        minutes.content = content
        minutes.saved_at, minutes.saved_by_id = clock.now(), by.id
        _advance(minutes)
    return minutes


def _advance(minutes: MeetingMinutes) -> int:
    """What the minutes hold now is their next step; the number of it."""
    minutes.version += 1
    session().flush()
    session().add(MeetingMinutesStep(minutes_id=minutes.id, version=minutes.version, content=minutes.content))
    session().flush()
    if minutes.version > STEPS_KEPT:
        old = MeetingMinutesStep.version <= minutes.version - STEPS_KEPT
        session().execute(delete(MeetingMinutesStep).where(MeetingMinutesStep.minutes_id == minutes.id, old))
    return minutes.version


def keep_note(sheet: MeetingSheet, words: str, *, seen: int, by: Actor) -> MeetingNote:
    """The actor's private note holds these words. Each of the two keeps their own, also after the 1:1.

    `seen` is the version that this window shows (0: none yet). What one window merely wrote on is taken at its longer; else
    another window's words raise Stale, and nothing is saved.
    """
    require(policy.can_keep_note(by, sheet))
    text = sound(words)
    found = sheet.note
    if found is None:
        row = {
            "id": uuid7(), "tenant_id": tenant_id(), "meeting_id": sheet.id, "author_id": by.id, "words": "",
            "version": 0, "saved_at": clock.now(),
        }  # fmt: skip
        session().execute(insert(MeetingNote).values(row).on_conflict_do_nothing())
        fresh = queries.sheet(sheet.id)
        assert fresh is not None, "it was there a moment ago"
        found = fresh.note
    note = get_locked(MeetingNote, found.id) if found is not None else None
    assert note is not None, "a note is never deleted"
    if seen != note.version:
        if note.words.startswith(text):
            return note
        if not text.startswith(note.words):
            raise Stale(note, seen)
    if text != note.words:
        note.words, note.saved_at = text, clock.now()
        note.version += 1
    session().flush()
    return note
