"""Publishing: a version for a day, taking it back before that day, withdrawing what is in force, and the day itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from coaching_library.policies import events, policy, queries, rules
from coaching_library.policies.actions.common import entered, held, held_version
from coaching_library.policies.actions.writing import moved_to_review
from coaching_library.policies.content import whole
from coaching_library.policies.models import PolicySection, PolicyVersion
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from coaching_library.policies.states import MACHINE
from tenants import journal, notices, organisations
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor


@dataclass(frozen=True)
class Terms:
    """From which day a version holds, whether acknowledgement is asked, and in how many working days."""

    effective_on: date | None
    asks: bool = False
    days: int | None = None
    original_no: int | None = None
    """Of a counterpart: which version of the original it says."""


def publish(one: VersionSheet, terms: Terms, *, by: Actor, seen: int | None = None) -> PolicyVersion:
    """The version is published for that day, its sections are records from now on; from today on it is in force at once.

    Publishers; where the two-person rule is on, nobody who wrote in it. A draft of their own they need not put to themselves
    first. Acknowledgement is asked of the first version and where a section that binds changed, came or went; `asks` may ask
    it anyway; a counterpart never asks. Invalid for a day that is over, and for what is missing; Stale, NotNow.
    """
    require(policy.publishes(by))
    found = held_version(one, seen)
    version, sheet = found.version, found.sheet
    require(policy.can_publish(by, found), _("The two-person rule is on: whoever wrote in it does not publish it."))
    if version.state not in ("draft", "review"):
        raise NotNow(_("This version is published already."))
    days = terms.days if terms.days is not None else organisations.setting("acknowledge_days")
    errors = {
        "effective_on": rules.problem_of_day(terms.effective_on, sheet.today, _day_before(sheet, version)),
        "acknowledge_days": rules.problem_of_days(days),
        "original_no": _problem_of_original(found, terms.original_no),
    }
    if any(errors.values()):
        raise Invalid({name: why for name, why in errors.items() if why})
    if version.state == "draft":
        moved_to_review(found, by)
    before = sheet.in_force
    asks = sheet.policy.original_id is None and (terms.asks or must_ask(sheet, version))
    version.effective_on, version.approver_id = terms.effective_on, by.id
    version.published_at, version.edition, version.acknowledge_days = clock.now(), version.edition + 1, days
    version.asks_acknowledgement, version.original_no = asks, terms.original_no or version.original_no
    version.asks_from, version.asked_on = version.no if asks else None, terms.effective_on if asks else None
    if not asks and before is not None:
        version.asks_from, version.asked_on = before.asks_from, before.asked_on
        version.acknowledge_days = before.acknowledge_days
    version.hash = whole(version.content, sheet.policy.title)
    MACHINE.move(version, "publish")
    session().add_all(_frozen(version))
    session().flush()
    notices.settle_all([version])
    assert version.effective_on is not None, "it was checked"
    journal.record(events.PolicyPublished(version.no, version.effective_on, asks), by=by, on=version)
    notices.tell(
        version.author_id, "policies.approved", on=version, url=f"/policies/versions/{version.id}",
        params={"who": by.person, "title": sheet.policy.title, "no": version.no, "day": version.effective_on}, by=by,
    )  # fmt: skip
    entered(sheet)
    return version


def must_ask(sheet: PolicySheet, version: PolicyVersion) -> bool:
    """Whether acknowledgement is asked with that version: where nothing is in force before it, or what binds changes."""
    before = sheet.in_force
    found = rules.changes(queries.clauses_of(before), queries.clauses_of(version))
    return rules.asks_again(found, is_first=before is None)


def _day_before(sheet: PolicySheet, version: PolicyVersion) -> date | None:
    before = sheet.in_force
    return before.effective_on if before is not None and before.id != version.id else None


def _problem_of_original(found: VersionSheet, no: int | None) -> str:
    """Why a counterpart cannot say that version of the original."""
    if found.policy.original_id is None or no is None:
        return ""
    original = queries.sheet(found.policy.original_id)
    known = {each.no for each in original.published} if original is not None else set()
    return "" if no in known else str(_("Choose a version of the original."))


def _frozen(version: PolicyVersion) -> list[PolicySection]:
    return [
        PolicySection(
            version_id=version.id, policy_id=version.policy_id, edition=version.edition, key=each.key, no=each.no,
            title=each.title, body=each.body, binding=each.binding, hash=each.hash,
        )
        for each in version.content
    ]  # fmt: skip


def take_back(one: VersionSheet, *, by: Actor, seen: int | None = None) -> PolicyVersion:
    """What was published for a later day is a draft again. Publishers, until the day before; Stale, NotNow."""
    require(policy.can_review(by, one))
    found = held_version(one, seen)
    if found.state != "scheduled":
        raise NotNow(_("Its day has come: it is in force. Write the next version, or withdraw it."))
    version = found.version
    MACHINE.move(version, "take_back")
    version.asks_from = version.asked_on = None
    journal.record(events.PolicyTakenBack(version.no), by=by, on=version)
    session().flush()
    return version


def withdraw(one: VersionSheet, why: str, *, by: Actor, seen: int | None = None) -> PolicyVersion:
    """Nothing of the policy holds from now on, for this reason, which everybody who reads it reads. Publishers; Invalid, Stale.

    NotNow for a version that is not in force. What is published for a later day stays so.
    """
    require(policy.can_review(by, one))
    why = rules.tidied(why)
    if wrong := rules.problem_of_words(why, _("Say why. Everybody who read the policy reads it.")):
        raise Invalid({"why": wrong})
    found = held_version(one, seen)
    if found.state != "in_force":
        raise NotNow(_("This version is not in force."))
    version = found.version
    version.withdrawn_at, version.withdrawn_by_id, version.withdrawn_why = clock.now(), by.id, why
    MACHINE.move(version, "withdraw")
    session().flush()
    notices.settle_all([found.policy])
    journal.record(events.PolicyWithdrawn(found.policy.id, version.id), by=by, on=found.policy)
    session().flush()
    return version


def come_into_force(most: int) -> int:
    """Versions whose day has come are in force, and what follows from that has happened; how many. Sameboat does it. They held
    already: whoever reads a policy is told by the day, and not by this.
    """
    due = queries.due_to_enter(organisations.today(), most)
    for policy_id in due:
        held(policy_id)
    return len(due)
