"""One goal: its page, its opening and closing, and its owner's check-ins."""

from __future__ import annotations

from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from saas.enterprise import actions, forms, policy, queries
from saas.enterprise.models import EnterpriseWording
from saas.enterprise.sheets import GoalSheet
from saas.enterprise.views.common import bp, goal_url, helpers, load, pages, show
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate, paged


@bp.get("/goals/<uuid:goal_id>")
@gate(load, policy.can_read)
def goal(sheet: GoalSheet) -> Any:
    """A goal: what it contributes to, what it is measured by, and what its owner said."""
    return show(sheet)


@bp.get("/goals/<uuid:goal_id>/wordings")
@gate(load, policy.can_read)
def wordings(sheet: GoalSheet) -> Any:
    """How an open goal read before each change, latest first."""
    page = paged(queries.wordings(sheet.id), [EnterpriseWording.id], **pages(), size=20, falling=True)
    return answer("enterprise/wordings.html", goal=sheet.goal, page=page, **helpers())


@bp.post("/goals/<uuid:goal_id>/opening")
@gate(load, policy.can_read, policy.can_change)
def open_goal(sheet: GoalSheet) -> Any:
    """Everybody sees it from now on."""
    try:
        actions.open_goal(sheet, by=current.actor(), seen=current.seen())
    except (Stale, NotNow):
        return _moved(sheet)
    flash(_("The goal is open: everybody sees it and may contribute to it."))
    return done(goal_url(sheet.goal))


@bp.post("/goals/<uuid:goal_id>/closing")
@gate(load, policy.can_read, policy.can_change)
def close(sheet: GoalSheet) -> Any:
    """It is over, with words."""
    form = forms.ClosingForm(request.form)
    if sheet.goal.state == "draft":  # nothing of it can have been reached
        del form.ending
    if not form.validate():
        return show(sheet, 422, closing_form=form, form=form)
    ending = form.ending.data if form.ending else "drop"
    try:
        actions.close(sheet, ending, form.words.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, 422, closing_form=form, form=form)
    except (Stale, NotNow):
        return _moved(sheet, closing_form=form)
    flash(_("The goal is closed. It stays readable for everybody."))
    return done(goal_url(sheet.goal))


@bp.post("/goals/<uuid:goal_id>/check-ins")
@gate(load, policy.can_read, policy.can_check_in)
def check_in(sheet: GoalSheet) -> Any:
    """What the owner says today."""
    form = forms.check_in_form([row.result for row in sheet.results], request.form)
    if not form.validate():
        return show(sheet, 422, check_form=form, form=form)
    confidence = form["confidence"].data if "confidence" in form else None
    try:
        actions.check_in(
            sheet,
            words=form.words.data or "",
            said=form.said,
            confidence=confidence,
            by=current.actor(),
            seen=current.seen(),
        )
    except Invalid as no:
        form.refuse(no)
        return show(sheet, 422, check_form=form, form=form)
    except (Stale, NotNow):
        return _moved(sheet, check_form=form)
    flash(_("Said. Everybody who reads the goal sees it."))
    return done(goal_url(sheet.goal, "check-ins"))


def _moved(sheet: GoalSheet, **given: Any) -> Any:
    """409: somebody else changed the goal meanwhile. The page shows it as it is now, with what was typed."""
    fresh = load(sheet.id)
    assert fresh is not None, "a goal is never deleted"
    return show(fresh, 409, moved=True, **given)
