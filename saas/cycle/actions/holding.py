"""What every verb of this room does first: take the row's lock and look at it afresh."""

from __future__ import annotations

from saas.cycle import queries
from saas.cycle.models import Cycle
from saas.cycle.rules import Frame
from saas.cycle.states import MACHINE
from tenants.isolation import get_locked
from tenants.law import NotNow, OutOfTurn, Stale


def held(cycle: Cycle, seen: int | None = None) -> Frame:
    """The cycle under its lock, with whom it takes in now. Stale where the actor looked at another version."""
    found = get_locked(Cycle, cycle.id)
    if found is None:
        raise NotNow("cycle: it is gone")
    if seen is not None and seen != found.version:
        raise Stale(found, seen)
    return queries.frame_of(found)


def may_move(cycle: Cycle, verb: str) -> None:
    """Raises NotNow where the table does not list `verb` from where the cycle stands: asked before any other check."""
    if not MACHINE.may(cycle, verb):
        raise OutOfTurn(f"cycle: {verb} is not possible while {cycle.state}")


def in_state(cycle: Cycle, *states: str) -> None:
    """Raises NotNow unless the cycle stands in one of `states`."""
    if cycle.state not in states:
        raise OutOfTurn(f"cycle: not possible while {cycle.state}")
