"""The entries of one person, and every act on them."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from tenants import organisations
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.people import actions, forms, policy, queries
from tenants.people.actor import Actor, Standing
from tenants.people.loading import standings
from tenants.people.models import EmailChange, Person
from tenants.people.views.common import bp, place_choices, tell_saved
from tenants.web import answer, current, done, gate
from tenants.web.dates import long_day


def can_read(actor: Actor, person: Person) -> bool:
    """`policy.can_read`, for which a partner's eyes need to know where the person stands."""
    if actor.is_admin or actor.is_hr_head:
        return policy.can_read(actor, person, Standing(person.id))
    zone = organisations.organisation().time_zone
    return policy.can_read(actor, person, standings([person.id], zone)[person.id])


def _here(person: Person) -> str:
    return url_for("people.person", person_id=person.id)


@bp.get("/settings/people/<uuid:person_id>")
@gate(queries.person, can_read)
def person(found: Person) -> Any:
    """One person: entries, places, lines, rights."""
    return _person(found)


@bp.post("/settings/people/<uuid:person_id>")
@gate(queries.person, can_read, policy.can_manage)
def change_person(found: Person) -> Any:
    """Save the entries."""
    form = forms.EntryForm(request.form)
    if not form.validate():
        return _person(found, 422, entry_form=form)
    try:
        actions.change(
            found,
            name=form.name.data,
            called=form.called.data or "",
            external_id=form.external_id.data or "",
            email=form.email.data,
            by=current.actor(),
            seen=current.seen(),
        )
    except Invalid as no:
        form.refuse(no)
        return _person(found, 422, entry_form=form)
    except Stale:
        return _person(found, 409, entry_form=form, clashes=organisations.clashes(form, found))
    flash(_("Saved."))
    return done(_here(found))


@bp.post("/settings/people/<uuid:person_id>/placements")
@gate(queries.person, can_read, policy.can_manage)
def place(found: Person) -> Any:
    """Place them in another unit from a day on."""
    form = place_choices(forms.PlacementForm(request.form))
    if not form.validate():
        return _person(found, 422, place_form=form)
    unit = organisations.unit(form.unit.data)
    assert unit is not None
    try:
        actions.place(
            found,
            unit=unit,
            position=organisations.position(form.position.data),
            starts_on=form.starts_on.data,
            by=current.actor(),
            seen=current.seen(),
        )
    except Invalid as no:
        form.refuse(no)
        return _person(found, 422, place_form=form)
    except Refused as no:
        form.refuse(Invalid({"unit": str(no)}))
        return _person(found, 403, place_form=form)
    except Stale:
        return _person(found, 409, place_form=form)
    tell_saved(form.starts_on.data)
    return done(_here(found) + "#placement")


