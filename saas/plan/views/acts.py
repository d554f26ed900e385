"""Acting on an agreement: propose, take back, counter, sign, ask, amend, discard. POST creates the noun."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, flash, request, url_for
from flask_babel import gettext as _

from saas.plan import actions, policy, reminding
from saas.plan.sheets import Sheet
from saas.plan.views import drafting, merging
from saas.plan.views.common import bp, draft_url, moved_on, plan_url, press, put_under, seen_draft, show
from saas.plan.views.reading import sheet as load
from tenants import agreements
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import current, done, gate

BACK = re.compile(r"/(?:team/|desk/cycles/[0-9a-f-]{36}(?:/chase)?)(?:\?[\w=&%.~-]*)?", re.ASCII)
"""The lists from which one reminds: a reminder leads back to the very page of the list."""


def _words() -> str:
    return request.form.get("words", "").replace("\x00", "").strip()


@bp.post("/plans/<uuid:plan_id>/proposals")
@gate(load, policy.can_read, policy.can_propose)
def propose(sheet: Sheet) -> Any:
    """The draft becomes a version with its author's signature; what is missing comes back with the draft, 422."""
    by = current.actor()
    draft = agreements.draft(sheet.agreement.id)
    if draft is not None and "draft_version" in request.form and seen_draft() != draft.version:
        return moved_on(sheet, NotNow(_("Your draft changed in another window. Look at it, then propose it.")))
    try:
        version = actions.propose(sheet, by=by, seen=current.seen())
    except agreements.Behind as behind:
        return merging.behind(sheet, behind.draft, behind.theirs, status=409)
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    except Invalid as no:
        return drafting.show_draft(sheet, actions.take_draft(sheet, by=by), problems=no.errors, status=422)
    other = sheet.agreement.second if by.id == sheet.agreement.first_id else sheet.agreement.first
    flash(
        _(
            "Version %(no)s is with %(who)s now. You can take it back until they act.",
            no=version.no,
            who=other.called or other.name,
        )
    )
    return done(plan_url(sheet))


@bp.post("/plans/<uuid:plan_id>/withdrawals")
@gate(load, policy.can_read, policy.can_propose)
def withdraw(sheet: Sheet) -> Any:
    """The own proposal is taken back; its words stand in the draft again."""
    said = _("You took it back. Its words are in your draft again.")
    return press(sheet, lambda: actions.withdraw(sheet, by=current.actor(), seen=current.seen()), said)


@bp.post("/plans/<uuid:plan_id>/counters")
@gate(load, policy.can_read, policy.can_propose)
def counter(sheet: Sheet) -> Any:
    """A version of one's own begins as an answer, with a word to the other side if one likes."""
    words = _words()
    try:
        actions.counter(sheet, by=current.actor(), words=words, seen=current.seen())
    except agreements.Behind as behind:
        return merging.behind(sheet, behind.draft, behind.theirs, status=409, kept=words)
    except (Stale, NotNow) as no:
        return moved_on(sheet, no, kept=words, act="counter")
    except Invalid as no:
        return show(sheet, status=422, problems={"counter": list(no.errors.values())}, kept=words)
    return done(draft_url(sheet))


@bp.post("/plans/<uuid:plan_id>/versions/<int:no>/signatures")
@gate(load, policy.can_read, policy.can_sign)
def sign(sheet: Sheet) -> Any:
    """The second signature. A second click finds the first one's and leads to the same page."""
    no = int((request.view_args or {})["no"])
    said = _("You have both signed version %(no)s. It is in force.", no=no)
    return put_under(sheet, no, actions.sign, said, sides=("first", "second"))


@bp.post("/plans/<uuid:plan_id>/versions/<int:no>/comments")
@gate(load, policy.can_read, policy.can_talk)
def ask(sheet: Sheet) -> Any:
    """A question or remark beside a line; it stays between the two."""
    no, words = int((request.view_args or {})["no"]), _words()
    address = request.form.get("address", "")[:400]
    if agreements.version(sheet.agreement.id, no) is None:
        abort(404)
    try:
        actions.ask(sheet, no, address, words, by=current.actor())
    except Invalid as wrong:
        older = None if _is_shown_first(sheet, no) else no
        about = address if "words" in wrong.errors else None  # a line that is not there has no place for a form
        return show(sheet, status=422, no=older, problems={"ask": list(wrong.errors.values())}, kept=words, about=about)
    except (Stale, NotNow) as refused:
        return moved_on(sheet, refused, kept=words, act="ask")
    anchor = "at-" + address.replace("/", "-") if address else "talk"
    if _is_shown_first(sheet, no):
        return done(url_for("plan.page", plan_id=sheet.id, _anchor=anchor))
    return done(url_for("plan.version", plan_id=sheet.id, no=no, _anchor=anchor))


def _is_shown_first(sheet: Sheet, no: int) -> bool:
    """Whether the plan's own page shows this version, so that the way back leads there."""
    first = sheet.talk.open_version or sheet.agreement.active_version or sheet.talk.last_version
    return first is not None and first.no == no


@bp.post("/plans/<uuid:plan_id>/reminders")
@gate(load, policy.can_remind)
def remind(sheet: Sheet) -> Any:
    """Whoever the plan waits for is reminded, once in three days. Back to the list or the plan from which it was asked for."""
    back = request.form.get("back", "")
    to = request.script_root + back if BACK.fullmatch(back) else ""
    other = policy.can_read(current.actor(), sheet)
    try:
        person = reminding.remind(sheet, by=current.actor())
    except NotNow as no:
        if other and not to:
            return moved_on(sheet, no)
        flash(told(no) or _("It was changed in another window."))
    else:
        if person is None:
            flash(_("They were reminded lately. One reminder in three days is enough."))
        else:
            flash(_("%(who)s has a reminder, here and by mail.", who=person.called or person.name))
    return done(to or (plan_url(sheet) if other else url_for("plan.plans")))


@bp.post("/plans/<uuid:plan_id>/amendments")
@gate(load, policy.can_read, policy.can_propose)
def amend(sheet: Sheet) -> Any:
    """A change of what stands is begun; what both signed stays in force."""
    said = _("The amendment is open. What you both signed stays in force until you both sign the change.")
    return press(sheet, lambda: actions.amend(sheet, by=current.actor(), seen=current.seen()), said)


@bp.post("/plans/<uuid:plan_id>/discards")
@gate(load, policy.can_read, policy.can_propose)
def discard(sheet: Sheet) -> Any:
    """The open amendment comes to nothing."""
    said = _("The amendment is discarded. The plan stays as you both signed it.")
    return press(sheet, lambda: actions.discard(sheet, by=current.actor(), seen=current.seen()), said)
