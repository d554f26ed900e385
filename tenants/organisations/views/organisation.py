"""Pages of the organisation itself: its name and look, its scale, its settings; and the style sheet of its colour."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from tenants.law import Invalid, Stale
from tenants.organisations import actions, forms, policy, queries
from tenants.organisations.models import Organisation
from tenants.organisations.rules import SETTINGS
from tenants.organisations.views.common import bp
from tenants.web import answer, current, done, gate, public
from tenants.web.brand import LEAST, hexed, shades
from tenants.web.brand import brand_css as sheet


@bp.get("/brand.css")
@public("the sign-in page wears the organisation's colour")
def brand_css() -> Response:
    """The organisation's colour: a hue and a chroma, nothing else."""
    own = queries.organisation()
    response = Response(sheet(own.brand_hue, own.brand_chroma / 1000), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=31536000" if request.args.get("v") == own.brand_version else "no-cache"
    return response


@bp.get("/settings/organisation")
@gate(queries.organisation, policy.can_manage)
def organisation(own: Organisation) -> Any:
    """Name, colour, language and time zone."""
    return _organisation(own, forms.OrganisationForm(obj=own))


@bp.post("/settings/organisation")
@gate(queries.organisation, policy.can_manage)
def change_organisation(own: Organisation) -> Any:
    """Save them."""
    form = forms.OrganisationForm(request.form, obj=own)
    if not form.validate():
        return _organisation(own, form, 422)
    try:
        actions.change_organisation(own, **form.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _organisation(own, form, 422)
    except Stale:
        return _organisation(own, form, 409)
    flash(_("Saved."))
    return done(url_for("organisations.organisation"))


@bp.post("/settings/organisation/previews")
@gate(queries.organisation, policy.can_manage)
def preview(own: Organisation) -> Any:
    """The page with what is typed, in the colour that is chosen: nothing is saved. Scripts ask for the drawing alone."""
    form = forms.OrganisationForm(request.form, obj=own)
    return _organisation(own, form, 200 if form.validate() and form.look() else 422)


def _organisation(own: Organisation, form: Any, status: int = 200) -> Response:
    stale = forms.clashes(form, own) if status == 409 else None
    saved = own.brand_hue, own.brand_chroma
    shown = (form.look() if request.method == "POST" else None) or saved
    return answer(
        "organisations/organisation.html",
        "organisations/_look.html" if request.endpoint == "organisations.preview" else None,
        status=status,
        own=own,
        form=form,
        stale=stale,
        look=shades(shown[0], shown[1] / 1000),
        shown=shown,
        is_saved=shown == saved,
        hexed=hexed,
        pairs=forms.PAIRS,
        themes=forms.THEMES,
        least=LEAST,
    )


@bp.get("/settings/organisation/scale")
@gate(queries.organisation, policy.can_manage)
def scale(own: Organisation) -> Any:
    """The default scale in words."""
    return _scale(own, forms.ScaleForm(data=forms.scale_data(queries.scale())))


@bp.post("/settings/organisation/scale")
@gate(queries.organisation, policy.can_manage)
def change_scale(own: Organisation) -> Any:
    """Save it."""
    form = forms.ScaleForm(request.form)
    rows = form.rows()
    try:
        actions.set_scale(own, rows, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _scale(own, form, 422)
    except Stale:
        return _scale(own, form, 409)
    flash(_("Saved. Cycles that are running keep their scale."))
    return done(url_for("organisations.scale"))


def _scale(own: Organisation, form: Any, status: int = 200) -> Response:
    now = [(level["label"], level["words"]) for level in queries.scale()] if status == 409 else None
    return answer("organisations/scale.html", status=status, own=own, form=form, stale=now)


@bp.get("/settings/organisation/defaults")
@gate(queries.organisation, policy.can_manage)
def settings(own: Organisation) -> Any:
    """The numbers that the product goes by."""
    now = {name: queries.setting(name) for name in forms.SETTING_LABELS}
    return _settings(own, forms.settings_form()(data=now))


@bp.post("/settings/organisation/defaults")
@gate(queries.organisation, policy.can_manage)
def change_settings(own: Organisation) -> Any:
    """Save them."""
    form = forms.settings_form()(request.form)
    if not form.validate():
        return _settings(own, form, 422)
    try:
        values = {name: int(value) for name, value in form.data.items()}
        actions.set_settings(own, values, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _settings(own, form, 422)
    except Stale:
        return _settings(own, form, 409)
    flash(_("Saved."))
    return done(url_for("organisations.settings"))


def _settings(own: Organisation, form: Any, status: int = 200) -> Response:
    stale = None
    if status == 409:
        now = {name: queries.setting(name) for name in forms.SETTING_LABELS}
        stale = [(str(form[name].label.text), str(now[name])) for name in now if form[name].data != now[name]]
    counted = {setting.name: forms.UNITS[setting.unit] for setting in SETTINGS.values()}
    return answer(
        "organisations/settings.html",
        status=status,
        own=own,
        form=form,
        stale=stale,
        counted=counted,
        effects=forms.SETTING_EFFECTS,
    )
