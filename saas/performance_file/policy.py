"""Who may do what with a performance file, in sentences an HR lawyer could read. Pure: the sheets carry what decides.

HR, administrators and peers have no way in here: for them no file exists.
"""

from __future__ import annotations

from datetime import UTC
from uuid import UUID
from zoneinfo import ZoneInfo

from saas.performance_file.models import FileSaying
from saas.performance_file.private import FileDraft, FileNote
from saas.performance_file.sheets import EntrySheet, Sheet
from tenants.people import Actor


def is_employee(actor: Actor, sheet: Sheet) -> bool:
    """The one whose work it is about reads all of every file of theirs, for as long as they are here."""
    return actor.id == sheet.file.employee_id and actor.person.state != "left"


def is_manager(actor: Actor, sheet: Sheet) -> bool:
    """The line manager, while the line is in force."""
    return actor.id == sheet.file.manager_id and actor.leads(sheet.standing)


def is_party(actor: Actor, sheet: Sheet) -> bool:
    """The employee, and their line manager while the line is in force, are the two whose file it is."""
    return is_employee(actor, sheet) or is_manager(actor, sheet)


def stands_for(actor: Actor, sheet: Sheet) -> UUID | None:
    """The manager in whose place the actor reads, as their deputy. They write nothing in it, and seal, answer and settle
    nothing.
    """
    if actor.id in sheet.file.parties or not sheet.is_led:
        return None
    return next((one.id for one in actor.stands_in if one.id == sheet.file.manager_id and one.leads(sheet.standing)), None)


def was_manager(actor: Actor, sheet: Sheet) -> bool:
    """Whoever led until now reads what they wrote themselves, and nothing else, from the day on which the line ends."""
    return actor.id == sheet.file.manager_id and not actor.leads(sheet.standing)


def reads_all(actor: Actor, sheet: Sheet) -> bool:
    """The two, and who stands in for the manager, read every entry."""
    return is_party(actor, sheet) or stands_for(actor, sheet) is not None


def can_read(actor: Actor, sheet: Sheet) -> bool:
    """The two, who stands in for the manager, and a former manager who wrote in it."""
    return reads_all(actor, sheet) or (was_manager(actor, sheet) and sheet.wrote)


def can_write(actor: Actor, sheet: Sheet) -> bool:
    """Both write entries while they work together; a deputy does not write for the manager."""
    return is_party(actor, sheet) and sheet.is_led


def can_read_entry(actor: Actor, one: EntrySheet) -> bool:
    """Whoever reads all of the file; a former manager what they wrote themselves."""
    return reads_all(actor, one.sheet) or (was_manager(actor, one.sheet) and one.entry.author_id == actor.id)


def can_hear(actor: Actor, one: EntrySheet, saying: FileSaying, zone: str) -> bool:
    """Whoever reads all reads what was said to an entry; a former manager what was said until their last day."""
    if reads_all(actor, one.sheet) or saying.author_id == actor.id:
        return True
    until = one.sheet.until
    return until is not None and saying.at.astimezone(ZoneInfo(zone) if zone else UTC).date() <= until


def can_edit(actor: Actor, one: EntrySheet) -> bool:
    """Its author edits an open entry or takes it back, while the two work together. Nobody changes another's words."""
    return one.entry.author_id == actor.id and can_write(actor, one.sheet)


def can_correct(actor: Actor, one: EntrySheet) -> bool:
    """The author of a sealed entry corrects it by a new one beside it."""
    return can_edit(actor, one)


def can_respond(actor: Actor, one: EntrySheet) -> bool:
    """Both answer every entry: the manager while the line is in force, the employee always, since it is about their work."""
    return is_party(actor, one.sheet)


def can_contest(actor: Actor, one: EntrySheet) -> bool:
    """The side that did not write it says that it is not right. Of what arrived by itself, either side."""
    return is_party(actor, one.sheet) and one.entry.author_id != actor.id


def can_settle(actor: Actor, one: EntrySheet) -> bool:
    """Both of the two say that a contest is settled; it is so once both have."""
    return is_party(actor, one.sheet)


def can_stand(actor: Actor, one: EntrySheet) -> bool:
    """Who was contested says that they stay with it: the author, or the other side where an entry has none."""
    return one.contest is not None and is_party(actor, one.sheet) and actor.id != one.contest.by_id


def can_use_draft(actor: Actor, draft: FileDraft) -> bool:
    """A draft is its author's alone."""
    return draft.author_id == actor.id


def can_use_note(actor: Actor, note: FileNote) -> bool:
    """A private note is its author's alone: neither the other side, nor HR, nor a deputy ever opens it."""
    return note.author_id == actor.id


def can_print(actor: Actor, person_id: UUID) -> bool:
    """The employee takes their own files with them, on paper or as data, whenever they want. Nobody else does."""
    return actor.id == person_id and actor.person.state != "left"
