"""One 1:1: its page, moving and skipping it, and its file for a calendar. For confirming see `confirming`."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request
from flask_babel import gettext as _

from saas.meetings import actions, calendars, forms, policy
from saas.meetings.sheets import MeetingSheet
from saas.meetings.views.common import bp, load, meeting_url, move_form, moved_on, press, show
from tenants.law import Invalid, NotNow, Stale
from tenants.web import current, gate


@bp.get("/<uuid:meeting_id>")
@gate(load, policy.can_read)
def meeting(sheet: MeetingSheet) -> Any:
    """A 1:1: what both want to talk about, the minutes, the promises, and who has confirmed it."""
    return show(sheet)


@bp.post("/<uuid:meeting_id>/moves")
@gate(load, policy.can_read, policy.can_act)
def move(sheet: MeetingSheet) -> Any:
    """The 1:1 is at another time."""
    form = move_form(sheet, request.form)
    if not form.validate():
        return show(sheet, status=422, move_form=form)
    try:
        actions.move(sheet, form.when(current.zone()), form.why.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, status=422, move_form=form)
    except (Stale, NotNow) as no:
        return moved_on(no, meeting_url(sheet.id), kept=forms.typed(form))
    return press(
        lambda: None, _("Moved. The other one is told, with the new time for their calendar."), meeting_url(sheet.id), back=""
    )


@bp.post("/<uuid:meeting_id>/purposes")
@gate(load, policy.can_read, policy.can_act)
def aim(sheet: MeetingSheet) -> Any:
    """What the 1:1 is for."""
    form = forms.AimForm(request.form)
    try:
        actions.aim(sheet, form.purpose.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, status=422, aim_form=form)
    except (Stale, NotNow) as no:
        return moved_on(no, meeting_url(sheet.id))
    return press(lambda: None, _("Saved. Both of you see it."), meeting_url(sheet.id), back="")


@bp.post("/<uuid:meeting_id>/skips")
@gate(load, policy.can_read, policy.can_act)
def skip(sheet: MeetingSheet) -> Any:
    """The 1:1 does not take place."""
    form = forms.SkipForm(request.form)
    try:
        actions.skip(sheet, form.why.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, status=422, skip_form=form)
    except (Stale, NotNow) as no:
        return moved_on(no, meeting_url(sheet.id), kept=form.why.data or "")
    return press(lambda: None, _("Skipped. What is still open goes on to the next 1:1."), meeting_url(sheet.id), back="")


@bp.get("/<uuid:meeting_id>/invitation.ics")
@gate(load, policy.is_party)
def invitation(sheet: MeetingSheet) -> Any:
    """The 1:1 as a file for one's own calendar."""
    link = f"{current_app.config['SETTINGS'].base_url}{meeting_url(sheet.id)}"
    content = calendars.to_fetch(sheet.meeting, current.actor().id, url=link)
    return Response(content, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="one-to-one.ics"'})
