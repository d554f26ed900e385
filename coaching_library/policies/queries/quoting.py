"""What others cite: sections in force to choose from, how a cited one stands today, and which fit a text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from coaching_library import audience
from coaching_library.policies import rules
from coaching_library.policies.models import Policy, PolicySection, PolicyVersion
from coaching_library.policies.queries.one import holds, published_sections
from tenants import find, organisations
from tenants.isolation import among, session
from tenants.people import Actor

MOST = 2000
"""Sections that one can choose from."""


@dataclass(frozen=True)
class Cited:
    """A cited section as it stands today. `is_current` where the version in force says the same under the same key; else what
    rests on it is to be verified. `audience` says who reads the policy at all: ask `audience.reads` before you show it.
    """

    section_id: UUID
    policy_id: UUID
    label: str
    """In the reader's language: policy, section, version."""
    title: str
    """The policy's title."""
    no: int
    """The version's number."""
    number: int
    """The section's number in that version."""
    heading: str
    is_current: bool
    is_withdrawn: bool
    path: str
    """Inside the organisation: to the section in force where it is current, else to the version that was cited."""
    audience: str

    @property
    def is_changed(self) -> bool:
        """Whether what it says is not what holds today."""
        return not self.is_current


def cited(section_ids: Collection[UUID]) -> dict[UUID, Cited]:
    """These sections as they stand today, by their ids; what was never published is left out. Two statements."""
    found = list(session().scalars(published_sections().where(among(PolicySection.id, section_ids)))) if section_ids else []
    if not found:
        return {}
    now = _in_force({each.policy_id for each in found})
    return {each.id: _cited(each, now) for each in found}


def _in_force(policy_ids: Collection[UUID]) -> dict[tuple[UUID, str], PolicySection]:
    """The sections in force of these policies, by policy and key: one statement."""
    query = published_sections().where(among(PolicySection.policy_id, policy_ids), holds(PolicyVersion, organisations.today()))
    return {(each.policy_id, each.key): each for each in session().scalars(query)}


def _cited(one: PolicySection, now: dict[tuple[UUID, str], PolicySection]) -> Cited:
    there = now.get((one.policy_id, one.key))
    current = there is not None and there.hash == one.hash
    was = one.version.effective_on is not None and one.version.effective_on <= organisations.today()
    gone = was and not any(policy_id == one.policy_id for policy_id, _key in now)
    path = f"/policies/{one.policy_id}#s-{there.no}" if current and there else f"/policies/versions/{one.version_id}#s-{one.no}"
    return Cited(
        one.id, one.policy_id, label_of(one), one.policy.title, one.version.no, one.no, one.title, current, gone, path,
        one.policy.audience,
    )  # fmt: skip


def label_of(one: PolicySection) -> str:
    """How a section is cited."""
    said = {"policy": one.policy.title, "no": one.no, "title": one.title, "version": one.version.no}
    return str(_("%(policy)s, section %(no)s “%(title)s”, version %(version)s", **said))


def address(section_id: UUID) -> str:
    """Where a section is, inside the organisation: whoever links to it cites it."""
    return f"/policies/sections/{section_id}"


def worn(policy_id: UUID, keys: Collection[str] | None = None) -> list[UUID]:
    """The published sections of a policy that do not hold any more, of these keys or of all. Two statements."""
    query = published_sections().where(PolicySection.policy_id == policy_id)
    query = query if keys is None else query.where(PolicySection.key.in_(keys))
    found = list(session().scalars(query))
    now = _in_force({policy_id}) if found else {}
    return [each.id for each in found if not _cited(each, now).is_current]


@dataclass(frozen=True)
class Choice:
    """A section in force that can be cited."""

    id: UUID
    policy_id: UUID
    title: str
    number: int
    heading: str

    @property
    def label(self) -> str:
        """As a list offers it."""
        return f"{self.title} › {self.number} {self.heading}"


def choices_to_cite(actor: Actor) -> list[Choice]:
    """The sections in force of every policy that the actor reads, by policy and place: one statement."""
    query = (
        select(PolicySection.id, PolicySection.policy_id, Policy.title, PolicySection.no, PolicySection.title)
        .join(PolicyVersion, PolicyVersion.id == PolicySection.version_id)
        .join(Policy, Policy.id == PolicySection.policy_id)
        .where(*_readable(actor))
        .order_by(Policy.title_key, Policy.id, PolicySection.no)
        .limit(MOST)
    )
    return [Choice(*row) for row in session().execute(query)]


def _readable(actor: Actor) -> tuple[Any, ...]:
    """The conditions that a section is in force and the actor reads its policy."""
    return (
        PolicySection.edition == PolicyVersion.edition,
        holds(PolicyVersion, organisations.today()),
        Policy.audience.in_(audience.read_by(actor)),
    )


def clauses_for(actor: Actor, policy_ids: Collection[UUID], text: str, at_most: int = 3) -> list[PolicySection]:
    """Of these policies (those that `find.alike` found), the sections in force that fit a text best, with version and policy;
    what the actor does not read is left out. One statement.
    """
    telling = find.telling(text)
    if not telling or not policy_ids:
        return []
    query = published_sections().where(among(PolicySection.policy_id, policy_ids), *_readable(actor))
    found = {each.id: each for each in session().scalars(query.order_by(PolicySection.policy_id, PolicySection.no))}
    chosen = rules.best(telling, {key: (each.title, each.body) for key, each in found.items()}, at_most)
    return [found[each] for each in chosen]


@dataclass(frozen=True)
class Citing:
    """Something that cites a section: what it is called, where it is inside the organisation, and its kind in words."""

    label: str
    path: str
    kind: str


Cites = Callable[[Collection[UUID]], Sequence[Citing]]
_citing: list[Cites] = []


def register_citing(cites: Cites) -> None:
    """From now on `cites(ids of sections)` is asked what cites them, before a version is published that changes them. It names
    all, whoever asks: the page is read by those who keep policies.
    """
    if cites not in _citing:
        _citing.append(cites)


def citing(section_ids: Collection[UUID]) -> list[Citing]:
    """Everything that cites these sections, room after room."""
    return [each for cites in _citing for each in cites(section_ids)] if section_ids else []
