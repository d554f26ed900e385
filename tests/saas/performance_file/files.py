"""Files and entries for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from saas import performance_file
from saas.performance_file import queries
from saas.performance_file.actions.drafting import Upload
from saas.performance_file.models import FileEntry, PerformanceFile
from saas.performance_file.private import FileDraft
from saas.performance_file.rules import Written
from saas.performance_file.sheets import EntrySheet, Sheet
from tenants import isolation, organisations, people
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tests.house_fixture import House

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))
WORDS = "The night shift went without a single call."


def begun(house: House, employee: str = "amara", manager: str = "bo") -> UUID:
    """The file of these two, opened by the manager."""
    with house.acting(manager) as by:
        return performance_file.begin(house.person(employee), by.id, by=by).id


def sheet(file_id: UUID) -> Sheet:
    """The file, in the open unit of work."""
    found = performance_file.file_sheet(file_id)
    assert found is not None
    return found


def one(entry_id: UUID, actor: Any = None) -> EntrySheet:
    """The entry, in the open unit of work."""
    found = queries.entry_sheet(entry_id, actor)
    assert found is not None
    return found


def written(words: str = WORDS, kind: str = "achievement", day: date | None = None, **more: Any) -> Written:
    """What somebody writes."""
    return replace(Written(kind, day or organisations.today(), words), **more)


def draft(house: House, author: str = "bo", file_id: UUID | None = None, what: Written | None = None) -> UUID:
    """A draft of a new entry, with these words in it."""
    there = file_id or begun(house)
    with house.acting(author) as by:
        made = performance_file.take_draft(sheet(there), by=by)
        performance_file.save(made, what or written(), by=by, seen=made.version)
        return made.id


def added(
    house: House,
    author: str = "bo",
    file_id: UUID | None = None,
    *,
    pieces: tuple[Upload, ...] = (),
    link: str = "",
    **more: Any,
) -> UUID:
    """An entry that both read, and that its author may still edit."""
    there = file_id or begun(house)
    with house.acting(author) as by:
        made = performance_file.take_draft(sheet(there), by=by)
        made = performance_file.save(made, written(**more), by=by, seen=made.version)
        for each in pieces:
            performance_file.keep_file(made, each, by=by)
        return performance_file.add(sheet(there), made, by=by, seen=made.version).id


def edited(house: House, entry_id: UUID, author: str = "bo", words: str = "It went with one call.") -> None:
    """The author edits an open entry."""
    with house.acting(author) as by:
        it = one(entry_id)
        made = performance_file.take_draft(it.sheet, by=by, edits=it)
        made = performance_file.save(made, replace(it.written, words=words), by=by, seen=made.version)
        performance_file.add(it.sheet, made, by=by, seen=made.version)


def corrected(house: House, entry_id: UUID, author: str = "bo", words: str = "It was the day shift.") -> UUID:
    """The author corrects a sealed entry by a new one."""
    with house.acting(author) as by:
        it = one(entry_id)
        made = performance_file.take_draft(it.sheet, by=by, corrects=it)
        made = performance_file.save(made, written(words, "correction"), by=by, seen=made.version)
        return performance_file.add(it.sheet, made, by=by, seen=made.version).id


def seal_all(house: House, days: int = 8, slug: str = "northlight") -> None:
    """So many days go by, and the chore puts its seals."""
    with house.within(slug), clock.at(clock.now() + timedelta(days=days)):
        performance_file.seal(500)


def sealed(house: House, author: str = "bo", **more: Any) -> UUID:
    """An entry that nobody changes any more."""
    made = added(house, author, **more)
    seal_all(house)
    return made


def contested(house: House, author: str = "bo", by: str = "amara", **more: Any) -> UUID:
    """An entry that the other side contests."""
    made = added(house, author, **more)
    with house.acting(by) as actor:
        performance_file.contest(one(made), "It was Nia who checked them.", by=actor)
    return made


def standing(house: House, entry_id: UUID) -> tuple[str, int]:
    """State and version of an entry's row."""
    with house.within():
        row = isolation.get(FileEntry, entry_id)
        assert row is not None
        return row.state, row.version


def contest_state(house: House, entry_id: UUID) -> str:
    """Where the contest of an entry stands; nothing where there is none."""
    with house.within():
        contest = one(entry_id).contest
        return contest.state if contest is not None else ""


def verbs(house: House, entry_id: UUID) -> list[str]:
    """What the journal says of an entry."""
    with house.within():
        query = select(JournalEntry.verb).where(JournalEntry.object_id == entry_id).order_by(JournalEntry.id)
        return list(isolation.session().scalars(query))


def drafts(house: House, who: str) -> list[UUID]:
    """The drafts that somebody sees."""
    with house.acting(who):
        return list(isolation.session().scalars(select(FileDraft.id)))


def files_of(house: House, who: str) -> list[UUID]:
    """Every file about somebody's work."""
    person = house.person(who)
    with house.within(house.home_of(who)):
        query = select(PerformanceFile.id).where(PerformanceFile.employee_id == person)
        return list(isolation.session().scalars(query))


def lead(house: House, employee: str, manager: str) -> None:
    """Somebody else leads from today on."""
    with house.within():
        found, boss = people.person(house.person(employee)), people.person(house.person(manager))
        assert found is not None
        people.set_manager(found, manager=boss, by=None)
