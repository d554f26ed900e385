"""Who stands in for whom: the reader's own, their team's, and for the tenant admin everybody's."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from tenants import organisations
from tenants.law import Invalid, NotNow, Refused
from tenants.people import actions, forms, policy, queries
from tenants.people.models import Deputyship
from tenants.people.views.common import bp
from tenants.web import answer, current, done, gate, paged
from tenants.web.gates import anybody


@bp.get("/settings/deputies")
@gate(None, anybody)
def deputies() -> Any:
    """Who stands in for whom."""
    today = organisations.today()
    return _deputies(forms.DeputyForm(data={"person": current.actor().person.email, "starts_on": today}))


@bp.post("/settings/deputies")
@gate(None, anybody)
def name_deputy() -> Any:
    """Name a deputy for oneself, for somebody of one's team, or as tenant admin for anybody."""
    form = forms.DeputyForm(request.form)
    if not form.validate():
        return _deputies(form, 422)
    try:
        person, deputy = queries.whom(form.person.data), queries.whom(form.deputy.data, "deputy")
        starts_on, ends_on = form.starts_on.data, form.ends_on.data
        assert starts_on is not None and ends_on is not None, "the form asks for both"  # noqa: PT018  # one sentence
        actions.name_deputy(person, deputy, starts_on=starts_on, ends_on=ends_on, by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return _deputies(form, 422)
    except Refused as no:
        why = str(no) or _("You name a deputy for yourself and for those who report to you.")
        form.refuse(Invalid({"person" if not str(no) else "deputy": why}))
        return _deputies(form, 403)
    flash(_("Saved. They have both been told."))
    return done(url_for("people.deputies"))


@bp.post("/settings/deputies/<uuid:deputyship_id>/endings")
@gate(queries.deputyship, policy.can_see_deputyship, policy.can_end_deputyship)
def end_deputyship(found: Deputyship) -> Any:
    """End one today."""
    try:
        actions.end_deputyship(found, by=current.actor())
    except NotNow as no:
        form = forms.DeputyForm()
        form.form_errors.append(str(no))
        return _deputies(form, 409)
    flash(_("Ended. It opens nothing any more."))
    return done(url_for("people.deputies"))


def _deputies(form: Any, status: int = 200) -> Response:
    actor, args = current.actor(), request.args
    keys = [Deputyship.starts_on, Deputyship.id]
    page = paged(queries.deputyships_list(actor), keys, after=args.get("after"), before=args.get("before"))
    return answer("people/deputies.html", status=status, form=form, page=page, today=organisations.today())
