"""Who may do what with feedback.

Between the two, whoever gave it and whom it is about, it is open from the first moment. The manager of the latter reads it
where they asked for it, or where it was shared with them, and only while they lead; whoever stands in for them reads along.
HR, tenant admins and colleagues do not read it, and there is no right that opens it to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saas.feedback.sheets import RequestSheet, Sheet, Writing
from tenants.people import Actor, Standing


@dataclass(frozen=True)
class Ground:
    """Why somebody reads feedback: giver, subject, asker, shared; or deputy, who stands in for `for_id`."""

    kind: str
    for_id: UUID | None = None


def may_ask_about(actor: Actor, standing: Standing) -> bool:
    """One asks for feedback about oneself, and about those who report to one today. A deputy asks for nobody."""
    return standing.person_id == actor.id or actor.leads(standing)


def may_give(actor: Actor, subject_id: UUID) -> bool:
    """Everybody gives feedback to everybody but themselves."""
    return subject_id != actor.id


def can_read_request(actor: Actor, sheet: RequestSheet) -> bool:
    """The one who asks, the one who is asked, and the one whom it is about."""
    request = sheet.request
    return actor.id in (request.asker_id, request.giver_id, request.subject_id)


def can_answer_request(actor: Actor, sheet: RequestSheet) -> bool:
    """Writing and declining are for the one who is asked. Nobody does it for them."""
    return actor.id == sheet.request.giver_id


def ground(actor: Actor, sheet: Sheet) -> Ground | None:
    """Why the actor reads it; None where the door is shut to them."""
    feedback, leads = sheet.feedback, sheet.manager_id
    if actor.id == feedback.subject_id:
        return Ground("subject")
    if actor.id == feedback.giver_id:
        return Ground("giver")
    if leads is not None and actor.leads(sheet.standing):
        return Ground("asker" if leads == feedback.asker_id else "shared")
    if leads is not None and actor.deputy_of_leader(sheet.standing) == leads:
        return Ground("deputy", leads)
    return None


def can_read(actor: Actor, sheet: Sheet) -> bool:
    """Whoever has a ground: see `ground`."""
    return ground(actor, sheet) is not None


def can_change(actor: Actor, sheet: Sheet) -> bool:
    """Whoever gave it writes it anew, as long as nobody else has opened it."""
    return actor.id == sheet.feedback.giver_id


def can_respond(actor: Actor, sheet: Sheet) -> bool:
    """The one whom it is about responds, as often as they like; whoever gave it answers each response once. No third voice
    stands there.
    """
    return actor.id in (sheet.feedback.subject_id, sheet.feedback.giver_id)


def can_thank(actor: Actor, sheet: Sheet) -> bool:
    """The one whom it is about, and the manager who asked for it while they lead. A deputy thanks in nobody's name."""
    found = ground(actor, sheet)
    return found is not None and found.kind in ("subject", "asker")


def can_share(actor: Actor, sheet: Sheet) -> bool:
    """Only the one whom it is about shares it with the manager who leads them."""
    return actor.id == sheet.feedback.subject_id


def can_write(actor: Actor, writing: Writing) -> bool:
    """A draft is its author's alone; what became of it is told to them."""
    if writing.draft is not None:
        return actor.id == writing.draft.author_id
    return writing.given is not None and actor.id == writing.given.giver_id


def reads_for_a_team(actor: Actor) -> bool:
    """Whoever leads somebody, or stands in for somebody, has the list of what their team shares with them."""
    return actor.is_manager or bool(actor.stands_in)
