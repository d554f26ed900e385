"""One goal of a draft: its form, saved by a button or while one types, with rows that are added and removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from saas import enterprise
from saas.plan import actions, drafts, policy
from saas.plan.content import CRITERION, KEY_RESULTS, SUPPORTS, Contribution, Goal, Period
from saas.plan.content import Plan as Content
from saas.plan.forms import PARTS, GoalForm, goal_form
from saas.plan.hints import hints
from saas.plan.sheets import Sheet
from saas.plan.views.common import LABELS, bp, draft_url, goal_url, moved_on, own_draft, seen_draft
from saas.plan.views.drafting import autosaved, other_of, saved_part, store
from saas.plan.views.reading import sheet as load
from tenants import organisations, people
from tenants.agreements import AgreementDraft
from tenants.law import Invalid, NotNow
from tenants.web import answer, current, gate, named


def _key() -> str:
    return str((request.view_args or {})["key"])


@bp.get("/plans/<uuid:plan_id>/draft/goals/<uuid:key>")
@gate(load, policy.can_read, policy.can_write)
def goal(sheet: Sheet) -> Any:
    """The form of one goal."""
    draft = own_draft(sheet)
    if draft is None:
        return moved_on(sheet, NotNow(""))
    content = Content.from_json(draft.content)
    found = content.goal(_key())
    if found is None:
        abort(404)
    return _form(sheet, draft, content, found, goal_form(found, sheet.scale))


@bp.post("/plans/<uuid:plan_id>/draft/goals/<uuid:key>")
@gate(load, policy.can_read, policy.can_write)
def save_goal(sheet: Sheet) -> Any:
    """The goal is saved; then the draft follows, or the same page with a row more or less, by the button pressed."""
    draft, seen = own_draft(sheet), seen_draft()
    if draft is None:
        return moved_on(sheet, NotNow(""), kept=_typed())
    base, stored = _stored(draft, seen)
    form = goal_form(stored, sheet.scale, request.form)
    choose(form, stored)
    try:
        read = form.read(stored)
    except Invalid as no:
        form.refuse(no)
        read = stored
    if form.errors:
        return _form(sheet, draft, base, replace(read, title=form.title.data or ""), form, status=422)
    op, _colon, row = request.form.get("op", "").partition(":")
    changed, anchor = _taken(sheet, read, row) if op == "take" else drafts.with_row(read, op, row)
    if changed is None and op == "take":
        form.form_errors.append(_("The words of the position do not fit any more: shorten what stands at its levels first."))
        return _form(sheet, draft, base, read, form, status=422)
    if changed is None:
        rows, most = ("key_results", KEY_RESULTS) if op == "add-result" else ("support", SUPPORTS)
        form.form_errors.append(named(str(PARTS[rows]), _("There can be at most %(most)s of these.", most=most)))
        return _form(sheet, draft, base, read, form, status=422)
    mine = drafts.with_goal(base, changed)
    to = goal_url(sheet, stored.key, anchor) if op else draft_url(sheet, "goals")
    return store(sheet, draft, mine, seen, to=to, quiet=bool(op) and op != "stay")


@bp.post("/plans/<uuid:plan_id>/draft/goals/<uuid:key>/autosave")
@bp.put("/plans/<uuid:plan_id>/draft/goals/<uuid:key>/autosave")
@gate(load, policy.can_read, policy.can_write)
def autosave(sheet: Sheet) -> Any:
    """What was typed is saved while one types; what can't be read yet stays on the page and is named."""
    draft, seen = own_draft(sheet), seen_draft()
    if draft is None:
        return moved_on(sheet, NotNow(""), kept=_typed())
    base, stored = _stored(draft, seen)
    form = goal_form(stored, sheet.scale, request.form)
    choose(form, stored, exact=True)
    try:
        mine = drafts.with_goal(base, form.read(stored))
    except Invalid as no:
        return saved_part(draft.saved_at, seen, left_out=no.errors)
    wrong = {field.name: str(field.label.text) for field in form if field.errors}
    return autosaved(sheet, draft, mine, seen, left_out=wrong, kept=_typed())


