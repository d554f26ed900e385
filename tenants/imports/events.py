"""What happens to imports, as the journal keeps it: numbers and hashes, never what stands in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class ImportUploaded(Event):
    """A file of people was taken in; nothing has changed yet."""

    verb: ClassVar[str] = "import.uploaded"
    size: int
    sha256: str


@dataclass(frozen=True)
class ImportChecked(Event):
    """Every row was compared; nothing has changed yet."""

    verb: ClassVar[str] = "import.checked"
    added: int
    changed: int
    leaving: int
    wrong: int


@dataclass(frozen=True)
class ImportApplied(Event):
    """The rows are being taken over; each of them stands in the journal by itself."""

    verb: ClassVar[str] = "import.applied"


@dataclass(frozen=True)
class ImportFinished(Event):
    """Every row was taken over or refused."""

    verb: ClassVar[str] = "import.finished"
    done: int
    refused: int


@dataclass(frozen=True)
class ImportUndoing(Event):
    """What was taken over is being taken back."""

    verb: ClassVar[str] = "import.undoing"


@dataclass(frozen=True)
class ImportUndone(Event):
    """Every row was taken back, or kept because it has changed since."""

    verb: ClassVar[str] = "import.undone"
    undone: int
    kept: int


@dataclass(frozen=True)
class ImportDropped(Event):
    """The file was put away; nothing of it was taken over."""

    verb: ClassVar[str] = "import.dropped"


@dataclass(frozen=True)
class InvitationsAsked(Event):
    """Whom the import added will be invited, so many a minute."""

    verb: ClassVar[str] = "import.invitations_asked"
    people: int


@dataclass(frozen=True)
class InvitationDue(Event):
    """It is this person's turn to be invited."""

    verb: ClassVar[str] = "import.invitation_due"
    person_id: UUID
