"""What decides who may do what: a policy with its versions on a day, and one of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coaching_library.policies.models import HOLDS, PUBLISHED, Policy, PolicyVersion


@dataclass(frozen=True)
class PolicySheet:
    """A policy with its versions in the order of their numbers, as it stands on a day (today, on the organisation's wall)."""

    policy: Policy
    versions: tuple[PolicyVersion, ...]
    today: date

    @property
    def id(self) -> UUID:
        """The policy's id."""
        return self.policy.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.policy.title

    def _due(self, version: PolicyVersion) -> bool:
        return version.state in HOLDS and version.effective_on is not None and version.effective_on <= self.today

    @property
    def in_force(self) -> PolicyVersion | None:
        """The version that holds today: the last one whose day has come, whether or not anybody has noted it."""
        return next((each for each in reversed(self.versions) if self._due(each)), None)

    @property
    def coming(self) -> PolicyVersion | None:
        """The version that is published for a later day."""
        return next((each for each in self.versions if each.state == "scheduled" and not self._due(each)), None)

    @property
    def written(self) -> PolicyVersion | None:
        """The version that is being written or waits for its review."""
        return next((each for each in self.versions if each.state in ("draft", "review")), None)

    @property
    def open(self) -> PolicyVersion | None:
        """What is to come: written, in review, or published for a later day. There is one at a time."""
        return self.written or self.coming

    @property
    def withdrawn(self) -> PolicyVersion | None:
        """Where nothing is in force any more: the version that was withdrawn last."""
        found = [each for each in self.versions if each.state == "withdrawn"]
        return found[-1] if found and self.in_force is None else None

    @property
    def published(self) -> tuple[PolicyVersion, ...]:
        """What its readers may see, in the order of numbers."""
        return tuple(each for each in self.versions if each.state in PUBLISHED)

    @property
    def state(self) -> str:
        """Where the policy stands today: draft, coming, in_force or withdrawn."""
        if self.in_force is not None:
            return "in_force"
        if self.withdrawn is not None:
            return "withdrawn"
        return "coming" if self.coming is not None else "draft"

    def state_of(self, version: PolicyVersion) -> str:
        """Where a version stands today, by its day and not by what was noted."""
        holds = self.in_force
        if self._due(version):
            return "in_force" if holds is not None and holds.id == version.id else "superseded"
        return version.state

    def before(self, version: PolicyVersion) -> PolicyVersion | None:
        """What a version is compared with: the last one before it that was in force or is to be."""
        return next((each for each in reversed(self.published) if each.no < version.no), None)

    def number(self, no: int) -> PolicyVersion | None:
        """The version of that number."""
        return next((each for each in self.versions if each.no == no), None)


@dataclass(frozen=True)
class VersionSheet:
    """One version of a policy, and whether this organisation has the two-person rule."""

    sheet: PolicySheet
    version: PolicyVersion
    two_persons: bool = False

    @property
    def id(self) -> UUID:
        """The version's id."""
        return self.version.id

    @property
    def policy(self) -> Policy:
        """Whose version it is."""
        return self.sheet.policy

    @property
    def state(self) -> str:
        """Where it stands today."""
        return self.sheet.state_of(self.version)
