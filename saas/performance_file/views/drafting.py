"""Writing an entry: its draft, which saves itself and only its author sees, evidence, and adding it to the file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import Task
from saas import guides
from saas.performance_file import actions, forms, policy, queries, rules
from saas.performance_file.actions.drafting import Upload
from saas.performance_file.forms import EntryForm
from saas.performance_file.private import FileDraft
from saas.performance_file.sheets import EntrySheet, Sheet
from saas.performance_file.views.common import (
    bp,
    draft_url,
    entry_url,
    file_url,
    helpers,
    load_entry,
    load_file,
    names_for,
    says,
    seen_version,
)
from saas.performance_file.views.reading import show_entry
from tenants import files, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import answer, current, done, gate, wants_fragment


@bp.post("/files/<uuid:file_id>/drafts")
@gate(load_file, policy.can_read, policy.can_write)
def take_draft(sheet: Sheet) -> Any:
    """A draft of a new entry is begun; its page opens."""
    try:
        return done(draft_url(actions.take_draft(sheet, by=current.actor())))
    except NotNow as no:
        flash(told(no) or _("It was changed in another window."))
        return done(file_url(sheet))


@bp.post("/entries/<uuid:entry_id>/drafts")
@gate(load_entry, policy.can_read_entry, policy.can_edit)
def take_edit(one: EntrySheet) -> Any:
    """A draft of an edit of an open entry, or of a correction of a sealed one; its page opens."""
    corrects = request.form.get("op") == "correct"
    try:
        made = actions.take_draft(
            one.sheet, by=current.actor(), edits=None if corrects else one, corrects=one if corrects else None
        )
    except NotNow as no:
        return show_entry(one, 409, says=says(no, ""))
    return done(draft_url(made))


def load_draft(file_draft_id: UUID, **_address: object) -> FileDraft | None:
    """The own draft of an address."""
    return queries.draft(file_draft_id)


def _form(draft: FileDraft, sent: bool) -> EntryForm:
    """The form of a draft, from what is stored or from what was sent, with what can be chosen."""
    data = {
        "kind": draft.kind,
        "happened_on": draft.happened_on,
        "about": f"{draft.goal_id}/{draft.part}" if draft.part else str(draft.goal_id or ""),
        "words": draft.words,
    }
    form = EntryForm(request.form if sent else None, data=data)
    form.kind.choices = forms.kind_choices()
    return form


def show_draft(draft: FileDraft, form: EntryForm | None = None, status: int = 200, **given: Any) -> Response:
    """The page of a draft."""
    sheet = queries.file_sheet(draft.file_id)
    assert sheet is not None, "a draft lies in a file"
    form = form or _form(draft, sent=False)
    choices = queries.choices(sheet.file.employee_id)
    form.about.choices = [("", _("No goal"))] + [(each.value, each.label) for group in choices for each in group.items]
    one = queries.entry_sheet(draft.entry_id) if draft.entry_id is not None else None
    return answer(
        "performance_file/draft.html",
        status=status,
        draft=draft,
        sheet=sheet,
        form=form,
        one=one,
        names=names_for([one]) if one is not None else {},
        is_correction=draft.purpose == "correct" or (one is not None and one.entry.kind == "correction"),
        has_goals=any(group.items for group in choices),
        pieces=queries.draft_pieces(draft.id),
        piece_form=given.pop("piece_form", None) or forms.PieceForm(),
        room=rules.PIECES,
        may_add=policy.can_write(current.actor(), sheet),
        other=sheet.other(current.actor().id),
        seal_days=organisations.setting("seal_days"),
        guide_card=guides.beside(
            current.actor(),
            Task.FILE_ENTER,
            _("Performance file"),
            f"/performance-file/files/{draft.file_id}",
            of=sheet.file.employee_id,
        ),
        theirs=given.pop("theirs", None),
        **helpers(),
        **given,
    )


@bp.get("/drafts/<uuid:file_draft_id>")
@gate(load_draft, policy.can_use_draft)
def draft(found: FileDraft) -> Any:
    """The own draft."""
    return show_draft(found)


@bp.post("/drafts/<uuid:file_draft_id>")
@gate(load_draft, policy.can_use_draft)
def save(found: FileDraft) -> Any:
    """The draft is saved, by its button or while one types."""
    form = _form(found, sent=True)
    seen = _seen()
    form.validate()
    if wants_fragment():
        return _autosave(found, form, seen)
    if form.errors:
        return show_draft(found, form, 422)
    try:
        actions.save(found, form.written(found.purpose == "correct"), by=current.actor(), seen=seen)
    except Invalid as no:
        form.refuse(no)
        return show_draft(found, form, 422)
    except Stale:
        return _two_windows(found, form)
    except NotNow as no:
        return _gone(no)
    return done(draft_url(found))


def _seen() -> int:
    """The version of the draft that this window holds; the button "keep what stands here" names the other window's."""
    return seen_version("over") if "over" in request.form else seen_version("draft_version")


