"""HR's cycles: the list, the form, the page of one, and moving its days."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.cycle import actions, forms, policy, queries, rules
from saas.cycle.models import Cycle
from saas.cycle.rules import Frame, Phases
from saas.cycle.states import REASON_LABELS
from saas.cycle.views.common import bp, cycle_url, show
from tenants import organisations
from tenants.law import Invalid, Stale
from tenants.web import answer, current, done, gate, paged
from tenants.web.gates import anybody


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """The cycles that concern the one who asks: HR's and own ones; of one company where that is asked."""
    actor = current.actor()
    kind = "own" if request.args.get("kind") == "own" else "shared"
    query = queries.own_cycles(actor) if kind == "own" else queries.shared_cycles(actor)
    where = organisations.where(request.args, organisations.companies(), ())
    query = queries.in_company(query, where.company.data)
    page = paged(query, [Cycle.id], after=request.args.get("after"), before=request.args.get("before"), falling=True)
    return answer(
        "cycle/index.html", page=page, kind=kind, where=where, can_design=policy.can_design(actor), reasons=REASON_LABELS
    )


@bp.get("/new")
@gate(None, policy.can_design)
def new() -> Any:
    """The form of a new cycle."""
    form = forms.CycleForm(
        data={**rules.suggested(queries.day()).as_dict(), "levels": organisations.scale(), "companies": [], "units": []}
    )
    return _form(form, None)


@bp.post("/")
@gate(None, policy.can_design)
def make() -> Any:
    """A draft is made."""
    form = forms.CycleForm(request.form)
    _offer(form)
    if form.validate():
        try:
            made = actions.draft(**form.values(), by=current.actor())
        except Invalid as no:
            form.refuse(no)
        else:
            return done(cycle_url(made))
    return _form(form, None, 422)


@bp.get("/<uuid:cycle_id>")
@gate(queries.frame, policy.can_read)
def page(frame: Frame) -> Any:
    """Where a cycle stands, its days, whom it takes in, and what is to do."""
    return show(frame)


@bp.get("/<uuid:cycle_id>/edit")
@gate(queries.frame, policy.can_read, policy.can_manage)
def edit(frame: Frame) -> Any:
    """The form of a draft; of a running cycle, of its days."""
    cycle = frame.cycle
    data = {**Phases.of(cycle).as_dict(), "name": cycle.name, "words": cycle.words, "levels": cycle.scale}
    if cycle.state == "draft":
        chosen = {"companies": list(frame.company_ids), "units": list(frame.unit_ids)}
        return _form(forms.CycleForm(data=data | chosen), frame)
    return _days(forms.PhasesForm(data=data), frame)


@bp.post("/<uuid:cycle_id>/changes")
@gate(queries.frame, policy.can_read, policy.can_manage)
def change(frame: Frame) -> Any:
    """The draft is saved."""
    form = forms.CycleForm(request.form)
    _offer(form)
    if not form.validate():
        return _form(form, frame, 422)
    try:
        actions.change(frame.cycle, **form.values(), by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _form(form, frame, 422)
    except Stale:
        return _form(form, frame, 409)
    flash(_("Saved."))
    return done(cycle_url(frame.cycle))


@bp.post("/<uuid:cycle_id>/days")
@gate(queries.frame, policy.can_read, policy.can_manage)
def move_days(frame: Frame) -> Any:
    """The days of a running cycle are moved."""
    form = forms.PhasesForm(request.form)
    if not form.validate():
        return _days(form, frame, 422)
    try:
        actions.move_phases(frame.cycle, form.phases, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _days(form, frame, 422)
    except Stale:
        return _days(form, frame, 409)
    flash(_("The days are moved, and everybody who takes part is told."))
    return done(cycle_url(frame.cycle))


def _offer(form: forms.CycleForm) -> None:
    """The companies and units that the one who asks may take in."""
    actor = current.actor()
    companies = organisations.companies(open_only=True) if policy.is_unbounded(actor) else []
    branches = organisations.flat(organisations.unit_tree(open_only=True))
    if not policy.is_unbounded(actor):
        branches = [branch for branch in branches if branch.unit.id in actor.partner_unit_ids]
    form.offer([(c.id, c.name) for c in companies], [(b.unit.id, b.label) for b in branches])


def _form(form: forms.CycleForm, frame: Frame | None, status: int = 200) -> Response:
    _offer(form)
    form.add_spare_levels()
    cycle = frame.cycle if frame else None
    return answer(
        "cycle/edit.html",
        status=status,
        form=form,
        cycle=cycle,
        theirs=_theirs(form, cycle) if status == 409 and cycle else None,
        cancel=cycle_url(cycle) if cycle else url_for("cycle.index"),
    )


def _days(form: forms.PhasesForm, frame: Frame, status: int = 200) -> Response:
    cycle = frame.cycle
    return answer(
        "cycle/days.html",
        status=status,
        form=form,
        cycle=cycle,
        notice_day=queries.notice_day(frame),
        theirs=_theirs(form, cycle) if status == 409 else None,
    )


def _theirs(form: Any, cycle: Cycle) -> list[tuple[str, Any]]:
    """What somebody else saved meanwhile where it differs from what was typed: label and value."""
    return [
        (str(form[name].label.text), getattr(cycle, name))
        for name in ("name", "words", *rules.DAYS)
        if name in form and form[name].data != getattr(cycle, name)
    ]
