"""Buttons on the page of HR's cycle: ready, open, work, call off."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from saas.cycle import actions, forms, policy, queries
from saas.cycle.rules import Frame
from saas.cycle.views.common import bp, cycle_url, press, refused
from tenants.law import Invalid
from tenants.web import current, done, gate


@bp.post("/<uuid:cycle_id>/readiness")
@gate(queries.frame, policy.can_read, policy.can_manage)
def make_ready(frame: Frame) -> Any:
    """The draft is made ready."""
    return press(frame, actions.make_ready, _("Nothing is missing. You can open the plan phase now."))


@bp.post("/<uuid:cycle_id>/drafts")
@gate(queries.frame, policy.can_read, policy.can_manage)
def reopen_draft(frame: Frame) -> Any:
    """A ready cycle becomes a draft again."""
    return press(frame, actions.reopen_draft, _("The cycle is a draft again."))


@bp.post("/<uuid:cycle_id>/openings")
@gate(queries.frame, policy.can_read, policy.can_manage)
def open_planning(frame: Frame) -> Any:
    """The plan phase begins for everybody in the scope."""
    return press(frame, actions.open_planning, _("The plan phase is open, and everybody who takes part is told."))


@bp.post("/<uuid:cycle_id>/work")
@gate(queries.frame, policy.can_read, policy.can_manage)
def start_work(frame: Frame) -> Any:
    """The work phase begins."""
    said = _("The work phase has begun. Plans that are not agreed stay open; none was agreed by it.")
    return press(frame, actions.start_work, said)


@bp.post("/<uuid:cycle_id>/cancellations")
@gate(queries.frame, policy.can_read, policy.can_manage)
def cancel(frame: Frame) -> Any:
    """The cycle is called off, with a reason."""
    form = forms.CancelForm(request.form)
    words, although = form.words.data or "", bool(form.although.data)
    try:
        form.validate()
        actions.cancel(frame.cycle, words=words, although=although, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return refused(frame, [], words_form=form)
    flash(_("The cycle is called off."))
    return done(cycle_url(frame.cycle))
