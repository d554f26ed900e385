"""What readers do: say that they tried it, write in an exercise, rate a vignette; and the card beside a step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, request
from flask_babel import gettext as _

from coaching_library.library import actions, asking, forms, policy, queries
from coaching_library.library.models import LibraryItem
from coaching_library.library.views.common import bp, fresh, item_url, rate_form, read_url, says, show, task_of
from coaching_library.topics import About, Task
from tenants.law import Invalid, NotNow
from tenants.web import answer, current, done, gate, wants_fragment
from tenants.web.markdown import PATH


@bp.post("/items/<uuid:item_id>/marks")
@gate(queries.item, policy.can_read, policy.can_use)
def mark(item: LibraryItem) -> Any:
    """The reader says that they tried it, or whether it helped, or takes that back."""
    op, by = request.form.get("op", ""), current.actor()
    if op in ("tried", "not_tried"):
        actions.set_tried(item, op == "tried", by=by)
    else:
        try:
            actions.set_verdict(item, "" if op == "no_verdict" else op or "?", by=by)
        except Invalid as no:
            return show(item, 422, problems=[(None, text) for text in no.errors.values()])
    return done(read_url(item, "marks"))


@bp.post("/items/<uuid:item_id>/answers")
@gate(queries.item, policy.can_read, policy.can_use)
def answer_exercise(item: LibraryItem) -> Any:
    """The reader has written something down, for themselves."""
    form = forms.ExerciseForm(request.form)
    try:
        actions.answer_exercise(item, form.words.data or "", no=form.number, by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return show(item, 422, exercise_form=form)
    except NotNow as no:
        return _again(item, no, form)
    flash(_("Kept, for you alone."))
    return done(read_url(item, "exercise"))


def _again(item: LibraryItem, no: NotNow, form: forms.ExerciseForm) -> Response:
    """409: another window has written meanwhile. What was typed stays in the form, which now counts on from there."""
    answers = queries.own_answers(item.id)
    again = forms.ExerciseForm(data={"words": form.words.data, "no": len(answers) + 1})
    return show(fresh(item), 409, says=says(no, _("This was changed meanwhile.")), exercise_form=again)


@bp.post("/items/<uuid:item_id>/rests")
@gate(queries.item, policy.can_read, policy.can_use)
def let_rest(item: LibraryItem) -> Any:
    """The exercise need not come back."""
    form = forms.ExerciseForm(request.form)
    try:
        actions.let_rest(item, no=form.number, by=current.actor())
    except NotNow as no:
        return _again(item, no, form)
    flash(_("It does not come back. What you wrote is kept, for you alone."))
    return done(read_url(item, "exercise"))


@bp.post("/items/<uuid:item_id>/ratings")
@gate(queries.item, policy.can_read, policy.can_use)
def rate(item: LibraryItem) -> Any:
    """The reader says, alone, which level it is."""
    assert item.latest is not None, "the gate has looked"
    form = rate_form(item.latest, request.form)
    try:
        if not form.validate():
            raise Invalid({})
        actions.rate(item, _read(form.read.data), form.level.data, form.words.data or "", by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return show(item, 422, rate_form=form)
    except NotNow as no:
        return show(fresh(item), 409, says=says(no, _("This was changed meanwhile.")), kept=form.words.data or "")
    flash(_("Said. Below is what HR would say, and why."))
    return done(read_url(item, "rating"))


def _read(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return UUID(int=0)


# --- the card beside a step


def load_card(item_id: UUID) -> LibraryItem | None:
    """The item of a card, for a form that names a step that there is."""
    return queries.item(item_id) if task_of(request.form.get("task")) is not None else None


def _task() -> Task:
    found = task_of(request.form.get("task"))
    assert found is not None, "the gate has looked"
    return found


def _back(item: LibraryItem, took: bool = False) -> Any:
    """Back to the page of the step, where it is one inside the organisation; else to the item."""
    back = request.form.get("back", "")
    if not PATH.match(back) or len(back) > 500:
        return redirect(item_url(item.id), 303)
    path, _hash, anchor = back.partition("#")
    if took:
        path += ("&" if "?" in path else "?") + f"guide={item.id}"
        anchor = "guide"
    return redirect(request.script_root + path + (f"#{anchor}" if anchor else ""), 303)


def _answered(item: LibraryItem, part: str, took: bool = False) -> Any:
    if wants_fragment():
        return answer(part, part, item=item, task=_task(), back=request.form.get("back", ""))
    return _back(item, took)


@bp.post("/guides/<uuid:item_id>/uses")
@gate(load_card, policy.can_use)
def use(item: LibraryItem) -> Any:
    """Its words are taken over. With scripts they stand in the field already; without, the page of the step shows them."""
    actions.note_used(item, _task(), by=current.actor())
    return Response(status=204) if wants_fragment() else _back(item, took=True)


@bp.post("/guides/<uuid:item_id>/dismissals")
@gate(load_card, policy.can_use)
def put_away(item: LibraryItem) -> Any:
    """It is not shown at this step until it is called back."""
    actions.put_away(item, _task(), by=current.actor())
    return _answered(item, "library/_guide_away.html")


@bp.post("/guides/<uuid:item_id>/recalls")
@gate(load_card, policy.can_use)
def call_back(item: LibraryItem) -> Any:
    """It is shown at this step again."""
    actions.call_back(item, _task(), by=current.actor())
    return _back(item)


@bp.post("/guides/<uuid:item_id>/complaints")
@gate(load_card, policy.can_use)
def say_unhelpful(item: LibraryItem) -> Any:
    """It did not help, and is not shown again."""
    actions.say_unhelpful(item, _task(), by=current.actor())
    return _answered(item, "library/_guide_thanks.html")


@bp.post("/items/<uuid:item_id>/questions")
@gate(queries.item, policy.can_read, policy.can_use)
def ask(item: LibraryItem) -> Any:
    """On to where the reader asks their HR partner, who then knows what they read and what they were at."""
    task, back = task_of(request.form.get("task")), request.form.get("back", "")
    label = request.form.get("label", "")[:160]
    about = About(task, label if task else "", back if PATH.match(back) and len(back) <= 500 else "")
    where = asking.address(current.actor(), item, about)
    if where is None:
        return redirect(item_url(item.id), 303)
    actions.note_asked(item, task, by=current.actor())
    return done(request.script_root + where)
