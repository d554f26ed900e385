"""Pages of units: the trees of all companies, a new unit, one with its acts."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tenants.law import Invalid, NotNow, Stale
from tenants.organisations import actions, choices, forms, policy, queries, rules
from tenants.organisations.actions.units import reasons_to_keep
from tenants.organisations.models import Company, Unit
from tenants.organisations.views.common import bp, company_choices
from tenants.web import answer, current, done, gate
from tenants.web.gates import anybody
from tenants.web.paging import page_of

TOP = ("", _l("The top of the company"))


@bp.get("/settings/units")
@gate(None, policy.can_manage)
def units() -> Any:
    """The trees, fifty units at a time."""
    branches = queries.flat(queries.unit_tree())
    rows: list[tuple[Company, queries.Branch | None]] = []
    for company in queries.companies():
        rows += [(company, branch) for branch in branches if branch.unit.company_id == company.id] or [(company, None)]
    page = page_of(rows, lambda row: str(row[1].unit.id if row[1] else row[0].id), request.args)
    trees = [(company, [b for _c, b in found if b]) for company, found in groupby(page.rows, key=itemgetter(0))]
    return answer("organisations/units.html", trees=trees, page=page)


@bp.get("/settings/units/find")
@gate(None, anybody)
def find_unit() -> Any:
    """Units by a part of their name: a page, and the suggestions under a field while one types."""
    typed = request.args.get(request.args.get("field", "q"), request.args.get("q", ""))
    text = rules.clean(typed[:120])
    found = queries.find_units(text)
    return answer("organisations/find_unit.html", "organisations/_found_units.html", q=text, found=found)


@bp.get("/settings/units/new")
@gate(None, policy.can_manage)
def new_unit() -> Any:
    """The form for one more."""
    parent = queries.unit(_id(request.args.get("parent")))
    company_id = parent.company_id if parent else _id(request.args.get("company"))
    return _new_unit(_with_choices(forms.NewUnitForm(data={"parent": parent and parent.id, "company": company_id})))


@bp.post("/settings/units")
@gate(None, policy.can_manage)
def make_unit() -> Any:
    """Enter it."""
    form = _with_choices(forms.NewUnitForm(request.form))
    if form.validate():
        company, parent = queries.company(form.company.data), queries.unit(form.parent.data)
        assert company is not None
        try:
            made = actions.make_unit(company, name=form.name.data, parent=parent, by=current.actor())
        except Invalid as no:
            form.refuse(no)
        else:
            flash(_("%(name)s stands in %(company)s.", name=made.name, company=company.name))
            return done(url_for("organisations.units"))
    return _new_unit(form, 422)


def _new_unit(form: Any, status: int = 200) -> Response:
    return answer("organisations/new_unit.html", status=status, form=form)


def _with_choices(form: Any) -> Any:
    form.company.choices = choices.options(company_choices())
    form.parent.choices = choices.options([TOP, *queries.unit_choices()])
    return form


def _id(text: str | None) -> Any:
    try:
        return choices.id_or_none(text)
    except ValueError:
        return None


@bp.get("/settings/units/<uuid:unit_id>")
@gate(queries.unit, policy.can_manage)
def unit(found: Unit) -> Any:
    """One unit."""
    return _unit(found)


@bp.post("/settings/units/<uuid:unit_id>")
@gate(queries.unit, policy.can_manage)
def rename_unit(found: Unit) -> Any:
    """Save its name."""
    form = forms.UnitForm(request.form)
    if not form.validate():
        return _unit(found, 422, form=form)
    try:
        actions.rename_unit(found, name=form.name.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _unit(found, 422, form=form)
    except Stale:
        return _unit(found, 409, form=form)
    flash(_("Saved."))
    return done(url_for("organisations.unit", unit_id=found.id))


@bp.post("/settings/units/<uuid:unit_id>/moves")
@gate(queries.unit, policy.can_manage)
def move_unit(found: Unit) -> Any:
    """Put it elsewhere in its company."""
    form = forms.MoveUnitForm(request.form)
    form.parent.choices = choices.options([TOP, *queries.unit_choices(found.company_id)])
    if not form.validate():
        return _unit(found, 422, move_form=form)
    try:
        actions.move_unit(found, parent=queries.unit(form.parent.data), by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _unit(found, 422, move_form=form)
    except Stale:
        return _unit(found, 409)
    flash(_("Saved."))
    return done(url_for("organisations.unit", unit_id=found.id))


@bp.post("/settings/units/<uuid:unit_id>/closings")
@gate(queries.unit, policy.can_manage)
def close_unit(found: Unit) -> Any:
    """Close it."""
    try:
        actions.close_unit(found, by=current.actor(), seen=current.seen())
    except NotNow:
        return _unit(found, 409, refused=True, stale=None)
    except Stale:
        return _unit(found, 409)
    flash(_("%(name)s is closed.", name=found.name))
    return done(url_for("organisations.unit", unit_id=found.id))


@bp.post("/settings/units/<uuid:unit_id>/reopenings")
@gate(queries.unit, policy.can_manage)
def reopen_unit(found: Unit) -> Any:
    """Open it again."""
    actions.reopen_unit(found, by=current.actor(), seen=current.seen())
    flash(_("%(name)s is open.", name=found.name))
    return done(url_for("organisations.unit", unit_id=found.id))


def _unit(found: Unit, status: int = 200, **given: Any) -> Response:
    move_form = forms.MoveUnitForm(data={"parent": found.parent_id})
    move_form.parent.choices = choices.options([TOP, *queries.unit_choices(found.company_id, without=found.id)])
    typed = given.pop("form", None)
    context: dict[str, Any] = {
        "unit": found,
        "company": queries.company(found.company_id),
        "path": queries.units_over(found.id),
        "below": queries.units_beside(found.company_id, found.id),
        "form": typed or forms.UnitForm(obj=found),
        "move_form": move_form,
        "stale": (forms.clashes(typed, found) if typed else []) if status == 409 else None,
        "refused": False,
        "reasons": reasons_to_keep(found) if found.state == "open" else [],
    }
    return answer("organisations/unit.html", status=status, **(context | given))
