"""Who may do what with the goals of companies and units.

Everybody of the organisation reads them once they are open: a line of sight is of no use where it ends at a closed door.
A **unit is led** by whoever is placed in it today and has a report who is placed in it, or in a unit below it. So two team
leads in one unit both lead it, the head of a division leads the division also where only managers of its units report to
them, and nobody leads a unit in which they do not work themselves.
"""

from __future__ import annotations

from uuid import UUID

from saas.enterprise.sheets import GoalSheet
from tenants.people import Actor


def is_unbounded(actor: Actor) -> bool:
    """The tenant admin and the head of HR keep the goals of companies and of all units."""
    return actor.is_admin or actor.is_hr_head


def may_keep(actor: Actor, unit_id: UUID | None, leads: bool) -> bool:
    """The manager of a unit keeps the goals of it, an HR partner those of the units they accompany, with all below them;
    those of companies are kept by the tenant admin and the head of HR.
    """
    if is_unbounded(actor):
        return True
    return unit_id is not None and (unit_id in actor.partner_unit_ids or leads)


def can_list(_actor: Actor, _thing: object = None) -> bool:
    """Everybody sees the goals of the enterprise and finds one to contribute to."""
    return True


def can_make(actor: Actor, _thing: object = None) -> bool:
    """Whoever may keep the goals of some unit or company enters one; for which, the form offers and the verb asks."""
    leads = actor.is_manager and actor.standing.unit_id is not None
    return is_unbounded(actor) or bool(actor.partner_unit_ids) or leads


def can_change(actor: Actor, sheet: GoalSheet) -> bool:
    """Whoever keeps the goals of its unit or company writes, opens, changes and closes it."""
    return may_keep(actor, sheet.goal.unit_id, sheet.leads)


def can_read(actor: Actor, sheet: GoalSheet) -> bool:
    """Everybody, once it is open; a draft those who may change it, and its owner."""
    return sheet.goal.state != "draft" or sheet.goal.owner_id == actor.id or can_change(actor, sheet)


def can_check_in(actor: Actor, sheet: GoalSheet) -> bool:
    """The owner says how their goal goes; nobody says it for them."""
    return sheet.goal.owner_id == actor.id
