"""Bringing files in and taking the library along."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from coaching_library.library import actions, forms, packing, policy, queries, words
from coaching_library.library.actions import importing
from coaching_library.library.exporting import exported
from coaching_library.library.filing import Defaults
from coaching_library.library.queries import uploads
from coaching_library.library.states import IMPORT
from coaching_library.library.uploads import OUTCOMES, LibraryImport, LibraryImportFile
from coaching_library.library.views.common import bp, helpers, pages, says
from tenants import files, jobs, organisations
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate, paged

FIRST = ("refused", "new", "changed", "unchanged")
"""The files in the order in which they are shown: what is to be mended first."""


def _form(form: forms.UploadForm, status: int = 200) -> Response:
    return answer(
        "library/import_new.html", status=status, form=form, two_person=actions.two_person(), limits=packing,
        lately=uploads.lately(), **helpers(),
    )  # fmt: skip


@bp.get("/import")
@gate(None, policy.can_import)
def new_import() -> Any:
    """The form for files."""
    language = queries.tongues(current.actor())[0]
    return _form(forms.UploadForm(data={"language": language, "audience": "managers"}))


@bp.post("/import")
@gate(None, policy.can_import)
def upload() -> Any:
    """Take files in; their page says of each what it means. Nothing has changed yet."""
    form = forms.UploadForm(request.form)
    try:
        if not form.validate():
            return _form(form, 422)
        name, content = _sent()
        defaults = Defaults(form.topic.data, form.language.data, form.audience.data)
        made = importing.upload(
            content, name, defaults=defaults, publishes=form.publishes.data, by=current.actor(),
            locale=str(get_locale() or "en"),
        )  # fmt: skip
    except Invalid as no:
        form.refuse(no)
        return _form(form, 422)
    return done(_url(made))


def _sent() -> tuple[str, bytes]:
    """The name and the bytes of what was sent: one ZIP, or several files or a folder, which are packed into one."""
    sent = [each for name in ("files", "folder") for each in request.files.getlist(name) if each.filename]
    if not sent:
        raise Invalid({"files": words.note("none", {})})
    if len(sent) == 1 and packing.kind_trouble(sent[0].filename or ""):
        with sent[0].stream:
            return sent[0].filename or "files.zip", sent[0].stream.read(packing.PACKED + 1)
    loose = []
    for each in sent:
        with each.stream:
            loose.append((_path(each), each.stream.read(packing.ONE + 1)))
    return loose[0][0] if len(loose) == 1 else _("%(many)s files", many=len(loose)), packing.pack(loose)


def _path(sent: FileStorage) -> str:
    """Where a file lay: browsers send the path of each file of a folder along. What is unsafe is refused as it is in a ZIP."""
    name = (sent.filename or "file.md").replace("\\", "/")
    return name if sent.name == "folder" and len(name) <= packing.PATH else files.safe_name(name)


def _url(thing: LibraryImport) -> str:
    return url_for("library.import_page", upload_id=thing.id)


def _show(thing: LibraryImport, status: int = 200, why: str = "") -> Response:
    wanted = request.args.get("show", "")
    wanted = wanted if wanted in OUTCOMES and thing.counts.get(wanted) else ""
    wanted = wanted or next((each for each in FIRST if thing.counts.get(each)), "")
    page = paged(uploads.files_of(thing.id, wanted), [LibraryImportFile.no], **pages()) if wanted else None
    running = thing.state in ("checking", "applying")
    asked = thing.job.asked_at if thing.job is not None else thing.made_at
    return answer(
        "library/import.html",
        status=status,
        thing=thing,
        page=page,
        wanted=wanted,
        tabs_of=[(each, words.OUTCOMES[each], thing.counts[each]) for each in FIRST if thing.counts.get(each)],
        will=thing.counts.get("new", 0) + thing.counts.get("changed", 0),
        may={verb for verb in IMPORT.moves if IMPORT.may(thing, verb)},
        running=running,
        stopped=running and (thing.job is None or thing.job.state not in jobs.ACTIVE),
        every=2 if (clock.now() - asked).total_seconds() < 20 else 5,
        trouble=words.note(thing.trouble, {"most": packing.FILES}) if thing.trouble else "",
        note=words.note,
        why=why,
        **helpers(),
    )


@bp.get("/imports/<uuid:upload_id>")
@gate(uploads.upload, policy.can_import)
def import_page(thing: LibraryImport) -> Any:
    """What was taken in: each file, and what it means."""
    return _show(thing)


def _again(thing: LibraryImport, why: Stale | NotNow) -> Response:
    session().expire_all()
    fresh = uploads.upload(thing.id)
    assert fresh is not None, "an upload stays for a day"
    return _show(fresh, 409, says(why, _("These files have gone on in the meantime. Look at where they stand now.")))


@bp.post("/imports/<uuid:upload_id>/applications")
@gate(uploads.upload, policy.can_import)
def apply_import(thing: LibraryImport) -> Any:
    """What is new and changed is taken over."""
    try:
        importing.apply(thing, by=current.actor(), locale=str(get_locale() or "en"), seen=current.seen())
    except (Stale, NotNow) as no:
        return _again(thing, no)
    return done(_url(thing))


@bp.post("/imports/<uuid:upload_id>/droppings")
@gate(uploads.upload, policy.can_import)
def drop_import(thing: LibraryImport) -> Any:
    """The files are put away."""
    try:
        importing.drop(thing, by=current.actor())
    except NotNow as no:
        return _again(thing, no)
    flash(_("The files were put away. Nothing of them was taken over."))
    return done(url_for("library.desk"))


@bp.get("/export")
@gate(None, policy.can_export)
def export() -> Any:
    """The whole library as a ZIP of files that can be brought in again: what people read, else the draft."""
    name = f"library-{organisations.organisation().slug}-{organisations.today().isoformat()}.zip"
    response = Response(exported(), content_type="application/zip")
    response.headers["Content-Disposition"] = files.disposition(name)
    return response
