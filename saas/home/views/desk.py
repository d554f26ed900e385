"""The HR desk: cycles that run, managers and their teams, and how far the plans of one cycle are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from saas import cycle, plan
from saas.home import policy, queries
from saas.home.rules import PARTS, Progress
from saas.home.views.common import bp, helpers, uuid_arg
from tenants import organisations
from tenants.people import Person
from tenants.web import answer, current, done, gate, paged

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


@dataclass(frozen=True)
class Chosen:
    """What the filter of a progress page keeps, out of the address; what is none of ours counts as nothing chosen."""

    company: UUID | None
    unit: UUID | None
    part: str
    units: list[organisations.Branch]

    @property
    def below(self) -> set[Any] | None:
        """The ids of the chosen unit and those below it; None where none is chosen."""
        return _below(self.units, self.unit) if self.unit else None

    @property
    def kept(self) -> dict[str, Any]:
        """The same for a query."""
        return {"part": self.part, "company_id": self.company, "unit_ids": self.below}


def _chosen() -> Chosen:
    part = request.args.get("part", "")
    units = organisations.flat(organisations.unit_tree())
    return Chosen(uuid_arg("company"), uuid_arg("unit"), part if part in PARTS else "", units)


@bp.get("/desk/cycles/<uuid:cycle_id>")
@gate(cycle.frame, policy.can_follow)
def progress(frame: cycle.Frame) -> Any:
    """How far the plans of one cycle are, by unit, and person by person."""
    actor, args, chosen = current.actor(), request.args, _chosen()
    below = chosen.below
    groups = [g for g in queries.groups(frame.cycle.id, actor, chosen.company) if below is None or g.key in below]
    total = Progress("")
    for group in groups:
        for name, number in group.numbers.items():
            total.numbers[name] += number
    query = queries.participants(frame.cycle.id, actor, **chosen.kept)
    page = paged(query, KEYS, after=args.get("after"), before=args.get("before"))
    chases = policy.can_chase(actor) and frame.cycle.state in cycle.OPEN_FOR_PLANS
    plans = [each for _person, each in page.rows if each is not None]
    waited_for = {each for each in map(plan.whom, plans) if each is not None} if chases else set()
    return answer(
        "home/progress.html",
        chases=chases,
        reminded=plan.reminded_today(waited_for),
        waiting=total.waiting(chosen.part),
        back=request.full_path.rstrip("?"),
        cycle=frame.cycle,
        groups=groups,
        total=total,
        page=page,
        units=chosen.units,
        companies=organisations.companies(),
        chosen=chosen,
        today=queries.today(),
        **helpers(),
    )


@bp.post("/desk/cycles/<uuid:cycle_id>/reminders")
@gate(cycle.frame, policy.can_follow, policy.can_chase)
def remind(frame: cycle.Frame) -> Any:
    """Everybody for whom a plan of the filtered list waits is reminded, once a day, whichever page of it is shown."""
    actor, chosen = current.actor(), _chosen()
    told = len(plan.remind_all(queries.plans(frame.cycle.id, actor, **chosen.kept), by=actor))
    if told:
        flash(ngettext("%(num)s person has a reminder, here and by mail.", "%(num)s people have one, here and by mail.", told))
    else:
        flash(_("Nobody is left to remind: whoever is awaited here has had a reminder today, or is you."))
    part = chosen.part or None
    return done(url_for("home.progress", cycle_id=frame.cycle.id, company=chosen.company, unit=chosen.unit, part=part))


def _below(units: list[organisations.Branch], unit_id: Any) -> set[Any]:
    """The unit and those below it, out of the tree that is loaded already."""
    for branch in units:
        if branch.unit.id == unit_id:
            return {each.unit.id for each in organisations.flat([branch])}
    return set()
