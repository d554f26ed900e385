"""What can be done: upload, tell the columns, apply, take back, put away, invite."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from tenants import organisations
from tenants.imports import actions, forms, policy, queries, words
from tenants.imports.models import PeopleImport
from tenants.imports.rules import BYTES
from tenants.imports.views.common import bp, here, show, will_be_taken_over
from tenants.imports.views.showing import show_columns
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate


def _locale() -> str:
    return str(get_locale() or "en")


@bp.post("")
@gate(None, policy.can_import)
def upload() -> Any:
    """Take a file in."""
    form, file = forms.UploadForm(), request.files.get("file")
    try:
        if file is None or not file.filename:
            raise Invalid({"file": words.say(words.FILES, "none")})
        with file.stream:
            content = file.stream.read(BYTES + 1)
        made = actions.upload(content, file.filename, by=current.actor())
    except Invalid as no:
        form.refuse(no)
        hours = organisations.setting("import_undo_hours")
        return answer("imports/new.html", status=422, form=form, undo_hours=hours)
    return done(url_for("imports.columns", import_id=made.id))


@bp.post("/<uuid:import_id>/columns")
@gate(queries.people_import, policy.can_import)
def check(thing: PeopleImport) -> Any:
    """Say what the columns are, and have every row compared."""
    form = forms.columns_form(thing, request.form)
    columns = [entry.data or "" for entry in form.columns.entries]
    try:
        actions.check(
            thing, columns, form.date_order.data or "", by=current.actor(), locale=_locale(), seen=current.seen()
        )  # fmt: skip
    except Invalid as no:
        form.refuse(no)
        return show_columns(thing, form, 422)
    except Stale:
        return show_columns(thing, form, 409, stale=True)
    except NotNow as no:
        return show(thing, 409, not_now=str(no))
    if thing.trouble:
        return done(url_for("imports.columns", import_id=thing.id))
    return done(here(thing))


@bp.post("/<uuid:import_id>/applications")
@gate(queries.people_import, policy.can_import)
def apply(thing: PeopleImport) -> Any:
    """Take the rows over."""
    form = forms.apply_form(thing, organisations.today(), request.form)
    if not form.validate():
        return show(thing, 422, form=form)
    ends = bool(form.end_missing and form.end_missing.data)
    try:
        if ends and form.missing_on.data is None:
            raise Invalid({"missing_on": _("Enter a date.")})
        if form.end_missing and not ends and not will_be_taken_over(thing):
            raise Invalid({"end_missing": _("No row differs from what is here. Tick this, or put the file away.")})
        actions.apply(
            thing,
            create=forms.codes(thing, form.chosen()),
            missing=form.missing_on.data if ends else None,
            rest=not form.rest or form.rest.data != "no",
            by=current.actor(),
            locale=_locale(),
            seen=current.seen(),
        )
    except Invalid as no:
        form.refuse(no)
        return show(thing, 422, form=form)
    except Stale:
        return show(thing, 409, form=form, stale=True)
    except NotNow as no:
        return show(thing, 409, form=form, not_now=str(no))
    return done(here(thing))


@bp.post("/<uuid:import_id>/undoings")
@gate(queries.people_import, policy.can_import)
def undo(thing: PeopleImport) -> Any:
    """Take everything back."""
    try:
        actions.undo(thing, by=current.actor(), locale=_locale(), seen=current.seen())
    except Stale:
        return show(thing, 409, stale=True)
    except NotNow as no:
        return show(thing, 409, not_now=str(no))
    return done(here(thing))


@bp.post("/<uuid:import_id>/droppings")
@gate(queries.people_import, policy.can_import)
def drop(thing: PeopleImport) -> Any:
    """Put the file away."""
    try:
        actions.drop(thing, by=current.actor())
    except NotNow as no:
        return show(thing, 409, not_now=str(no))
    flash(_("The file was put away. Nothing of it was taken over."))
    return done(url_for("imports.index"))


@bp.post("/<uuid:import_id>/invitations")
@gate(queries.people_import, policy.can_import)
def invite(thing: PeopleImport) -> Any:
    """Invite whom the file has brought."""
    try:
        count = actions.invite(thing, by=current.actor(), locale=_locale())
    except NotNow as no:
        return show(thing, 409, not_now=str(no))
    flash(ngettext("%(num)s person is being invited.", "%(num)s people are being invited.", count))
    return done(here(thing))
