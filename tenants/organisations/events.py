"""What happens to the structure of an organisation. Events hold ids, numbers, dates and state words, never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class OrganisationMade(Event):
    """The tenant has its organisation."""

    verb: ClassVar[str] = "organisation.made"


@dataclass(frozen=True)
class OrganisationChanged(Event):
    """Name, brand, language, zone, scale or settings differ from now on; `what` names the parts that changed."""

    verb: ClassVar[str] = "organisation.changed"
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompanyOpened(Event):
    """A company was entered."""

    verb: ClassVar[str] = "company.opened"


@dataclass(frozen=True)
class CompanyChanged(Event):
    """A company's names, letterhead, language, zone, working days or holidays differ."""

    verb: ClassVar[str] = "company.changed"
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompanyClosed(Event):
    """A company was closed as of a day."""

    verb: ClassVar[str] = "company.closed"
    company_id: UUID
    closed_on: date


@dataclass(frozen=True)
class CompanyReopened(Event):
    """A closed company is open again."""

    verb: ClassVar[str] = "company.reopened"
    company_id: UUID


@dataclass(frozen=True)
class UnitMade(Event):
    """A unit was entered."""

    verb: ClassVar[str] = "unit.made"
    company_id: UUID
    parent_id: UUID | None


@dataclass(frozen=True)
class UnitRenamed(Event):
    """A unit has another name."""

    verb: ClassVar[str] = "unit.renamed"


@dataclass(frozen=True)
class UnitMoved(Event):
    """A unit lies elsewhere in its company's tree."""

    verb: ClassVar[str] = "unit.moved"
    old_parent_id: UUID | None
    new_parent_id: UUID | None


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit takes nobody in from now on."""

    verb: ClassVar[str] = "unit.closed"


@dataclass(frozen=True)
class UnitReopened(Event):
    """A closed unit is open again."""

    verb: ClassVar[str] = "unit.reopened"


@dataclass(frozen=True)
class PositionMade(Event):
    """A position was entered."""

    verb: ClassVar[str] = "position.made"


@dataclass(frozen=True)
class PositionChanged(Event):
    """A position's title, words or criteria differ."""

    verb: ClassVar[str] = "position.changed"


@dataclass(frozen=True)
class PositionClosed(Event):
    """A position is given to nobody from now on."""

    verb: ClassVar[str] = "position.closed"


@dataclass(frozen=True)
class PositionReopened(Event):
    """A closed position is open again."""

    verb: ClassVar[str] = "position.reopened"
