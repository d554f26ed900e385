"""Beside the two: calling HR in, adopting what stands, handing over, and what a deputy has prepared. POST creates the noun."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from saas.plan import adopting, mediating, policy, preparing
from saas.plan.sheets import Passing, Sheet
from saas.plan.short_forms import AnswerForm, HandoverForm
from saas.plan.views.common import bp, draft_url, moved_on, plan_url, put_under, seen_draft, show
from saas.plan.views.reading import sheet as load
from tenants import agreements, journal
from tenants.agreements import AgreementPreparation
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import answer, current, done, gate


def _partner() -> UUID | None:
    """The HR partner who was chosen; None where none was to be chosen. What is no id is nobody's."""
    text = request.form.get("partner", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def _call_problems(no: Invalid) -> dict[str, list[str]]:
    """What is wrong with a call, by the field that it stands at."""
    return {"partner" if name == "partner" else "call": [message] for name, message in no.errors.items()}


@bp.post("/plans/<uuid:plan_id>/mediations")
@gate(load, policy.can_read, policy.can_call)
def call(sheet: Sheet) -> Any:
    """An HR partner is called in, with words."""
    words = request.form.get("words", "").replace("\x00", "").strip()
    try:
        made = mediating.call(sheet, words, partner=_partner(), by=current.actor(), seen=current.seen())
    except (Stale, NotNow) as no:
        return moved_on(sheet, no, kept=words, act="call")
    except Invalid as no:
        return show(sheet, status=422, problems=_call_problems(no), kept=words)
    flash(_("%(who)s is called in and reads on from here.", who=made.partner.called or made.partner.name))
    return done(plan_url(sheet))


@bp.post("/plans/<uuid:plan_id>/versions/<int:no>/adoptions")
@gate(load, policy.can_read, policy.can_adopt)
def adopt(sheet: Sheet) -> Any:
    """Whoever leads now signs what is in force. A second click finds the first one's and leads to the same page."""
    no = int((request.view_args or {})["no"])
    said = _("You have adopted version %(no)s. It stays in force, word for word.", no=no)
    return put_under(sheet, no, adopting.adopt, said, sides=("adopted",))


@bp.post("/plans/<uuid:plan_id>/preparations")
@gate(load, policy.can_read, policy.can_prepare)
def lay_before(sheet: Sheet) -> Any:
    """What a deputy has written lies before the manager."""
    draft = agreements.draft(sheet.agreement.id)
    if draft is not None and "draft_version" in request.form and seen_draft() != draft.version:
        return moved_on(sheet, NotNow(_("Your draft changed in another window. Look at it, then lay it before them.")))
    try:
        preparing.lay_before(sheet, by=current.actor())
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    manager = sheet.agreement.second
    flash(_("It lies before %(who)s, who can take it over. Nothing is proposed.", who=manager.called or manager.name))
    return done(plan_url(sheet))


def _prepared(sheet: Sheet) -> AgreementPreparation:
    """What the address names, for one of its two readers and at this plan; else 404."""
    found = agreements.preparation((request.view_args or {})["preparation_id"])
    if found is None or found.agreement_id != sheet.agreement.id:
        abort(404)
    return found


@bp.post("/plans/<uuid:plan_id>/preparations/<uuid:preparation_id>/takings")
@gate(load, policy.can_read, policy.can_take_over)
def take_over(sheet: Sheet) -> Any:
    """What was prepared is in the manager's own draft, which opens."""
    prepared = _prepared(sheet)
    if prepared.for_id != current.actor().id:
        abort(404)
    try:
        _draft, whole = preparing.take_over(sheet, prepared, by=current.actor())
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    if whole:
        flash(_("It is in your draft now. Look it over before you propose it."))
    else:
        flash(_("It is in your draft, but for lines that you had written yourself. What was prepared still lies at the plan."))
    return done(draft_url(sheet))


@bp.post("/plans/<uuid:plan_id>/preparations/<uuid:preparation_id>/droppings")
@gate(load, policy.can_read, policy.can_write)
def set_aside(sheet: Sheet) -> Any:
    """What was prepared is not wanted."""
    preparing.set_aside(sheet, _prepared(sheet), by=current.actor())
    flash(_("It is set aside."))
    return done(plan_url(sheet))


@bp.get("/handovers/<uuid:handover_id>")
@gate(adopting.passing, policy.can_read_handover)
def handover(passing: Passing) -> Any:
    """The note that is asked of the former manager, or that they have written, and the employee's answer."""
    return _handover(passing, HandoverForm(), AnswerForm())


@bp.post("/handovers/<uuid:handover_id>/notes")
@gate(adopting.passing, policy.can_read_handover, policy.can_hand_over)
def hand_over(passing: Passing) -> Any:
    """The note is written."""
    form = HandoverForm(request.form)
    try:
        adopting.give(
            passing,
            standing=form.standing.data or "",
            promised=form.promised.data or "",
            by=current.actor(),
            seen=current.seen(),
        )
    except Invalid as no:
        form.refuse(no)
        return _handover(passing, form, AnswerForm(), 422)
    except (Stale, NotNow) as no:
        form.refuse(Invalid({"": told(no) or _("It was changed in another window.")}))
        return _handover(passing, form, AnswerForm(), 409)
    flash(_("Your note is handed over. Thank you."))
    return done(url_for("plan.handover", handover_id=passing.id))


@bp.post("/handovers/<uuid:handover_id>/answers")
@gate(adopting.passing, policy.can_read_handover, policy.can_answer_handover)
def answer_handover(passing: Passing) -> Any:
    """The employee answers the note."""
    form = AnswerForm(request.form)
    try:
        adopting.answer(passing, words=form.words.data or "", by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return _handover(passing, HandoverForm(), form, 422)
    except NotNow as no:
        form.refuse(Invalid({"": told(no) or _("It was changed in another window.")}))
        return _handover(passing, HandoverForm(), form, 409)
    flash(_("Your answer stands beside the note."))
    return done(url_for("plan.handover", handover_id=passing.id))


def _handover(passing: Passing, form: HandoverForm, answering: AnswerForm, status: int = 200) -> Response:
    actor, sheet = current.actor(), passing.sheet
    if passing.note is not None and actor.id != passing.note.author_id:
        place = policy.stands_for(actor, sheet)
        journal.record_reading(by=actor, on=passing.handover, about=sheet.plan.person_id, stands_for=place)
    return answer(
        "plan/handover.html",
        status=status,
        passing=passing,
        sheet=sheet,
        plan=sheet.plan,
        form=form,
        answering=answering,
        writes=policy.can_hand_over(actor, passing) and passing.handover.state == "asked",
        answers=policy.can_answer_handover(actor, passing) and passing.note is not None and passing.answer is None,
        signed=max(sheet.signed, default=None),
        inside=policy.reads_all(actor, sheet),
    )
