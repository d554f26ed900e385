"""Asking for a look at a cycle on the day on which its next phase is to begin."""

from __future__ import annotations

from saas.cycle import queries
from saas.cycle.models import Cycle
from tenants import jobs, organisations

KIND = "cycle.day"


def expect(cycle: Cycle) -> None:
    """HR's cycle is looked at when its next phase is to begin, as the organisation counts its days.

    A day that has come already asks for nothing: whoever manages the cycle opens it themselves.
    """
    day = {"ready": cycle.starts_on, "planning": cycle.work_on}.get(cycle.state)
    if cycle.kind != "shared" or day is None or day <= queries.day():
        return
    jobs.ask(KIND, {"cycle": str(cycle.id)}, by=None, due_at=organisations.dawn(day), ask_hash=f"{KIND}:{cycle.id}:{day}")
