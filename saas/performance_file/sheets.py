"""What pages, papers and policies share: a file with who leads whom today, and an entry with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from saas.performance_file import rules
from saas.performance_file.models import (
    FileContest,
    FileEntry,
    FileEvidence,
    FileSaying,
    FileSeal,
    FileWording,
    PerformanceFile,
)
from saas.performance_file.rules import Written
from tenants.people import Person, Standing


@dataclass(frozen=True)
class Sheet:
    """A file with what decides who may do what with it today."""

    file: PerformanceFile
    standing: Standing
    """Where the employee stands today."""
    wrote: bool = False
    """Whether its manager has written anything in it: that they keep, and no more, once they lead no longer."""
    until: date | None = None
    """The last day on which that manager led; None while they do, or where no line is known."""

    @property
    def id(self) -> UUID:
        """The file's id."""
        return self.file.id

    @property
    def is_led(self) -> bool:
        """Whether the two work together today: then both write in it."""
        return self.standing.manager_id == self.file.manager_id and self.file.manager.state != "left"

    def other(self, who: UUID) -> Person:
        """The other one of the two; for anybody else the employee."""
        return self.file.manager if who == self.file.employee_id else self.file.employee


@dataclass(frozen=True)
class Seen:
    """Somebody saw an entry, first at that moment, in the wording of that number."""

    person: Person
    no: int
    at: datetime


@dataclass(frozen=True)
class EntrySheet:
    """An entry as it reads now, with its evidence, what was said to it, and who has seen it."""

    sheet: Sheet
    entry: FileEntry
    wording: FileWording
    seal: FileSeal | None = None
    contest: FileContest | None = None
    evidence: tuple[FileEvidence, ...] = ()
    sayings: tuple[FileSaying, ...] = ()
    sights: tuple[Seen, ...] = field(default=())

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.entry.id

    @property
    def is_sealed(self) -> bool:
        """Whether its seal lies under it."""
        return self.seal is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author took it back: its words are shown to nobody."""
        return self.entry.state == "withdrawn" and self.seal is None

    @property
    def state(self) -> str:
        """Where it stands. A seal, once there, holds whatever the entry's own row says."""
        return "sealed" if self.seal is not None else self.entry.state

    @property
    def written(self) -> Written:
        """What it says."""
        mine = self.wording
        return Written(mine.kind, mine.happened_on, mine.words, mine.goal_id, mine.part)

    @property
    def pieces(self) -> list[rules.Piece]:
        """Its evidence, as the seal counts it."""
        return [
            rules.Piece(str(each.id), each.name, each.url, each.stored.sha256 if each.stored is not None else "")
            for each in self.evidence
        ]

    @property
    def hash(self) -> str:
        """The hash of all that it says."""
        file = self.sheet.file
        return rules.seal_hash(
            entry=self.entry.id,
            parties=(file.employee_id, file.manager_id),
            author=self.wording.author_id,
            corrects=self.entry.corrects_id,
            no=self.wording.no,
            written=self.written,
            about=self.wording.about,
            facts=dict(self.wording.facts),
            pieces=self.pieces,
        )

    @property
    def is_intact(self) -> bool:
        """Whether what is shown is what was sealed; of an open one there is nothing to compare."""
        return self.seal is None or self.seal.hash == self.hash

    def is_open(self, now: datetime) -> bool:
        """Whether its author may still change it: its days are not over, whether or not a seal lies under it yet."""
        return self.state == "open" and not rules.is_over(self.entry.seals_at, now)

    def seen_by(self, who: UUID) -> Seen | None:
        """When that person saw it first."""
        return min((each for each in self.sights if each.person.id == who), key=lambda one: one.at, default=None)

    @property
    def seen(self) -> list[Seen]:
        """Everybody who has seen it, each with the first time."""
        found = {each.person.id: each.person for each in self.sights}
        first = [self.seen_by(who) for who in found]
        return sorted((each for each in first if each is not None), key=lambda one: one.at)

    def has_seen_this(self, who: UUID) -> bool:
        """Whether that person has seen it as it reads now."""
        return any(each.person.id == who and each.no >= self.wording.no for each in self.sights)
