"""Who sees which lines of the log."""

from __future__ import annotations

from saas import home
from tenants import people
from tenants.people import Actor


def can_open(_actor: Actor, _thing: object = None) -> bool:
    """Everybody opens the log and finds in it what is theirs: what they did, what was done about them, and who read what is
    about them. A manager also finds what happened to the plans of those who report to them, an HR partner what concerns
    those they accompany, and the tenant admin every event but those in performance files. It never holds what anybody
    wrote.
    """
    return True


def can_see_readers(actor: Actor, sight: home.Sight) -> bool:
    """Who sees a person's things, and why, is told to themselves, to whoever sees how their cycle stands, and to those who
    see their entries.
    """
    sees = home.policy.can_see_cycle(actor, sight) or people.policy.can_read(actor, sight.person, sight.standing)
    return home.policy.can_find(actor, sight) and sees


def can_ask(_actor: Actor, _thing: object = None) -> bool:
    """Everybody asks what they can see themselves; about others, tenant admins and HR (`sight.allowed`)."""
    return True
