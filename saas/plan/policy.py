"""Who may do what with a plan, in sentences an HR lawyer could read. Pure: the sheet carries its parties and standing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saas.plan.sheets import Passing, Sheet
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


def stands_for(actor: Actor, sheet: Sheet) -> UUID | None:
    """The manager in whose place the actor reads and prepares, as their deputy; nobody does so in a plan of their own."""
    agreement = sheet.agreement
    if actor.id in agreement.parties or not sheet.is_led:
        return None
    return next((one.id for one in actor.stands_in if one.id == agreement.second_id and one.leads(sheet.standing)), None)


def hr_seat(actor: Actor, sheet: Sheet) -> UUID | None:
    """As which HR partner the actor reads: as themselves, or as one for whom they stand in; never one of the two."""
    if is_partner(actor, sheet):
        return actor.id
    return _deputised_partner(actor, sheet, None)


def mediator_seat(actor: Actor, sheet: Sheet) -> UUID | None:
    """As which HR partner the actor hears this talk: the one who was called and still accompanies the employee, or their
    deputy.
    """
    called = sheet.mediation
    if called is None:
        return None
    if actor.id == called.partner_id and is_partner(actor, sheet):
        return actor.id
    return _deputised_partner(actor, sheet, called.partner_id)


def _deputised_partner(actor: Actor, sheet: Sheet, wanted: UUID | None) -> UUID | None:
    parties = sheet.agreement.parties
    if actor.id in parties:
        return None
    fitting = (one.id for one in actor.stands_in if one.id not in parties and one.partners(sheet.standing))
    return next((each for each in fitting if wanted in (None, each)), None)


def speaks_for(actor: Actor, sheet: Sheet) -> UUID | None:
    """For whom the actor speaks here, where it is not for themselves: every record says so."""
    seat = stands_for(actor, sheet) or mediator_seat(actor, sheet)
    return seat if seat != actor.id else None


def reads_all(actor: Actor, sheet: Sheet) -> bool:
    """The two, and who stands in for the manager, read every version and every comment."""
    return is_party(actor, sheet) or stands_for(actor, sheet) is not None


@dataclass(frozen=True)
class Ground:
    """Why somebody reads a plan; `for_id` is the one in whose place they do."""

    kind: str
    for_id: UUID | None = None


def grounds(actor: Actor, sheet: Sheet) -> tuple[Ground, ...]:
    """Why the actor reads this plan, each reason there is; none where they do not."""
    if is_party(actor, sheet):
        return (Ground("employee" if actor.id == sheet.agreement.first_id else "manager"),)
    manager = stands_for(actor, sheet)
    if manager is not None:
        return (Ground("deputy", manager),)
    found = []
    seat, called = hr_seat(actor, sheet), mediator_seat(actor, sheet)
    if seat is not None and (called is not None or shared_with(actor, sheet)):
        place = called or seat
        found.append(Ground("partner" if called is None else "mediator", place if place != actor.id else None))
    if sheet.signed:
        found.append(Ground("signed"))
    return tuple(found)


def can_read(actor: Actor, sheet: Sheet) -> bool:
    """The two always, and who stands in for the manager; their HR partner from the first proposal on, and who stands in for
    them; a former party what they have signed.
    """
    return bool(grounds(actor, sheet))


def can_see_readers(actor: Actor, sheet: Sheet) -> bool:
    """Who can read a plan, and why, is told to whoever reads it, and to the tenant admin, who looks after rights."""
    return actor.is_admin or can_read(actor, sheet)


def can_read_version(actor: Actor, sheet: Sheet, no: int) -> bool:
    """The two read every version; the HR partner the latest proposed and the one in force, and whoever was called to mediate
    those from the call on; a former party their own.
    """
    if reads_all(actor, sheet) or no in sheet.signed:
        return True
    if mediator_seat(actor, sheet) is not None and sheet.mediation is not None and no >= sheet.mediation.version.no:
        return True
    return no in shared_with(actor, sheet)


def shared_with(actor: Actor, sheet: Sheet) -> frozenset[int]:
    """Numbers of the versions that the actor reads as HR partner, or in the place of one: the latest proposed and the one in
    force. What was proposed before a right that they asked for themselves began stays closed to them.
    """
    if _deputised_partner(actor, sheet, None) is not None:
        return sheet.shared_numbers(None)
    return sheet.shared_numbers(actor.opens_from(sheet.standing)) if is_partner(actor, sheet) else frozenset()


def can_talk(actor: Actor, sheet: Sheet) -> bool:
    """Line comments stay between the two; whoever was called to mediate reads and writes those from the call on."""
    return reads_all(actor, sheet) or mediator_seat(actor, sheet) is not None


def acts(actor: Actor, sheet: Sheet) -> frozenset[str]:
    """What the actor may do now: the table of states asked for one of the two, while the cycle lets plans move.

    The HR partner who was called may "ask"; a deputy of the manager may "ask" and "prepare", and nothing that agrees.
    """
    if not sheet.is_open:
        return frozenset()
    if is_party(actor, sheet):
        return agreements.acts(sheet.agreement, sheet.amendment, actor.id)
    manager = stands_for(actor, sheet)
    if manager is not None:
        may = agreements.acts(sheet.agreement, sheet.amendment, manager)
        return frozenset({"ask"} & may) | frozenset({"prepare"} if "draft" in may else ())
    return frozenset({"ask"} if mediator_seat(actor, sheet) is not None else ())


def can_write(actor: Actor, sheet: Sheet) -> bool:
    """One of the two writes drafts, and who stands in for the manager prepares them."""
    return reads_all(actor, sheet)


def can_prepare(actor: Actor, sheet: Sheet) -> bool:
    """Who stands in for the manager lays what they wrote before them; it proposes nothing."""
    return stands_for(actor, sheet) is not None


def can_take_over(actor: Actor, sheet: Sheet) -> bool:
    """Only the one stood in for makes what was prepared their own."""
    return is_party(actor, sheet)


def can_call(actor: Actor, sheet: Sheet) -> bool:
    """Either of the two calls an HR partner in."""
    return is_party(actor, sheet)


def can_adopt(actor: Actor, sheet: Sheet) -> bool:
    """Whoever leads now adopts what a former manager has signed, for themselves."""
    return is_party(actor, sheet) and actor.id == sheet.agreement.second_id


def can_draft(actor: Actor, sheet: Sheet) -> bool:
    """One of the two writes in private where the table gives this side something to write; so does a deputy in their place."""
    return bool({"draft", "prepare"} & acts(actor, sheet))


def can_propose(actor: Actor, sheet: Sheet) -> bool:
    """One of the two puts their draft to the other."""
    return is_party(actor, sheet)


def can_propose_to_several(actor: Actor, _thing: object = None) -> bool:
    """Whoever leads somebody puts a goal to several of them at once; HR prepares templates, and proposes to nobody."""
    return actor.is_manager


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


def can_hand_over(actor: Actor, passing: Passing) -> bool:
    """Only whoever led until the change writes the note that was asked of them."""
    return actor.id == passing.handover.former_id


def can_read_handover(actor: Actor, passing: Passing) -> bool:
    """The former manager, the employee, whoever leads them now, and who stands in for these. HR does not."""
    return can_hand_over(actor, passing) or reads_all(actor, passing.sheet)


def can_answer_handover(actor: Actor, passing: Passing) -> bool:
    """The employee answers what was written about their plan."""
    return is_party(actor, passing.sheet) and actor.id == passing.sheet.agreement.first_id
