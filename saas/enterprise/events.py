"""What happens to goals of the enterprise. Events hold ids and state words, never what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tenants.journal import Event


@dataclass(frozen=True)
class EnterpriseGoalMade(Event):
    """A goal of a company or a unit was drafted."""

    verb: ClassVar[str] = "enterprise.goal_made"


@dataclass(frozen=True)
class EnterpriseGoalChanged(Event):
    """It differs; `what` names the parts."""

    verb: ClassVar[str] = "enterprise.goal_changed"
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnterpriseGoalOpened(Event):
    """Everybody sees it, and may contribute to it."""

    verb: ClassVar[str] = "enterprise.goal_opened"


@dataclass(frozen=True)
class EnterpriseGoalClosed(Event):
    """It is over; `state` says how it ended."""

    verb: ClassVar[str] = "enterprise.goal_closed"
    state: str


@dataclass(frozen=True)
class EnterpriseCheckedIn(Event):
    """Its owner said how it goes."""

    verb: ClassVar[str] = "enterprise.checked_in"
    confidence: int
