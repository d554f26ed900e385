"""Bringing files in: taken in, every file compared with what is there, and only then taken over, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from coaching_library.library import events, filing, packing, policy, rules, words
from coaching_library.library.actions import taking
from coaching_library.library.actions.publishing import two_person
from coaching_library.library.content import TONGUES, TOPICS, Content
from coaching_library.library.filing import Defaults, Note, Read
from coaching_library.library.models import LibraryItem
from coaching_library.library.queries import uploads as queries
from coaching_library.library.states import IMPORT
from coaching_library.library.uploads import LibraryImport, LibraryImportFile
from tenants import files, jobs, journal, organisations
from tenants.isolation import clock, session, transaction, write_rows
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor

COMPARE, APPLY = "library.compare", "library.apply"
INLINE_BYTES, INLINE_FILES = 300_000, 200
"""What is smaller is read, and what is fewer is taken over, while whoever uploads it waits; the rest by a job."""
DAYS = timedelta(days=1)
LEFT_OUT = {"picture", "no_markdown"}
"""What lies beside texts in a folder and is no trouble."""


def upload(
    content: bytes,
    name: str,
    *,
    defaults: Defaults,
    publishes: bool = False,
    by: Actor | None,
    locale: str = "en",
) -> LibraryImport:
    """The files are kept for a day, and each is compared with what is there; nothing has changed yet. Whoever may publish;
    Invalid for what can't be read at all, or where the two-person rule forbids to publish at once.
    """
    require(by is None or policy.can_import(by))
    errors = {}
    if defaults.topic not in TOPICS:
        errors["topic"] = _("Choose one from the list.")
    if defaults.language not in TONGUES:
        errors["language"] = _("Choose a language from the list.")
    if publishes and by is not None and two_person():
        errors["publishes"] = _("With the two-person rule somebody else approves it: bring it in as drafts.")
    if len(content) > packing.PACKED:
        errors["files"] = words.note("packed_too_large", {})
    if errors:
        raise Invalid(errors)
    made = LibraryImport(
        requester_id=by.id if by else None,
        name=files.safe_name(name),
        content=content,
        topic=defaults.topic,
        language=defaults.language,
        audience=defaults.audience,
        publishes=publishes,
        made_at=clock.now(),
    )
    session().add(made)
    session().flush()
    if by is not None and len(content) > INLINE_BYTES:
        _run(made, COMPARE, by, locale)
        return made
    try:
        compare(made, read(content, defaults))
    except packing.Unreadable as no:
        raise Invalid({"files": words.note(no.code, no.params)}) from None
    return made


def read(content: bytes, defaults: Defaults) -> list[Read]:
    """Every file of an upload. Raises Unreadable for what is no archive, too large, or holds no Markdown."""
    found = filing.read_all(packing.unpack(content), defaults)
    if not found:
        raise packing.Unreadable("nothing")
    return found


def compare(thing: LibraryImport, found: Sequence[Read]) -> None:
    """Each file stands in a row with what it means today. What came is not kept any more."""
    there = {(each.key, each.language): each for each in queries.of_keys_now([one.key for one in found if one.key])}
    numbers = queries.numbers([each.id for each in there.values()])
    levels = {level["key"] for level in organisations.scale()}
    coming = {one.key for one in found if one.content is not None} | {key for key, _language in there}
    rows, counts = [], Counter[str]()
    for no, one in enumerate(found, 1):
        outcome, notes = _meaning(one, there.get((one.key, one.language)), numbers)
        if thing.publishes and outcome in ("new", "changed") and one.content is not None:
            missing = rules.unready(one.content, levels, coming)
            notes += [("stays_draft", {"says": says}) for says in list(missing.values())[:1]]
        counts[outcome] += 1
        if one.content is None and not {code for code, _params in notes} & LEFT_OUT:
            counts["unread"] += 1
        rows.append(
            {
                "import_id": thing.id, "no": no, "path": one.path, "outcome": outcome, "key": one.key, "language": one.language,
                "title": one.content.title if one.content is not None else "", "notes": notes,
                "content": one.content.to_columns() if one.content is not None and outcome != "refused" else {},
            }
        )  # fmt: skip
    write_rows(LibraryImportFile, rows)
    thing.counts, thing.content = dict(counts), None
    IMPORT.move(thing, "compare")
    session().flush()


def _meaning(one: Read, item: LibraryItem | None, numbers: dict[UUID, int]) -> tuple[str, list[Note]]:
    """What a file means for what is there. What people read decides: a draft beside it is nobody's yet."""
    notes = list(one.notes)
    if one.content is None:
        return "refused", notes
    if item is None:
        return "new", notes
    said = item.latest.content if item.latest is not None else item.content
    if said == one.content and item.state != "retired":
        return "unchanged", notes
    for code, stands in (
        ("retired", item.state == "retired"),
        ("in_review", item.state == "in_review"),
        ("other_kind", item.kind != one.content.kind and item.id in numbers),
    ):
        if stands:
            return "refused", [*notes, (code, {})]
    return "changed", notes


def _run(thing: LibraryImport, kind: str, by: Actor, locale: str) -> None:
    thing.job_id = jobs.ask(kind, {"upload_id": str(thing.id)}, by=by, locale=locale, awaited=True).id
    session().flush()


