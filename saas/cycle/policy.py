"""Who may do what with a cycle.

HR's cycles are designed by the head of HR and the tenant admin for the whole organisation, and by an HR partner who
holds `cycle_design` for their own units. An own cycle is the employee's and their manager's; HR sees it once it is
asked for.
"""

from __future__ import annotations

from saas.cycle.rules import Frame, Seat
from tenants.people import Actor, Standing

UNSEEN = frozenset({"draft", "ready"})
"""States of HR's cycle that only those who design it know of."""


def is_unbounded(actor: Actor) -> bool:
    """Whether the actor designs cycles for the whole organisation."""
    return actor.is_hr_head or actor.is_admin


def can_design(actor: Actor, _frame: Frame | None = None) -> bool:
    """Head of HR and tenant admin design cycles; an HR partner does who holds `cycle_design` and accompanies a unit."""
    return is_unbounded(actor) or ("cycle_design" in actor.grants and bool(actor.partner_unit_ids))


def can_manage(actor: Actor, frame: Frame) -> bool:
    """HR's cycle is managed by whoever designs for all it takes in; a bounded designer's units must hold every one of
    it.
    """
    if frame.cycle.kind != "shared" or not can_design(actor):
        return False
    within = bool(frame.unit_ids) and not frame.company_ids and frame.unit_ids <= actor.partner_unit_ids
    return is_unbounded(actor) or within


def can_read(actor: Actor, frame: Frame) -> bool:
    """Everybody reads HR's cycle once it is launched, also when it is called off later. An own cycle is read by its
    owner, and once it is asked for by their manager and their HR partner.
    """
    cycle = frame.cycle
    if cycle.kind == "shared":
        return (cycle.state not in UNSEEN and frame.was_open) or can_manage(actor, frame)
    return cycle.owner_id == actor.id or (cycle.state != "draft" and _is_beside(actor, frame.owner))


def _is_beside(actor: Actor, owner: Standing | None) -> bool:
    return owner is not None and (actor.leads(owner) or actor.partners(owner))


def can_see_participants(actor: Actor, frame: Frame) -> bool:
    """Managers see who of their team takes part, HR partners who of those they accompany, designers everybody."""
    return frame.cycle.kind == "shared" and can_read(actor, frame) and (actor.is_manager or actor.is_hr or actor.is_admin)


def can_place(actor: Actor, frame: Frame, standing: Standing) -> bool:
    """Whoever manages the cycle adds and excuses people, a bounded designer those of their units; nobody themselves."""
    if not can_manage(actor, frame) or standing.person_id == actor.id:
        return False
    return is_unbounded(actor) or standing.unit_id in actor.partner_unit_ids


def can_open_own(actor: Actor, _frame: Frame | None = None) -> bool:
    """Every employee may ask for an own cycle; whether it runs, their manager says."""
    return actor.person.state == "active"


def can_ask(actor: Actor, frame: Frame) -> bool:
    """The employee whose own cycle it is writes it, asks, and takes it back."""
    return frame.cycle.kind == "own" and frame.cycle.owner_id == actor.id


def can_answer(actor: Actor, frame: Frame) -> bool:
    """The manager in force today agrees to an own cycle or says why not yet."""
    return frame.cycle.kind == "own" and frame.owner is not None and actor.leads(frame.owner)


def can_see_seat(actor: Actor, seat: Seat) -> bool:
    """One person's part, with the reason of an excuse, is seen by themselves and by those who manage the cycle; a
    bounded designer sees those of their units.
    """
    if seat.person.id == actor.id:
        return seat.participation is not None and can_read(actor, seat.frame)
    return can_place(actor, seat.frame, seat.standing)


def can_place_seat(actor: Actor, seat: Seat) -> bool:
    """Adding and excusing: see `can_place`."""
    return can_place(actor, seat.frame, seat.standing)
