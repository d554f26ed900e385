"""The HR desk: cycles that run, managers and their teams, and how far the plans of one cycle are."""

from __future__ import annotations

from typing import Any

from flask import request

from saas import cycle, plan
from saas.home import policy, queries
from saas.home.rules import PARTS, Progress
from saas.home.views.common import bp, helpers, uuid_arg
from tenants import organisations
from tenants.people import Person
from tenants.web import answer, current, gate, paged

KEYS = [Person.sort_key, Person.id]


@bp.get("/desk/")
@gate(None, policy.can_accompany)
def desk() -> Any:
    """HR's cycles that run and the managers whom the one who asks accompanies."""
    actor = current.actor()
    page = paged(queries.managers(actor), KEYS, after=request.args.get("after"), before=request.args.get("before"))
    return answer(
        "home/desk.html",
        running=queries.running_cycles(actor),
        page=page,
        can_design=cycle.policy.can_design(actor),
        today=queries.today(),
    )


@bp.get("/desk/cycles/<uuid:cycle_id>")
@gate(cycle.frame, policy.can_follow)
def progress(frame: cycle.Frame) -> Any:
    """How far the plans of one cycle are, by unit, and person by person."""
    actor, args = current.actor(), request.args
    company_id, unit_id = uuid_arg("company"), uuid_arg("unit")
    part = args.get("part", "") if args.get("part") in PARTS else ""
    units = organisations.flat(organisations.unit_tree())
    below = _below(units, unit_id) if unit_id else None
    groups = [g for g in queries.groups(frame.cycle.id, actor, company_id) if below is None or g.key in below]
    total = Progress("")
    for group in groups:
        for name, number in group.numbers.items():
            total.numbers[name] += number
    query = queries.participants(frame.cycle.id, actor, part=part, company_id=company_id, unit_ids=below)
    page = paged(query, KEYS, after=args.get("after"), before=args.get("before"))
    chases = policy.can_chase(actor)
    plans = [each for _person, each in page.rows if each is not None]
    waited_for = {each for each in map(plan.whom, plans) if each is not None} if chases else set()
    return answer(
        "home/progress.html",
        chases=chases,
        reminded=plan.reminded_today(waited_for),
        back=request.full_path.rstrip("?"),
        cycle=frame.cycle,
        groups=groups,
        total=total,
        page=page,
        units=units,
        companies=organisations.companies(),
        chosen={"company": company_id, "unit": unit_id, "part": part},
        today=queries.today(),
        **helpers(),
    )


def _below(units: list[organisations.Branch], unit_id: Any) -> set[Any]:
    """The unit and those below it, out of the tree that is loaded already."""
    for branch in units:
        if branch.unit.id == unit_id:
            return {each.unit.id for each in organisations.flat([branch])}
    return set()
