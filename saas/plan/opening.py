"""Opening the plans of a cycle: those of the first few hundred at once, all others by a job that goes on where it stopped."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import force_locale
from sqlalchemy import select

from saas import cycle as cycles
from saas.cycle import OPEN_FOR_PLANS, Cycle
from saas.plan import queries
from saas.plan.events import PlanOpened
from saas.plan.models import Plan
from tenants import agreements, jobs, notices, organisations, people
from tenants.isolation import among, get_locked, session, transaction
from tenants.journal import record
from tenants.people import Actor

KIND = "plan.open"
BATCH = 500
"""People whose plans are opened in one transaction: half a second."""


def open_all(cycle: Cycle, *, by: Actor | None) -> None:
    """The plans of the first participants are open, and a job opens those of all others."""
    first = cycles.participant_ids(cycle, limit=BATCH)
    open_plans(cycle, first, by=by)
    if len(first) == BATCH:
        total = cycles.head_count(cycle)["in"]
        payload = {"cycle": str(cycle.id), "after": str(first[-1]), "people": total}
        jobs.ask(KIND, payload, by=by, ask_hash=f"{KIND}:{cycle.id}", awaited=True)


@jobs.handler(KIND)
def open_others(ticket: jobs.Ticket) -> None:
    """Every participant who can have a plan has one. Whoever was killed in between is followed by another, who finds the plans
    that are open and opens the others; a cycle that was called off meanwhile gets no more.
    """
    after, done, total = UUID(ticket.payload["after"]), BATCH, max(1, int(ticket.payload["people"]))
    while True:
        with transaction(ticket.tenant, ticket.requester), force_locale(ticket.locale):
            cycle = get_locked(Cycle, UUID(ticket.payload["cycle"]))
            if cycle is None or cycle.state not in OPEN_FOR_PLANS:
                return
            following = cycles.participant_ids(cycle, limit=BATCH, after=after)
            open_plans(cycle, following, by=_asker(ticket))
        if len(following) < BATCH:
            return
        after, done = following[-1], done + BATCH
        ticket.progress(min(99, done * 100 // total))


def _asker(ticket: jobs.Ticket) -> Actor | None:
    """Who opened the cycle; nobody where its day had come."""
    person = people.person(ticket.requester)
    return people.load_actor(person, organisations.organisation().time_zone) if person is not None else None


def being_opened(cycle_id: UUID) -> int | None:
    """How far the plans of a cycle are opened, in percent; None where nothing is left to open."""
    asked = select(jobs.Job.progress).where(
        jobs.Job.ask_hash == f"{KIND}:{cycle_id}", jobs.Job.state.in_(("queued", "running"))
    )
    return session().scalars(asked).first()


def open_plans(cycle: Cycle, person_ids: Collection[UUID], *, by: Actor | None) -> list[Plan]:
    """Each of these participants who has a manager today has a plan to agree on with them.

    Who has a plan in the cycle already keeps it; who has no manager gets one when a line begins (`follow_line`). Where
    one of the two has left there is nobody to agree with.
    """
    there = set(session().scalars(select(Plan.person_id).where(Plan.cycle_id == cycle.id, among(Plan.person_id, person_ids))))
    zone = organisations.organisation().time_zone
    wanted = [one for one in person_ids if one not in there]
    standings = people.standings(wanted, zone) if wanted else {}
    leads = {one: standing.manager_id for one, standing in standings.items()}
    there_still = queries.there({*wanted, *filter(None, leads.values())})
    made = []
    for one in wanted:
        manager = leads.get(one)
        if manager is None or not {one, manager} <= there_still:
            continue
        agreement = agreements.open_agreement("plan", one, manager, by=by)
        made.append(Plan(cycle_id=cycle.id, person_id=one, agreement_id=agreement.id, agreement=agreement))
    session().add_all(made)
    session().flush()
    for each in made:
        record(PlanOpened(cycle.id), by=by, on=each, about=each.person_id)
    owners = [each.person_id for each in made]
    notices.tell_all(owners, "plan.opened", on=cycle, url="/plan/", params={"cycle": cycle.name}, by=by)
    return made
