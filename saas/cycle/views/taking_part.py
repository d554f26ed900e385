"""Who takes part: the list, a late joiner, and excusing somebody."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.cycle import actions, forms, policy, queries
from saas.cycle.rules import Frame, Seat
from saas.cycle.views.common import bp
from tenants import organisations, people
from tenants.law import Invalid
from tenants.people import Person
from tenants.web import answer, current, done, gate, paged, searched


@bp.get("/<uuid:cycle_id>/participants")
@gate(queries.frame, policy.can_see_participants)
def participants(frame: Frame) -> Any:
    """The people in the cycle whom the one who asks leads or accompanies; all of them for those who manage it."""
    args = request.args
    where = organisations.where(args, organisations.companies(), organisations.units_for(args))
    chosen = {"company_id": where.company.data, "unit_id": where.unit.data, "state": args.get("state", "")}
    query = queries.participants(frame, current.actor(), q=searched(), **chosen)
    page = paged(query, [Person.sort_key, Person.id], after=args.get("after"), before=args.get("before"))
    return answer(
        "cycle/participants.html",
        frame=frame,
        cycle=frame.cycle,
        page=page,
        manages=policy.can_manage(current.actor(), frame),
        where=where,
        chosen=chosen | {"q": searched()},
    )


@bp.get("/<uuid:cycle_id>/participants/new")
@gate(queries.frame, policy.can_read, policy.can_manage)
def find(frame: Frame) -> Any:
    """Looking for somebody who joins late."""
    q = searched()
    found = queries.candidates(frame, current.actor(), q) if q else []
    places = people.placements_of([p.id for p in found])
    return answer("cycle/find.html", frame=frame, cycle=frame.cycle, q=q, found=found, places=places)


@bp.get("/<uuid:cycle_id>/participants/<uuid:person_id>")
@gate(queries.seat, policy.can_see_seat)
def seat(found: Seat) -> Any:
    """One person's part in the cycle."""
    return _seat(found)


@bp.post("/<uuid:cycle_id>/participants/<uuid:person_id>/excuses")
@gate(queries.seat, policy.can_see_seat, policy.can_place_seat)
def excuse(found: Seat) -> Any:
    """The person is excused."""
    form = forms.ReasonForm(request.form)
    if form.validate():
        try:
            actions.excuse(found.cycle, found.person, reason=form.reason.data, by=current.actor())
        except Invalid as no:
            form.refuse(no)
        else:
            flash(_("%(name)s is excused.", name=found.person.name))
            return done(url_for("cycle.seat", cycle_id=found.cycle.id, person_id=found.person.id))
    return _seat(found, 422, form=form)


@bp.post("/<uuid:cycle_id>/participants/<uuid:person_id>/inclusions")
@gate(queries.seat, policy.can_see_seat, policy.can_place_seat)
def include(found: Seat) -> Any:
    """The person takes part."""
    try:
        actions.include(found.cycle, found.person, by=current.actor())
    except Invalid as no:
        return _seat(found, 422, problems=list(no.errors.values()))
    flash(_("%(name)s takes part.", name=found.person.name))
    return done(url_for("cycle.seat", cycle_id=found.cycle.id, person_id=found.person.id))


@bp.post("/<uuid:cycle_id>/participants/<uuid:person_id>/days")
@gate(queries.seat, policy.can_see_seat, policy.can_place_seat)
def set_day(found: Seat) -> Any:
    """The person's work begins on another day than the others'."""
    form = forms.OwnDayForm(request.form)
    if form.validate():
        try:
            actions.set_day(found.cycle, found.person, work_on=form.work_on.data, why=form.why.data or "", by=current.actor())
        except Invalid as no:
            form.refuse(no)
        else:
            flash(_("The day stands, and %(name)s is told.", name=found.person.name))
            return done(url_for("cycle.seat", cycle_id=found.cycle.id, person_id=found.person.id))
    return _seat(found, 422, day_form=form)


def _seat(found: Seat, status: int = 200, **given: Any) -> Response:
    context: dict[str, Any] = {
        "seat": found,
        "cycle": found.cycle,
        "places": policy.can_place_seat(current.actor(), found),
        "placement": people.placements_of([found.person.id]).get(found.person.id),
        "manager": people.manager_of(found.person.id),
        "form": forms.ReasonForm(),
        "day_form": _day_form(found),
        "problems": [],
    }
    return answer("cycle/seat.html", status=status, **(context | given))


def _day_form(found: Seat) -> forms.OwnDayForm:
    part = found.participation
    own = part.work_on if part else None
    return forms.OwnDayForm(data={"work_on": own or found.cycle.work_on, "why": part.day_reason if part else ""})
