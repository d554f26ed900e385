"""Private notes: their author's own pages, and taking them along."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.performance_file import actions, policy, queries
from saas.performance_file.forms import NoteForm
from saas.performance_file.private import FileNote
from saas.performance_file.views.common import bp, seen_version
from saas.performance_file.views.reading import kept
from tenants import organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate, paged, wants_fragment
from tenants.web.gates import anybody


@bp.get("/notes")
@gate(None, anybody)
def notes() -> Any:
    """The own private notes, the latest first."""
    query = queries.notes_of(current.actor().id)
    page = paged(query, [FileNote.id], after=request.args.get("after"), before=request.args.get("before"), falling=True)
    return answer("performance_file/notes.html", page=page)


@bp.post("/notes")
@gate(None, anybody)
def make_note() -> Any:
    """An empty note; its page opens."""
    return done(_url(actions.make_note(by=current.actor())))


def _url(note: FileNote) -> str:
    return url_for("performance_file.note", note_id=note.id)


def _show(note: FileNote, form: NoteForm, status: int = 200, theirs: FileNote | None = None) -> Response:
    return answer("performance_file/note.html", status=status, note=note, form=form, theirs=theirs)


@bp.get("/notes/<uuid:note_id>")
@gate(queries.note, policy.can_use_note)
def note(found: FileNote) -> Any:
    """One of them."""
    return _show(found, NoteForm(data={"words": found.words}))


@bp.post("/notes/<uuid:note_id>")
@gate(queries.note, policy.can_use_note)
def save_note(found: FileNote) -> Any:
    """The note is saved, by its button or while one types."""
    form = NoteForm(request.form)
    seen = seen_version("over") if "over" in request.form else seen_version("draft_version")
    if not form.validate():
        if wants_fragment():
            left_out = {"words": str(form.words.errors[0])}
            return answer("performance_file/_saved.html", at=found.saved_at, seen=seen, left_out=left_out)
        return _show(found, form, 422)
    try:
        fresh = actions.save_note(found, form.words.data or "", by=current.actor(), seen=seen)
    except Invalid as no:
        form.refuse(no)
        return _show(found, form, 422)
    except Stale as no:
        if wants_fragment():
            return answer("performance_file/_other_window.html", status=409, theirs=no.thing, here=_url(found))
        session().expire_all()
        other = queries.note(found.id)
        return _show(other or found, form, 409, theirs=other)
    except NotNow:
        return answer(
            "performance_file/moved.html", status=409, says=_("This note was let go in another window."), kept=form.words.data
        )
    if wants_fragment():
        return answer("performance_file/_saved.html", at=fresh.saved_at, seen=fresh.version, left_out={})
    return done(url_for("performance_file.notes"))


@bp.post("/notes/<uuid:note_id>/removals")
@gate(queries.note, policy.can_use_note)
def drop_note(found: FileNote) -> Any:
    """The note is let go for good."""
    actions.drop_note(found, by=current.actor())
    flash(_("The note is gone."))
    return done(url_for("performance_file.notes"))


@bp.get("/notes.json")
@gate(None, anybody)
def export_notes() -> Any:
    """All own notes as data."""
    every = queries.every_note(current.actor().id)
    rows = [{"made_at": n.made_at.isoformat(), "saved_at": n.saved_at.isoformat(), "words": n.words} for n in every]
    name = f"private-notes-{organisations.today().isoformat()}.json"
    return kept(json.dumps(rows, ensure_ascii=False, indent=1), name, "application/json")
