"""Private notes: their author's alone. Nothing of them is journaled, told, searched or cited."""

from __future__ import annotations

from saas.performance_file import policy, rules
from saas.performance_file.private import FileNote
from tenants.isolation import clock, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor


def make_note(*, by: Actor) -> FileNote:
    """There is an empty note to write in."""
    now = clock.now()
    made = FileNote(author_id=by.id, made_at=now, saved_at=now)
    session().add(made)
    session().flush()
    return made


def save_note(note: FileNote, words: str, *, by: Actor, seen: int) -> FileNote:
    """The note reads so. Only its author; Invalid where it is too long; Stale where another window has saved meanwhile."""
    require(policy.can_use_note(by, note))
    wrong = rules.too_long(words)
    if wrong:
        raise Invalid(wrong)
    fresh = get_locked(FileNote, note.id)
    if fresh is None:
        raise NotNow("file_note: it is gone")
    if seen != fresh.version:
        raise Stale(fresh, seen)
    fresh.words, fresh.saved_at = words, clock.now()
    fresh.version += 1
    session().flush()
    return fresh


def drop_note(note: FileNote, *, by: Actor) -> None:
    """The note is gone for good. Only its author."""
    require(policy.can_use_note(by, note))
    session().delete(note)
    session().flush()
