"""Pages of companies: the list, a new one, one with its calendar, closing and opening again."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from tenants.law import Invalid, NotNow, Stale
from tenants.organisations import actions, forms, policy, queries
from tenants.organisations.actions.companies import reasons_to_keep
from tenants.organisations.models import Company, Holiday
from tenants.organisations.views.common import bp
from tenants.web import answer, current, done, gate


@bp.get("/settings/companies")
@gate(None, policy.can_manage)
def companies() -> Any:
    """All companies."""
    return answer("organisations/companies.html", companies=queries.companies())


@bp.get("/settings/companies/new")
@gate(None, policy.can_manage)
def new_company() -> Any:
    """The form for one more."""
    own = queries.organisation()
    data = {"language": own.language, "time_zone": own.time_zone, "working_days": list("12345")}
    return answer("organisations/new_company.html", form=forms.CompanyForm(data=data))


@bp.post("/settings/companies")
@gate(None, policy.can_manage)
def open_company() -> Any:
    """Enter it."""
    form = forms.CompanyForm(request.form)
    if form.validate():
        try:
            made = actions.open_company(**form.values(), by=current.actor())
        except Invalid as no:
            form.refuse(no)
        else:
            flash(_("%(name)s is open.", name=made.name))
            return done(url_for("organisations.company", company_id=made.id))
    return answer("organisations/new_company.html", status=422, form=form)


@bp.get("/settings/companies/<uuid:company_id>")
@gate(queries.company, policy.can_manage)
def company(found: Company) -> Any:
    """One company."""
    return _company(found)


@bp.post("/settings/companies/<uuid:company_id>")
@gate(queries.company, policy.can_manage)
def change_company(found: Company) -> Any:
    """Save its entries."""
    form = forms.CompanyForm(request.form, data={"time_zone": found.time_zone})
    if not form.validate():
        return _company(found, 422, form=form)
    try:
        actions.change_company(found, **form.values(), by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _company(found, 422, form=form)
    except Stale:
        return _company(found, 409, form=form)
    flash(_("Saved."))
    return done(url_for("organisations.company", company_id=found.id))


@bp.post("/settings/companies/<uuid:company_id>/holidays")
@gate(queries.company, policy.can_manage)
def add_holiday(found: Company) -> Any:
    """Add a day on which it does not work."""
    form = forms.HolidayForm(request.form)
    if form.validate():
        try:
            actions.add_holiday(
                found, day=form.day.data, name=form.holiday_name.data or "", by=current.actor(), seen=current.seen()
            )
        except Invalid as no:
            form.refuse(no)
        except Stale:
            return _company(found, 409, holiday_form=form)
        else:
            return done(url_for("organisations.company", company_id=found.id) + "#calendar")
    return _company(found, 422, holiday_form=form)


@bp.post("/settings/holidays/<uuid:holiday_id>/removals")
@gate(queries.holiday, policy.can_manage)
def remove_holiday(found: Holiday) -> Any:
    """Take such a day out."""
    actions.remove_holiday(found, by=current.actor())
    return done(url_for("organisations.company", company_id=found.company_id) + "#calendar")


@bp.post("/settings/companies/<uuid:company_id>/closings")
@gate(queries.company, policy.can_manage)
def close_company(found: Company) -> Any:
    """Close it as of a day."""
    form = forms.ClosingForm(request.form)
    if not form.validate():
        return _company(found, 422, closing_form=form)
    try:
        actions.close_company(found, closed_on=form.closed_on.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _company(found, 422, closing_form=form)
    except NotNow:
        return _company(found, 409, refused=True, stale=None)
    except Stale:
        return _company(found, 409)
    flash(_("%(name)s is closed.", name=found.name))
    return done(url_for("organisations.company", company_id=found.id))


@bp.post("/settings/companies/<uuid:company_id>/reopenings")
@gate(queries.company, policy.can_manage)
def reopen_company(found: Company) -> Any:
    """Open it again."""
    actions.reopen_company(found, by=current.actor(), seen=current.seen())
    flash(_("%(name)s is open.", name=found.name))
    return done(url_for("organisations.company", company_id=found.id))


def _company(found: Company, status: int = 200, **given: Any) -> Response:
    typed = given.pop("form", None)
    context: dict[str, Any] = {
        "company": found,
        "form": typed or forms.CompanyForm(obj=found, data={"working_days": list(found.working_days)}),
        "stale": (forms.clashes(typed, found) if typed else []) if status == 409 else None,
        "refused": False,
        "holiday_form": forms.HolidayForm(),
        "closing_form": forms.ClosingForm(data={"closed_on": queries.today()}),
        "holidays": queries.holidays(found.id),
        "reasons": reasons_to_keep(found) if found.state == "open" else [],
        "units": queries.unit_tree(found.id),
    }
    return answer("organisations/company.html", status=status, **(context | given))
