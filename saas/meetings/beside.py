"""What a later room tells of the same pair, for their page: when they last spoke there, and what each owes the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tenants import organisations


@dataclass(frozen=True)
class Beside:
    """When both last spoke, and what waits for the employee and for the manager."""

    talked_on: date | None = None
    due_on: date | None = None
    """The check-in that waits for the employee."""
    answers: int = 0
    """What waits for the manager's answer."""


_told: list[Callable[[UUID, UUID], Beside]] = []


def also_tell(room: Callable[[UUID, UUID], Beside]) -> None:
    """This room tells so of an employee and a manager. Once, when the rooms are tied together."""
    if room not in _told:
        _told.append(room)


def beside(employee_id: UUID, manager_id: UUID) -> Beside:
    """What the other room tells of these two."""
    return next((room(employee_id, manager_id) for room in _told), Beside())


def spoke_on(met_at: datetime | None, talked_on: date | None) -> date | None:
    """The later of the day on which two met and of that on which they spoke elsewhere; None where they never did."""
    met_on = organisations.day_of(met_at) if met_at is not None else None
    return max((day for day in (met_on, talked_on) if day is not None), default=None)