@bp.post("/plans/<uuid:plan_id>/draft/goals/<uuid:key>/removals")
@gate(load, policy.can_read, policy.can_write)
def remove_goal(sheet: Sheet) -> Any:
    """The goal is out of the draft; its weight is free for the others."""
    draft, seen = own_draft(sheet), seen_draft()
    if draft is None:
        return moved_on(sheet, NotNow(""))
    mine = drafts.without_goal(actions.seen_content(draft, seen), _key())
    flash(_("The goal is out of your draft. Its weight is free for the others."))
    return store(sheet, draft, mine, seen, to=draft_url(sheet, "goals"), quiet=True)


def choose(form: GoalForm, stored: Goal, *, exact: bool = False) -> None:
    """Finds what was typed as something to contribute to. While one still types, only a whole label counts."""
    for name, typed in form.choosing(stored):
        try:
            to = enterprise.target(typed, name, exact=exact)
        except Invalid as no:
            form.unfound[name] = no.errors[name]
        else:
            form.chosen[name] = Contribution(str(to.goal.id), str(to.result_id) if to.result_id else None, to.label)


def _lines(goal: Goal) -> list[list[enterprise.EnterpriseGoal]]:
    """From the company's goals down to what this goal contributes to, itself or by a key result."""
    ids = list(dict.fromkeys(UUID(to.goal) for _key, to in goal.contributions))
    return [list(reversed(line)) for line in enterprise.above(ids).values()]


def _stored(draft: AgreementDraft, seen: int) -> tuple[Content, Goal]:
    """The whole as the window saw it, and the goal in it; 404 for a goal that neither it nor the draft has."""
    base = actions.seen_content(draft, seen)
    found = base.goal(_key()) or Content.from_json(draft.content).goal(_key())
    if found is None:
        abort(404)
    return base, found


def _taken(sheet: Sheet, goal: Goal, key: str) -> tuple[Goal | None, str | None]:
    """The goal with a criterion of the employee's position: a beginning, to be written on. Nothing where it is not theirs."""
    place = people.placements_of([sheet.plan.person_id]).get(sheet.plan.person_id)
    criteria = place.position.criteria if place and place.position else []
    said: dict[str, str] = next((each["words"] for each in criteria if each["key"] == key), {})
    return drafts.with_criterion(goal, said, sheet.scale.keys, CRITERION), "criteria-head"


def _typed() -> str:
    """Everything that was typed into the form, for a page that can't take it."""
    left_out = {"csrf_token", "version", "draft_version", "op", "kind"}
    ends = ("/measure", "/direction", "/kind")
    return "\n\n".join(
        text for name, text in request.form.items() if name not in left_out and not name.endswith(ends) and text.strip()
    )


def _form(sheet: Sheet, draft: AgreementDraft, content: Content, goal: Goal, form: GoalForm, *, status: int = 200) -> Response:
    cycle = sheet.plan.cycle
    place = people.placements_of([sheet.plan.person_id]).get(sheet.plan.person_id)
    found = hints(content.trimmed(), Period(cycle.starts_on, cycle.ends_on), organisations.today(), sheet.scale)
    keys = [each.key for each in content.goals]
    return answer(
        "plan/goal.html",
        status=status,
        sheet=sheet,
        plan=sheet.plan,
        draft=draft,
        seen=draft.version if status == 200 else seen_draft(),
        goal=goal,
        no=keys.index(goal.key) + 1 if goal.key in keys else len(keys) + 1,
        count=len(keys),
        others=sum(each.weight for each in content.goals if each.key != goal.key),
        form=form,
        lines=_lines(goal),
        scale=sheet.scale,
        position=place.position if place else None,
        hints=[each for each in found if each.path[:2] == ("goals", goal.key)],
        key=UUID(goal.key),
        other=other_of(sheet),
        labels=LABELS,
        manager=sheet.agreement.second,
        is_manager=current.actor().id == sheet.agreement.second_id,
    )
