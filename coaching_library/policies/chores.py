"""What the room does by itself once a day: what is due comes into force, and those who owe a policy are told."""

from __future__ import annotations

from coaching_library.policies.actions import come_into_force, remind
from tenants import jobs


@jobs.chore("policies in force")
def enter_due(most: int) -> int:
    """Versions whose day has come move on; see `actions.come_into_force`."""
    return come_into_force(most)


@jobs.chore("policies to acknowledge")
def remind_of_owed(most: int) -> int:
    """Newcomers are asked, others reminded, once in three days; see `actions.remind`."""
    return remind(most)
