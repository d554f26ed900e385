"""The HR desk: cycles that run, managers and their teams, and how far the plans of one cycle are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coaching_library import threads
from saas import check_ins, cycle, plan
from saas.home import policy, queries
from saas.home.rules import PARTS, REASONS, Progress
from saas.home.views.common import bp, helpers
from tenants import organisations
from tenants.people import Person
from tenants.web import answer, current, done, gate, paged
from tenants.web.paging import SIZE

KEYS = [Person.sort_key, Person.id]
MOST = 12
"""Bars of a chart; more units than these are put together with those above them."""


@bp.get("/desk/")
@gate(None, policy.can_accompany)
def desk() -> Any:
    """HR's cycles that run and the managers whom the one who asks accompanies."""
    actor = current.actor()
    page = paged(queries.managers(actor), KEYS, after=request.args.get("after"), before=request.args.get("before"))
    mine, every = threads.queue_counts(actor)
    tempo, some_small = check_ins.shown(check_ins.unit_tempo(actor))
    return answer(
        "home/desk.html",
        tempo=tempo[:SIZE],
        some_small=some_small,
        threshold=check_ins.THRESHOLD,
        running=queries.running_cycles(actor),
        mine=mine,
        every=every,
        page=page,
        can_design=cycle.policy.can_design(actor),
        today=queries.today(),
    )


@dataclass(frozen=True)
class Chosen:
    """What the filter of a progress page keeps, out of the address; what is none of ours counts as nothing chosen."""

    where: organisations.WhereForm
    part: str
    units: list[organisations.Branch]

    @property
    def company(self) -> UUID | None:
        """The chosen company."""
        found: UUID | None = self.where.company.data
        return found

    @property
    def unit(self) -> UUID | None:
        """The chosen unit."""
        found: UUID | None = self.where.unit.data
        return found

    @property
    def below(self) -> set[Any] | None:
        """The ids of the chosen unit and those below it; None where none is chosen."""
        return _below(self.units, self.unit) if self.unit else None

    @property
    def kept(self) -> dict[str, Any]:
        """The same for a query."""
        return {"part": self.part, "company_id": self.company, "unit_ids": self.below}


def _chosen(*, named: bool = False) -> Chosen:
    """What was chosen; with every unit where they are `named` one by one."""
    part = request.args.get("part", "")
    units = organisations.outline() if named else organisations.units_for(request.args)
    return Chosen(organisations.where(request.args, organisations.companies(), units), part if part in PARTS else "", units)


@bp.get("/desk/cycles/<uuid:cycle_id>")
@gate(cycle.frame, policy.can_follow)
def progress(frame: cycle.Frame) -> Any:
    """How far the plans of one cycle are, by unit, and person by person."""
    actor, args, chosen = current.actor(), request.args, _chosen(named=True)
    below = chosen.below
    groups = queries.groups(frame.cycle.id, actor, chosen.company, units=chosen.units)
    groups = [each for each in groups if below is None or each.key in below]
    total = Progress.of("", groups)
    tree = chosen.units if chosen.unit is None else [each for each in chosen.units if each.unit.id == chosen.unit]
    rolled = len(groups) > MOST
    if rolled:
        groups = _rolled([each for each in tree if each.depth == tree[0].depth], groups)
    query = queries.participants(frame.cycle.id, actor, **chosen.kept)
    page = paged(query, KEYS, after=args.get("after"), before=args.get("before"))
    chases = policy.can_chase(actor) and frame.cycle.state in cycle.OPEN_FOR_PLANS
    plans, reminded = plan.in_cycle(frame.cycle.id, [person.id for person in page.rows])
    return answer(
        "home/progress.html",
        chases=chases,
        opening=plan.being_opened(frame.cycle.id),
        reminded=reminded,
        back=request.full_path.rstrip("?"),
        cycle=frame.cycle,
        groups=groups[:SIZE],
        rolled=rolled,
        total=total,
        page=page,
        plans={each.person_id: each for each in plans},
        chosen=chosen,
        today=queries.today(),
        **helpers(),
    )


@bp.get("/desk/cycles/<uuid:cycle_id>/chase")
@gate(cycle.frame, policy.can_follow, policy.can_chase)
def chase(frame: cycle.Frame) -> Any:
    """Whose plan of the cycle is not agreed yet, each with the reason, for those who may remind them."""
    actor, args, chosen, reason = current.actor(), request.args, _chosen(), _reason()
    where: Any = {"company_id": chosen.company, "unit_ids": chosen.below}
    query = queries.chased(frame.cycle, actor, reason=reason, **where)
    page = paged(query, KEYS, after=args.get("after"), before=args.get("before"))
    ids = [person.id for person, _why in page.rows]
    plans, lately = plan.in_cycle(frame.cycle.id, ids)
    numbers = queries.reasons(frame.cycle, actor, **where)
    return answer(
        "home/chase.html",
        chases=frame.cycle.state in cycle.OPEN_FOR_PLANS,
        opening=plan.being_opened(frame.cycle.id),
        reminded=lately,
        numbers={each: numbers[each] for each in REASONS if numbers.get(each)},
        reason=reason,
        back=request.full_path.rstrip("?"),
        cycle=frame.cycle,
        page=page,
        plans={each.person_id: each for each in plans},
        chosen=chosen,
        today=queries.today(),
        **helpers(),
    )


def _reason() -> str:
    reason = request.args.get("reason", "")
    return reason if reason in REASONS else ""


@bp.post("/desk/cycles/<uuid:cycle_id>/reminders")
@gate(cycle.frame, policy.can_follow, policy.can_chase)
def remind(frame: cycle.Frame) -> Any:
    """Everybody for whom a plan of the chase list waits is reminded, once in three days, whichever page of it is shown."""
    actor, chosen, reason = current.actor(), _chosen(), _reason()
    where: Any = {"company_id": chosen.company, "unit_ids": chosen.below}
    told = len(plan.remind_all(queries.chased_plans(frame.cycle, actor, reason=reason, **where), by=actor))
    if told:
        flash(ngettext("%(num)s person has a reminder, here and by mail.", "%(num)s people have one, here and by mail.", told))
    else:
        flash(_("Nobody is left to remind: whoever is awaited here has had a reminder lately, or is you."))
    kept: Any = {"company": chosen.company, "unit": chosen.unit, "reason": reason or None}
    return done(url_for("home.chase", cycle_id=frame.cycle.id, **kept))


def _rolled(level: list[organisations.Branch], groups: list[Progress]) -> list[Progress]:
    """The groups, each with all below it, at the first level at which there is more than one."""
    found: list[Progress] = []
    own = {each.key: each for each in groups}
    while level:
        inside = [[own[each.unit.id] for each in organisations.flat([branch]) if each.unit.id in own] for branch in level]
        sums = [Progress.of(b.unit.name, each, b.unit.id) for b, each in zip(level, inside, strict=True)]
        there = [(branch, each) for branch, each in zip(level, sums, strict=True) if each.total]
        if len(there) != 1 or not there[0][0].below:
            return found + [each for _branch, each in there]
        top = there[0][0]
        found += [g for g in groups if g.key == top.unit.id]
        level = list(top.below)
    return found


def _below(units: list[organisations.Branch], unit_id: Any) -> set[Any]:
    """The unit and those below it, out of the tree that is loaded already."""
    for branch in units:
        if branch.unit.id == unit_id:
            return {each.unit.id for each in organisations.flat([branch])}
    return set()
