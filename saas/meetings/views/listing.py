"""Lists: one's 1:1s with whom, a team that one stands in for, and 1:1s of lines that have ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from saas.meetings import queries
from saas.meetings.models import Meeting
from saas.meetings.views.common import bp
from tenants import people
from tenants.isolation import clock
from tenants.people import Person
from tenants.web import answer, current, gate, paged
from tenants.web.gates import anybody

KEYS = [Person.sort_key, Person.id]


def _args() -> dict[str, Any]:
    return {"after": request.args.get("after"), "before": request.args.get("before")}


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """With whom the reader meets: their manager, and the people who report to them, page by page."""
    actor = current.actor()
    page = paged(queries.team(actor), KEYS, **_args())
    manager_id = actor.standing.manager_id
    pairs = [(one.id, actor.id) for one in page.rows]
    own = [(actor.id, manager_id)] if manager_id is not None else []
    rows = queries.rows([*own, *pairs])
    known = people.names([*(pair[1] for pair in own), *(one.id for one in actor.stands_in)])
    stood_for = sorted((known[one.id] for one in actor.stands_in), key=lambda one: (one.sort_key, one.id))
    return answer(
        "meetings/index.html",
        manager=known.get(manager_id) if manager_id is not None else None,
        own=rows.get(actor.id),
        page=page,
        rows=rows,
        stood_for=stood_for,
        now=clock.now(),
    )


def stood_for(person_id: UUID, **_address: object) -> Person | None:
    """The one for whom the reader stands in today; None for everybody else's."""
    return people.person(person_id) if any(one.id == person_id for one in current.actor().stands_in) else None


@bp.get("/for/<uuid:person_id>")
@gate(stood_for, anybody)
def deputised(person: Person) -> Any:
    """For whom the reader stands in: the 1:1s of that person's team, to read and to prepare."""
    page = paged(queries.team_of(person.id), KEYS, **_args())
    rows = queries.rows([(one.id, person.id) for one in page.rows])
    return answer("meetings/deputised.html", person=person, page=page, rows=rows, now=clock.now())


@bp.get("/earlier")
@gate(None, anybody)
def earlier() -> Any:
    """1:1s of lines that have ended: one's own, and those with former reports whose minutes one confirmed."""
    actor = current.actor()
    page = paged(queries.ended(actor), [Meeting.starts_at, Meeting.id], **_args(), falling=True)
    return answer("meetings/earlier.html", page=page)
