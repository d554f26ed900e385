"""What happens to policies: ids, numbers, dates and words of the program. What a policy says stands in its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class PolicyMade(Event):
    """A policy is begun; `original_id` says of which it is the counterpart in another language."""

    verb: ClassVar[str] = "policies.policy_made"
    original_id: UUID | None = None


@dataclass(frozen=True)
class PolicyChanged(Event):
    """What it is called, belongs to, who reads it or answers for it differs; `what` names the parts."""

    verb: ClassVar[str] = "policies.policy_changed"
    what: tuple[str, ...]


@dataclass(frozen=True)
class PolicyLookedAt(Event):
    """Its owner says that it is still right; it is looked at again on `review_on`."""

    verb: ClassVar[str] = "policies.policy_looked_at"
    review_on: date | None


@dataclass(frozen=True)
class PolicyVersionBegun(Event):
    """The next version is being written."""

    verb: ClassVar[str] = "policies.version_begun"
    no: int


@dataclass(frozen=True)
class PolicyVersionWritten(Event):
    """A draft says something else."""

    verb: ClassVar[str] = "policies.version_written"
    no: int


@dataclass(frozen=True)
class PolicyVersionDropped(Event):
    """A draft that was never published is gone."""

    verb: ClassVar[str] = "policies.version_dropped"
    no: int


@dataclass(frozen=True)
class PolicyVersionProposed(Event):
    """A draft waits for a publisher."""

    verb: ClassVar[str] = "policies.version_proposed"
    no: int


@dataclass(frozen=True)
class PolicyVersionRecalled(Event):
    """Those who wrote it took it back before a publisher had decided."""

    verb: ClassVar[str] = "policies.version_recalled"
    no: int


@dataclass(frozen=True)
class PolicyVersionGivenBack(Event):
    """A publisher gave it back with words."""

    verb: ClassVar[str] = "policies.version_given_back"
    no: int


@dataclass(frozen=True)
class PolicyPublished(Event):
    """A version is published, for a day; `asks` says whether acknowledgement is asked (again)."""

    verb: ClassVar[str] = "policies.version_published"
    no: int
    effective_on: date
    asks: bool


@dataclass(frozen=True)
class PolicyTakenBack(Event):
    """What was published for a later day is a draft again."""

    verb: ClassVar[str] = "policies.version_taken_back"
    no: int


@dataclass(frozen=True)
class PolicyInForce(Event):
    """A version has come into force; `changed` are the keys of sections that say something else than before, are new or gone.
    It happened on the policy.
    """

    verb: ClassVar[str] = "policies.version_in_force"
    policy_id: UUID
    version_id: UUID
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class PolicyWithdrawn(Event):
    """Nothing of the policy holds any more. It happened on the policy."""

    verb: ClassVar[str] = "policies.policy_withdrawn"
    policy_id: UUID
    version_id: UUID


@dataclass(frozen=True)
class PolicyAcknowledged(Event):
    """Somebody has read version `no` and said so."""

    verb: ClassVar[str] = "policies.policy_acknowledged"
    no: int
