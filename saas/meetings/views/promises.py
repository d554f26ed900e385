"""Promises: written down at a 1:1, and what is said about them until they are kept or dropped."""

from __future__ import annotations

from typing import Any

from flask import request

from saas.meetings import actions, forms, policy
from saas.meetings.sheets import MeetingSheet, PromiseSheet
from saas.meetings.views.common import bp, load, load_promise, meeting_url, moved_on, pair_url, promise_form, show
from saas.meetings.views.pairs import show_pair
from tenants.law import Invalid, NotNow, Stale
from tenants.web import current, done, gate


@bp.post("/<uuid:meeting_id>/promises")
@gate(load, policy.can_read, policy.can_act)
def promise(sheet: MeetingSheet) -> Any:
    """A promise stands at this 1:1."""
    form = promise_form(sheet, request.form)
    if not form.validate():
        return show(sheet, status=422, promise_form=form)
    coaching = sheet.meeting.purpose == "coaching"
    words, due_on, kind = form.words.data or "", form.due_on.data, form.kind.data or "promise"
    try:
        actions.promise(sheet, form.whose.data or "", words, due_on, by=current.actor(), kind=kind)
    except Invalid as no:
        form.refuse(Invalid({"whose" if name == "owner" and not coaching else name: text for name, text in no.errors.items()}))
        return show(sheet, status=422, promise_form=form)
    except NotNow as no:
        return moved_on(no, meeting_url(sheet.id), kept=forms.typed(form))
    return done(meeting_url(sheet.id, "promises"))


@bp.post("/promises/<uuid:promise_id>/answers")
@gate(load_promise, policy.reads_all, policy.can_act)
def answer_promise(sheet: PromiseSheet) -> Any:
    """Something is said about a promise."""
    verb = request.form.get("answer", "")
    form = forms.answer_form(sheet.id, verb, request.form)
    at_meeting = request.form.get("back") == "meeting"
    url = meeting_url(sheet.meeting.id, "promises") if at_meeting else pair_url(sheet.pair, "promises")
    try:
        actions.answer_promise(sheet, verb, form.words.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show_pair(sheet.pair, status=422, refused=(sheet.id, verb, form))
    except (Stale, NotNow) as no:
        return moved_on(no, url, kept=form.words.data or "")
    return done(url)
