"""Who sees which of these pages, and how much of a person."""

from __future__ import annotations

from saas import cycle
from saas.cycle import Frame
from saas.home.rules import Sight
from tenants.people import Actor


def can_lead(actor: Actor, _thing: object = None) -> bool:
    """The team page is for those to whom somebody reports today."""
    return actor.is_manager


def can_accompany(actor: Actor, _thing: object = None) -> bool:
    """The HR desk is for HR partners and the heads of HR."""
    return actor.is_hr


def can_partner(actor: Actor, sight: Sight) -> bool:
    """The page of a line manager is for their HR partners, the heads of HR, and whoever stands in for one of these; never about
    oneself.
    """
    if sight.person.id == actor.id:
        return False
    return actor.partners(sight.standing) or actor.deputy_of_partner(sight.standing) is not None


def can_follow(actor: Actor, frame: Frame) -> bool:
    """How far plans are in HR's cycle: heads of HR and the tenant admin for all, HR partners for those they accompany.

    It shows states, dates and numbers, and nothing that anybody wrote.
    """
    return frame.cycle.kind == "shared" and cycle.policy.can_read(actor, frame) and (actor.is_hr or actor.is_admin)


def can_chase(actor: Actor, _thing: object = None) -> bool:
    """HR partners and heads of HR remind those whose turn it is; a tenant admin sees numbers and reminds nobody, not even
    where they are HR partner of some: the list shows them everybody.
    """
    return actor.is_hr_head or (actor.is_hr and not actor.is_admin)


def can_find(actor: Actor, sight: Sight) -> bool:
    """Everybody of the organisation finds a colleague with name and position; somebody who left, only those beside."""
    return sight.person.state != "left" or can_see_cycle(actor, sight) or actor.is_admin


def can_see_cycle(actor: Actor, sight: Sight) -> bool:
    """Where a person stands in their cycle is seen by themselves, their manager and their HR partner, and by who stands in
    for these.
    """
    own = sight.person.id == actor.id or actor.leads(sight.standing) or actor.partners(sight.standing)
    return own or actor.deputy_of_leader(sight.standing) is not None or actor.deputy_of_partner(sight.standing) is not None
