"""What happens to people and their relations. Events hold ids, dates and state words, never names or addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class PersonAdded(Event):
    """A person was entered, and is invited at once unless `invite` is off."""

    verb: ClassVar[str] = "person.added"
    person_id: UUID
    invite: bool = True


@dataclass(frozen=True)
class PersonChanged(Event):
    """A person's entries differ; `what` names the parts that changed."""

    verb: ClassVar[str] = "person.changed"
    person_id: UUID
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmailAsked(Event):
    """Somebody asked for another address to sign in with; a second person confirms it."""

    verb: ClassVar[str] = "person.email_asked"
    person_id: UUID


@dataclass(frozen=True)
class EmailDropped(Event):
    """The address asked for will not be used."""

    verb: ClassVar[str] = "person.email_dropped"
    person_id: UUID


@dataclass(frozen=True)
class EmailChanged(Event):
    """A person signs in with another address from now on; links sent to the old one must not work any more."""

    verb: ClassVar[str] = "person.email_changed"
    person_id: UUID


@dataclass(frozen=True)
class PersonActivated(Event):
    """A person came in by the invitation."""

    verb: ClassVar[str] = "person.activated"
    person_id: UUID


@dataclass(frozen=True)
class LeavingPlanned(Event):
    """A person's last day is known and still to come; None takes that back."""

    verb: ClassVar[str] = "person.leaving_planned"
    person_id: UUID
    leaves_on: date | None


@dataclass(frozen=True)
class PersonLeft(Event):
    """A person has left. Lines, placements, assignments and grants have ended with it."""

    verb: ClassVar[str] = "person.left"
    person_id: UUID
    left_on: date


@dataclass(frozen=True)
class PersonReturned(Event):
    """A person who had left is here again, and is invited at once unless `invite` is off."""

    verb: ClassVar[str] = "person.returned"
    person_id: UUID
    invite: bool = True


@dataclass(frozen=True)
class PlacementChanged(Event):
    """A person works, or will work, in another company, unit or position from a day on."""

    verb: ClassVar[str] = "person.placement_changed"
    person_id: UUID
    company_id: UUID
    unit_id: UUID
    starts_on: date


@dataclass(frozen=True)
class LinePlanned(Event):
    """A person will have another manager from a day on that is still to come. `LineChanged` follows on that day."""

    verb: ClassVar[str] = "person.line_planned"
    person_id: UUID
    new_manager_id: UUID | None
    starts_on: date


@dataclass(frozen=True)
class LineChanged(Event):
    """A person has another manager, or none, as of today. Rights follow it the same day, both ways."""

    verb: ClassVar[str] = "person.line_changed"
    person_id: UUID
    old_manager_id: UUID | None
    new_manager_id: UUID | None


@dataclass(frozen=True)
class DeputyNamed(Event):
    """A person stands in for another on these days."""

    verb: ClassVar[str] = "deputy.named"
    person_id: UUID
    deputy_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class DeputyEnded(Event):
    """A person stands in for another no longer."""

    verb: ClassVar[str] = "deputy.ended"
    person_id: UUID
    deputy_id: UUID


@dataclass(frozen=True)
class PartnerAssigned(Event):
    """A person is HR partner of a unit or of a manager."""

    verb: ClassVar[str] = "partner.assigned"
    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None
    starts_on: date


@dataclass(frozen=True)
class PartnerEnded(Event):
    """A person is no longer HR partner of a unit or manager."""

    verb: ClassVar[str] = "partner.ended"
    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None


@dataclass(frozen=True)
class GrantGiven(Event):
    """A person holds a right beside relations."""

    verb: ClassVar[str] = "grant.given"
    person_id: UUID
    kind: str


@dataclass(frozen=True)
class GrantEnded(Event):
    """A person no longer holds that right."""

    verb: ClassVar[str] = "grant.ended"
    person_id: UUID
    kind: str


@dataclass(frozen=True)
class GrantAsked(Event):
    """A tenant admin asked for a right for themselves; a second person confirms or declines it."""

    verb: ClassVar[str] = "grant.asked"
    person_id: UUID
    kind: str


@dataclass(frozen=True)
class GrantConfirmed(Event):
    """A second person confirmed it; `GrantGiven` follows."""

    verb: ClassVar[str] = "grant.confirmed"
    person_id: UUID
    kind: str


@dataclass(frozen=True)
class GrantDeclined(Event):
    """A second person declined it."""

    verb: ClassVar[str] = "grant.declined"
    person_id: UUID
    kind: str


@dataclass(frozen=True)
class GrantWishDropped(Event):
    """Whoever asked for a right let it be, or has left."""

    verb: ClassVar[str] = "grant.wish_dropped"
    person_id: UUID
    kind: str


@dataclass(frozen=True)
class PartnerAsked(Event):
    """A tenant admin asked to be HR partner of a unit or manager; a second person confirms or declines it."""

    verb: ClassVar[str] = "partner.asked"
    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None
    starts_on: date


@dataclass(frozen=True)
class PartnerConfirmed(Event):
    """A second person confirmed it; `PartnerAssigned` follows."""

    verb: ClassVar[str] = "partner.confirmed"
    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None


@dataclass(frozen=True)
class PartnerDeclined(Event):
    """A second person declined it."""

    verb: ClassVar[str] = "partner.declined"
    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None


@dataclass(frozen=True)
class PartnerWishDropped(Event):
    """Whoever asked to be HR partner let it be, or has left."""

    verb: ClassVar[str] = "partner.wish_dropped"
    partner_id: UUID
    unit_id: UUID | None
    manager_id: UUID | None
