"""Pages of HR partners and of grants. What somebody enters there for themselves waits for a second person."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from tenants import organisations
from tenants.law import Invalid, NotNow
from tenants.people import actions, forms, policy, queries
from tenants.people.models import GRANTS, PARTNER, Grant, HrAssignment
from tenants.people.views.common import NO_UNIT, bp, tell_saved
from tenants.people.views.wishes import waiting
from tenants.web import answer, current, done, gate


@bp.get("/settings/partners")
@gate(None, policy.can_manage)
def partners() -> Any:
    """Whose HR partner is who."""
    return _partners(forms.PartnerForm(data={"starts_on": organisations.today()}))


@bp.post("/settings/partners")
@gate(None, policy.can_manage)
def assign_partner() -> Any:
    """Say so for one more; for oneself it is asked."""
    form = forms.PartnerForm(request.form)
    form.unit.choices = organisations.options([NO_UNIT, *organisations.unit_choices()])
    if not form.validate():
        return _partners(form, 422)
    actor = current.actor()
    try:
        partner = queries.whom(form.partner.data, "partner")
        unit = organisations.unit(form.unit.data)
        manager = queries.whom(form.manager.data, "manager") if form.manager.data else None
        if partner.id == actor.id:
            actions.ask_partner(unit=unit, manager=manager, starts_on=form.starts_on.data, by=actor)
            return _asked("people.partners")
        actions.assign_partner(partner, unit=unit, manager=manager, starts_on=form.starts_on.data, by=actor)
    except Invalid as no:
        form.refuse(no)
        return _partners(form, 422)
    tell_saved(form.starts_on.data)
    return done(url_for("people.partners"))


@bp.post("/settings/partners/<uuid:assignment_id>/endings")
@gate(queries.assignment, policy.can_manage)
def end_partner(found: HrAssignment) -> Any:
    """End a partnership today."""
    actions.end_partner(found, by=current.actor())
    flash(_("Ended. It opens nothing any more."))
    return done(url_for("people.partners"))


def _partners(form: Any, status: int = 200) -> Response:
    form.unit.choices = organisations.options([NO_UNIT, *organisations.unit_choices()])
    return answer("people/partners.html", status=status, form=form, assignments=queries.assignments(), **waiting(PARTNER))


def _asked(endpoint: str) -> Any:
    flash(_("It waits for a second person. They have been told, and until then it opens nothing."))
    return done(url_for(endpoint))


@bp.get("/settings/grants")
@gate(None, policy.can_manage)
def grants() -> Any:
    """Who holds which right beside relations, and who gave it."""
    return _grants(forms.GrantForm())


@bp.post("/settings/grants")
@gate(None, policy.can_manage)
def give_grant() -> Any:
    """Give one; for oneself it is asked."""
    form = forms.GrantForm(request.form)
    if not form.validate():
        return _grants(form, 422)
    actor = current.actor()
    try:
        person = queries.whom(form.person.data)
        if person.id == actor.id:
            actions.ask_grant(form.kind.data, by=actor)
            return _asked("people.grants")
        actions.give(person, form.kind.data, by=actor)
    except Invalid as no:
        form.refuse(no)
        return _grants(form, 422)
    flash(_("Saved."))
    return done(url_for("people.grants"))


@bp.post("/settings/grants/<uuid:grant_id>/endings")
@gate(queries.grant, policy.can_manage)
def end_grant(found: Grant) -> Any:
    """End one today."""
    form = forms.GrantForm()
    try:
        actions.end_grant(found, by=current.actor())
    except NotNow as no:
        form.form_errors.append(str(no))
        return _grants(form, 409)
    flash(_("Ended. It opens nothing any more."))
    return done(url_for("people.grants"))


def _grants(form: Any, status: int = 200) -> Response:
    held = queries.grants()
    by_kind = [(kind, [grant for grant in held if grant.kind == kind]) for kind in GRANTS]
    return answer(
        "people/grants.html",
        status=status,
        form=form,
        by_kind=by_kind,
        givers=queries.names(grant.given_by_id for grant in held),
        labels=forms.GRANT_LABELS,
        words=forms.GRANT_WORDS,
        **waiting(*GRANTS),
    )
