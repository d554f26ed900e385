"""What is compared with what: the organisation as it stands, and what a row of a file means beside it. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tenants import people
from tenants.imports.places import Places
from tenants.people import Actor, Known, Standing


@dataclass
class Here:
    """The organisation as it stands: everybody, the structure, and who asks (None: the operator's command)."""

    people: Sequence[Known]
    places: Places
    admins: set[UUID]
    today: date
    me: UUID | None = None
    actor: Actor | None = None
    """Who asks, with their relations of today."""

    def __post_init__(self) -> None:
        self.by_id = {p.id: p for p in self.people}
        self.by_email = {p.email_key: p for p in self.people}
        self.by_number = {p.external_id: p for p in self.people if p.external_id}

    def brings(self, person: Known | None, unit: str = "", manager_id: UUID | None = None) -> bool:
        """Whether the row would make who asks the HR partner of somebody who is here: somebody else has to take it over then.
        `unit` is the id of one or the code of a new one.
        """
        if self.actor is None or person is None:
            return False
        is_placed = person.begins_on is None and person.state != "left"
        where = Standing(person.id, None, person.unit_id, None, person.manager_id) if is_placed else Standing(person.id)
        above = self.places.standing_unit(unit)
        return not people.policy.can_bring(self.actor, where, above, manager_id)


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
    unspoken: str = ""
    """A language that we do not offer, as the cell says it."""

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
