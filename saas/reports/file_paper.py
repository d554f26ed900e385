"""What stands on the paper of a person's own files: frozen data, so that the template asks nothing and nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from markupsafe import Markup

from saas import performance_file
from saas.performance_file import EntrySheet
from saas.performance_file.models import FileEvidence
from saas.performance_file.spoken import arrived
from saas.performance_file.words import KINDS
from saas.reports.plan_paper import Letterhead
from tenants import organisations, people
from tenants.web.dates import day, month
from tenants.web.words import word


@dataclass(frozen=True)
class SayingLine:
    """What somebody said to an entry."""

    who: str
    does: str
    at: Markup
    words: str


@dataclass(frozen=True)
class EntryLine:
    """An entry as it is printed."""

    kind: str
    author: str
    day: Markup
    says: str
    words: str
    about: str
    corrects: str
    evidence: tuple[str, ...]
    sayings: tuple[SayingLine, ...]
    behind: tuple[SayingLine, ...]
    """What was said where it came from: `does` is on what."""
    state: str
    contest: str
    hash: str
    seen: str
    is_withdrawn: bool

    @property
    def is_brief(self) -> bool:
        """Whether it is short enough to stand on one page whole."""
        return len(self.words) + sum(len(line.words) + 90 for line in (*self.sayings, *self.behind)) < 1500


@dataclass(frozen=True)
class Month:
    """The entries of one month, and the silence that stands before them."""

    name: str
    gap: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class FileOf:
    """The file with one manager, oldest first."""

    manager: str
    since: Markup
    until: Markup
    months: tuple[Month, ...]
    number: int


@dataclass(frozen=True)
class FilePaper:
    """All files about one person's work, for that person."""

    head: Letterhead
    person: str
    place: str
    made_on: date
    digest: str
    files: tuple[FileOf, ...]

    @property
    def number(self) -> int:
        """How many entries it holds."""
        return sum(each.number for each in self.files)


DOES = {
    "response": lambda: _("answered"),
    "contest": lambda: _("contests it"),
    "settle": lambda: _("says it is settled"),
    "stand": lambda: _("stays with it"),
}


def file_paper(own: performance_file.Own) -> FilePaper:
    """The paper of a person's own files."""
    where = organisations.organisation()
    placed = people.placements_of([own.id]).get(own.id)
    head = Letterhead(where.name, (), where.time_zone, where.brand_hue, where.brand_chroma)
    if placed is not None:
        lines = tuple(line.strip() for line in placed.company.letterhead.splitlines() if line.strip())
        company = placed.company
        head = Letterhead(company.legal_name, lines, company.time_zone, where.brand_hue, where.brand_chroma)
    by_file: dict[UUID, list[EntrySheet]] = {}
    for one in own.entries:
        by_file.setdefault(one.sheet.file.id, []).append(one)
    place = ", ".join(p for p in (placed.position.title if placed.position else "", placed.unit.name) if p) if placed else ""
    return FilePaper(
        head,
        own.person.name,
        place,
        organisations.today(),
        own.digest,
        tuple(_file(entries, own, head.zone) for entries in by_file.values()),
    )


def _file(entries: list[EntrySheet], own: performance_file.Own, zone: str) -> FileOf:
    months: list[Month] = []
    last: date | None = None
    groups: dict[str, list[EntrySheet]] = {}
    for one in entries:
        groups.setdefault(month(one.entry.happened_on), []).append(one)
    for name, found in groups.items():
        silence = performance_file.gap(found[0].entry.happened_on, last) if last is not None else None
        says = ""
        if silence is not None:
            says = (
                _("Nothing in %(month)s", month=month(silence.first))
                if silence.is_one
                else _("Nothing from %(first)s to %(last)s", first=month(silence.first), last=month(silence.last))
            )
        months.append(Month(name, says, tuple(_entry(one, own, zone) for one in found)))
        last = found[-1].entry.happened_on
    days = [one.entry.happened_on for one in entries]
    return FileOf(entries[0].sheet.file.manager.name, day(min(days)), day(max(days)), tuple(months), len(entries))


def _piece(piece: FileEvidence) -> str:
    """A link with its address; a file with its size and by what its bytes are known."""
    if piece.stored is None:
        return f"{piece.name} ({piece.url})"
    size = _("%(size)s kB", size=max(1, round(piece.stored.size / 1000)))
    return f"{piece.name} ({size}, sha256 {piece.stored.sha256[:16]}…)"


def _entry(one: EntrySheet, own: performance_file.Own, zone: str) -> EntryLine:
    def local(at: datetime) -> Markup:
        return day(at.astimezone(ZoneInfo(zone)).date())

    gone = one.is_withdrawn
    says = arrived(one, own.names)
    state = str(word("file_entry", one.state).label)
    if one.seal is not None:
        state = str(_("Sealed on %(day)s", day=local(one.seal.at).striptags()))
    return EntryLine(
        kind=str(KINDS[one.wording.kind]),
        author=one.entry.author.name if one.entry.author is not None else "",
        day=day(one.wording.happened_on),
        says=says if not gone else str(_("Taken back before it was sealed.")),
        words="" if gone or says else one.wording.words,
        about="" if gone else one.wording.about,
        corrects=str(_("It corrects an earlier entry")) if one.entry.corrects_id else "",
        evidence=() if gone else tuple(_piece(each) for each in one.evidence),
        sayings=() if gone else tuple(SayingLine(s.author.name, str(DOES[s.act]()), local(s.at), s.words) for s in one.sayings),
        behind=tuple(
            SayingLine(each.by, each.on, local(each.at) if each.at else Markup(), each.words)
            for each in own.behind.get(one.id, ())
        ),
        state=state,
        contest=str(word("file_contest", one.contest.state).label) if one.contest is not None and not gone else "",
        hash=one.seal.hash if one.seal is not None else "",
        seen=", ".join(f"{each.person.name} {local(each.at).striptags()}" for each in one.seen),
        is_withdrawn=gone,
    )
