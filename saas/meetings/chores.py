"""What is done once a day: promises fall due, and a rhythm goes on where nobody says anything."""

from __future__ import annotations

from saas.meetings.actions import keep_rhythms, tell_due
from tenants import jobs


@jobs.chore("promises")
def promises_due(most: int) -> int:
    """Who promised something by today is told once; see `actions.tell_due`."""
    return tell_due(most)


@jobs.chore("meeting_rhythms")
def go_on(most: int) -> int:
    """The next 1:1 of a rhythm is planned where nobody held or skipped the last; see `actions.keep_rhythms`."""
    return keep_rhythms(most)
