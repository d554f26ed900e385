"""Your turn, and your own cycle."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import g

from coaching_library import COMPONENTS
from saas import alignment, check_ins, cycle, plan
from saas.home import queries, rules
from saas.home.views.common import bp, by_person, changes_of, helpers, uuid_arg
from saas.home.views.words import said
from tenants import agreements, notices, people
from tenants.isolation import clock
from tenants.web import answer, current, gate
from tenants.web.gates import anybody

FEW = 8
"""Reports whose plans home shows; the team page has them all."""


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """What waits for the one who asks, what others owe them, and how their cycle, team or units are doing."""
    actor = current.actor()
    unled, unled_count, wishes = people.looked_after(actor) if actor.is_hr or actor.is_admin else ([], 0, [])
    found = queries.turns(actor, wishes)
    mine = [turn for turn in found if turn.mine]
    g.waiting = len(mine)
    plans = by_person(plan.running_plans({actor.id, *actor.report_ids}))
    running = queries.running_cycles(actor) if actor.is_hr or actor.is_admin else []
    hour = clock.now().astimezone(ZoneInfo(current.zone())).hour
    own = plans.get(actor.id, [])
    return answer(
        "home/index.html",
        part_of_day=rules.part_of_day(hour),
        mine=mine,
        owed=[turn for turn in found if not turn.mine],
        own=own,
        at_a_glance=plan.glance(own[0], by=actor) if own else None,
        cycles=_cycles(own, actor),
        team=_team(plans, actor),
        team_size=len(actor.report_ids),
        running=running,
        unled=unled,
        unled_count=unled_count,
        stood_for=sorted(people.names(one.id for one in actor.stands_in).values(), key=lambda one: (one.sort_key, one.id)),
        steps=queries.checklist() if actor.is_admin and not running else [],
        news=notices.latest(actor.id, current.zone()),
        today=queries.today(),
        said=said,
        phase_states=cycle.phase_states,
        days=cycle.STEPS,
        **helpers(),
    )


def _cycles(own: list[plan.Plan], actor: Any) -> list[cycle.Cycle]:
    """The cycles that run for the actor. Whoever has a manager has a plan in each; only without one it has to be
    asked.
    """
    if own or actor.standing.manager_id is not None:
        return [each.cycle for each in own]
    return cycle.current_for(actor.id)


def _team(plans: dict[Any, list[plan.Plan]], actor: Any) -> list[plan.Plan]:
    """The newest plan of each report, in the order of names, the first few."""
    newest = [found[0] for person_id, found in plans.items() if person_id in actor.report_ids]
    return sorted(newest, key=lambda each: (each.person.sort_key, each.person.id))[:FEW]


@bp.get("/me/")
@gate(None, anybody)
def me() -> Any:
    """The five components of one's own cycle, each with its next step."""
    actor = current.actor()
    cycles = cycle.current_for(actor.id)
    wanted = uuid_arg("cycle")
    chosen = next((each for each in cycles if each.id == wanted), cycles[0] if cycles else None)
    plans = plan.plans_of(actor.id)
    own = next((each for each in plans if chosen and each.cycle_id == chosen.id), None)
    earlier = [each for each in plans if own is None or each.id != own.id]
    goals = plan.goals_of(own.id) if own and own.state == "agreed" else []
    amendment = agreements.open_amendment(own.agreement_id) if own and own.state == "agreed" else None
    return answer(
        "home/me.html",
        amendment=amendment,
        turn_of=agreements.waits_for(own.agreement, amendment or own.agreement) if own else None,
        cycles=cycles,
        cycle=chosen,
        own=own,
        goals=goals,
        sights=alignment.lines_of_sight(actor, goals) if goals else [],
        earlier=earlier,
        changes=changes_of(earlier),
        manager=people.manager_of(actor.id),
        partners=people.hr_partners_of(actor.id),
        components=COMPONENTS,
        pairs=check_ins.own_pairs(actor.id),
        between=queries.between(actor, actor.id, actor.standing.manager_id, chosen),
        phase_states=cycle.phase_states(chosen) if chosen else {},
        steps=cycle.STEPS,
        today=queries.today(),
        **helpers(),
    )
