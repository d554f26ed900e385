"""Reading a policy with its versions, one version, what it says, and what was said about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased, defer, joinedload

from coaching_library.policies.content import Clause
from coaching_library.policies.models import (
    HOLDS,
    PUBLISHED,
    Policy,
    PolicyAcknowledgement,
    PolicyReading,
    PolicyReturn,
    PolicySection,
    PolicyVersion,
)
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from tenants import organisations
from tenants.isolation import among, session


def holds(version: Any, today: Any) -> Any:
    """The condition that a version (the class or an alias of it) is in force on that day: its day has come, and that of no
    later one of the same policy.
    """
    later = aliased(PolicyVersion)
    other = select(later.id).where(
        later.policy_id == version.policy_id,
        later.tenant_id == version.tenant_id,
        later.state.in_(HOLDS),
        later.effective_on <= today,
        later.no > version.no,
    )
    return and_(version.state.in_(HOLDS), version.effective_on <= today, ~other.correlate(version).exists())


def _policies() -> Select[Any]:
    return select(Policy).options(joinedload(Policy.owner), joinedload(Policy.original))


def _versions(policy_ids: Collection[UUID]) -> Select[Any]:
    """Without what they say, which a page asks for where it shows it."""
    people = joinedload(PolicyVersion.author), joinedload(PolicyVersion.approver), joinedload(PolicyVersion.withdrawn_by)
    query = select(PolicyVersion).where(among(PolicyVersion.policy_id, policy_ids)).options(*people)
    return query.options(defer(PolicyVersion.sections)).order_by(PolicyVersion.no)


def sheets(policy_ids: Collection[UUID], *, anew: bool = False) -> dict[UUID, PolicySheet]:
    """These policies with their versions as they stand today, by their ids: two statements. `anew` reads also what was read
    before in this unit of work.
    """
    options = {"populate_existing": anew}
    found = list(session().scalars(_policies().where(among(Policy.id, policy_ids)), execution_options=options))
    versions: dict[UUID, list[PolicyVersion]] = {each.id: [] for each in found}
    for version in session().scalars(_versions(versions), execution_options=options) if versions else ():
        versions[version.policy_id].append(version)
    today = organisations.today()
    return {each.id: PolicySheet(each, tuple(versions[each.id]), today) for each in found}


def sheet(policy_id: UUID, **_address: object) -> PolicySheet | None:
    """The policy of an address as it stands today, or None: two statements."""
    return sheets([policy_id]).get(policy_id)


def sheet_anew(policy_id: UUID) -> PolicySheet | None:
    """The same, read again from the database."""
    return sheets([policy_id], anew=True).get(policy_id)


def version_sheet(version_id: UUID, **_address: object) -> VersionSheet | None:
    """The version of an address with its policy, or None: three statements."""
    policy_id = session().scalar(select(PolicyVersion.policy_id).where(PolicyVersion.id == version_id))
    found = sheet(policy_id) if policy_id is not None else None
    return one_of(found, version_id) if found is not None else None


def one_of(found: PolicySheet, version_id: UUID) -> VersionSheet | None:
    """One version of a policy, with what decides who publishes it."""
    version = next((each for each in found.versions if each.id == version_id), None)
    return VersionSheet(found, version, bool(organisations.setting("two_person"))) if version is not None else None


def clauses_of(version: PolicyVersion | None) -> tuple[Clause, ...]:
    """What a version says; of none, nothing."""
    return version.content if version is not None else ()


def sections_of(version: PolicyVersion) -> list[PolicySection]:
    """The sections of a published version, in their order: one statement."""
    last = PolicySection.version_id == version.id, PolicySection.edition == version.edition
    return list(session().scalars(select(PolicySection).where(*last).order_by(PolicySection.no)))


def published_sections() -> Select[Any]:
    """All that can be cited: sections of the last edition of what was published, with version and policy."""
    return (
        select(PolicySection)
        .join(PolicyVersion, PolicyVersion.id == PolicySection.version_id)
        .join(Policy, Policy.id == PolicySection.policy_id)
        .where(PolicySection.edition == PolicyVersion.edition, PolicyVersion.state.in_(PUBLISHED))
        .options(joinedload(PolicySection.version).defer(PolicyVersion.sections), joinedload(PolicySection.policy))
    )


def section(section_id: UUID, **_address: object) -> PolicySection | None:
    """A published section with its version and policy, or None. Whoever shows it asks whether the reader reads the policy."""
    return session().scalars(published_sections().where(PolicySection.id == section_id)).one_or_none()


def last_number(policy_id: UUID) -> int:
    """The number of the newest version; 0 where there is none."""
    return session().scalar(select(func.max(PolicyVersion.no)).where(PolicyVersion.policy_id == policy_id)) or 0


def is_title_taken(key: str, but: UUID | None) -> bool:
    """Whether another policy bears this title."""
    query = select(Policy.id).where(Policy.title_key == key)
    return session().scalars(query.where(Policy.id != but) if but else query).first() is not None


def counterparts_of(policy: Policy) -> list[Policy]:
    """The policies in other languages that say the same, the original among them, whatever was published of them."""
    first = policy.original_id or policy.id
    query = select(Policy).where((Policy.original_id == first) | (Policy.id == first), Policy.id != policy.id)
    return list(session().scalars(query.order_by(Policy.language, Policy.id)))


def returns_of(version_id: UUID) -> list[PolicyReturn]:
    """With which words a version was given back, the newest first."""
    query = select(PolicyReturn).where(PolicyReturn.version_id == version_id).options(joinedload(PolicyReturn.by))
    return list(session().scalars(query.order_by(PolicyReturn.id.desc()).limit(20)))


def acknowledged_by(person_id: UUID, policy_id: UUID) -> PolicyAcknowledgement | None:
    """What somebody acknowledged last of a policy, whether it counts today or not."""
    mine = PolicyAcknowledgement.person_id == person_id, PolicyAcknowledgement.policy_id == policy_id
    newest = select(PolicyAcknowledgement).where(*mine).order_by(PolicyAcknowledgement.no.desc()).limit(1)
    return session().scalars(newest).one_or_none()


def has_read(person_id: UUID, version: PolicyVersion) -> bool:
    """Whether it is kept that somebody opened that version."""
    mine = PolicyReading.person_id == person_id, PolicyReading.policy_id == version.policy_id
    return session().scalars(select(PolicyReading.id).where(*mine, PolicyReading.no == version.no)).first() is not None


def due_to_enter(today: date, most: int) -> list[UUID]:
    """The policies of scheduled versions whose day has come and that have not moved, the oldest first."""
    query = select(PolicyVersion.policy_id).where(PolicyVersion.state == "scheduled", PolicyVersion.effective_on <= today)
    return list(session().scalars(query.order_by(PolicyVersion.effective_on, PolicyVersion.id).limit(most)))
