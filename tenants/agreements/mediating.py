"""Calling an HR partner in. They read on and may say something; only the two ever propose and sign."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from tenants.agreements.actions import LONGEST, lock, may
from tenants.agreements.events import MediationCalled
from tenants.agreements.models import Agreement, Mediation
from tenants.agreements.rules import machine
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow
from tenants.people import Actor


def call(agreement: Agreement, partner: UUID, words: str, *, by: Actor, seen: int | None = None) -> Mediation:
    """The talk is in mediation: `partner` reads from the newest version on, and what is said from now on.

    An open proposal can no longer be signed; either of the two proposes next. Called again in the same talk the same
    partner reads no less than before; another one takes their place and reads from now on. The room above has chosen the
    partner. Refuses one of the two, a call without words, and a second call for somebody who is there already.
    """
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "call", by, seen)
    if partner in agreement.parties:
        raise Invalid({"partner": _("Nobody mediates a matter of their own.")})
    if not words.strip():
        raise Invalid({"words": _("Write what you would like help with.")})
    if len(words) > LONGEST:
        raise Invalid({"words": _("At most %(most)s characters fit; these are %(length)s.", most=LONGEST, length=len(words))})
    before, newest = (talk.mediation if talk.mediation_id is not None else None), talk.last_version
    assert newest is not None, "something was proposed"
    same = before is not None and before.partner_id == partner
    if same and talk.state == "mediation":
        raise NotNow(_("They have been called already."))
    made = Mediation(
        agreement_id=agreement.id,
        amendment_id=amendment.id if amendment is not None else None,
        version_id=before.version_id if before is not None and same else newest.id,
        called_by_id=by.id,
        partner_id=partner,
        words=words,
        at=clock.now(),
    )
    session().add(made)
    session().flush()
    talk.open_version_id, talk.open_version = None, None
    talk.mediation_id, talk.mediation = made.id, made
    machine(talk).move(talk, "call")
    talk.moved_at = clock.now()
    session().flush()
    record(MediationCalled(newest.no, partner), by=by, on=agreement, about=agreement.first_id)
    return made
