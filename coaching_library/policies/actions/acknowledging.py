"""Reading and acknowledging, and telling those who are asked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _

from coaching_library.policies import events, policy, queries
from coaching_library.policies.actions.common import TELL
from coaching_library.policies.models import PolicyAcknowledgement, PolicyReading
from coaching_library.policies.sheets import PolicySheet
from tenants import jobs, journal, notices
from tenants.isolation import clock, session, transaction
from tenants.law import Invalid, NotNow, Stale, require
from tenants.notices import Telling
from tenants.organisations import unless_taken
from tenants.people import Actor

REMINDED = timedelta(days=3)
"""Nobody is told of the same policy twice within so long."""
REMINDED_FOR = timedelta(days=60)
"""Nor when it was asked longer ago; HR sees who it is."""
BATCH = 500


def show(sheet: PolicySheet, *, by: Actor) -> PolicyReading | None:
    """It is kept that the actor opened the version in force, where they are asked to acknowledge it; once. Else nothing."""
    version = sheet.in_force
    if version is None or version.asks_from is None or not policy.can_acknowledge(by, sheet):
        return None
    if queries.has_read(by.id, version):
        return None
    made = PolicyReading(policy_id=sheet.id, version_id=version.id, no=version.no, person_id=by.id, at=clock.now())
    try:
        with unless_taken(version=""):
            session().add(made)
    except Invalid:  # of two windows at once the other one was quicker
        return None
    return made


def acknowledge(sheet: PolicySheet, no: int | None, digest: str, *, by: Actor) -> PolicyAcknowledgement:
    """The actor says that they have read version `no`, which says what `digest` stands for. Everybody for themselves.

    It says no more than that, and no agreement. A second click finds the first one. Stale where another version is in
    force by now: it would be something that they have not read. NotNow where nobody is asked.
    """
    require(policy.can_acknowledge(by, sheet))
    version = sheet.in_force
    if version is None or version.asks_from is None:
        raise NotNow(_("Nobody is asked to acknowledge this policy now."))
    if (version.no, version.hash) != (no, digest):
        raise Stale(version, no)
    there = queries.acknowledged_by(by.id, sheet.id)
    if there is not None and there.no >= version.asks_from:
        return there
    show(sheet, by=by)
    made = PolicyAcknowledgement(
        policy_id=sheet.id, version_id=version.id, no=version.no, person_id=by.id, hash=version.hash, at=clock.now()
    )
    try:
        with unless_taken(version=""):
            session().add(made)
    except Invalid:  # of two clicks at once the other one was quicker
        found = queries.acknowledged_by(by.id, sheet.id)
        assert found is not None, "it was just written"
        return found
    notices.settle(by.id, on=sheet.policy)
    journal.record(events.PolicyAcknowledged(version.no), by=by, on=sheet.policy, about=by.id)
    session().flush()
    return made


@jobs.handler(TELL)
def tell_all(ticket: jobs.Ticket) -> None:
    """Goes through those who owe a policy, a batch in a transaction, until everybody has been told."""
    told = BATCH
    while told >= BATCH:
        with transaction(ticket.tenant):
            told = _tell(UUID(str(ticket.payload["policy"])), BATCH)
        ticket.progress(50)


def remind(most: int) -> int:
    """Whoever owes a policy and was told nothing of it for three days is told: newcomers that it is asked, others again, until
    two months have passed. In their inbox and the letter of the morning, never at once. How many were told; Sameboat does it.
    """
    told = 0
    for policy_id in queries.waiting_policies():
        told += _tell(policy_id, most - told)
        if told >= most:
            break
    return told


def _tell(policy_id: UUID, most: int) -> int:
    sheet = queries.sheet(policy_id)
    if sheet is None or sheet.in_force is None or sheet.in_force.asks_from is None:
        return 0
    now = clock.now()
    found = queries.to_be_told(sheet, now - REMINDED, sheet.today - REMINDED_FOR, most)
    url, title = f"/policies/{policy_id}/acknowledgement", sheet.title
    again = [each.person_id for each in found if each.was_told]
    if again:
        notices.settle_all([sheet.policy], of=again)
    for kind, some in (("policies.asked", False), ("policies.reminded", True)):
        tellings = [
            Telling(each.person_id, sheet.policy, url, {"title": title, "day": each.due_on})
            for each in found
            if each.was_told is some
        ]
        notices.tell_each(tellings, kind)
    return len(found)