def _autosave(found: FileDraft, form: EntryForm, seen: int) -> Response:
    left_out = {name: str(messages[0]) for name, messages in form.errors.items() if name}
    if left_out:
        return _saved(found.saved_at, seen, left_out)
    try:
        fresh = actions.save(found, form.written(found.purpose == "correct"), by=current.actor(), seen=seen)
    except Invalid as no:
        return _saved(found.saved_at, seen, no.errors)
    except Stale as no:
        return answer("performance_file/_other_window.html", status=409, theirs=no.thing, here=draft_url(found))
    except NotNow as no:
        return answer("performance_file/_other_window.html", status=409, theirs=None, says=told(no), here=None)
    return _saved(fresh.saved_at, fresh.version)


def _saved(at: datetime, seen: int, left_out: dict[str, str] | None = None) -> Response:
    return answer("performance_file/_saved.html", at=at, seen=seen, left_out=left_out or {})


def _two_windows(found: FileDraft, form: EntryForm) -> Response:
    """409: another window has saved meanwhile. What was typed here stands in the form, what stands there beside it."""
    session().expire_all()
    fresh = queries.draft(found.id)
    return show_draft(fresh, form, 409, theirs=fresh) if fresh is not None else _gone(NotNow(""))


def _gone(no: NotNow) -> Response:
    """409: the draft was added or let go in another window. What was typed is kept on the page."""
    return answer(
        "performance_file/moved.html",
        status=409,
        says=says(no, _("This draft was added to the file, or let go, in another window.")),
        kept=request.form.get("words", ""),
    )


@bp.post("/drafts/<uuid:file_draft_id>/additions")
@gate(load_draft, policy.can_use_draft)
def add(found: FileDraft) -> Any:
    """What stands in the form is saved and added to the file: both read it from now on."""
    form, by, sheet = _form(found, sent=True), current.actor(), queries.file_sheet(found.file_id)
    assert sheet is not None, "a draft lies in a file"
    if not form.validate():
        return show_draft(found, form, 422)
    edits = found.purpose == "edit"
    if not policy.can_write(by, sheet):
        return show_draft(found, form, 409, says=_("You two no longer work together: nothing is added to this file."))
    try:
        fresh = actions.save(found, form.written(found.purpose == "correct"), by=by, seen=_seen())
        made = actions.add(sheet, fresh, by=by, seen=fresh.version)
    except Invalid as no:
        session().flush()
        form.refuse(no)
        return show_draft(queries.draft(found.id) or found, form, 422)
    except Stale:
        return _two_windows(found, form)
    except NotNow as no:
        fresh_draft = queries.draft(found.id)
        return _gone(no) if fresh_draft is None else show_draft(fresh_draft, form, 409, says=told(no))
    other = sheet.other(by.id)
    flash(
        _("Changed. %(who)s sees that, and how it read before is kept.", who=other.called or other.name)
        if edits
        else _("Added. %(who)s has a notice and reads it from now on.", who=other.called or other.name)
    )
    return done(entry_url(made.id))


@bp.post("/drafts/<uuid:file_draft_id>/evidence")
@gate(load_draft, policy.can_use_draft)
def keep(found: FileDraft) -> Any:
    """A file or a link is laid to the draft."""
    form, file = forms.PieceForm(request.form), request.files.get("file")
    has_file = file is not None and bool(file.filename)
    try:
        if not form.validate():
            return show_draft(found, None, 422, piece_form=form)
        if not has_file and not form.url.data:
            raise Invalid({"file": _("Choose a file, or enter a link.")})
        if has_file and file is not None:
            with file.stream:
                content = file.stream.read(files.LARGEST + 1)
            actions.keep_file(found, Upload(file.filename or "file", content), by=current.actor())
        if form.url.data:
            actions.keep_link(found, form.url.data, by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return show_draft(found, None, 422, piece_form=form)
    except NotNow as no:
        return _gone(no)
    flash(_("It lies with your draft. %(who)s sees it once you add the entry.", who=_other_name(found)))
    return done(draft_url(found, "evidence"))


def _other_name(found: FileDraft) -> str:
    file = found.file
    other = file.manager if current.actor().id == file.employee_id else file.employee
    return other.called or other.name


def load_piece(file_draft_id: UUID, piece_id: UUID) -> tuple[FileDraft, Any] | None:
    """The own draft of an address and a piece that lies with it."""
    draft, piece = queries.draft(file_draft_id), queries.piece(piece_id)
    return (draft, piece) if draft is not None and piece is not None and piece.draft_id == draft.id else None


def own_piece(actor: Any, found: tuple[FileDraft, Any]) -> bool:
    """The author of the draft."""
    return policy.can_use_draft(actor, found[0])


@bp.post("/drafts/<uuid:file_draft_id>/evidence/<uuid:piece_id>/removals")
@gate(load_piece, own_piece)
def take_out(found: tuple[FileDraft, Any]) -> Any:
    """A piece of evidence lies with the draft no longer."""
    actions.take_out(*found, by=current.actor())
    return done(draft_url(found[0], "evidence"))


@bp.post("/drafts/<uuid:file_draft_id>/removals")
@gate(load_draft, policy.can_use_draft)
def discard(found: FileDraft) -> Any:
    """The draft is let go."""
    sheet = queries.file_sheet(found.file_id)
    assert sheet is not None, "a draft lies in a file"
    actions.discard(found, by=current.actor())
    flash(_("The draft is gone. Nobody else ever knew of it."))
    return done(file_url(sheet) if policy.can_read(current.actor(), sheet) else url_for("performance_file.index"))
