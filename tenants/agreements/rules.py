"""Whose turn it is, and what each side may do, from the facts of the rows alone."""

from __future__ import annotations

from uuid import UUID

from tenants.agreements.models import Agreement, Amendment
from tenants.agreements.states import AGREEMENT, AMENDMENT
from tenants.law import Machine

Talk = Agreement | Amendment
"""What can be proposed in: the agreement itself until it stands, afterwards its open amendment."""


def machine(talk: Talk) -> Machine:
    """The table of states that the talk follows."""
    return AGREEMENT if isinstance(talk, Agreement) else AMENDMENT


def hears(talk: Talk, person_id: UUID) -> bool:
    """Whether that person is the HR partner who was called into this talk, and it is not agreed yet."""
    return talk.mediation_id is not None and talk.mediation is not None and talk.mediation.partner_id == person_id


def waits_for(agreement: Agreement, talk: Talk) -> UUID | None:
    """Whose turn it is: the id of one party, or None where either may act or nobody has to."""
    if talk.state == "proposed" and talk.open_version is not None:
        return agreement.other(talk.open_version.author_id)
    if talk.state == "countered" and talk.last_version is not None:
        return agreement.other(talk.last_version.author_id)
    return None


def acts(agreement: Agreement, amendment: Amendment | None, person_id: UUID) -> frozenset[str]:
    """What `person_id` may do now, as verbs; empty for anybody but the two parties.

    "draft" is to write in private, "amend" is to begin an amendment, "call" to call an HR partner in: from a mediation only
    in another's place. The partner who was called may only "ask". The page shows a form for exactly these.
    """
    talk: Talk = amendment if agreement.state == "agreed" and amendment is not None else agreement
    if person_id not in agreement.parties:
        return frozenset({"ask"} if hears(talk, person_id) else ())
    found = {"adopt"} if agreement.adoption_since is not None and person_id == agreement.second_id else set()
    if agreement.state == "agreed" and amendment is None:
        return frozenset(found | {"amend", "ask"})
    if talk.state == "drafting":
        found |= {"draft", "propose"}
    elif talk.state == "proposed" and talk.open_version is not None:
        if talk.open_version.author_id == person_id:
            found |= {"withdraw", "ask", "call"}
        else:
            found |= {"sign", "counter", "draft", "propose", "ask", "call"}
    elif talk.state == "countered":
        found |= {"ask", "call"}
        if waits_for(agreement, talk) == person_id:
            found |= {"draft", "propose"}
    elif talk.state == "mediation":
        found |= {"ask", "call", "draft", "propose"}
    if isinstance(talk, Amendment):
        found.add("ask")
        if _may_discard(agreement, talk, person_id):
            found.add("discard")
    return frozenset(found)


def _may_discard(agreement: Agreement, amendment: Amendment, person_id: UUID) -> bool:
    """Whoever opened the amendment ends it while no proposal waits, and whoever is writing an answer may end it instead.

    Where the one who opened it is no longer one of the two, either may.
    """
    if amendment.state in ("drafting", "mediation"):
        return amendment.opened_by_id == person_id or amendment.opened_by_id not in agreement.parties
    return amendment.state == "countered" and person_id in (amendment.opened_by_id, waits_for(agreement, amendment))
