"""Who sits at the two sides: a line that changes or ends, and a person who leaves. What was signed stays signed."""

from __future__ import annotations

from uuid import UUID

from tenants.agreements.actions import lock, take_back
from tenants.agreements.events import AgreementEnded, AgreementResumed, AmendmentDiscarded, PartyChanged
from tenants.agreements.models import Agreement
from tenants.agreements.rules import Talk, machine
from tenants.agreements.states import AGREEMENT
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.people import Actor


def reseat(agreement: Agreement, second: UUID | None, *, by: Actor | None) -> None:
    """Another person takes the second side from now on; the outgoing one's open proposal is taken back.

    With None the seat waits for somebody: the outgoing one's name stays on it, and nothing can be signed. What was signed
    stays signed by whoever signed it.
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
    agreement.version += 1
    session().flush()
    session().expire(agreement, ["second"])
    record(PartyChanged(str(old), str(second)), by=by, on=agreement, about=agreement.first_id)


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
    AGREEMENT.move(agreement, "end")
    agreement.moved_at = clock.now()
    session().flush()
    record(AgreementEnded(), by=by, on=agreement, about=agreement.first_id)
    return True


def resume(agreement: Agreement, second: UUID, *, by: Actor | None) -> bool:
    """Whoever had left is back and is led by `second`: the two may propose again. False where nothing had ended.

    What was signed before stays signed and can be read, but nothing of it is in force: it needs both signatures anew.
    """
    agreement, _none = lock(agreement)
    if not AGREEMENT.may(agreement, "resume"):
        return False
    AGREEMENT.move(agreement, "resume")
    agreement.second_id, agreement.active_version_id = second, None
    agreement.moved_at = clock.now()
    session().flush()
    session().expire(agreement, ["second", "active_version"])
    record(AgreementResumed(), by=by, on=agreement, about=agreement.first_id)
    return True
