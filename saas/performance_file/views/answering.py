"""What is said to an entry: responses, a contest and how it ends; and taking back what one wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from saas.performance_file import actions, policy
from saas.performance_file.forms import WordsForm, words_form
from saas.performance_file.sheets import EntrySheet
from saas.performance_file.views.common import LABELS, acts_of, bp, entry_url, fresh_entry, load_entry, says, seen_version
from saas.performance_file.views.reading import show_entry
from tenants.law import Invalid, NotNow, Stale
from tenants.web import current, done, gate


def _say(one: EntrySheet, act: str, verb: Callable[[str], Any], said: str, anchor: str) -> Any:
    """The verb is done with what was typed; refused or too late, the page comes back with the words where they were."""
    form: WordsForm = words_form(LABELS[act], act, request.form)
    if not form.validate():
        return _again(one, 422, act, form)
    try:
        verb(form.words.data or "")
    except Invalid as no:
        form.refuse(no)
        return _again(one, 422, act, form)
    except (Stale, NotNow) as no:
        return _again(one, 409, act, form, says(no, _("Something was said to it meanwhile. Look at it again first.")))
    flash(said)
    return done(entry_url(one.id, anchor))


def _again(one: EntrySheet, status: int, act: str, form: WordsForm, why: str = "") -> Any:
    fresh = fresh_entry(one)
    may = acts_of(fresh)
    shown = {name: words_form(label, name) for name, label in LABELS.items() if name in may}
    kept = "" if act in may else form.words.data or ""
    if act in may:
        shown[act] = form
    return show_entry(fresh, status, words_forms=shown, says=why, kept=kept, refused=act if act in may else "")


@bp.post("/entries/<uuid:entry_id>/responses")
@gate(load_entry, policy.can_read_entry, policy.can_respond)
def respond(one: EntrySheet) -> Any:
    """An answer stands beside the entry."""
    by = current.actor()
    said = _("Your response stands beside the entry. Nobody changes it, you neither.")
    return _say(one, "respond", lambda words: actions.respond(one, words, by=by), said, "said")


@bp.post("/entries/<uuid:entry_id>/contests")
@gate(load_entry, policy.can_read_entry, policy.can_contest)
def contest(one: EntrySheet) -> Any:
    """The entry is contested, with a reason."""
    by = current.actor()
    said = _("Your reason stands beside the entry from now on, wherever it is shown.")
    return _say(one, "contest", lambda words: actions.contest(one, words, by=by), said, "contest")


@bp.post("/entries/<uuid:entry_id>/settlements")
@gate(load_entry, policy.can_read_entry, policy.can_settle)
def settle(one: EntrySheet) -> Any:
    """One of the two says that a contest is settled."""
    by, seen = current.actor(), seen_version()
    said = _("Said. It is settled once both of you have said so.")
    return _say(one, "settle", lambda words: actions.settle(one, words, by=by, seen=seen), said, "contest")


@bp.post("/entries/<uuid:entry_id>/stands")
@gate(load_entry, policy.can_read_entry, policy.can_stand)
def stand(one: EntrySheet) -> Any:
    """Who was contested stays with it."""
    by, seen = current.actor(), seen_version()
    said = _("Said. The entry and the contest are shown together from now on.")
    return _say(one, "stand", lambda words: actions.stand(one, words, by=by, seen=seen), said, "contest")


@bp.post("/entries/<uuid:entry_id>/withdrawals")
@gate(load_entry, policy.can_read_entry, policy.can_edit)
def withdraw(one: EntrySheet) -> Any:
    """The author takes an open entry back."""
    try:
        actions.withdraw(one, by=current.actor(), seen=current.seen())
    except (Stale, NotNow) as no:
        why = says(no, _("This entry was changed or sealed meanwhile. Look at it again first."))
        return show_entry(fresh_entry(one), 409, says=why)
    flash(_("Taken back. Its words are shown to nobody any more; that it was there stays."))
    return done(entry_url(one.id))
