"""Pages of positions: the list, a new one, one with its criteria."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from tenants.law import Invalid, Stale
from tenants.organisations import actions, forms, policy, queries
from tenants.organisations.models import Position
from tenants.organisations.views.common import bp
from tenants.web import answer, current, done, gate


@bp.get("/settings/positions")
@gate(None, policy.can_manage)
def positions() -> Any:
    """All positions."""
    return answer("organisations/positions.html", positions=queries.positions())


@bp.get("/settings/positions/new")
@gate(None, policy.can_manage)
def new_position() -> Any:
    """The form for one more."""
    return _position(None, forms.position_form(queries.scale())(data=forms.position_data(None)))


@bp.post("/settings/positions")
@gate(None, policy.can_manage)
def make_position() -> Any:
    """Enter it."""
    form: Any = forms.position_form(queries.scale())(request.form)
    valid = form.validate()
    criteria = forms.criteria_of(form)
    if valid:
        try:
            made = actions.make_position(
                title=form.title.data, words=form.words.data or "", criteria=criteria, by=current.actor()
            )
        except Invalid as no:
            form.refuse(no)
        else:
            flash(_("Saved."))
            return done(url_for("organisations.position", position_id=made.id))
    return _position(None, form, 422)


@bp.get("/settings/positions/<uuid:position_id>")
@gate(queries.position, policy.can_manage)
def position(found: Position) -> Any:
    """One position."""
    return _position(found, forms.position_form(queries.scale())(data=forms.position_data(found)))


@bp.post("/settings/positions/<uuid:position_id>")
@gate(queries.position, policy.can_manage)
def change_position(found: Position) -> Any:
    """Save its words."""
    form: Any = forms.position_form(queries.scale())(request.form)
    valid = form.validate()
    criteria = forms.criteria_of(form)
    if not valid:
        return _position(found, form, 422)
    try:
        actions.change_position(
            found,
            title=form.title.data,
            words=form.words.data or "",
            criteria=criteria,
            by=current.actor(),
            seen=current.seen(),
        )
    except Invalid as no:
        form.refuse(no)
        return _position(found, form, 422)
    except Stale:
        return _position(found, form, 409)
    flash(_("Saved."))
    return done(url_for("organisations.position", position_id=found.id))


@bp.post("/settings/positions/<uuid:position_id>/closings")
@gate(queries.position, policy.can_manage)
def close_position(found: Position) -> Any:
    """Give it to nobody any more."""
    actions.close_position(found, by=current.actor(), seen=current.seen())
    flash(_("%(name)s is closed.", name=found.title))
    return done(url_for("organisations.position", position_id=found.id))


@bp.post("/settings/positions/<uuid:position_id>/reopenings")
@gate(queries.position, policy.can_manage)
def reopen_position(found: Position) -> Any:
    """Give it again."""
    actions.reopen_position(found, by=current.actor(), seen=current.seen())
    flash(_("%(name)s is open.", name=found.title))
    return done(url_for("organisations.position", position_id=found.id))


def _position(found: Position | None, form: Any, status: int = 200) -> Response:
    stale = forms.clashes(form, found) if status == 409 and found else None
    return answer("organisations/position.html", status=status, position=found, form=form, stale=stale, levels=queries.scale())
