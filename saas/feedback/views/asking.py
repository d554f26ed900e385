"""Asking for feedback, and the page of one request: accept or decline."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, flash, request
from flask_babel import gettext as _

from coaching_library import Task
from saas import guides
from saas.feedback import actions, forms, policy, queries, rules, topics
from saas.feedback.models import FeedbackDraft
from saas.feedback.sheets import RequestSheet
from saas.feedback.views.common import bp, called, draft_url, feedback_url, in_address, request_url, tie, typed
from tenants import organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Refused, Stale, told
from tenants.web import answer, current, done, gate
from tenants.web.gates import anybody

GIVERS = ("giver", "second_giver", "third_giver")


@bp.get("/requests/new")
@gate(None, anybody)
def new_request() -> Any:
    """The form to ask: about oneself, or about a report."""
    actor, person, about = current.actor(), in_address(), in_address("report")
    data = {
        "giver": person.email if person is not None and person.id != actor.id else "",
        "report": about.email if about is not None and about.id in actor.report_ids else "",
        "due_on": organisations.today() + timedelta(days=rules.USUAL),
    }
    return _form(forms.AskForm(data=data))


@bp.post("/requests")
@gate(None, anybody)
def ask() -> Any:
    """The request is on its way to each of them; a report is told in the same moment."""
    form, actor = forms.AskForm(request.form), current.actor()
    ready = form.validate()
    givers = [typed(form, field) for field in GIVERS if form[field].data]
    subject = typed(form, "report") if form.report.data else actor.person
    if not ready or subject is None or None in givers:
        return _form(form, 422)
    try:
        made = actions.ask(
            [each for each in givers if each is not None],
            subject,
            topic=form.topic.data or "",
            words=form.words.data or "",
            due_on=form.due_on.data,
            by=actor,
        )
    except Invalid as no:
        form.refuse(no)
        return _form(form, 422)
    except Refused:
        form.refuse(Invalid({"report": _("You ask about yourself, or about somebody who reports to you.")}))
        return _form(form, 422)
    names = ", ".join(called(each) for each in givers if each is not None)
    about = subject.id != actor.id
    flash(
        _("Asked: %(names)s. %(report)s is told, too.", names=names, report=called(subject))
        if about
        else _("Asked: %(names)s.", names=names)
    )
    return done(request_url(made[0].id))


def _form(form: forms.AskForm, status: int = 200) -> Response:
    if not current.actor().is_manager:
        del form.report
    card = guides.beside(current.actor(), Task.FEEDBACK_ASK, _("Feedback"), "/feedback/requests/new")
    return answer("feedback/ask.html", status=status, form=form, topics=topics, guide_card=card)


def _begun(sheet: RequestSheet) -> FeedbackDraft | None:
    """What the reader has begun to write for a request that is over."""
    if sheet.is_open or current.actor().id != sheet.request.giver_id:
        return None
    return next((each for each in queries.drafts_of(current.actor().id) if each.request_id == sheet.id), None)


def _show(sheet: RequestSheet, status: int = 200, says: str = "") -> Response:
    actor = current.actor()
    answers = policy.can_answer_request(actor, sheet) and sheet.is_open
    return answer(
        "feedback/request.html",
        status=status,
        sheet=sheet,
        asked=sheet.request,
        topic=topics.TOPICS[sheet.request.topic],
        questions=[
            topics.question(sheet.request.topic, key, called(sheet.request.subject))
            for key in topics.TOPICS[sheet.request.topic].questions
        ],
        answers=answers,
        begun=_begun(sheet),
        tie=tie(sheet.request.subject_id),
        reads=_reads(sheet),
        called=called,
        says=says,
    )


def _reads(sheet: RequestSheet) -> bool:
    """Whether what was given can be opened by the one who asks."""
    found = queries.sheet(sheet.feedback_id) if sheet.feedback_id is not None else None
    return found is not None and policy.can_read(current.actor(), found)


@bp.get("/requests/<uuid:request_id>")
@gate(queries.request_of, policy.can_read_request)
def request_page(sheet: RequestSheet) -> Any:
    """One request: who asks whom, about whom and what, and where it stands."""
    return _show(sheet)


@bp.post("/requests/<uuid:request_id>/acceptances")
@gate(queries.request_of, policy.can_read_request, policy.can_answer_request)
def accept(sheet: RequestSheet) -> Any:
    """Whoever is asked begins to write; a second click opens the same draft, or what was given."""
    if sheet.feedback_id is not None:
        return done(feedback_url(sheet.feedback_id))
    try:
        draft = actions.accept(sheet, by=current.actor())
    except NotNow as no:
        return _moved_on(sheet, told(no))
    return done(draft_url(draft.id))


@bp.post("/requests/<uuid:request_id>/declines")
@gate(queries.request_of, policy.can_read_request, policy.can_answer_request)
def decline(sheet: RequestSheet) -> Any:
    """Whoever is asked will not write. No reason is asked for."""
    try:
        actions.decline(sheet, by=current.actor(), seen=current.seen())
    except Stale:
        return _moved_on(sheet, _("You went on in another window. Look at it as it stands now."))
    except NotNow as no:
        return _moved_on(sheet, told(no))
    flash(_("Declined. %(name)s is told, and nobody asks why.", name=called(sheet.request.asker)))
    return done(request_url(sheet.id))


def _moved_on(sheet: RequestSheet, says: str) -> Response:
    session().expire_all()
    fresh = queries.request_of(sheet.id)
    assert fresh is not None, "a request is never deleted"
    return _show(fresh, 409, says)
