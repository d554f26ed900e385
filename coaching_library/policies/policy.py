"""Who may do what with policies.

Everybody in the audience reads what was published, and acknowledges what is asked. HR partners, heads of HR and publishers keep
policies: they read all and write drafts. Publishers and heads of HR decide what comes into force. A tenant admin reads what
everybody reads, and how many have acknowledged: who that is, only those who keep policies are told.
"""

from __future__ import annotations

from coaching_library import audience
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from tenants.people import Actor


def can_list(_actor: Actor, _thing: object = None) -> bool:
    """Everybody has the list of the policies that they may read."""
    return True


def keeps(actor: Actor, _thing: object = None) -> bool:
    """HR partners, heads of HR and publishers see the desk, write drafts and put them to a publisher."""
    return audience.keeps(actor)


def publishes(actor: Actor, _thing: object = None) -> bool:
    """Heads of HR, and whoever holds the right to publish."""
    return actor.is_hr_head or "publish" in actor.grants


def can_read(actor: Actor, sheet: PolicySheet) -> bool:
    """The audience reads what was published; those who keep policies also what was not yet."""
    return keeps(actor) or (bool(sheet.published) and audience.reads(actor, sheet.policy.audience))


def can_read_version(actor: Actor, one: VersionSheet) -> bool:
    """The audience reads versions that are, were or are published to come into force; drafts are read by those who keep
    policies.
    """
    return keeps(actor) or (one.version in one.sheet.published and audience.reads(actor, one.policy.audience))


def can_change(actor: Actor, sheet: PolicySheet) -> bool:
    """What a policy is called and who reads it: whoever keeps policies until it is published, then publishers alone."""
    return publishes(actor) if sheet.published else keeps(actor)


def can_look_again(actor: Actor, sheet: PolicySheet) -> bool:
    """Its owner says that it is still right, or a publisher."""
    return publishes(actor) or (keeps(actor) and actor.id == sheet.policy.owner_id)


def can_write(actor: Actor, _thing: PolicySheet | VersionSheet) -> bool:
    """Whoever keeps policies writes drafts, puts them to a publisher and takes them up again."""
    return keeps(actor)


def can_review(actor: Actor, _one: VersionSheet) -> bool:
    """Publishers give a version back with words, take it back before its day, and withdraw what is in force."""
    return publishes(actor)


def can_publish(actor: Actor, one: VersionSheet) -> bool:
    """Publishers publish; where the two-person rule is on, nobody publishes what they wrote in."""
    return publishes(actor) and not (one.two_persons and str(actor.id) in one.version.writers)


def can_acknowledge(actor: Actor, sheet: PolicySheet) -> bool:
    """Everybody who reads a policy, for themselves alone. Nobody does it for somebody else."""
    return can_read(actor, sheet) and audience.reads(actor, sheet.policy.audience)


def can_see_status(actor: Actor, sheet: PolicySheet) -> bool:
    """How many have acknowledged: those who keep policies, and the tenant admin of what they may read."""
    return can_read(actor, sheet) and (keeps(actor) or actor.is_admin)


def sees_names(actor: Actor) -> bool:
    """Who has acknowledged and who has not: those who keep policies. An HR partner of the people they accompany."""
    return keeps(actor)


def sees_all_names(actor: Actor) -> bool:
    """Heads of HR and publishers see it of everybody."""
    return publishes(actor)
