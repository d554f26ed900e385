"""The goals of a template: one at a time in the form of a plan's goal, their order and their weights."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from saas.plan import PARTS, GoalForm, Weights, drafts, goal_form
from saas.plan.content import CRITERION, KEY_RESULTS, SUPPORTS, Goal
from saas.plan_template import actions, policy, queries, rules
from saas.plan_template.models import PlanTemplate
from saas.plan_template.views.common import bp, moved_on, scale, show, template_url
from tenants import organisations
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate, named


def _key() -> str:
    return str((request.view_args or {})["key"])


@bp.post("/<uuid:template_id>/goals")
@gate(queries.template, policy.can_read, policy.can_keep)
def add_goal(template: PlanTemplate) -> Any:
    """Another goal, empty; its page opens."""
    goal = drafts.new_goal("development" if request.form.get("kind") == "development" else "work")
    return _store(template, (*template.content, goal), to=_goal_url(template, goal.key))


@bp.post("/<uuid:template_id>/weights")
@gate(queries.template, policy.can_read, policy.can_keep)
def save_weights(template: PlanTemplate) -> Any:
    """The weights are saved; "share evenly" and moving a goal are buttons of the same form."""
    weights = Weights(template.content, request.form)
    if weights.errors:
        no = {goal.key: no for no, goal in enumerate(template.content, 1)}
        wrong = [
            (f"#weight/{key}", named(str(_("Weight of goal %(no)s in percent", no=no[key])), text))
            for key, text in weights.errors.items()
        ]
        return show(template, 422, weights=weights, problems=wrong)
    whole = drafts.with_weights(rules.as_plan(template.content, organisations.today()), weights.points)
    op, _colon, key = request.form.get("op", "").partition(":")
    if op == "even":
        whole = drafts.with_even_weights(whole)
    elif op in ("up", "down"):
        whole = drafts.moved(whole, key, -1 if op == "up" else 1)
    return _store(template, whole.goals, to=template_url(template, "goals"), said=_("Saved."))


@bp.get("/<uuid:template_id>/goals/<uuid:key>")
@gate(queries.template, policy.can_read, policy.can_keep)
def goal(template: PlanTemplate) -> Any:
    """The form of one goal."""
    stored = _stored(template)
    return _form(template, stored, goal_form(stored, scale(), general=True))


@bp.post("/<uuid:template_id>/goals/<uuid:key>")
@gate(queries.template, policy.can_read, policy.can_keep)
def save_goal(template: PlanTemplate) -> Any:
    """The goal is saved; then the template follows, or the same page with a row more or less, by the button pressed."""
    stored = _stored(template)
    form = goal_form(stored, scale(), request.form, general=True)
    try:
        read = form.read(stored)
    except Invalid as no:
        form.refuse(no)
        read = stored
    if form.errors:
        return _form(template, replace(read, title=form.title.data or ""), form, 422)
    op, _colon, row = request.form.get("op", "").partition(":")
    changed, anchor = _taken(template, read, row) if op == "take" else drafts.with_row(read, op, row)
    if changed is None:
        form.form_errors.append(_full(op))
        return _form(template, read, form, 422)
    goals = [changed if each.key == stored.key else each for each in template.content]
    to = _goal_url(template, stored.key, anchor) if op else template_url(template, "goals")
    try:
        actions.write_goals(template, goals, by=current.actor(), seen=current.seen())
    except Stale:
        return _behind(template, read)
    except NotNow as no:
        return moved_on(template, no)
    if not op or op == "stay":
        flash(_("Saved."))
    return done(to)


@bp.post("/<uuid:template_id>/goals/<uuid:key>/removals")
@gate(queries.template, policy.can_read, policy.can_keep)
def remove_goal(template: PlanTemplate) -> Any:
    """The goal is out of the template; what was published stays as it was."""
    goals = [each for each in template.content if each.key != _key()]
    return _store(template, goals, to=template_url(template, "goals"), said=_("The goal is out of the template."))


def _goal_url(template: PlanTemplate, key: str, anchor: str | None = None) -> str:
    return url_for("plan_template.goal", template_id=template.id, key=key, _anchor=anchor)


def _stored(template: PlanTemplate) -> Goal:
    found = next((each for each in template.content if each.key == _key()), None)
    if found is None:
        abort(404)
    return found


def _store(template: PlanTemplate, goals: Any, *, to: str, said: str = "") -> Any:
    try:
        actions.write_goals(template, goals, by=current.actor(), seen=current.seen())
    except Invalid as no:
        return show(template, 422, problems=[(None, text) for text in no.errors.values()])
    except (Stale, NotNow) as no:
        return moved_on(template, no)
    if said:
        flash(said)
    return done(to)


def _taken(template: PlanTemplate, goal: Goal, key: str) -> tuple[Goal | None, str | None]:
    """The goal with a criterion of one of the template's positions; nothing where it is not theirs."""
    position_id, _slash, name = key.partition("/")
    positions = queries.positions_of([template.id]).get(template.id, [])
    criteria = next((each.criteria for each in positions if str(each.id) == position_id), [])
    said: dict[str, str] = next((each["words"] for each in criteria if each["key"] == name), {})
    return drafts.with_criterion(goal, said, scale().keys, CRITERION), "criteria-head"


def _full(op: str) -> str:
    if op == "take":
        return str(_("The words of the position do not fit any more: shorten what stands at its levels first."))
    rows, most = ("key_results", KEY_RESULTS) if op == "add-result" else ("support", SUPPORTS)
    return named(str(PARTS[rows]), _("There can be at most %(most)s of these.", most=most))


def _behind(template: PlanTemplate, read: Goal) -> Response:
    """409: somebody saved the template meanwhile. What was typed stays in the form, and saving again keeps it."""
    fresh = queries.template(template.id)
    assert fresh is not None, "a template is never deleted"
    theirs = next((each for each in fresh.content if each.key == read.key), None)
    if theirs is None:
        return show(fresh, 409, says=_("Somebody took this goal out of the template meanwhile."), kept=_typed())
    form = goal_form(read, scale(), request.form, general=True)
    return _form(fresh, read, form, 409, stale=theirs)


def _typed() -> str:
    left_out = {"csrf_token", "version", "op", "kind"}
    ends = ("/measure", "/direction", "/kind")
    return "\n\n".join(text for n, text in request.form.items() if n not in left_out and not n.endswith(ends) and text.strip())


def _form(template: PlanTemplate, goal: Goal, form: GoalForm, status: int = 200, *, stale: Goal | None = None) -> Response:
    keys = [each.key for each in template.content]
    levels = scale()
    return answer(
        "plan_template/goal.html",
        status=status,
        tpl=template,
        seen=template.version if status != 422 else current.seen(),
        goal=goal,
        no=keys.index(goal.key) + 1,
        count=len(keys),
        others=sum(each.weight for each in template.content if each.key != goal.key),
        form=form,
        scale=levels,
        positions=queries.positions_of([template.id]).get(template.id, []),
        key=UUID(goal.key),
        stale=stale,
    )
