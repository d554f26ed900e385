"""Reading: my plans, an agreement, one of its versions, and the redline between two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, request, url_for

from saas.plan import pages, policy, queries, rows, waiting
from saas.plan.sheets import Sheet
from saas.plan.views.common import LABELS, bp, show
from tenants import journal, people
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
    own, team = rows.plan_rows(actor, [person.id for person in page.rows])
    return answer("plan/plans.html", own=own, team=team, page=page, stood_for=_stood_for(actor))


def stood_for(person_id: UUID, **_address: object) -> Person | None:
    """The one for whom the reader stands in today; None for everybody else's."""
    actor = current.actor()
    return people.person(person_id) if any(one.id == person_id for one in actor.stands_in) else None


@bp.get("/for/<uuid:person_id>")
@gate(stood_for, anybody)
def deputised(person: Person) -> Any:
    """For whom the reader stands in: the plans of that person's team, and the talks into which they were called."""
    actor, keys = current.actor(), [Person.sort_key, Person.id]
    page = paged(queries.team_with_plans(person.id), keys, after=request.args.get("after"), before=request.args.get("before"))
    team = rows.team_rows(actor, [one.id for one in page.rows])
    until = max((each.ends_on for each in people.deputies_of([person.id]) if each.deputy_id == actor.id), default=None)
    return answer(
        "plan/deputised.html", person=person, until=until, team=team, page=page, talks=waiting.mediations_of(person.id)
    )


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
    place = seen.stands_for.id if seen.stands_for is not None else None
    journal.record_reading(by=actor, on=sheet.plan, about=sheet.plan.person_id, stands_for=place)
    return answer(
        "plan/redline.html",
        view=seen,
        sheet=sheet,
        plan=sheet.plan,
        labels=LABELS,
        numbers=sorted(step.no for step in seen.steps),
        here=url_for("plan.redline", plan_id=sheet.id),
    )


def _stood_for(actor: people.Actor) -> list[Person]:
    """Those for whom the reader stands in, in the order of their names."""
    if not actor.stands_in:
        return []
    return sorted(people.names(one.id for one in actor.stands_in).values(), key=lambda one: (one.sort_key, one.id))


def _readable(sheet: Sheet, text: str) -> int:
    """The number of a version that exists for the reader; else 404, as for a number that never was."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        abort(404)
    number = int(text)
    if not policy.can_read_version(current.actor(), sheet, number):
        abort(404)
    return number
