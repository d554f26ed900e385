"""What begins on its day by itself: the plan phase of a cycle that is ready, and the work phase. No plan is agreed by it.

What HR did meanwhile counts: days that were moved, a cycle that was opened sooner, one that is a draft again. Where something
is missing on the day, the cycle waits for HR.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from saas.cycle import queries
from saas.cycle.actions import launch
from saas.cycle.actions.expecting import KIND
from saas.cycle.actions.holding import held
from saas.cycle.models import Cycle
from tenants import jobs
from tenants.isolation import get


@jobs.handler(KIND)
def look(ticket: jobs.Ticket) -> Any:
    """The day of a phase has come: what is to begin begins in the transaction that finishes the job."""
    cycle_id = UUID(ticket.payload["cycle"])
    return lambda _job: begin(cycle_id)


def begin(cycle_id: UUID) -> None:
    """The phase whose day has come has begun, where the cycle still stands before it and nothing is missing."""
    found = get(Cycle, cycle_id)
    if found is None:
        return
    frame, today = held(found), queries.day()
    if frame.cycle.state == "ready" and frame.cycle.starts_on <= today:
        if queries.is_ready(queries.readiness(frame)):
            launch.open_now(frame, by=None)
    elif frame.cycle.state == "planning" and frame.cycle.work_on <= today:
        launch.start_now(frame, by=None)
