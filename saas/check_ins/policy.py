"""Who may do what with check-ins. They belong to two: the employee, and their line manager while the line is in force."""

from __future__ import annotations

from uuid import UUID

from saas.check_ins.sheets import CheckInSheet, PairSheet
from tenants.people import Actor

Sheet = PairSheet | CheckInSheet


def _pair(sheet: Sheet) -> PairSheet:
    return sheet.pair if isinstance(sheet, CheckInSheet) else sheet


def is_employee(actor: Actor, sheet: Sheet) -> bool:
    """Whose check-ins these are, while they are here."""
    return actor.id == sheet.employee.id and actor.person.state != "left"


def is_manager(actor: Actor, sheet: Sheet) -> bool:
    """The manager of this pair while they lead the employee: on the day on which the line ends, they read it no more."""
    pair = _pair(sheet)
    return actor.id == pair.rhythm.manager_id and actor.leads(pair.standing)


def stands_for(actor: Actor, sheet: Sheet) -> UUID | None:
    """The manager in whose place the actor reads, as their deputy; nobody does so in a pair of their own."""
    pair = _pair(sheet)
    if actor.id in (pair.rhythm.employee_id, pair.rhythm.manager_id):
        return None
    wanted = pair.rhythm.manager_id
    return next((one.id for one in actor.stands_in if one.id == wanted and one.leads(pair.standing)), None)


def can_read(actor: Actor, sheet: Sheet) -> bool:
    """The two, and who stands in for the manager. Neither HR nor administrators, peers or former managers know of it."""
    return is_employee(actor, sheet) or is_manager(actor, sheet) or stands_for(actor, sheet) is not None


def sees_work(actor: Actor, sheet: CheckInSheet) -> bool:
    """Who did the work is for the two alone, and for nobody in the manager's place: the employee, and the manager once they
    have answered and so said it themselves. Marks that anybody else read would be marks for show.
    """
    return is_employee(actor, sheet) or (is_manager(actor, sheet) and sheet.check_in.state in ("answered", "closed"))


def can_set_rhythm(actor: Actor, sheet: Sheet) -> bool:
    """The employee says how often they check in."""
    return is_employee(actor, sheet)


def can_say(actor: Actor, sheet: Sheet) -> bool:
    """The employee says how it goes; nobody says it for them."""
    return is_employee(actor, sheet)


def can_answer(actor: Actor, sheet: Sheet) -> bool:
    """The manager answers for themselves; a deputy reads and does not answer."""
    return is_manager(actor, sheet)


def can_reply(actor: Actor, sheet: Sheet) -> bool:
    """Each of the two says something more to a point, so that every word about somebody can be answered by them."""
    return is_employee(actor, sheet) or is_manager(actor, sheet)


def can_write(actor: Actor, sheet: Sheet) -> bool:
    """Each of the two has a draft of their own, which nobody else reads."""
    return can_reply(actor, sheet)


def can_see_units(actor: Actor, _thing: object = None) -> bool:
    """HR partners and heads of HR see how many pairs of a unit talk, from three pairs up, and nothing that anybody said."""
    return actor.is_hr
