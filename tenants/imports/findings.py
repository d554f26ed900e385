"""What is compared with what: the organisation as it stands, and what a row of a file means beside it. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tenants.imports.places import Places
from tenants.people import Known


@dataclass
class Here:
    """The organisation as it stands: everybody, the structure, and who asks (None: the operator's command)."""

    people: Sequence[Known]
    places: Places
    admins: set[UUID]
    today: date
    me: UUID | None = None

    def __post_init__(self) -> None:
        self.by_id = {p.id: p for p in self.people}
        self.by_email = {p.email_key: p for p in self.people}
        self.by_number = {p.external_id: p for p in self.people if p.external_id}


@dataclass
class Finding:
    """What a row means."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    person: Known | None = None
    values: dict[str, Any] = field(default_factory=dict)
    wanted: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, list[str]] = field(default_factory=dict)
    errors: list[list[Any]] = field(default_factory=list)
    notes: list[list[Any]] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    manager: Finding | Known | None = None
    place: int = 0

    def wrong(self, where: str, code: str, **params: Any) -> None:
        """The row can't be taken, because of this cell."""
        self.errors.append([where, code, params])

    def note(self, code: str, **params: Any) -> None:
        """What whoever looks at the row should know."""
        self.notes.append([code, params])

    @property
    def leaves_now(self) -> bool:
        """Whether the last day is over or today."""
        return bool(self.wanted.get("gone"))
