"""What happens to reports, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class ReportAsked(Event):
    """Somebody wants a paper, or one is made for both sides because they agreed."""

    verb: ClassVar[str] = "report.asked"
    kind: str
    subject_id: UUID
    no: int


@dataclass(frozen=True)
class ReportPrinted(Event):
    """The paper lies ready."""

    verb: ClassVar[str] = "report.printed"
    kind: str
    subject_id: UUID
    no: int
    sha256: str


@dataclass(frozen=True)
class ReportCancelled(Event):
    """The requester called it off."""

    verb: ClassVar[str] = "report.cancelled"
    kind: str


@dataclass(frozen=True)
class ReportCollected(Event):
    """The file was fetched."""

    verb: ClassVar[str] = "report.collected"
    kind: str
    subject_id: UUID
    no: int
    sha256: str
