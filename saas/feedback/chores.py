"""What the room does by itself: requests whose last day is over."""

from __future__ import annotations

from saas.feedback import actions, queries
from tenants import jobs, organisations


@jobs.chore("feedback requests")
def expire_requests(most: int) -> int:
    """Requests that nobody answered in their days are over, and those concerned are told."""
    return actions.expire(queries.overdue(organisations.today(), most))
