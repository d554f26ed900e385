"""The map of goals: of everything by units, and closer with each link."""

from __future__ import annotations

from typing import Any

from flask import request

from saas import enterprise
from saas.alignment import drawing, tree
from saas.alignment.views.common import bp, helpers
from saas.enterprise import EnterpriseGoal
from tenants import organisations
from tenants.web import answer, current, gate, paged
from tenants.web.gates import anybody
from tenants.web.paging import Page


@bp.get("/map")
@gate(None, anybody)
def goal_map() -> Any:
    """Companies or units with their numbers while goals are many; the goals themselves, and their lines, where they are few."""
    actor = current.actor()
    companies = organisations.companies(open_only=True)
    units = organisations.units_for(request.args, open_only=True)
    form = organisations.where(request.args, companies, units)
    branch = next((each for each in units if each.unit.id == form.unit.data), None)
    company = next((each for each in companies if each.id == form.company.data), None)
    if branch is not None:
        company = next((each for each in companies if each.id == branch.unit.company_id), company)
    found = enterprise.goals_within(
        actor, company.id if company else None, [each.unit.id for each in organisations.flat([branch])] if branch else None
    )
    page: Page[EnterpriseGoal] = paged(found, tree.KEYS, size=drawing.FEW)
    is_few = page.after is None
    if branch is not None or company is not None:
        assert company is not None, "a unit belongs to a company"
        groups = tree.groups(company.id, branch.unit.id if branch else None)
    else:
        groups = tree.companies()
    return answer(
        "alignment/map.html",
        form=form,
        companies=companies,
        company=company,
        unit=branch.unit if branch else None,
        path=branch.path if branch else (),
        is_few=is_few,
        drawing=drawing.drawn(page.rows) if is_few else None,
        groups=[] if is_few else tree.units_page(groups, request.args),
        own=tree.own_of(company, branch),
        **helpers(),
    )
