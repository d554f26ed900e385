"""Who may do what with a plan, in sentences an HR lawyer could read. Pure: the sheet carries its parties and standing."""

from __future__ import annotations

from saas.plan.sheets import Sheet
from tenants import agreements
from tenants.agreements import Agreement
from tenants.people import Actor, Standing


def is_party(actor: Actor, sheet: Sheet) -> bool:
    """The employee, and their line manager while the line is in force, are the two who agree."""
    return _is_party(actor, sheet.agreement, sheet.standing)


def _is_party(actor: Actor, agreement: Agreement, standing: Standing) -> bool:
    if actor.id == agreement.first_id:
        return actor.person.state != "left"
    return actor.id == agreement.second_id and actor.leads(standing)


def is_partner(actor: Actor, sheet: Sheet) -> bool:
    """The assigned HR partner, or the head of HR, and never for their own plan or as one of the two."""
    return _is_partner(actor, sheet.agreement, sheet.standing)


def _is_partner(actor: Actor, agreement: Agreement, standing: Standing) -> bool:
    return actor.id not in agreement.parties and actor.partners(standing)


def can_read(actor: Actor, sheet: Sheet) -> bool:
    """The two always; their HR partner from the first proposal on; a former party what they have signed."""
    if is_party(actor, sheet):
        return True
    if is_partner(actor, sheet):
        return sheet.agreement.last_version_id is not None
    return bool(sheet.signed)


def can_read_version(actor: Actor, sheet: Sheet, no: int) -> bool:
    """The two read every version; the HR partner the latest proposed and the one in force; a former party their own."""
    if is_party(actor, sheet):
        return True
    if no in sheet.signed:
        return True
    return is_partner(actor, sheet) and no in sheet.shared_numbers


def can_talk(actor: Actor, sheet: Sheet) -> bool:
    """Line comments stay between the two."""
    return is_party(actor, sheet)


def acts(actor: Actor, sheet: Sheet) -> frozenset[str]:
    """What the actor may do now: the table of states asked for one of the two, while the cycle lets plans move."""
    if not is_party(actor, sheet) or not sheet.is_open:
        return frozenset()
    return agreements.acts(sheet.agreement, sheet.amendment, actor.id)


def can_draft(actor: Actor, sheet: Sheet) -> bool:
    """One of the two writes in private where the table gives this side something to write."""
    return "draft" in acts(actor, sheet)


def can_propose(actor: Actor, sheet: Sheet) -> bool:
    """One of the two puts their draft to the other."""
    return is_party(actor, sheet)


def can_sign(actor: Actor, sheet: Sheet) -> bool:
    """The employee signs for themselves, the manager in force for themselves; nobody signs for anyone."""
    return is_party(actor, sheet)


def can_print(actor: Actor, sheet: Sheet, no: int) -> bool:
    """Whoever may read a version may have it on paper."""
    return can_read_version(actor, sheet, no)


def can_remind(actor: Actor, sheet: Sheet) -> bool:
    """The two remind each other, and their HR partner or the head of HR either of them; a tenant admin reminds nobody."""
    return may_remind(actor, sheet.agreement, sheet.standing)


def may_remind(actor: Actor, agreement: Agreement, standing: Standing) -> bool:
    """The same for a list of plans: `standing` is where the plan's owner stands today."""
    return _is_party(actor, agreement, standing) or _is_partner(actor, agreement, standing)
