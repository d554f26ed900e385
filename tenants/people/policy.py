"""Who may see and change people and their relations.

The tenant admin keeps the entries and reads no words about anybody by it. Nobody gives a right to themselves: a line needs
somebody else who enters it; a grant, an HR partnership and another address can be asked for, and a second person confirms.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tenants.people.actor import Actor, Standing
from tenants.people.models import Deputyship, EmailChange, Person, RightWish


def can_find(_actor: Actor, _thing: Any = None) -> bool:
    """Everybody of the organisation finds a colleague by name or address: it is the directory."""
    return True


def can_list(actor: Actor, _thing: Any = None) -> bool:
    """The tenant admin and HR partners see lists of people and where they are placed."""
    return actor.is_admin or actor.is_hr


def can_read(actor: Actor, person: Person, standing: Standing) -> bool:
    """The tenant admin and the heads of HR see every entry; an HR partner those of the people they accompany."""
    return actor.is_admin or actor.is_hr_head or (person.id != actor.id and actor.partners(standing))


def can_manage(actor: Actor, _thing: Any = None) -> bool:
    """The tenant admin enters people, changes their entries and places them."""
    return actor.is_admin


def can_see_own(actor: Actor, person: Person) -> bool:
    """Everybody sees what the organisation keeps about themselves."""
    return actor.id == person.id


def can_change_own(actor: Actor, person: Person) -> bool:
    """How we speak to a person, their language and their zone are theirs alone to choose."""
    return actor.id == person.id


def can_lead(actor: Actor, person: Person, manager: Person | None) -> bool:
    """The tenant admin says who leads whom, except where they are one of the two."""
    return actor.is_admin and actor.id != person.id and (manager is None or actor.id != manager.id)


def can_bring(actor: Actor, standing: Standing, unit_id: UUID | None, manager_id: UUID | None) -> bool:
    """Nobody brings a person under a unit or manager whose HR partner they are and so to themselves, unless they accompany
    that person already: it would open what was agreed before. `standing` is where the person stands today.
    """
    if standing.person_id == actor.id or actor.partners(standing):
        return True
    return unit_id not in actor.partner_unit_ids and manager_id not in actor.partner_manager_ids


def can_end_account(actor: Actor, person: Person) -> bool:
    """The tenant admin says that somebody has left or is back; for themselves somebody else does it."""
    return actor.is_admin and actor.id != person.id


def can_assign(actor: Actor, partner_id: UUID) -> bool:
    """The tenant admin says who is HR partner of whom, except of themselves as the partner."""
    return actor.is_admin and actor.id != partner_id


def can_give(actor: Actor, person_id: UUID) -> bool:
    """The tenant admin gives rights to others, never to themselves."""
    return actor.is_admin and actor.id != person_id


def can_name_deputy(actor: Actor, person: Person, standing: Standing, deputy_id: UUID) -> bool:
    """Who stands in for a person is named by themselves, by their manager or by the tenant admin; nobody names themselves."""
    return actor.id != deputy_id and (actor.id == person.id or actor.is_admin or actor.leads(standing))


def can_see_deputyship(actor: Actor, deputyship: Deputyship) -> bool:
    """The two and the tenant admin see it in a list; so does whoever leads the one stood in for."""
    both = deputyship.person_id, deputyship.deputy_id
    return actor.is_admin or actor.id in both or deputyship.person_id in actor.report_ids


def can_end_deputyship(actor: Actor, deputyship: Deputyship) -> bool:
    """Whoever could have given it ends it, and the deputy lays it down."""
    return can_see_deputyship(actor, deputyship)


def can_ask_email(actor: Actor, person: Person) -> bool:
    """The tenant admin asks for another's new address, and everybody for their own."""
    return actor.is_admin or actor.id == person.id


def keeps_rights(actor: Actor) -> bool:
    """Tenant admins and heads of HR are told of every right that comes or goes, and are second persons to each other."""
    return actor.is_admin or actor.is_hr_head


def can_see_wish(actor: Actor, wish: EmailChange | RightWish) -> bool:
    """What waits for a second person is seen by whoever asked, the person, tenant admins and heads of HR."""
    return actor.id in (wish.asked_by_id, wish.person_id) or keeps_rights(actor)


def can_confirm(actor: Actor, wish: EmailChange | RightWish) -> bool:
    """Whoever did not ask confirms: the person themselves, another tenant admin, or a head of HR."""
    return actor.id != wish.asked_by_id and (actor.id == wish.person_id or keeps_rights(actor))


def can_ask_right(actor: Actor, _thing: Any = None) -> bool:
    """A tenant admin asks for a right for themselves; it opens nothing until a second person has confirmed it."""
    return actor.is_admin


def can_decline_right(actor: Actor, wish: RightWish) -> bool:
    """Whoever could confirm a right may also decline it."""
    return can_confirm(actor, wish)


def can_let_right_be(actor: Actor, wish: RightWish) -> bool:
    """Whoever asked for a right takes the wish back."""
    return actor.id == wish.asked_by_id


def can_drop_email(actor: Actor, change: EmailChange) -> bool:
    """Whoever asked, the person themselves, or a tenant admin lets it be."""
    return actor.id in (change.asked_by_id, change.person_id) or actor.is_admin


def may(by: Actor | None, rule: Any, *things: Any) -> bool:
    """Whether the operator's command acts, or `rule` allows it to `by`."""
    return by is None or bool(rule(by, *things))
