"""What happens between two people, as the journal keeps it: numbers and hashes, never words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tenants.journal import Event


@dataclass(frozen=True)
class AgreementOpened(Event):
    """Two people have something to agree on."""

    verb: ClassVar[str] = "agreement.opened"
    kind: str


@dataclass(frozen=True)
class VersionProposed(Event):
    """A version was frozen and signed by its author."""

    verb: ClassVar[str] = "agreement.version_proposed"
    no: int
    hash: str


@dataclass(frozen=True)
class VersionWithdrawn(Event):
    """A proposal was taken back."""

    verb: ClassVar[str] = "agreement.version_withdrawn"
    no: int
    why: str


@dataclass(frozen=True)
class VersionCountered(Event):
    """The other side answers with a version of its own: this one can no longer be signed."""

    verb: ClassVar[str] = "agreement.version_countered"
    no: int


@dataclass(frozen=True)
class VersionAgreed(Event):
    """Both have signed the same version."""

    verb: ClassVar[str] = "agreement.version_agreed"
    no: int
    hash: str


@dataclass(frozen=True)
class LineAsked(Event):
    """A question or remark on a line, by one of those who talk or in the place of `for_id`."""

    verb: ClassVar[str] = "agreement.line_asked"
    no: int
    for_id: UUID | None = None


@dataclass(frozen=True)
class MediationCalled(Event):
    """One side called an HR partner in: the newest version can no longer be signed."""

    verb: ClassVar[str] = "agreement.mediation_called"
    no: int
    partner_id: UUID


@dataclass(frozen=True)
class VersionAdopted(Event):
    """Whoever took the second side later has signed what is in force."""

    verb: ClassVar[str] = "agreement.version_adopted"
    no: int
    hash: str


@dataclass(frozen=True)
class PreparationLaid(Event):
    """A deputy laid what they prepared before the one they stand in for."""

    verb: ClassVar[str] = "agreement.preparation_laid"
    for_id: UUID


@dataclass(frozen=True)
class PreparationTaken(Event):
    """What a deputy prepared is in the draft of the one they stood in for."""

    verb: ClassVar[str] = "agreement.preparation_taken"
    author_id: UUID


@dataclass(frozen=True)
class PreparationSetAside(Event):
    """What a deputy prepared is not wanted."""

    verb: ClassVar[str] = "agreement.preparation_set_aside"
    author_id: UUID


@dataclass(frozen=True)
class AmendmentOpened(Event):
    """One side began an amendment; the active version stays in force."""

    verb: ClassVar[str] = "agreement.amendment_opened"


@dataclass(frozen=True)
class AmendmentDiscarded(Event):
    """An amendment came to nothing; nothing changes."""

    verb: ClassVar[str] = "agreement.amendment_discarded"


@dataclass(frozen=True)
class PartyChanged(Event):
    """Another person sits at the second side, since the line changed."""

    verb: ClassVar[str] = "agreement.party_changed"
    old_id: str
    new_id: str


@dataclass(frozen=True)
class AgreementEnded(Event):
    """One of the two has left: nothing more is proposed or signed."""

    verb: ClassVar[str] = "agreement.ended"


@dataclass(frozen=True)
class AgreementResumed(Event):
    """Whoever had left is back: the two may agree again, and nothing stands until they do."""

    verb: ClassVar[str] = "agreement.resumed"
