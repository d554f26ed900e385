"""Writing at a 1:1: the minutes by two people at once, and each one's private note. Both save themselves while one types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.meetings import actions, forms, policy, queries, rules
from saas.meetings.sheets import MeetingSheet
from saas.meetings.views.common import bp, load, meeting_url, minutes_form, moved_on, seen_minutes, show
from saas.meetings.writings import MeetingNote
from tenants.agreements.lines import ABSENT
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate, paged, wants_fragment
from tenants.web.gates import anybody


@dataclass(frozen=True)
class Collision:
    """A place in which both wrote: the name of its field, what one typed, and what the other did."""

    name: str
    mine: str
    theirs: str

    @property
    def both(self) -> str:
        """Theirs, and mine below."""
        return "\n\n".join(filter(None, (self.theirs, self.mine)))


def _field(path: tuple[str, ...]) -> str:
    return f"topic/{path[1]}" if path[0] == "topics" and len(path) > 1 else path[0]


@bp.post("/<uuid:meeting_id>/minutes")
@gate(load, policy.can_read, policy.can_act)
def minutes(sheet: MeetingSheet) -> Any:
    """The minutes are saved, by their button or while one types; where both wrote in one place, both are shown."""
    form, seen = minutes_form(sheet, queries.agenda(sheet.id), request.form), seen_minutes()
    try:
        saved = actions.save_minutes(sheet, form.parts, form.notes, seen=seen, by=current.actor())
    except Invalid as no:
        if wants_fragment():
            return _saved("saved", "minutes-version", clock_of(sheet), seen, left_out=no.errors)
        form.refuse(no)
        return show(sheet, status=422, minutes_form=form, seen=seen)
    except actions.Colliding as two:
        return collide(sheet, two)
    except (Stale, NotNow) as no:
        typed = filter(None, (*form.parts.values(), *form.notes.values()))
        return moved_on(no, meeting_url(sheet.id), kept="\n\n".join(typed))
    if wants_fragment():
        return _saved("saved", "minutes-version", saved.minutes.saved_at, saved.seen, confirming=_puts(sheet))
    flash(_("Saved. You both read it."))
    return done(meeting_url(sheet.id, "minutes"))


def clock_of(sheet: MeetingSheet) -> datetime | None:
    """When the minutes were saved last."""
    return sheet.minutes.saved_at if sheet.minutes is not None else None


def collide(sheet: MeetingSheet, two: actions.Colliding) -> Response:
    """409: both wrote in one place. Nothing is lost: a form holds both, one below the other, to be made one of."""
    merged: Any = two.merge.content
    found = [Collision(_field(each.path), _text(each.mine), _text(each.theirs)) for each in two.merge.conflicts]
    held = {**{name: merged.get(name, "") for name in rules.PARTS}}
    held |= {f"topic/{key}": words for key, words in rules.written(merged).items()}
    names = {f"topic/{each.line.id}": each.words for each in queries.agenda(sheet.id)}
    context: dict[str, Any] = {
        "sheet": sheet,
        "meeting": sheet.meeting,
        "collisions": found,
        "rest": {name: words for name, words in held.items() if name not in {each.name for each in found}},
        "seen": two.minutes.version,
        "topics": names,
        "other": sheet.meeting.person_of(sheet.meeting.other(current.actor().id)),
    }
    part = "meetings/_collision.html" if wants_fragment() else None
    return answer("meetings/collision.html", part, status=409, **context)


def _text(side: Any) -> str:
    """A side of a conflict as text; a note that one took out says nothing."""
    if side is ABSENT or side is None:
        return ""
    return side if isinstance(side, str) else str(getattr(side, "order", ""))


def _puts(sheet: MeetingSheet) -> dict[str, Any] | None:
    """Who confirmed first, and whether it reads otherwise now: the words at the button follow. None where nobody has."""
    fresh = load(sheet.id)
    if fresh is None or fresh.latest is None or fresh.minutes is None:
        return None
    other = fresh.meeting.person_of(fresh.latest.author_id)
    now = actions.frozen(fresh, queries.agenda(sheet.id), actions.promises_of(sheet.id))
    return {"name": other.called or other.name, "differs": rules.fingerprint(now) != fresh.latest.hash}


def _saved(
    target: str,
    field: str,
    at: datetime | None,
    seen: int,
    *,
    left_out: dict[str, str] | None = None,
    confirming: dict[str, Any] | None = None,
) -> Response:
    """What an autosave answers: that it is saved, and the version this window holds, out of band; never the field itself."""
    context: dict[str, Any] = {"target": target, "field": field, "at": at, "seen": seen, "confirming": confirming}
    return answer("meetings/_saved.html", left_out=left_out or {}, **context)


@bp.post("/<uuid:meeting_id>/notes")
@gate(load, policy.can_read, policy.can_keep_note)
def note(sheet: MeetingSheet) -> Any:
    """The reader's private note is saved. Nobody else ever reads it."""
    form, seen = forms.NoteForm(request.form), seen_minutes()
    typed = form.note.data or ""
    try:
        kept = actions.keep_note(sheet, typed, seen=seen, by=current.actor())
    except Invalid as no:
        no = Invalid({"note": next(iter(no.errors.values()))})
        if wants_fragment():
            at = sheet.note.saved_at if sheet.note is not None else None
            return _saved("note-saved", "note-version", at, seen, left_out=no.errors)
        form.refuse(no)
        return show(sheet, status=422, note_form=form, note_seen=seen)
    except Stale as no:
        there = no.thing
        context = {"sheet": sheet, "meeting": sheet.meeting, "typed": typed, "there": there.words, "seen": there.version}
        part = "meetings/_note_collision.html" if wants_fragment() else None
        return answer("meetings/note_collision.html", part, status=409, **context)
    if wants_fragment():
        return _saved("note-saved", "note-version", kept.saved_at, kept.version)
    flash(_("Saved. Only you can read it."))
    return done(meeting_url(sheet.id, "note"))


@bp.get("/notes")
@gate(None, anybody)
def notes() -> Any:
    """One's own private notes, newest first."""
    page = paged(
        queries.notes_of(), [MeetingNote.id], after=request.args.get("after"), before=request.args.get("before"), falling=True
    )
    return answer("meetings/notes.html", page=page)


@bp.get("/notes.json")
@gate(None, anybody)
def notes_file() -> Any:
    """One's own private notes as a file: nobody else can have it."""
    actor = current.actor()
    rows = queries.all_notes()
    found = [
        {
            "meeting": url_for("meetings.meeting", meeting_id=each.meeting_id),
            "with": each.meeting.person_of(each.meeting.other(actor.id)).name,
            "starts_at": each.meeting.starts_at.isoformat(),
            "saved_at": each.saved_at.isoformat(),
            "words": each.words,
        }
        for each in rows
    ]
    body = json.dumps({"author": actor.name, "notes": found}, ensure_ascii=False, indent=1)
    return Response(
        body, mimetype="application/json", headers={"Content-Disposition": 'attachment; filename="private-notes.json"'}
    )
