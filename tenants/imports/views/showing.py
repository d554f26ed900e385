"""What can be looked at: the list, one import, what its columns are."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from tenants import organisations
from tenants.imports import checking, forms, policy, queries, reading, words
from tenants.imports.models import PeopleImport
from tenants.imports.rules import Unreadable
from tenants.imports.states import IMPORT
from tenants.imports.views.common import bp, show
from tenants.web import answer, gate, paged


@bp.get("")
@gate(None, policy.can_import)
def index() -> Any:
    """The imports of the organisation, latest first."""
    args = request.args
    page = paged(queries.imports(), [PeopleImport.id], after=args.get("after"), before=args.get("before"), falling=True)
    return answer("imports/imports.html", page=page)


@bp.get("/new")
@gate(None, policy.can_import)
def new() -> Any:
    """The form for a file."""
    return answer("imports/new.html", form=forms.UploadForm(), undo_hours=organisations.setting("import_undo_hours"))


@bp.get("/<uuid:import_id>")
@gate(queries.people_import, policy.can_import)
def page(thing: PeopleImport) -> Any:
    """One import, where it stands."""
    return show(thing)


@bp.get("/<uuid:import_id>/columns")
@gate(queries.people_import, policy.can_import)
def columns(thing: PeopleImport) -> Any:
    """What the columns of the file are, as far as it was guessed or told."""
    if not IMPORT.may(thing, "check"):
        return show(thing)
    return show_columns(thing, forms.columns_form(thing))


def show_columns(thing: PeopleImport, form: Any, status: int = 200, *, stale: bool = False) -> Response:
    """The form, with the first values of each column beside it."""
    content = checking.content_of(thing)
    samples: list[list[str]] = [[] for _ in thing.headings]
    trouble = words.say(words.FILES, thing.trouble, {"most": 20_000, "found": ""}) if thing.trouble else ""
    if content is None:
        trouble = words.say(words.FILES, "gone")
    else:
        try:
            for row in reading.read(content, 20).rows:
                for n, cell in enumerate(row.cells):
                    if cell and reading.shown(cell[:60]) not in samples[n] and len(samples[n]) < 3:
                        samples[n].append(reading.shown(cell[:60]))
        except Unreadable as no:
            trouble = words.say(words.FILES, no.code, no.params)
    return answer(
        "imports/columns.html",
        status=status,
        thing=thing,
        form=form,
        samples=samples,
        words=words,
        trouble=trouble,
        stale=stale,
    )
