"""Who sits at the two sides: a line that changes or ends, and a person who leaves. What was signed stays signed, and stays in
force: whoever takes a side later adopts it, or begins an amendment.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask_babel import gettext as _

from tenants.agreements import queries
from tenants.agreements.actions import lock, take_back
from tenants.agreements.events import (
    AgreementEnded,
    AgreementResumed,
    AmendmentDiscarded,
    PartyChanged,
    VersionAdopted,
)
from tenants.agreements.models import Agreement, AgreementVersion
from tenants.agreements.rules import Talk, acts, machine
from tenants.agreements.signing import fingerprint_of, put_signature
from tenants.agreements.states import AGREEMENT
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import NotNow, Refused, Stale
from tenants.people import Actor


def reseat(agreement: Agreement, second: UUID | None, *, by: Actor | None) -> None:
    """Another person takes the second side from now on; the outgoing one's open proposal is taken back.

    With None the seat waits for somebody: the outgoing one's name stays on it, and nothing can be signed. What was signed
    stays signed by whoever signed it, and what is in force stays so; whoever has not signed it is to adopt it.
    """
    agreement, amendment = lock(agreement)
    old = agreement.second_id
    if old == second or agreement.state in ("superseded", "ended"):
        return
    talk: Talk = amendment if amendment is not None else agreement
    if talk.state == "proposed" and talk.open_version is not None and talk.open_version.author_id == old:
        take_back(agreement, talk, None, "line_changed")
    if second is None:
        return
    agreement.second_id = second
    if agreement.active_version_id is not None and agreement.state == "agreed":
        has_signed = any(each.person_id == second for each in queries.signatures(agreement.active_version_id))
        agreement.adoption_since = None if has_signed else clock.now()
        AGREEMENT.move(agreement, "reseat")
    else:
        agreement.version += 1
    session().flush()
    session().expire(agreement, ["second"])
    record(PartyChanged(str(old), str(second)), by=by, on=agreement, about=agreement.first_id)


def adopt(
    agreement: Agreement, no: int, *, by: Actor, in_force: Callable[[Agreement], bool], seen: int | None = None
) -> AgreementVersion:
    """Whoever took the second side later has signed what is in force: the same version, the same hash. Nothing of it changes.

    Refuses anybody else. Stale where version `no` is not the one in force; NotNow where nothing is to be adopted, the line
    is not in force today, or the content no longer gives its hash.
    """
    agreement, amendment = lock(agreement)
    if by.id != agreement.second_id:
        raise Refused(_("Only who leads now may adopt the plan."))
    version = agreement.active_version
    if (seen is not None and seen != agreement.version) or version is None or version.no != no:
        raise Stale(agreement, seen)
    if "adopt" not in acts(agreement, amendment, by.id) or not AGREEMENT.may(agreement, "adopt"):
        raise NotNow(_("There is nothing to adopt: what is in force bears your signature."))
    if not in_force(agreement):
        raise NotNow(_("The reporting line has changed: this version can no longer be signed."))
    if fingerprint_of(agreement, version) != version.hash:
        raise NotNow(_("This version does not give its fingerprint any more and cannot be signed. Tell your HR partner."))
    put_signature(agreement, version, by, adopts=True)
    AGREEMENT.move(agreement, "adopt")
    agreement.adoption_since = None
    session().flush()
    record(VersionAdopted(version.no, version.hash), by=by, on=agreement, about=agreement.first_id)
    return version


def end(agreement: Agreement, *, by: Actor | None) -> bool:
    """One of the two has left: nothing is proposed or signed any more, and what stands can be read. False where it has
    ended before.

    An open proposal counts as taken back, an open amendment as discarded.
    """
    agreement, amendment = lock(agreement)
    if not AGREEMENT.may(agreement, "end"):
        return False
    talk: Talk = amendment if amendment is not None else agreement
    if talk.state == "proposed":
        take_back(agreement, talk, None, "person_left")
    if amendment is not None:
        machine(amendment).move(amendment, "discard")
        amendment.moved_at = clock.now()
        session().flush()
        record(AmendmentDiscarded(), by=by, on=amendment, about=agreement.first_id)
    agreement.adoption_since, agreement.mediation_id, agreement.mediation = None, None, None
    AGREEMENT.move(agreement, "end")
    agreement.moved_at = clock.now()
    session().flush()
    record(AgreementEnded(), by=by, on=agreement, about=agreement.first_id)
    return True


def resume(agreement: Agreement, second: UUID, *, by: Actor | None) -> bool:
    """Whoever had left is back and is led by `second`: the two may propose again. False where nothing had ended.

    What was signed before stays signed and can be read, but nothing of it is in force: it needs both signatures anew.
    """
    agreement, _amendment = lock(agreement)
    if not AGREEMENT.may(agreement, "resume"):
        return False
    AGREEMENT.move(agreement, "resume")
    agreement.second_id, agreement.active_version_id = second, None
    agreement.moved_at = clock.now()
    session().flush()
    session().expire(agreement, ["second", "active_version"])
    record(AgreementResumed(), by=by, on=agreement, about=agreement.first_id)
    return True
