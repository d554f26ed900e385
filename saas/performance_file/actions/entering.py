"""From a draft into the file: an entry is added, or an open one reads otherwise; taking one back; and who has seen it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask_babel import gettext as _

from saas.performance_file import events, policy, queries, rules
from saas.performance_file.actions.drafting import let_go, locked
from saas.performance_file.models import FileEntry, FileEvidence, FileSight, FileWording
from saas.performance_file.private import FileDraft
from saas.performance_file.rules import Written
from saas.performance_file.sheets import EntrySheet, Sheet
from saas.performance_file.states import CONTEST, ENTRY
from tenants import notices, organisations
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor


def add(sheet: Sheet, draft: FileDraft, *, by: Actor, seen: int) -> FileEntry:
    """What the draft says stands in the file: both read it at once, and for some days its author may still edit it.

    Of an edit: the open entry reads so from now on, and how it read before is kept. Of a correction: a new entry beside the
    sealed one. Both of the two while they work together; Invalid with what is missing; Stale, NotNow.
    """
    require(policy.can_write(by, sheet) and policy.can_use_draft(by, draft) and draft.file_id == sheet.id)
    fresh = locked(draft)
    if seen != fresh.version:
        raise Stale(fresh, seen)
    corrects = fresh.purpose == "correct"
    kind = "correction" if corrects else fresh.kind
    written = Written(kind, fresh.happened_on, fresh.words.strip(), fresh.goal_id, fresh.part)
    edited = _edited(fresh, by)
    errors = rules.problems(
        written,
        today=organisations.today(),
        since=queries.began_together(sheet.file),
        corrects=corrects or (edited is not None and edited.kind == "correction"),
    )
    about, wrong = _about(sheet, written)
    if errors or wrong:
        raise Invalid(errors | wrong)
    entry = edited if edited is not None else _made(sheet, fresh, written, by)
    _word(entry, written, about, fresh, by)
    let_go(fresh)
    if edited is not None:
        ENTRY.move(entry, "reword")
        session().flush()
        record(events.EntryReworded(queries.last_wording_no(entry.id)), by=by, on=entry, about=entry.employee_id)
        _tell("file.reworded", entry, by)
    else:
        record(events.EntryAdded(entry.kind, by.id), by=by, on=entry, about=entry.employee_id)
        _tell("file.added", entry, by)
    return entry


def _edited(draft: FileDraft, by: Actor) -> FileEntry | None:
    """The entry that the draft edits, locked and still open; None for a new one and for a correction."""
    if draft.purpose == "new" or draft.entry_id is None:
        return None
    entry = queries.locked_entry(draft.entry_id)
    one = queries.entry_sheet(entry.id)
    assert one is not None, "it is locked"
    require(policy.can_edit(by, one))
    if draft.purpose == "correct":
        return None
    if not one.is_open(clock.now()):
        raise NotNow(_("This entry is sealed by now: it can be corrected by a new one, and changed no more."))
    return entry


def _about(sheet: Sheet, written: Written) -> tuple[str, dict[str, str]]:
    """What the goal or its part is called today; a message where the agreed plan holds it no longer."""
    if written.goal_id is None:
        return "", {}
    wanted = (written.goal_id, written.part)
    for choice in queries.choices(sheet.file.employee_id):
        for each in choice.items:
            if (each.goal_id, each.part) == wanted:
                return each.label, {}
    return "", {"about": _("The agreed plan does not hold this any more. Choose another goal, or none.")}


def _made(sheet: Sheet, draft: FileDraft, written: Written, by: Actor) -> FileEntry:
    assert written.happened_on is not None, "it was checked"
    now = clock.now()
    made = FileEntry(
        file_id=sheet.id,
        employee_id=sheet.file.employee_id,
        manager_id=sheet.file.manager_id,
        author_id=by.id,
        kind=written.kind,
        happened_on=written.happened_on,
        goal_id=written.goal_id,
        corrects_id=draft.entry_id if draft.purpose == "correct" else None,
        visible_to_subject_at=now,
        seals_at=now + timedelta(days=organisations.setting("seal_days")),
    )
    session().add(made)
    session().flush()
    return made


def _word(entry: FileEntry, written: Written, about: str, draft: FileDraft, by: Actor) -> None:
    """The entry reads so from now on, with the evidence that lies with the draft."""
    assert written.happened_on is not None, "it was checked"
    wording = FileWording(
        entry_id=entry.id,
        no=queries.last_wording_no(entry.id) + 1,
        author_id=by.id,
        kind=entry.kind if entry.kind == "correction" else written.kind,
        happened_on=written.happened_on,
        words=written.words,
        goal_id=written.goal_id,
        part=written.part,
        about=about,
        at=clock.now(),
    )
    session().add(wording)
    session().flush()
    for piece in queries.draft_pieces(draft.id):
        session().add(
            FileEvidence(entry_id=entry.id, wording_id=wording.id, stored_id=piece.stored_id, url=piece.url, name=piece.name)
        )
    entry.kind, entry.happened_on, entry.goal_id, entry.wording_id = (
        wording.kind, wording.happened_on, wording.goal_id, wording.id,
    )  # fmt: skip
    session().flush()


def withdraw(one: EntrySheet, *, by: Actor, seen: int | None = None) -> FileEntry:
    """The author takes an open entry back: its words are shown to nobody any more, that it was there stays.

    A contest of it falls. Only the author, while the two work together; NotNow once it is sealed; Stale.
    """
    require(policy.can_edit(by, one))
    entry = queries.locked_entry(one.id)
    if seen is not None and seen != entry.version:
        raise Stale(entry, seen)
    if rules.is_over(entry.seals_at, clock.now()):
        raise NotNow(_("This entry is sealed: it can be corrected by a new one, and taken back no more."))
    ENTRY.move(entry, "withdraw")
    contest = queries.locked_contest(entry.id)
    if contest is not None and CONTEST.may(contest, "fall"):
        CONTEST.move(contest, "fall")
    session().flush()
    record(events.EntryWithdrawn(), by=by, on=entry, about=entry.employee_id)
    _tell("file.withdrawn", entry, by)
    return entry


def _tell(kind: str, entry: FileEntry, by: Actor) -> None:
    notices.tell(
        entry.other(by.id), kind, on=entry, url=f"/performance-file/entries/{entry.id}", params={"who": by.person}, by=by
    )


def note_sights(entries: Iterable[EntrySheet], *, by: Actor) -> None:
    """That the actor has seen these entries, as they read now, is kept for both: once for each wording. What one wrote
    oneself, and what came by itself, is not counted. One statement, and none where nothing is new.
    """
    new = [
        FileSight(entry_id=one.id, person_id=by.id, no=one.wording.no, at=clock.now())
        for one in entries
        if one.entry.author_id not in (None, by.id) and not one.is_withdrawn and not one.has_seen_this(by.id)
    ]
    if new:
        session().add_all(new)
        session().flush()
