"""Confirming a 1:1: what stands in the fields is what is confirmed, typed a moment ago or long before, scripts or none."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from saas.meetings import actions, policy, queries, rules
from saas.meetings.sheets import MeetingSheet
from saas.meetings.views.common import bp, load, meeting_url, minutes_form, moved_on, seen_minutes, show
from saas.meetings.views.writing import collide
from saas.meetings.writings import MeetingVersion
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale
from tenants.web import current, done, gate


@bp.post("/<uuid:meeting_id>/confirmations")
@gate(load, policy.can_read, policy.can_confirm)
def confirm(sheet: MeetingSheet) -> Any:
    """We met, and this is what we said: by the words in the fields, or by the hash of what is saved. A second click finds the
    first one's.
    """
    if "draft_version" in request.form:
        return _confirm_typed(sheet)
    try:
        version = actions.confirm(sheet, request.form.get("hash", ""), by=current.actor())
    except (Stale, NotNow) as no:
        fresh = load(sheet.id)
        if fresh is not None and fresh.latest is not None and request.form.get("hash") == fresh.latest.hash and fresh.confirmed:
            return done(meeting_url(sheet.id))
        if isinstance(no, Stale):
            no = NotNow(_("Something was written here while you were reading. Read it as it stands now, then confirm it."))
        return moved_on(no, meeting_url(sheet.id))
    return _confirmed(sheet, version)


def _confirm_typed(sheet: MeetingSheet) -> Any:
    """The minutes are saved as they stand in the fields, and these words are confirmed."""
    form, seen = minutes_form(sheet, queries.agenda(sheet.id), request.form), seen_minutes()
    try:
        version = actions.confirm_typed(
            sheet, form.parts, form.notes, seen=seen, read=request.form.get("read", ""), by=current.actor()
        )
    except Invalid as no:
        form.refuse(no)
        return show(sheet, status=422, minutes_form=form, seen=seen)
    except actions.Colliding as two:
        return collide(sheet, two)
    except Stale:
        session().expire_all()
        fresh = load(sheet.id)
        assert fresh is not None, "a 1:1 is never deleted"
        return show(fresh, status=409, moved=True)
    except NotNow as no:
        fresh = load(sheet.id)
        typed = rules.with_notes(form.parts, form.notes)
        if fresh is not None and _has_confirmed(fresh, typed):
            return done(meeting_url(sheet.id))
        return moved_on(no, meeting_url(sheet.id), kept="\n\n".join(filter(None, (*form.parts.values(), *form.notes.values()))))
    return _confirmed(sheet, version)


def _has_confirmed(sheet: MeetingSheet, typed: dict[str, Any]) -> bool:
    latest = sheet.latest
    return latest is not None and latest.no in sheet.confirmed and rules.reads_as(latest.content, typed)


def _confirmed(sheet: MeetingSheet, version: MeetingVersion) -> Any:
    other = sheet.meeting.person_of(sheet.meeting.other(current.actor().id))
    if sheet.latest is None:
        flash(_("Confirmed. Now it waits for the other."))
    elif sheet.latest.no == version.no:
        flash(_("Confirmed by both of you. Nobody can change it any more."))
    else:
        name = other.called or other.name
        flash(_("Confirmed: your version. Now it waits for %(name)s, who confirmed other words.", name=name))
    return done(meeting_url(sheet.id))
