"""What stands beside the words of a plan: who was called in and who can be, who stands in for whom, what was handed over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from saas.plan import adopting, mediating, policy
from saas.plan.models import Handover, HandoverAnswer, HandoverNote
from saas.plan.sheets import Sheet
from tenants import agreements, people
from tenants.agreements import AgreementPreparation, AgreementVersion, Mediation
from tenants.people import Actor, Deputyship, Person

Handed = tuple[Handover, HandoverNote | None, HandoverAnswer | None]


@dataclass(frozen=True)
class Beside:
    """The same, as far as the reader may know of it."""

    calls: tuple[Mediation, ...] = ()
    """The calls in whose talk the reader was: the two all of them, an HR partner those for themselves."""
    helpers: tuple[Person, ...] = ()
    """Whom the reader may call; empty where nobody is uninvolved, or the one called before still helps."""
    can_call: bool = False
    nobody_helps: bool = False
    """Whether the reader might call somebody, and nobody is uninvolved."""
    is_suggested: bool = False
    helper: Person | None = None
    """The HR partner who was called into this talk and still accompanies the employee."""
    helper_is_gone: bool = False
    deputies: tuple[Deputyship, ...] = ()
    """Who stands in today for the manager, or for the HR partner who was called."""
    stands_for: Person | None = None
    handed: tuple[Handed, ...] = ()
    prepared: tuple[AgreementPreparation, ...] = ()


def beside(
    sheet: Sheet,
    actor: Actor,
    assigned: Collection[Person],
    heads: Collection[Person],
    versions: Collection[AgreementVersion],
    reads_all: bool,
    hears: bool,
) -> Beside:
    """What this reader sees beside the plan; `assigned` and `heads` are the HR partners around the employee."""
    if not reads_all and not hears:
        if (seat := policy.hr_seat(actor, sheet)) is None or seat == actor.id:
            return Beside()
        return Beside(stands_for=people.names([seat]).get(seat))
    agreement, called = sheet.agreement, sheet.mediation
    parties = agreement.parties
    standing_in = people.deputies_of([agreement.second_id, agreement.first_id, *([called.partner_id] if called else [])])
    able = mediating.helpers(sheet, assigned, heads, standing_in)
    helper = mediating.who_helps(sheet, assigned, heads, standing_in)
    found = agreements.mediations(agreement.id) if "calls" in sheet.there else []
    calls = [each for each in found if reads_all or each.partner_id == _seat(actor, sheet)]
    may_call = "call" in policy.acts(actor, sheet) and not (sheet.talk.state == "mediation" and helper is not None)
    proposed = [(each.amendment_id, each.proposed_at) for each in versions]
    place = policy.stands_for(actor, sheet) or (policy.mediator_seat(actor, sheet) if not reads_all else None)
    named = {one.id: one for one in (agreement.second, *([called.partner] if called else ()))}
    shown = [each for each in standing_in if each.person_id != agreement.first_id and each.deputy_id not in parties]
    return Beside(
        calls=tuple(calls),
        helpers=tuple(able) if may_call else (),
        can_call=may_call and bool(able),
        nobody_helps=may_call and not able,
        is_suggested=may_call and mediating.is_suggested(sheet, proposed),
        helper=helper,
        helper_is_gone=called is not None and helper is None,
        deputies=tuple(shown),
        stands_for=named.get(place) if place is not None and place != actor.id else None,
        handed=tuple(adopting.handovers_of(sheet.id)) if reads_all and "handovers" in sheet.there else (),
        prepared=tuple(agreements.preparations(agreement.id)) if reads_all and "prepared" in sheet.there else (),
    )


def _seat(actor: Actor, sheet: Sheet) -> object:
    return policy.mediator_seat(actor, sheet)
