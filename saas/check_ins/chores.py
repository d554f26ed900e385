"""What is done once a day: check-ins become due."""

from __future__ import annotations

from saas.check_ins.actions import turn
from tenants import jobs


@jobs.chore("check_ins")
def turn_due(most: int) -> int:
    """Check-ins whose day has come are due; see `actions.turn`."""
    return turn(most)