@bp.post("/settings/people/<uuid:person_id>/lines")
@gate(queries.person, can_read, policy.can_manage)
def set_manager(found: Person) -> Any:
    """Say who leads them from a day on."""
    form = forms.LineForm(request.form)
    if not form.validate():
        return _person(found, 422, line_form=form)
    try:
        if not form.manager.data and not form.nobody.data:
            raise Invalid({"manager": _("Choose a person, or say that nobody leads them.")})
        manager = None if form.nobody.data else queries.whom(form.manager.data, "manager")
        actions.set_manager(found, manager=manager, starts_on=form.starts_on.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _person(found, 422, line_form=form)
    except Refused as no:
        form.refuse(Invalid({"manager": str(no)}))
        return _person(found, 403, line_form=form)
    except Stale:
        return _person(found, 409, line_form=form)
    tell_saved(form.starts_on.data)
    return done(_here(found) + "#line")


@bp.post("/settings/people/<uuid:person_id>/departures")
@gate(queries.person, can_read, policy.can_end_account)
def leave(found: Person) -> Any:
    """Enter their last day."""
    form = forms.LeavingForm(request.form)
    if not form.validate():
        return _person(found, 422, leaving_form=form)
    if form.last_day.data <= organisations.today() and not form.at_once.data:
        form.refuse(Invalid({"at_once": _("This ends their account, lines and rights at once. Say that it may.")}))
        return _person(found, 422, leaving_form=form)
    try:
        actions.leave(found, last_day=form.last_day.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _person(found, 422, leaving_form=form)
    except NotNow as no:
        form.refuse(Invalid({"last_day": str(no)}))
        return _person(found, 409, leaving_form=form)
    except Stale:
        return _person(found, 409, leaving_form=form)
    if found.state == "left":
        flash(_("%(name)s has left.", name=found.name))
    else:
        last = long_day(form.last_day.data)
        flash(_("Saved. %(name)s is here up to and with %(day)s; then the account ends.", name=found.name, day=last))
    return done(_here(found))


@bp.post("/settings/people/<uuid:person_id>/stays")
@gate(queries.person, can_read, policy.can_end_account)
def stay(found: Person) -> Any:
    """Take a planned leaving back."""
    actions.stay(found, by=current.actor(), seen=current.seen())
    flash(_("%(name)s stays.", name=found.name))
    return done(_here(found))


@bp.post("/settings/people/<uuid:person_id>/returns")
@gate(queries.person, can_read, policy.can_end_account)
def come_back(found: Person) -> Any:
    """Invite somebody who had left."""
    actions.come_back(found, by=current.actor(), seen=current.seen())
    flash(_("%(name)s is invited.", name=found.name))
    return done(_here(found))


@bp.post("/settings/people/<uuid:person_id>/emails")
@gate(queries.person, can_read, policy.can_ask_email)
def ask_email(found: Person) -> Any:
    """Ask for another address; somebody else confirms it."""
    form = forms.EmailForm(request.form)
    if not form.validate():
        return _person(found, 422, email_form=form)
    try:
        actions.ask_email(found, email=form.new_email.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _person(found, 422, email_form=form)
    except Stale:
        return _person(found, 409, email_form=form)
    flash(_("Somebody else confirms the new address: %(name)s, another tenant admin or a head of HR.", name=found.name))
    return done(_here(found))


@bp.post("/settings/emails/<uuid:change_id>/confirmations")
@gate(queries.email_change, policy.can_see_wish, policy.can_confirm)
def confirm_email(wish: EmailChange) -> Any:
    """The new address is right."""
    actor = current.actor()
    try:
        changed = actions.confirm_email(wish, by=actor)
    except Invalid as no:
        raise NotNow(" ".join(no.errors.values())) from None
    flash(_("%(name)s signs in with the new address from now on.", name=changed.name))
    return done(url_for("people.profile") if actor.id == changed.id else _here(changed))


@bp.post("/settings/emails/<uuid:change_id>/droppings")
@gate(queries.email_change, policy.can_see_wish, policy.can_drop_email)
def drop_email(wish: EmailChange) -> Any:
    """The address stays."""
    actor, person_id = current.actor(), wish.person_id
    actions.drop_email(wish, by=actor)
    flash(_("The address stays as it was."))
    return done(url_for("people.profile") if actor.id == person_id else url_for("people.person", person_id=person_id))


def _person(found: Person, status: int = 200, **given: Any) -> Response:
    today = organisations.today()
    actor = current.actor()
    places, lines = queries.placements(found.id), queries.lines(found.id)
    now = next((p for p in places if p.starts_on <= today and (p.ends_on is None or p.ends_on >= today)), None)
    wish = queries.email_change_of(found.id)
    line = next((x for x in lines if x.starts_on <= today and (x.ends_on is None or x.ends_on >= today)), None)
    context: dict[str, Any] = {
        "person": found,
        "today": today,
        "placement": now,
        "line": line,
        "placements": places,
        "lines": lines,
        "leads": len(queries.reports_of(found.id)) if found.state != "left" and policy.can_end_account(actor, found) else 0,
        "partners": queries.hr_partners_of(found.id) if found.state != "left" else [],
        "grants": queries.grants(person_id=found.id),
        "deputies": queries.deputyships_of(found.id),
        "wish": wish,
        "may_confirm": wish is not None and policy.can_confirm(actor, wish),
        "may_drop": wish is not None and policy.can_drop_email(actor, wish),
        "may_manage": policy.can_manage(actor),
        "may_lead": policy.can_lead(actor, found, None),
        "may_end": policy.can_end_account(actor, found),
        "stale": status == 409 and not any(getattr(f, "errors", None) for f in given.values()),
        "clashes": [],
        "entry_form": forms.EntryForm(obj=found),
        "place_form": forms.PlacementForm(
            data={"starts_on": today, "unit": now and now.unit_id, "position": now and now.position_id}
        ),
        "line_form": forms.LineForm(data={"starts_on": today, "manager": line.manager.email if line else ""}),
        "leaving_form": forms.LeavingForm(data={"last_day": found.leaves_on}),
        "email_form": forms.EmailForm(),
        "grant_labels": forms.GRANT_LABELS,
    }
    context |= given
    place_choices(context["place_form"])
    return answer("people/person.html", status=status, **context)
