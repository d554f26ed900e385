"""One check-in: saying it, answering it, replying to a point, and the draft of each of the two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _

from saas import meetings
from saas.check_ins import actions, forms, policy, queries
from saas.check_ins.actions import Amended
from saas.check_ins.forms import AnswerForm, SayingForm
from saas.check_ins.sheets import CheckInSheet
from saas.check_ins.views.common import bp, check_in_url, helpers, readers, show
from saas.check_ins.wording import as_topic
from saas.measures.fields import NumberField
from tenants import journal
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import answer, current, done, gate
from tenants.web.forms import Form, named


def load(check_in_id: UUID, **_address: object) -> CheckInSheet | None:
    """The check-in of an address with what decides who may do what."""
    return queries.sheet(check_in_id)


@bp.get("/<uuid:check_in_id>")
@gate(load, policy.can_read)
def check_in(sheet: CheckInSheet) -> Any:
    """A check-in: the form while it is due, then what was said and answered."""
    return show(sheet)


@bp.get("/<uuid:check_in_id>/anew")
@gate(load, policy.can_read, policy.can_say)
def anew(sheet: CheckInSheet) -> Any:
    """The form of a check-in that is said and not answered yet; any other leads to its page."""
    return show(sheet, anew=True) if sheet.check_in.state == "submitted" else done(check_in_url(sheet.check_in))


@bp.get("/<uuid:check_in_id>/statements")
@gate(load, policy.can_read)
def statements(sheet: CheckInSheet) -> Any:
    """How a check-in read before it was said anew: the win and the words of each goal, latest first."""
    actor, place = current.actor(), policy.stands_for(current.actor(), sheet)
    if actor.id != sheet.employee.id:
        journal.record_reading(by=actor, on=sheet.check_in, about=sheet.check_in.employee_id, stands_for=place)
    told = queries.told(sheet.id)
    context: dict[str, Any] = {"sheet": sheet, "check_in": sheet.check_in, "told": told, "deputies": readers(sheet)}
    return answer("check_ins/statements.html", **context, **helpers())


@bp.post("/<uuid:check_in_id>/statements")
@gate(load, policy.can_read, policy.can_say)
def say(sheet: CheckInSheet) -> Any:
    """What was typed is said; or the form comes back with what to mend, or with the plan as it reads now."""
    anew = sheet.check_in.state == "submitted"
    goals = actions.goals_asked(sheet)
    form = forms.saying_form(goals, request.form)
    whole = form.validate()
    try:
        if not whole and request.form.get("hash") == actions.print_of(goals):
            return show(sheet, 422, anew=anew, saying=form)
        actions.say(sheet, form.said, by=current.actor(), on=request.form.get("hash", ""), seen=current.seen(), goals=goals)
    except Invalid as no:
        form.refuse(no)
        return show(sheet, 422, anew=anew, saying=form)
    except Amended as no:
        return show(sheet, 409, anew=anew, saying=form, moved=told(no), lost=_lost(form))
    except (Stale, NotNow) as no:
        fresh = _fresh(sheet)
        says = told(no)
        return show(
            fresh, 409, anew=fresh.check_in.state == "submitted", saying=form,
            moved=says or _("You have said it in another window meanwhile."), lost=_texts(form),
        )  # fmt: skip
    flash(_("Said. %(who)s is asked to answer.", who=sheet.manager.called or sheet.manager.name))
    return done(check_in_url(sheet.check_in))


@bp.post("/<uuid:check_in_id>/draft")
@gate(load, policy.can_read, policy.can_write)
def keep(sheet: CheckInSheet) -> Any:
    """What is typed is kept, by its button; what no draft can hold comes back. Only its author ever sees it."""
    form = _typing(sheet)
    if form is None:
        return show(_fresh(sheet), 409, moved=_("This check-in has moved on meanwhile."), lost=_texts(None))
    anew = sheet.check_in.state == "submitted"
    if not forms.can_be_kept(form):
        if isinstance(form, SayingForm):
            return show(sheet, 422, anew=anew, saying=form)
        return show(sheet, 422, answering=form)
    saved = actions.save_draft(sheet, forms.typed(form, request.form.items()), by=current.actor(), seen=_seen_draft())
    if saved.left_out:
        return show(sheet, 409, anew=anew, moved=_elsewhere(), lost=_texts(form))
    flash(_("Kept. Only you can read it."))
    return done(check_in_url(sheet.check_in))


@bp.post("/<uuid:check_in_id>/draft/autosave")
@gate(load, policy.can_read, policy.can_write)
def autosave(sheet: CheckInSheet) -> Any:
    """What is typed is kept while one types, as it is: it is read once it is said."""
    form = _typing(sheet)
    if form is None:
        left = {"": _("this check-in has moved on; load the page again")}
        return answer("check_ins/_saved.html", at=clock.now(), seen=_seen_draft(), left_out=left, also="", status=409)
    saved = actions.save_draft(sheet, forms.typed(form, request.form.items()), by=current.actor(), seen=_seen_draft())
    left = dict.fromkeys(saved.left_out, "") | ({next(iter(saved.left_out)): _elsewhere()} if saved.left_out else {})
    return answer("check_ins/_saved.html", at=saved.at, seen=saved.version, left_out=left, also="")


def _typing(sheet: CheckInSheet) -> SayingForm | AnswerForm | None:
    """The form that whoever asks is typing into, with what was sent; None where the check-in waits for no words of theirs."""
    actor = current.actor()
    if policy.is_employee(actor, sheet) and sheet.check_in.state in ("due", "submitted"):
        return forms.saying_form(actions.goals_asked(sheet), request.form)
    there = queries.spoken(sheet.id) if policy.can_answer(actor, sheet) and sheet.check_in.state == "submitted" else None
    return forms.answer_form(there, request.form) if there is not None else None


def _elsewhere() -> str:
    return str(_("in another window you wrote something else in a field; load the page again to see it"))


@bp.post("/<uuid:check_in_id>/answers")
@gate(load, policy.can_read, policy.can_answer)
def answer_it(sheet: CheckInSheet) -> Any:
    """What the manager typed is the answer; or the form comes back."""
    there = queries.spoken(sheet.id)
    if there is None:
        return show(sheet, 409, moved=_("Nothing is said yet."), lost=_texts(None))
    form = forms.answer_form(there, request.form)
    form.validate()
    try:
        actions.answer(sheet, form.answer, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, 422, answering=form)
    except (Stale, NotNow) as no:
        fresh = _fresh(sheet)
        now = queries.spoken(fresh.id)
        form = forms.answer_form(now, request.form) if now is not None else form
        says = told(no)
        who = sheet.employee.called or sheet.employee.name
        moved = says or _(
            "%(who)s has said it anew meanwhile. What you typed stands below; look whether it still fits.", who=who
        )
        return show(fresh, 409, answering=form, moved=moved, lost=() if fresh.check_in.state == "submitted" else _texts(form))
    flash(_("Answered. %(who)s sees it now.", who=sheet.employee.called or sheet.employee.name))
    return done(check_in_url(sheet.check_in))


@bp.post("/<uuid:check_in_id>/replies")
@gate(load, policy.can_read, policy.can_reply)
def reply(sheet: CheckInSheet) -> Any:
    """Something more to a point."""
    form, at = forms.ReplyForm(request.form), request.form.get("about", "")
    form.validate()
    there = queries.spoken(sheet.id)
    goal = next((each for each in there.goals if each.goal.key == at), None) if there is not None else None
    point = "goal" if goal is not None else "win" if at == "win" else ""
    try:
        goal_id = goal.goal.goal.id if goal is not None else None
        actions.reply(sheet, form.words.data or "", by=current.actor(), goal_id=goal_id, point=point)
    except Invalid as no:
        form.refuse(no)
        shows_win = there is not None and (there.statement.win or there.of("win"))
        at = at if goal is not None or (at == "win" and shows_win) else ""
        form.words.id = f"reply-{at or 'whole'}"
        return show(sheet, 422, replying=form, at=at)
    except (Stale, NotNow) as no:
        return show(_fresh(sheet), 409, moved=told(no), lost=_texts(form))
    flash(_("Said. The other of you sees it."))
    return done(check_in_url(sheet.check_in, f"goal-{at}" if goal is not None else None))


@bp.post("/<uuid:check_in_id>/topics")
@gate(load, policy.can_read, policy.can_reply)
def topic(sheet: CheckInSheet) -> Any:
    """A point, or the whole, is a topic of the pair's next 1:1; a second click finds the first one's."""
    at, there = request.form.get("about", ""), queries.spoken(sheet.id)
    goal = next((each for each in there.goals if each.goal.key == at), None) if there is not None else None
    point, pair = as_topic(sheet, goal), meetings.pair_of(sheet.check_in.employee_id, sheet.check_in.manager_id)
    assert pair is not None, "the two of a check-in are people"
    try:
        made = meetings.add_topic(pair, point.words, by=current.actor(), about=(point.label, point.about))
    except (Invalid, NotNow) as no:
        return show(_fresh(sheet), 409, moved=told(no))
    sheet_ = meetings.topic_sheet(made.id)
    planned = sheet_ is not None and sheet_.meeting is not None
    flash(
        _("It is on the agenda of your next 1:1.")
        if planned
        else _("It waits as a topic for your next 1:1; none is planned yet.")
    )
    return done(check_in_url(sheet.check_in, f"goal-{at}" if goal is not None else None))


def _fresh(sheet: CheckInSheet) -> CheckInSheet:
    session().expire_all()
    found = queries.sheet(sheet.id)
    assert found is not None, "a check-in is never deleted"
    return found


def _seen_draft() -> int:
    text = request.form.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _lost(form: Form) -> list[str]:
    """Words that were typed for goals which the plan holds no longer."""
    known = {field.name for field in form}
    words = ((name, text.strip()) for name, text in request.form.items() if name.endswith(("/progress", "/blocker", "/words")))
    return [text for name, text in words if text and name not in known]


def _texts(form: Form | None) -> list[str]:
    """Every text that was typed, to be shown where its form is not shown any more; of a known form the numbers, too."""
    names = ("words", "win")
    sent = [(name, text.strip()) for name, text in request.form.items()]
    said = [text for name, text in sent if text and (name in names or name.endswith(("/progress", "/blocker", "/words")))]
    numbers = [field for field in form or () if isinstance(field, NumberField)]
    return said + [named(_place(form, field), text) for field in numbers if (text := request.form.get(field.name, "").strip())]


def _place(form: Form | None, field: Any) -> str:
    return " · ".join(filter(None, (form.place_of(field) if form is not None else "", str(field.label.text))))
