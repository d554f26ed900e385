"""Reading: my plans, an agreement, one of its versions, and the redline between two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, request, url_for

from saas.plan import pages, policy, queries
from saas.plan.sheets import Sheet
from saas.plan.views.common import LABELS, bp, show
from tenants import journal
from tenants.people import Person
from tenants.web import answer, current, gate, paged
from tenants.web.gates import anybody


def sheet(plan_id: UUID, **_address: object) -> Sheet | None:
    """The plan of an address with everything that decides who may do what."""
    return queries.sheet(plan_id)


@bp.get("/")
@gate(None, anybody)
def plans() -> Any:
    """My plans, and those of the people who report to me, page by page."""
    actor, keys = current.actor(), [Person.sort_key, Person.id]
    page = paged(queries.team_with_plans(actor), keys, after=request.args.get("after"), before=request.args.get("before"))
    own, team = pages.plan_rows(actor, [person.id for person in page.rows])
    return answer("plan/plans.html", own=own, team=team, page=page)


@bp.get("/plans/<uuid:plan_id>")
@gate(sheet, policy.can_read)
def page(sheet: Sheet) -> Any:
    """The agreement: where it stands, its words, its signatures, and what the reader may do now."""
    return show(sheet)


@bp.get("/plans/<uuid:plan_id>/versions/<int:no>")
@gate(sheet, policy.can_read)
def version(sheet: Sheet) -> Any:
    """One version as it was proposed."""
    number = _readable(sheet, str((request.view_args or {})["no"]))
    return show(sheet, no=number)


@bp.get("/plans/<uuid:plan_id>/redline")
@gate(sheet, policy.can_read)
def redline(sheet: Sheet) -> Any:
    """What differs between two versions that the reader may read."""
    actor = current.actor()
    old, new = (_readable(sheet, request.args.get(name, "")) for name in ("from", "to"))
    try:
        seen = pages.view(sheet, actor, no=new, against=old)
    except pages.NoSuchVersion:
        abort(404)
    journal.record_reading(by=actor, on=sheet.plan, about=sheet.plan.person_id)
    return answer(
        "plan/redline.html",
        view=seen,
        sheet=sheet,
        plan=sheet.plan,
        labels=LABELS,
        numbers=sorted(step.no for step in seen.steps),
        here=url_for("plan.redline", plan_id=sheet.id),
    )


def _readable(sheet: Sheet, text: str) -> int:
    """The number of a version that exists for the reader; else 404, as for a number that never was."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        abort(404)
    number = int(text)
    if not policy.can_read_version(current.actor(), sheet, number):
        abort(404)
    return number
