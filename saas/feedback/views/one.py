"""Feedback that was given: its words, what was said to it, who can read it, and what the reader may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, flash, request
from flask_babel import gettext as _

from coaching_library import Task, library
from saas import guides
from saas.feedback import actions, forms, policy, queries, topics
from saas.feedback.models import FeedbackAnswer
from saas.feedback.sheets import Sheet
from saas.feedback.states import FEEDBACK
from saas.feedback.views.common import bp, called, feedback_url, tie
from tenants import people
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.people import Actor, Person
from tenants.web import Form, answer, current, done, gate
from tenants.web.dates import long_day


@bp.get("/<uuid:feedback_id>")
@gate(queries.sheet, policy.can_read)
def page(sheet: Sheet) -> Any:
    """What was given. Opening it, by anybody but its giver, is noted: from then on its words stand."""
    actions.show(sheet, by=current.actor())
    return _show(sheet)


def _show(sheet: Sheet, status: int = 200, **given: Any) -> Response:
    actor, feedback = current.actor(), sheet.feedback
    ground = policy.ground(actor, sheet)
    assert ground is not None, "the gate has looked"
    answers, wording = queries.answers_to(feedback.id), queries.wording(feedback.id)
    manager = people.person(sheet.standing.manager_id)
    thanked = any(each.kind == "thanks" and each.author_id == actor.id for each in answers)
    context: dict[str, Any] = {
        "sheet": sheet,
        "feedback": feedback,
        "ground": ground,
        "topic": topics.TOPICS[feedback.topic],
        "said": _read(sheet, wording.said),
        "rewritten": wording.no > 1,
        "earlier": _earlier(sheet) if ground.kind == "giver" and wording.no > 1 else [],
        "answers": answers,
        "readers": _readers(sheet, manager),
        "may_change": policy.can_change(actor, sheet) and FEEDBACK.may(feedback, "change"),
        "may_thank": policy.can_thank(actor, sheet) and not thanked,
        "share_with": manager if ground.kind == "subject" and manager and _sharable(sheet, manager.id) else None,
        "form": forms.ResponseForm() if _may_respond(actor, sheet) else None,
        "has_said": _has_said(answers, actor.id),
        "guide_card": _guide(sheet) if ground.kind == "subject" else None,
        "called": called,
        "says": "",
        "problem": "",
    }
    return answer("feedback/page.html", status=status, **(context | given))


def _guide(sheet: Sheet) -> library.Card | None:
    """The guide beside feedback, for the one whom it is about."""
    return guides.beside(current.actor(), Task.FEEDBACK_RESPOND, _("Feedback"), f"/feedback/{sheet.feedback.id}")


def _read(sheet: Sheet, said: dict[str, str]) -> list[tuple[str, str]]:
    """Questions and answers, as the reader reads them."""
    name, topic = called(sheet.feedback.subject), sheet.feedback.topic
    return [(forms.named_question(topic, key, name), words) for key, words in said.items()]


def _earlier(sheet: Sheet) -> list[tuple[Any, list[tuple[str, str]]]]:
    return [(each.at, _read(sheet, each.said)) for each in queries.earlier_wordings(sheet.id)]


def _may_respond(actor: Actor, sheet: Sheet) -> bool:
    """The one whom it is about at any time; whoever gave it where a response waits for theirs."""
    if actor.id == sheet.feedback.giver_id:
        return queries.waits_for_giver(sheet.feedback)
    return policy.can_respond(actor, sheet)


def _has_said(answers: list[FeedbackAnswer], who: UUID) -> bool:
    return any(each.author_id == who for each in answers)


def _sharable(sheet: Sheet, manager_id: UUID) -> bool:
    return manager_id not in sheet.manager_ids and manager_id != sheet.feedback.giver_id


def _readers(sheet: Sheet, manager: Person | None) -> list[tuple[Person, str]]:
    """Who can read it today, and why."""
    feedback = sheet.feedback
    found = [(feedback.subject, _("It is about them.")), (feedback.giver, _("Gave it."))]
    if manager is not None and sheet.manager_id == manager.id and manager.id != feedback.giver_id:
        name = called(feedback.subject)
        shared = next((each for each in sheet.sharings if each.manager_id == manager.id), None)
        why = (
            _("Asked for it as line manager, and %(name)s was told then.", name=name)
            if manager.id == feedback.asker_id
            else _("%(name)s shared it on %(day)s.", name=name, day=_day(shared.at) if shared else "–")
        )
        found.append((manager, f"{why} {_('While they lead %(name)s; whoever stands in for them reads along.', name=name)}"))
    return found


def _day(at: datetime) -> str:
    return long_day(at.astimezone(ZoneInfo(current.zone())).date())


def _said_form(sheet: Sheet, formdata: Any = None) -> Form:
    said = queries.wording(sheet.id).said
    return forms.writing_form(sheet.feedback.topic, called(sheet.feedback.subject), formdata, said=said)


@bp.get("/<uuid:feedback_id>/edit")
@gate(queries.sheet, policy.can_read, policy.can_change)
def edit(sheet: Sheet) -> Any:
    """Whoever gave it writes it anew, as long as nobody has opened it."""
    if not FEEDBACK.may(sheet.feedback, "change"):
        return done(feedback_url(sheet.id))
    return _edit(sheet, _said_form(sheet))


def _edit(sheet: Sheet, form: Form, status: int = 200, theirs: Any = None) -> Response:
    return answer(
        "feedback/edit.html",
        status=status,
        feedback=sheet.feedback,
        form=form,
        seen=current.seen() if status == 422 else sheet.feedback.version,
        called=called,
        tie=tie(sheet.feedback.subject_id),
        theirs=theirs,
    )


@bp.post("/<uuid:feedback_id>/changes")
@gate(queries.sheet, policy.can_read, policy.can_change)
def change(sheet: Sheet) -> Any:
    """It reads otherwise."""
    form = _said_form(sheet, request.form)
    try:
        actions.change(sheet, forms.answers_in(form), by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _edit(sheet, form, 422)
    except Stale:
        fresh = _fresh(sheet)
        return _edit(fresh, form, 409, theirs=_read(fresh, queries.wording(fresh.id).said))
    except NotNow as no:
        kept = "\n\n".join(text for text in forms.answers_in(form).values() if text)
        return _show(_fresh(sheet), 409, says=told(no), kept=kept)
    flash(_("Saved. It has not been opened yet."))
    return done(feedback_url(sheet.id))


@bp.post("/<uuid:feedback_id>/responses")
@gate(queries.sheet, policy.can_read, policy.can_respond)
def respond(sheet: Sheet) -> Any:
    """What the one whom it is about says to it stands beside it, and what its giver answers."""
    form, by, feedback = forms.ResponseForm(request.form), current.actor(), sheet.feedback
    try:
        actions.respond(sheet, form.words.data or "", by=by)
    except Invalid as no:
        form.refuse(no)
        return _show(sheet, 422, form=form)
    except NotNow as no:
        return _show(_fresh(sheet), 409, says=told(no), kept=form.words.data)
    other = feedback.subject if by.id == feedback.giver_id else feedback.giver
    flash(_("Your response stands beside it. %(name)s is told.", name=called(other)))
    return done(feedback_url(sheet.id))


@bp.post("/<uuid:feedback_id>/thanks")
@gate(queries.sheet, policy.can_read, policy.can_thank)
def thank(sheet: Sheet) -> Any:
    """Whoever gave it is thanked."""
    actions.thank(sheet, by=current.actor())
    flash(_("%(name)s is told that you are grateful for it.", name=called(sheet.feedback.giver)))
    return done(feedback_url(sheet.id))


@bp.post("/<uuid:feedback_id>/sharings")
@gate(queries.sheet, policy.can_read, policy.can_share)
def share(sheet: Sheet) -> Any:
    """The manager in force reads it, too."""
    try:
        named = UUID(request.form.get("manager", ""))
    except ValueError:
        named = None
    try:
        made = actions.share(sheet, by=current.actor(), with_id=named)
    except NotNow as no:
        return _show(_fresh(sheet), 409, says=told(no))
    flash(_("%(name)s can read it now.", name=called(made.manager)))
    return done(feedback_url(sheet.id))


def _fresh(sheet: Sheet) -> Sheet:
    session().expire_all()
    found = queries.sheet(sheet.id)
    assert found is not None, "feedback is never deleted"
    return found
