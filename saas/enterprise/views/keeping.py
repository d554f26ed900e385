"""Writing a goal: a new one, and changing one. What was typed stays on the page whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.enterprise import actions, forms, policy, queries
from saas.enterprise.forms import GoalForm, goal_form
from saas.enterprise.models import EnterpriseGoal
from saas.enterprise.rules import Facts
from saas.enterprise.sheets import GoalSheet
from saas.enterprise.views.common import bp, goal_url, load
from tenants import organisations, people
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.web import answer, current, done, gate


@bp.get("/goals/new")
@gate(None, policy.can_list, policy.can_make)
def new() -> Any:
    """The form for one more."""
    actor = current.actor()
    cycles = queries.choosable_cycles(actor)
    data: dict[str, Any] = {"owner": actor.person.email, "every_days": 30}
    if cycles:
        data |= {"cycle": cycles[0].id, "starts_on": cycles[0].starts_on, "ends_on": cycles[0].ends_on}
    companies, units = queries.places(actor)
    if len(units) == 1 and not companies:
        data["unit"] = units[0][0]
    return _form(goal_form(data=data), None)


@bp.post("/goals")
@gate(None, policy.can_list, policy.can_make)
def make() -> Any:
    """A draft is made."""
    form = goal_form(sent=request.form)
    if request.form.get("op") == "add":
        return _form(form, None)
    _offer(form, None)

    def verb(facts: Facts) -> EnterpriseGoal:
        unit = organisations.unit(form.unit.data)
        company = organisations.company(unit.company_id if unit else form.company and form.company.data)
        if company is None:
            raise forms.no_unit()
        return actions.make(facts, company=company, unit=unit, by=current.actor())

    return _saved(form, None, verb, _("A draft is made. Only those who keep it, and its owner, see it until it is opened."))


@bp.get("/goals/<uuid:goal_id>/edit")
@gate(load, policy.can_read, policy.can_change)
def edit(sheet: GoalSheet) -> Any:
    """The form of a goal."""
    goal = sheet.goal
    pair = (goal.parent_id, goal.parent_result_id)
    to = queries.targets([(pair[0], pair[1])]).get((pair[0], pair[1])) if pair[0] else None
    data: dict[str, Any] = {
        "title": goal.title,
        "words": goal.words,
        "owner": goal.owner.email,
        "cycle": goal.cycle_id,
        "starts_on": goal.starts_on,
        "ends_on": goal.ends_on,
        "every_days": goal.every_days,
        "contributes": to.label if to else "",
    }
    return _form(goal_form([row.result for row in sheet.results], data=data), sheet)


@bp.post("/goals/<uuid:goal_id>/changes")
@gate(load, policy.can_read, policy.can_change)
def change(sheet: GoalSheet) -> Any:
    """The goal is saved."""
    form = goal_form(sent=request.form)
    if request.form.get("op") == "add":
        return _form(form, sheet)
    _offer(form, sheet)

    def verb(facts: Facts) -> EnterpriseGoal:
        return actions.change(sheet, facts, by=current.actor(), seen=current.seen())

    return _saved(form, sheet, verb, _("Saved."))


def _saved(form: GoalForm, sheet: GoalSheet | None, verb: Callable[[Facts], EnterpriseGoal], said: str) -> Any:
    """The verb is done with what was typed, or the form comes back with what to mend beside the fields."""
    form.validate()
    facts = form.facts(_owner(form), _parent(form, sheet))
    if form.errors:
        return _form(form, sheet, 422)
    try:
        made = verb(facts)
    except Invalid as no:
        form.refuse(no)
        return _form(form, sheet, 422)
    except Refused:
        form.refuse(Invalid({"unit": _("You keep no goals there. Choose a unit that you lead or accompany.")}))
        return _form(form, sheet, 422)
    except (Stale, NotNow):
        assert sheet is not None, "a new goal has no other version"
        return _form(form, load(sheet.id), 409)
    flash(said)
    return done(goal_url(made))


def _owner(form: GoalForm) -> Any:
    try:
        return people.whom(form.owner.data, "owner").id if form.owner.data else None
    except Invalid as no:
        form.refuse(no)
        return None


def _parent(form: GoalForm, sheet: GoalSheet | None) -> tuple[Any, Any]:
    """What it contributes to. What stood there already stays chosen by its label, also where it is closed by now."""
    typed = form.contributes.data
    if not typed:
        return None, None
    if sheet is not None and sheet.goal.parent_id is not None:
        pair = (sheet.goal.parent_id, sheet.goal.parent_result_id)
        same = queries.targets([pair]).get(pair)
        if same is not None and same.label == typed:
            return pair
    try:
        found = queries.target(typed)
    except Invalid as no:
        form.refuse(no)
        return None, None
    return found.goal.id, found.result_id


def _offer(form: GoalForm, sheet: GoalSheet | None) -> None:
    """The companies, units and cycles that the one who asks may choose."""
    actor = current.actor()
    cycles = queries.choosable_cycles(actor)
    known = {each.id: each.name for each in cycles}
    if sheet is not None and sheet.goal.cycle is not None:
        known.setdefault(sheet.goal.cycle.id, sheet.goal.cycle.name)
    form.cycle.choices = organisations.options([("", _("No cycle")), *known.items()])
    if sheet is not None:
        del form.company, form.unit
        return
    companies, units = queries.places(actor)
    form.unit.choices = organisations.options([("", _("No unit") if companies else _("Choose")), *units])
    if not companies:
        del form.company
    elif form.company:
        form.company.choices = organisations.options([("", _("Choose")), *companies])


def _form(form: GoalForm, sheet: GoalSheet | None, status: int = 200) -> Response:
    if "unit" in form or sheet is None:
        _offer(form, sheet)
    goal = sheet.goal if sheet else None
    return answer(
        "enterprise/edit.html",
        status=status,
        form=form,
        goal=goal,
        theirs=_theirs(form, goal) if status == 409 and goal else None,
        cancel=goal_url(goal) if goal else url_for("enterprise.index"),
    )


def _theirs(form: GoalForm, goal: EnterpriseGoal) -> list[tuple[str, Any]]:
    """What somebody else saved meanwhile where it differs from what was typed: label and value."""
    return [
        (str(form[name].label.text), getattr(goal, name))
        for name in ("title", "words", "starts_on", "ends_on", "every_days")
        if form[name].data != getattr(goal, name)
    ]
