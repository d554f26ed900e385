"""The team, the directory, and one person."""

from __future__ import annotations

from typing import Any

from flask import request

from saas import cycle, plan
from saas.home import policy, queries
from saas.home.rules import Sight
from saas.home.views.common import bp, by_person, changes_of, helpers, uuid_arg
from tenants import organisations
from tenants import people as people_room
from tenants.people import Actor, Person
from tenants.web import answer, current, gate, paged, searched
from tenants.web.gates import anybody

KEYS = [Person.sort_key, Person.id]


@bp.get("/team/")
@gate(None, policy.can_lead)
def team() -> Any:
    """Those who report to the one who asks: their plans, whose turn it is, and since when; on request the numbers of
    those further down.
    """
    actor, further = current.actor(), request.args.get("further") == "1"
    page = paged(queries.team(actor), KEYS, after=request.args.get("after"), before=request.args.get("before"))
    ids = [person.id for person in page.rows]
    plans, reminded = plan.running_with_reminders(ids)
    return answer(
        "home/team.html",
        page=page,
        placements=people_room.placements_of(ids),
        plans=by_person(plans),
        changes=changes_of(plans),
        goals=plan.goal_facts([each.id for each in plans]) if not further else {},
        reminded=reminded,
        talking=queries.talking(actor, ids),
        further=further,
        below=queries.below(actor) if further else None,
        back=request.full_path.rstrip("?"),
        today=queries.today(),
        **helpers(),
    )


@bp.get("/people/")
@gate(None, anybody)
def people() -> Any:
    """Everybody of the organisation, with position and unit."""
    q, company_id = searched(), uuid_arg("company")
    page = paged(queries.directory(q, company_id), KEYS, after=request.args.get("after"), before=request.args.get("before"))
    return answer("home/people.html", page=page, q=q, company=company_id, companies=organisations.companies())


def _between(actor: Actor, sight: Sight, thing: cycle.Cycle | None) -> queries.Between:
    """What is told of the two, to the manager; the employee reads it in *my cycle*."""
    leads = actor.leads(sight.standing)
    return queries.between(actor, sight.person.id, actor.id if leads else None, thing)


@bp.get("/people/<uuid:person_id>")
@gate(queries.sight, policy.can_find)
def person(sight: Sight) -> Any:
    """One person: name and place for everybody; how their cycle stands for themselves, their manager and HR partner."""
    actor = current.actor()
    sees = policy.can_see_cycle(actor, sight)
    plans = plan.plans_of(sight.person.id) if sees else []
    leads = actor.leads(sight.standing) or actor.deputy_of_leader(sight.standing) is not None
    cycles = cycle.current_for(sight.person.id) if sees and sight.person.state != "left" else []
    return answer(
        "home/person.html",
        person=sight.person,
        placement=people_room.placements_of([sight.person.id]).get(sight.person.id),
        manager=actor.person if actor.leads(sight.standing) else people_room.manager_of(sight.person.id),
        partners=people_room.hr_partners_of(sight.person.id) if sees else [],
        sees=sees,
        leads=leads,
        between=_between(actor, sight, cycles[0] if cycles else None),
        deputies=people_room.deputies_of([sight.person.id]),
        plans=plans,
        changes=changes_of(plans),
        goals=plan.goal_facts([each.id for each in plans if each.state == "agreed"]) if plans else {},
        cycle=cycles[0] if cycles else None,
        phase_states=cycle.phase_states(cycles[0]) if cycles else {},
        steps=cycle.STEPS,
        today=queries.today(),
        **helpers(),
    )
