"""The list of goals, and finding one to contribute to."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from saas.enterprise import forms, policy, queries
from saas.enterprise.models import STATES, EnterpriseGoal
from saas.enterprise.views.common import bp, helpers, pages
from tenants import organisations
from tenants.web import answer, current, gate, paged, searched
from tenants.web.words import word


@bp.get("/goals")
@gate(None, policy.can_list)
def index() -> Any:
    """The goals of companies and units, fifty at a time."""
    actor = current.actor()
    form = forms.FindForm(request.args)
    form.company.choices = organisations.options(
        [("", _("All companies")), *((c.id, c.name) for c in organisations.companies())]
    )
    form.unit.choices = organisations.options([("", _("All units")), *organisations.unit_choices()])
    form["state"].choices = organisations.options(
        [("", _("All that are not over")), *((state, word("enterprise_goal", state).label) for state in STATES)]
    )
    if not form.unit.validate(form):
        form.unit.data, form.unit.errors = None, ()
    state = form["state"].data if form["state"].data in STATES else ""
    query = queries.goal_list(
        actor,
        q=searched(),
        company_id=form.company.data,
        unit_id=form.unit.data,
        state=state,
        mine=bool(form.mine.data),
    )
    page = paged(query, [EnterpriseGoal.title_key, EnterpriseGoal.id], **pages())
    narrowed = bool(searched().strip() or form.company.data or form.unit.data or state or form.mine.data)
    return answer(
        "enterprise/goals.html",
        form=form,
        page=page,
        narrowed=narrowed,
        may_make=policy.can_make(actor),
        today=organisations.today(),
        **helpers(),
    )


@bp.get("/goals/find")
@gate(None, policy.can_list)
def find() -> Any:
    """Open goals and their key results by words: a page, and the suggestions under a field while one types."""
    typed = searched(request.args.get("field", "q")) or searched()
    text = organisations.clean(typed[:120])
    return answer("enterprise/find.html", "enterprise/_found.html", q=text, found=queries.find(text))
