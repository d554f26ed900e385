"""The sheet: a goal of the enterprise with what decides who may do what with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saas.enterprise.models import EnterpriseGoal, EnterpriseKeyResult


@dataclass(frozen=True)
class GoalSheet:
    """A goal with its key results that stand, whether the reader of this unit of work leads its unit, and whether it read
    otherwise before.
    """

    goal: EnterpriseGoal
    results: tuple[EnterpriseKeyResult, ...]
    leads: bool
    was_reworded: bool = False

    @property
    def id(self) -> UUID:
        """The goal's id."""
        return self.goal.id


@dataclass(frozen=True)
class Target:
    """Something to contribute to: a goal, or one of its key results, and the words one chooses it by."""

    goal: EnterpriseGoal
    result: EnterpriseKeyResult | None
    label: str

    @property
    def result_id(self) -> UUID | None:
        """The key result's id, where it is one."""
        return self.result.id if self.result is not None else None
