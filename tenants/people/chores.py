"""What the room's jobs do when a day comes: a planned line begins, a planned leaving is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from tenants import jobs
from tenants.people import actions, queries
from tenants.people.models import Person


def _on_the_day(act: Callable[[Person, date], None], key: str) -> Callable[[jobs.Ticket], Callable[[Any], None]]:
    def work(ticket: jobs.Ticket) -> Callable[[Any], None]:
        def finish(_job: Any) -> None:
            person = queries.person(UUID(ticket.payload["person_id"]))
            if person is not None:
                act(person, date.fromisoformat(ticket.payload[key]))

        return finish

    return work


jobs.handler("people.line_begins")(_on_the_day(actions.line_begins, "day"))
jobs.handler("people.leaving_comes")(_on_the_day(actions.leaving_comes, "leaves_on"))
