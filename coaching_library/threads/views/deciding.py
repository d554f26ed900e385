"""What whoever asked decides, and HR's word that it is the same as another question."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from coaching_library.threads import actions, forms, policy, queries
from coaching_library.threads.sheets import Sheet
from coaching_library.threads.views.common import bp, fresh, helpers, id_in, load, question_url
from coaching_library.threads.views.one import acts, moved_on, press, show
from coaching_library.threads.views.saying import say
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate

IN_ADDRESS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


@bp.post("/<uuid:question_id>/acceptances")
@gate(load, policy.can_read, policy.can_decide)
def accept(sheet: Sheet) -> Any:
    """One answer solved it."""
    by, seen = current.actor(), current.seen()
    try:
        actions.accept(sheet, id_in(request.form.get("answer_id")), by=by, seen=seen)
    except Invalid as no:
        return show(fresh(sheet), 422, problem=next(iter(no.errors.values())))
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    return press(sheet, lambda: None, _("Good that it helped. Whoever answered is told."))


@bp.post("/<uuid:question_id>/reopenings")
@gate(load, policy.can_read, policy.can_decide)
def reopen(sheet: Sheet) -> Any:
    """It is not solved yet."""
    by, seen, said = current.actor(), current.seen(), _("It is open again. HR reads what is still missing.")
    return say(sheet, "reopen", lambda words: actions.reopen(sheet, words, by=by, seen=seen), said)


@bp.post("/<uuid:question_id>/endings")
@gate(load, policy.can_read, policy.can_decide)
def let_go(sheet: Sheet) -> Any:
    """Whoever asked needs no answer any more."""
    by, seen = current.actor(), current.seen()
    return press(sheet, lambda: actions.let_go(sheet, by=by, seen=seen), _("Closed. You can open it again at any time."))


@bp.post("/<uuid:question_id>/objections")
@gate(load, policy.can_read, policy.can_decide)
def object_to(sheet: Sheet) -> Any:
    """It is not the same."""
    by, seen, said = current.actor(), current.seen(), _("It is open again by itself.")
    return say(sheet, "object", lambda words: actions.object_to(sheet, words, by=by, seen=seen), said)


@bp.get("/<uuid:question_id>/same")
@gate(load, policy.can_read, policy.speaks_for_hr)
def same(sheet: Sheet) -> Any:
    """Of which question it is the same: those that are alike to choose from, or what was searched for by words, by an address
    or by an id.
    """
    if "merge" not in acts(queries.thread(sheet, current.actor())):
        return moved_on(sheet, NotNow(_("It can’t be closed as the same as another now.")))
    return _form(sheet, forms.MergeForm())


MOST = 12
"""So many questions are offered of those that bear the words."""


def _form(sheet: Sheet, form: forms.MergeForm, status: int = 200, seen: int | None = None) -> Response:
    typed = (request.values.get("q") or "").strip()[:200]
    found = _found(sheet, typed)
    forms.choose(form.target, [(str(id_), title) for id_, title in found])
    if typed and len(found) == 1 and not form.target.data:
        form.target.data = str(found[0][0])
    version = sheet.version if seen is None else seen
    context: dict[str, Any] = {"sheet": sheet, "question": sheet.question, "form": form, "found": found, "version": version}
    return answer("threads/same.html", status=status, typed=typed, **context, **helpers())


def _found(sheet: Sheet, typed: str) -> list[tuple[Any, str]]:
    """The questions to choose from, each with its title: what the actor may read, and never this one."""
    actor = current.actor()
    address = IN_ADDRESS.search(typed)
    if address is not None:
        target = queries.question(UUID(address.group(0)))
        known = target is not None and target.id != sheet.id and policy.can_read(actor, target)
        return [(target.id, target.question.title)] if target is not None and known else []
    if not typed:
        alike = queries.suggest(actor, sheet.question.title, without=sheet.id, kinds=(queries.QUESTION,))
        return [(each.id, each.title) for each in alike]
    return [(each.id, each.title) for each in queries.called(actor, typed, MOST, without=sheet.id)]


@bp.post("/<uuid:question_id>/duplicates")
@gate(load, policy.can_read, policy.speaks_for_hr)
def merge(sheet: Sheet) -> Any:
    """It is the same as another one."""
    form, actor = forms.MergeForm(request.form), current.actor()
    form.validate()
    wanted = id_in(form.target.data)
    target = queries.question(wanted) if wanted is not None else None
    if target is not None and not policy.can_read(actor, target):
        target = None
    try:
        actions.merge(sheet, target, by=actor, seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _form(fresh(sheet), form, 422, current.seen())
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    return done(question_url(sheet.id))