@jobs.handler(COMPARE)
def _compare(ticket: jobs.Ticket) -> Any:
    upload_id = UUID(ticket.payload["upload_id"])
    with transaction(ticket.tenant, ticket.requester):
        thing = queries.held_upload(upload_id)
        content, defaults = queries.content_of(upload_id), Defaults(thing.topic, thing.language, thing.audience)
    try:
        found, why = read(content or b"", defaults), ""
    except packing.Unreadable as no:
        found, why = [], no.code

    def finish(_job: jobs.Job) -> None:
        thing = queries.held_upload(upload_id)
        if not IMPORT.may(thing, "compare"):
            return
        if why:
            _stumble(thing, why)
        else:
            compare(thing, found)

    return finish


def _stumble(thing: LibraryImport, why: str) -> None:
    thing.trouble, thing.content = why, None
    IMPORT.move(thing, "stumble")
    session().flush()


@jobs.when_dead(COMPARE)
def _compared_not(dead: jobs.Job) -> None:
    thing = queries.held_upload(UUID(dead.payload["upload_id"]))
    if IMPORT.may(thing, "stumble"):
        _stumble(thing, "stumbled")


def apply(thing: LibraryImport, *, by: Actor | None, locale: str = "en", seen: int | None = None) -> LibraryImport:
    """What is new and changed is taken over, all of it in one transaction; many files by a job. Whoever may publish; Stale,
    NotNow where there is nothing to take over, or it was taken over already.
    """
    require(by is None or policy.can_import(by))
    thing = queries.held_upload(thing.id)
    if seen is not None and seen != thing.version:
        raise Stale(thing, seen)
    many = thing.counts.get("new", 0) + thing.counts.get("changed", 0)
    if not IMPORT.may(thing, "apply"):
        raise NotNow(_("These files have gone on in the meantime. Look at where they stand now."))
    if not many:
        raise NotNow(_("Nothing in these files is new or changed."))
    if thing.publishes and by is not None and two_person():
        raise NotNow(_("The two-person rule holds by now: bring the files in anew, as drafts."))
    IMPORT.move(thing, "apply")
    session().flush()
    if by is not None and many > INLINE_FILES:
        _run(thing, APPLY, by, locale)
    else:
        _take_over(thing, by)
    return thing


def _take_over(thing: LibraryImport, by: Actor | None) -> None:
    """Everything is taken over, or, where anything is refused by the database, nothing."""
    rows = [(row.key, row.language, taking.content_of(row.content)) for row in queries.to_take_over(thing.id)]
    added, changed = taking.take(rows, origin="import", publishes=thing.publishes, by=by)
    IMPORT.move(thing, "finish")
    thing.counts = thing.counts | {"added": added, "taken": changed}
    journal.record(events.LibraryImported(added, changed), by=by, on=thing)
    session().flush()


@jobs.handler(APPLY)
def _apply(ticket: jobs.Ticket) -> Any:
    upload_id = UUID(ticket.payload["upload_id"])

    def finish(_job: jobs.Job) -> None:
        from tenants import people

        thing = queries.held_upload(upload_id)
        person = people.person(ticket.requester)
        if not IMPORT.may(thing, "finish") or person is None:
            return
        by = people.load_actor(person, organisations.organisation().time_zone)
        if not policy.can_import(by) or (thing.publishes and two_person()):
            IMPORT.move(thing, "give_up")
            session().flush()
            return
        _take_over(thing, by)

    return finish


@jobs.when_dead(APPLY)
def _applied_not(dead: jobs.Job) -> None:
    thing = queries.held_upload(UUID(dead.payload["upload_id"]))
    if IMPORT.may(thing, "give_up"):
        IMPORT.move(thing, "give_up")
        session().flush()


def drop(thing: LibraryImport, *, by: Actor | None) -> LibraryImport:
    """The files are put away, and nothing of them is taken over. Whoever may publish; NotNow once they are being taken over."""
    require(by is None or policy.can_import(by))
    thing = queries.held_upload(thing.id)
    if not IMPORT.may(thing, "drop"):
        raise NotNow(_("These files have gone on in the meantime. Look at where they stand now."))
    IMPORT.move(thing, "drop")
    thing.content = None
    job = jobs.job(thing.job_id) if thing.job_id else None
    if job is not None and job.state in jobs.ACTIVE:
        jobs.cancel(job)
    session().execute(delete(LibraryImportFile).where(LibraryImportFile.import_id == thing.id))
    session().flush()
    return thing


def forget(most: int) -> int:
    """Uploads that are older than a day are gone, with their files, at most so many files; returns how many went."""
    gone = 0
    for upload_id in queries.over(clock.now() - DAYS, 20):
        if gone >= most:
            break
        rows: Any = session().execute(delete(LibraryImportFile).where(LibraryImportFile.import_id == upload_id))
        session().execute(delete(LibraryImport).where(LibraryImport.id == upload_id))
        gone += int(rows.rowcount) + 1
    return gone


def bring_in(found: Iterable[Read], *, origin: str, publishes: bool, by: Actor | None = None) -> tuple[int, int]:
    """These files stand in the library, as if somebody had uploaded them and taken them over: for the operator's commands and
    the starter set. Returns how many are new, and how many changed. What is refused is left out.
    """
    read_ = [one for one in found if one.content is not None]
    there = {(each.key, each.language): each for each in queries.of_keys_now([one.key for one in read_])}
    numbers = queries.numbers([each.id for each in there.values()])
    rows: list[tuple[str, str, Content]] = []
    for one in read_:
        outcome, _notes = _meaning(one, there.get((one.key, one.language)), numbers)
        if outcome in ("new", "changed") and one.content is not None:
            rows.append((one.key, one.language, one.content))
    return taking.take(rows, origin=origin, publishes=publishes, by=by)
