"""What happens to a plan, where more follows from it than the agreement itself records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class PlanOpened(Event):
    """A participant has a plan to agree on."""

    verb: ClassVar[str] = "plan.opened"
    cycle_id: UUID


@dataclass(frozen=True)
class PlanAgreed(Event):
    """Both have signed the same version: it is in force."""

    verb: ClassVar[str] = "plan.agreed"
    no: int


@dataclass(frozen=True)
class PlanAdopted(Event):
    """Whoever leads now has signed what was in force before they came."""

    verb: ClassVar[str] = "plan.adopted"
    no: int


@dataclass(frozen=True)
class HandoverAsked(Event):
    """The former manager is asked what the next one should know."""

    verb: ClassVar[str] = "plan.handover_asked"
    former_id: UUID


@dataclass(frozen=True)
class HandoverGiven(Event):
    """The former manager has written their note."""

    verb: ClassVar[str] = "plan.handover_given"


@dataclass(frozen=True)
class HandoverAnswered(Event):
    """The employee has answered the note."""

    verb: ClassVar[str] = "plan.handover_answered"


@dataclass(frozen=True)
class HandoverLapsed(Event):
    """The note is not needed any more."""

    verb: ClassVar[str] = "plan.handover_lapsed"


@dataclass(frozen=True)
class PlanReminded(Event):
    """Whoever the plan waits for was reminded."""

    verb: ClassVar[str] = "plan.reminded"
    person_id: UUID
