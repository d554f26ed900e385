"""What the verbs of this room share: a policy that is held, and the day that has come."""

from __future__ import annotations

from uuid import UUID

from coaching_library.policies import events, queries, rules
from coaching_library.policies.models import Policy, PolicyVersion
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from coaching_library.policies.states import MACHINE
from tenants import jobs, journal, notices
from tenants.isolation import get_locked, session
from tenants.law import NotNow, Stale
from tenants.people import Actor

TELL = "policies.tell"
"""The job that tells those who are asked to acknowledge: they may be thousands."""


def held(policy_id: UUID) -> PolicySheet:
    """The policy, locked until the end of the transaction, with its versions read afresh; what is due has come into force."""
    if get_locked(Policy, policy_id) is None:
        raise NotNow("it is no longer there")
    found = queries.sheet_anew(policy_id)
    assert found is not None, "it is held"
    return entered(found)


def held_version(one: VersionSheet, seen: int | None) -> VersionSheet:
    """One version of a policy that is held. Stale where another one stands there than the actor looked at."""
    sheet = held(one.sheet.id)
    found = queries.one_of(sheet, one.id)
    if found is None or (seen is not None and seen != found.version.version):
        raise Stale(found.version if found else one.version, seen)
    return found


def entered(sheet: PolicySheet) -> PolicySheet:
    """The version whose day has come is in force, and the one before it is superseded. It happens once: the policy is held.

    Where it asks for acknowledgement, those who owe it are told by a job.
    """
    found = sheet.in_force
    if found is None or found.state != "scheduled":
        return sheet
    before = next((each for each in sheet.versions if each.state == "in_force"), None)
    if before is not None:
        MACHINE.move(before, "supersede")
        session().flush()
    MACHINE.move(found, "enter")
    session().flush()
    changed = rules.changed_keys(rules.changes(queries.clauses_of(before), queries.clauses_of(found)))
    if found.asks_acknowledgement:
        notices.settle_all([sheet.policy])
        jobs.ask(TELL, {"policy": str(sheet.id)}, by=None, ask_hash=f"{TELL}:{found.id}")
    journal.record(events.PolicyInForce(sheet.id, found.id, changed), by=None, on=sheet.policy)
    session().flush()
    return sheet


def mark(version: PolicyVersion, by: Actor) -> None:
    """The actor wrote in it."""
    version.author_id = by.id
    if str(by.id) not in version.writers:
        version.writers = [*version.writers, str(by.id)]
