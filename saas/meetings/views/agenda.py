"""The agenda: topics by both, starter questions, and what was talked about."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from saas.meetings import actions, forms, policy, starters
from saas.meetings.sheets import MeetingSheet, TopicSheet
from saas.meetings.views.common import bp, load, load_topic, meeting_url, moved_on, pair_url, press, show
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate


@bp.post("/<uuid:meeting_id>/topics")
@gate(load, policy.can_read, policy.can_add_topic)
def add_topic(sheet: MeetingSheet) -> Any:
    """A topic of the reader's stands on the agenda."""
    form = forms.TopicForm(request.form)
    try:
        actions.add_topic(sheet.pair, form.words.data or "", by=current.actor(), meeting=sheet.meeting)
    except Invalid as no:
        form.refuse(no)
        return show(sheet, status=422, topic_form=form)
    except NotNow as no:
        return moved_on(no, meeting_url(sheet.id), kept=form.words.data or "")
    return done(meeting_url(sheet.id, "agenda"))


@bp.post("/<uuid:meeting_id>/starters")
@gate(load, policy.can_read, policy.can_add_topic)
def start_with(sheet: MeetingSheet) -> Any:
    """The starter questions that were ticked stand on the agenda, as the reader's own topics."""
    chosen = set(request.form.getlist("starter"))
    words = [text for key, text in starters.starters(sheet.meeting.purpose) if key in chosen]
    url = meeting_url(sheet.id, "agenda")
    return press(lambda: actions.start_with(sheet, words, by=current.actor()), "", url, back=meeting_url(sheet.id))


def _after(sheet: TopicSheet) -> str:
    return meeting_url(sheet.meeting.id, "agenda") if sheet.meeting is not None else pair_url(sheet.pair, "topics")


@bp.get("/topics/<uuid:topic_id>")
@gate(load_topic, policy.reads_all, policy.can_reword)
def topic(sheet: TopicSheet) -> Any:
    """The form in which its author puts a topic otherwise."""
    return _edit(sheet, forms.TopicForm(data={"words": sheet.words}))


def _edit(sheet: TopicSheet, form: forms.TopicForm, status: int = 200) -> Any:
    return answer("meetings/topic.html", status=status, sheet=sheet, topic=sheet.topic, form=form, back=_after(sheet))


@bp.post("/topics/<uuid:topic_id>/wordings")
@gate(load_topic, policy.reads_all, policy.can_reword)
def reword(sheet: TopicSheet) -> Any:
    """Its author puts it otherwise."""
    form = forms.TopicForm(request.form)
    try:
        actions.reword_topic(sheet, form.words.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _edit(sheet, form, 422)
    except (Stale, NotNow) as no:
        return moved_on(no, _after(sheet), kept=form.words.data or "")
    return done(_after(sheet))


@bp.post("/topics/<uuid:topic_id>/removals")
@gate(load_topic, policy.reads_all, policy.can_reword)
def drop(sheet: TopicSheet) -> Any:
    """Its author takes it off the agenda."""

    def verb() -> None:
        actions.drop_topic(sheet, by=current.actor(), seen=current.seen())

    return press(verb, _("Taken off the agenda."), _after(sheet), back=_after(sheet))


@bp.post("/topics/<uuid:topic_id>/talks")
@gate(load_topic, policy.reads_all, policy.can_act)
def talk(sheet: TopicSheet) -> Any:
    """It was talked about, or not after all. A second click changes nothing."""
    verb, wanted = (actions.reopen_topic, "open") if request.form.get("state") == "open" else (actions.talk_about, "talked")
    if sheet.topic.state == wanted:
        return done(_after(sheet))
    return press(lambda: verb(sheet, by=current.actor()), "", _after(sheet), back=_after(sheet))
