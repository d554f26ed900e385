"""What is said in a question: answers, questions back, replies, comments; and what one has begun to write in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from coaching_library.threads import actions, forms, policy, queries
from coaching_library.threads.sheets import Asked, Sheet
from coaching_library.threads.views.common import bp, draft_seen, fresh, id_in, load, question_url, says
from coaching_library.threads.views.one import LABELS, acts, show
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer as respond_with
from tenants.web import current, done, gate, wants_fragment


def say(sheet: Sheet, act: str, verb: Callable[[str], Any], said: str) -> Any:
    """The verb is done with what was typed; refused or too late, the page comes back with the words where they were."""
    form = forms.words_form(LABELS[act], act, request.form)
    form.validate()
    try:
        made = verb(form.words.data or "")
    except Invalid as no:
        form.refuse(no)
        return show(fresh(sheet), 422, words_forms={act: form})
    except (Stale, NotNow) as no:
        now = fresh(sheet)
        stays = act in acts(queries.thread(now, current.actor()))
        kept = "" if stays else form.words.data or ""
        return show(now, 409, says=says(no), kept=kept, words_forms={act: form} if stays else {})
    flash(said)
    return done(question_url(sheet.id, f"post-{made.id}"))


@bp.post("/<uuid:question_id>/answers")
@gate(load, policy.can_read, policy.can_answer)
def answer(sheet: Sheet) -> Any:
    """An answer stands in it."""
    by = current.actor()
    return say(
        sheet, "answer", lambda words: actions.answer(sheet, words, by=by), _("Your answer stands. Whoever asked is told.")
    )


@bp.post("/<uuid:question_id>/queries")
@gate(load, policy.can_read, policy.speaks_for_hr)
def ask_back(sheet: Sheet) -> Any:
    """HR asks something back."""
    by, said = current.actor(), _("Asked back. The clocks stand still until there is a reply.")
    return say(sheet, "ask_back", lambda words: actions.ask_back(sheet, words, by=by), said)


@bp.post("/<uuid:question_id>/replies")
@gate(load, policy.can_read, policy.can_decide)
def reply(sheet: Sheet) -> Any:
    """Whoever asked replies to a question back."""
    by = current.actor()
    return say(sheet, "reply", lambda words: actions.reply(sheet, words, by=by), _("Sent. HR goes on with it."))


@bp.post("/<uuid:question_id>/comments")
@gate(load, policy.can_read, policy.can_speak)
def comment(sheet: Sheet) -> Any:
    """Something else is said in it."""
    by = current.actor()
    return say(sheet, "comment", lambda words: actions.comment(sheet, words, by=by), _("Said."))


@bp.post("/<uuid:question_id>/drafts")
@gate(load, policy.can_read, policy.can_speak)
def keep_draft(sheet: Sheet) -> Any:
    """What one is writing in it is kept, by its button or while one types; a saved reply is put below it."""
    actor, seen = current.actor(), draft_seen()
    words = forms.WordsForm(request.form)
    words.validate()
    saved = queries.reply(wanted) if (wanted := id_in(request.form.get("saved_reply"))) is not None else None
    added = saved.words if saved is not None and policy.can_use_reply(actor, saved) else ""
    asked = Asked("", words.words.data or "", "")
    try:
        draft = actions.save_draft(asked, by=actor, seen=max(seen, 0), question=sheet.question, added=added)
    except Invalid as no:
        if wants_fragment():
            return respond_with("threads/_saved.html", at=None, seen=seen, left_out=no.errors)
        return _again(sheet, 422, words, no)
    except Stale as no:
        if wants_fragment():
            return respond_with("threads/_behind.html", status=409)
        return _again(sheet, 409, words, None, theirs=no.thing)
    if wants_fragment():
        return respond_with("threads/_saved.html", at=draft.saved_at, seen=draft.version, left_out={})
    flash(_("Saved. Only you can read it."))
    return done(question_url(sheet.id, "reply"))


def _again(sheet: Sheet, status: int, typed: forms.WordsForm, no: Invalid | None, **given: Any) -> Any:
    """The page with what was typed in the field that one usually wants."""
    kind = next(
        (each for each in ("reply", "answer", "comment") if each in acts(queries.thread(sheet, current.actor()))), "comment"
    )
    form = forms.words_form(LABELS[kind], kind, data={"words": typed.words.data})
    if no is not None:
        form.refuse(no)
    return show(fresh(sheet), status, words_forms={kind: form}, **given)
