"""What a template is called, where it holds, and for whom: a new one, and changing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas import cycle
from saas.plan_template import actions, policy, queries
from saas.plan_template.forms import TemplateForm
from saas.plan_template.models import PlanTemplate
from saas.plan_template.rules import Facts
from saas.plan_template.views.common import bp, moved_on, template_url
from tenants import organisations
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.web import answer, current, done, gate


@bp.get("/new")
@gate(None, policy.can_list)
def new() -> Any:
    """The form for one more."""
    return _form(_offered(TemplateForm(), None), None)


@bp.post("/")
@gate(None, policy.can_list)
def make() -> Any:
    """A template is begun; its page opens, for the goals."""
    return _saved(None, lambda facts: actions.make(facts, by=current.actor()), _("A draft is made. Now its goals."))


@bp.get("/<uuid:template_id>/edit")
@gate(queries.template, policy.can_read, policy.can_keep)
def edit(template: PlanTemplate) -> Any:
    """The form of what it is called and for whom it is."""
    data = {
        "title": template.title,
        "words": template.words,
        "unit": template.unit_id,
        "positions": [row.position_id for row in queries.rows_of(template.id)],
    }
    return _form(_offered(TemplateForm(data=data), template), template)


@bp.post("/<uuid:template_id>/changes")
@gate(queries.template, policy.can_read, policy.can_keep)
def change(template: PlanTemplate) -> Any:
    """It is saved."""
    return _saved(template, lambda facts: actions.change(template, facts, by=current.actor(), seen=current.seen()), _("Saved."))


def _saved(template: PlanTemplate | None, verb: Callable[[Facts], PlanTemplate], said: str) -> Any:
    form = _offered(TemplateForm(request.form), template)
    if form.asks or (form.is_long and request.form.get("show") == "positions"):
        return _form(form, template)
    if not form.validate():
        return _form(form, template, 422)
    try:
        made = verb(form.facts())
    except Invalid as no:
        form.refuse(no)
        return _form(form, template, 422)
    except Refused:
        form.refuse(Invalid({"unit": _("You keep no templates there. Choose a unit that you accompany.")}))
        return _form(form, template, 422)
    except NotNow as no:
        assert template is not None, "a new template is a draft"
        return moved_on(template, no)
    except Stale:
        fresh = queries.template(template.id) if template else None
        return _form(form, fresh, 409)
    flash(said)
    return done(template_url(made))


def _offered(form: TemplateForm, template: PlanTemplate | None) -> TemplateForm:
    """The units and positions that the one who asks may choose; what is chosen already stays among them."""
    actor, units = current.actor(), organisations.unit_choices()
    everywhere = cycle.policy.is_unbounded(actor)
    if not everywhere:
        units = [(unit, label) for unit, label in units if unit in actor.partner_unit_ids]
    if template is not None and template.unit is not None and template.unit_id not in dict(units):
        units = [*units, (template.unit.id, template.unit.name)]
    form.unit.choices = organisations.options([("", _("The whole organisation") if everywhere else _("Choose")), *units])
    mine = queries.positions_of([template.id]).get(template.id, []) if template else []
    there = {each.id: each for each in (*organisations.positions(open_only=True), *mine)}
    form.offer({each.id: each.title for each in there.values()})
    return form


def _form(form: TemplateForm, template: PlanTemplate | None, status: int = 200) -> Response:
    searched = form.asks
    form.asked.data = form.q.data
    return answer(
        "plan_template/edit.html",
        status=status,
        form=form,
        tpl=template,
        searched=searched,
        theirs=_theirs(form, template) if status == 409 and template else None,
        cancel=template_url(template) if template else url_for("plan_template.index"),
    )


def _theirs(form: TemplateForm, template: PlanTemplate) -> list[tuple[str, str]]:
    """What somebody else saved meanwhile where it differs from what was typed: label and words."""
    mine = {row.position_id for row in queries.rows_of(template.id)}
    titles = ", ".join(each.title for each in queries.positions_of([template.id]).get(template.id, []))
    now = {"title": template.title, "words": template.words}
    found = [(str(form[name].label.text), text) for name, text in now.items() if (form[name].data or "") != text]
    return found + ([(str(form.positions.label.text), titles)] if set(form.positions.data or ()) != mine else [])
