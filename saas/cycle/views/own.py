"""An employee's own cycle: written and asked for, answered by the manager."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.cycle import actions, forms, policy, queries, rules
from saas.cycle.rules import Frame, Phases
from saas.cycle.views.common import bp, cycle_url, press, refused
from tenants import people
from tenants.law import Invalid, Stale
from tenants.web import answer, current, done, gate


@bp.get("/own/new")
@gate(None, policy.can_open_own)
def new_own() -> Any:
    """The form of a new own cycle."""
    return _form(forms.OwnCycleForm(data={"starts_on": queries.day()}), None)


@bp.post("/own")
@gate(None, policy.can_open_own)
def make_own() -> Any:
    """The wish is written and put to the manager in one step, or kept as a draft."""
    form = forms.OwnCycleForm(request.form)
    if form.validate():
        try:
            made = actions.draft_own(**form.values(), by=current.actor())
            if "keep" not in request.form:
                actions.ask(made, by=current.actor())
                flash(_("Your manager is asked. You can take it back until they answer."))
        except Invalid as no:
            form.refuse(no)
        else:
            return done(cycle_url(made))
    else:
        _judge_days(form)
    return _form(form, None, 422)


def _judge_days(form: forms.OwnCycleForm) -> None:
    """What is wrong with the days is told together with what else is missing, not in a next round."""
    if form.has_days:
        form.refuse(Invalid(rules.own_problems(form.phases, queries.day(), queries.own_limit())))


@bp.get("/<uuid:cycle_id>/own/edit")
@gate(queries.frame, policy.can_read, policy.can_ask)
def edit_own(frame: Frame) -> Any:
    """The form of a draft."""
    cycle = frame.cycle
    data = {**Phases.of(cycle).as_dict(), "name": cycle.name, "words": cycle.words, "reason": cycle.reason}
    return _form(forms.OwnCycleForm(data=data), frame)


@bp.post("/<uuid:cycle_id>/own/changes")
@gate(queries.frame, policy.can_read, policy.can_ask)
def change_own(frame: Frame) -> Any:
    """The draft is saved."""
    form = forms.OwnCycleForm(request.form)
    if not form.validate():
        _judge_days(form)
        return _form(form, frame, 422)
    try:
        actions.change_own(frame.cycle, **form.values(), by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _form(form, frame, 422)
    except Stale:
        return _form(form, frame, 409)
    flash(_("Saved."))
    return done(cycle_url(frame.cycle))


@bp.post("/<uuid:cycle_id>/requests")
@gate(queries.frame, policy.can_read, policy.can_ask)
def ask(frame: Frame) -> Any:
    """The manager is asked."""
    return press(frame, actions.ask, _("Your manager is asked. You can take it back until they answer."))


@bp.post("/<uuid:cycle_id>/withdrawals")
@gate(queries.frame, policy.can_read, policy.can_ask)
def take_back(frame: Frame) -> Any:
    """The wish is taken back."""
    return press(frame, actions.take_back, _("It is your draft again."))


@bp.post("/<uuid:cycle_id>/agreements")
@gate(queries.frame, policy.can_read, policy.can_answer)
def agree(frame: Frame) -> Any:
    """The manager agrees; the cycle runs."""
    return press(frame, actions.agree, _("You agreed. The cycle runs, and its plan is open for both of you."))


@bp.post("/<uuid:cycle_id>/answers")
@gate(queries.frame, policy.can_read, policy.can_answer)
def answer_later(frame: Frame) -> Any:
    """The manager says why not yet."""
    form = forms.WordsForm(request.form)
    try:
        form.validate()
        actions.answer_later(frame.cycle, words=form.words.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return refused(frame, [], words_form=form)
    flash(_("Your answer is given. It is their draft again, with your words beside it."))
    return done(url_for("cycle.index", kind="own"))


def _form(form: forms.OwnCycleForm, frame: Frame | None, status: int = 200) -> Response:
    return answer(
        "cycle/own.html",
        status=status,
        form=form,
        cycle=frame.cycle if frame else None,
        manager=people.manager_of(current.actor().id),
        longest=queries.own_limit(),
        stale=status == 409,
        cancel=cycle_url(frame.cycle) if frame else url_for("cycle.index", kind="own"),
    )
