"""Changing an agreement that stands: an amendment begins, and may come to nothing."""

from __future__ import annotations

from tenants.agreements import queries
from tenants.agreements.actions import lock, may
from tenants.agreements.drafting import drop_draft
from tenants.agreements.events import AmendmentDiscarded, AmendmentOpened
from tenants.agreements.models import Agreement, Amendment
from tenants.agreements.rules import machine
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Stale
from tenants.people import Actor


def amend(agreement: Agreement, *, by: Actor, seen: int | None = None) -> Amendment:
    """A talk about changing the agreement begins; what both signed stays in force meanwhile."""
    agreement, amendment = lock(agreement)
    if seen is not None and seen != agreement.version:
        raise Stale(agreement, seen)
    may(agreement, amendment, "amend", by, None)
    made = Amendment(
        agreement_id=agreement.id,
        opened_by_id=by.id,
        last_version_id=agreement.active_version_id,
        opened_at=clock.now(),
        moved_at=clock.now(),
    )
    session().add(made)
    session().flush()
    record(AmendmentOpened(), by=by, on=made, about=agreement.first_id)
    return made


def discard(agreement: Agreement, *, by: Actor, seen: int | None = None) -> None:
    """The open amendment comes to nothing; nothing changes."""
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "discard", by, seen)
    machine(talk).move(talk, "discard")
    talk.moved_at = clock.now()
    draft = queries.draft(agreement.id)
    if draft is not None:
        drop_draft(draft)
    session().flush()
    record(AmendmentDiscarded(), by=by, on=talk, about=agreement.first_id)
