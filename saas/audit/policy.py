"""Who sees which lines of the log."""

from __future__ import annotations

from tenants.people import Actor


def can_open(_actor: Actor, _thing: object = None) -> bool:
    """Everybody opens the log and finds in it what is theirs: what they did, what was done about them, and who read what is
    about them. A manager also finds what happened to the plans of those who report to them, an HR partner what concerns
    those they accompany, and the tenant admin every event. It never holds what anybody wrote.
    """
    return True
