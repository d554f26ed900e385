"""The audit log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import request

from saas.audit import forms, policy, queries, telling
from saas.audit.rules import Wanted, as_id
from saas.audit.views.common import bp
from tenants import people
from tenants.law import Invalid
from tenants.web import Page, answer, current, gate


@bp.get("/settings/audit")
@gate(None, policy.can_open)
def log() -> Any:
    """Who did what to which object, about whom and when, as far as it is the reader's: fifty lines at a time."""
    actor = current.actor()
    form = forms.LogForm(request.args)
    wanted, status = _wanted(form)
    page: Page[Any] = Page([], None, None)
    if wanted is not None:
        page = queries.log(actor, wanted, after=request.args.get("after"), before=request.args.get("before"))
    ids = {one for entry in page.rows for one in entry.ids()}
    names = people.names(ids)
    lines = telling.told(page.rows, names, queries.things(ids - set(names)))
    narrowed = any(form[name].data for name in ("person", "kind", "starts_on", "ends_on", "object"))
    about = lines[0] if lines and wanted is not None and wanted.object_id else None
    return answer(
        "audit/log.html", status=status, form=form, page=page, lines=lines, narrowed=narrowed, about=about, wanted=wanted
    )


def _wanted(form: forms.LogForm) -> tuple[Wanted | None, int]:
    """What the form asks for; None with the status of what is wrong."""
    if not form.validate():
        return None, 422
    try:
        who = people.whom(form.person.data).id if form.person.data else None
    except Invalid as no:
        form.refuse(no)
        return None, 422
    last = form.ends_on.data
    return Wanted(
        person_id=who,
        group=form.kind.data or "",
        object_id=as_id(form.object.data) if form.object.data else None,
        start=_begins(form.starts_on.data) if form.starts_on.data else None,
        end=_begins(last + timedelta(days=1)) if last else None,
    ), 200


def _begins(day: date) -> datetime:
    """The first instant of a day in the reader's zone."""
    return datetime.combine(day, time(), ZoneInfo(current.zone()))
