"""The verbs of this room: a file is taken in, told what its columns are, checked, applied, taken back, put away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from tenants import files, jobs, organisations
from tenants.imports import applying, cells, checking, headings, inviting, policy, queries, reading, undoing, words
from tenants.imports.events import (
    ImportApplied,
    ImportDropped,
    ImportUndoing,
    ImportUploaded,
    InvitationsAsked,
)  # fmt: skip
from tenants.imports.models import ImportHeading, PeopleImport
from tenants.imports.rules import DATES, FIELDS, FILE_DAYS, INLINE, ORDERS, TAKEN_OVER, Unreadable
from tenants.imports.states import IMPORT
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor

INLINE_BYTES = 150 * INLINE


def upload(content: bytes, name: str, *, by: Actor | None) -> PeopleImport:
    """The file is kept for a week and its columns are guessed; nothing has changed yet. The tenant admin; Invalid."""
    require(policy.may(by, policy.can_import))
    try:
        table = reading.read(content, 200 if content.startswith(b"PK") else None)
    except Unreadable as no:
        raise Invalid({"file": words.say(words.FILES, no.code, no.params)}) from None
    kind = "text/csv" if table.kind == "csv" else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    owner = by.id if by else None
    ends = clock.now() + timedelta(days=FILE_DAYS)
    file = files.keep(content, name=name, media_type=kind, owner=owner, expires_at=ends, by=by)
    keys = {headings.key(each): each for each in table.headings}
    before = queries.remembered(keys)
    columns = headings.guess(table.headings, {key: each.field for key, each in before.items()})
    days = [n for n, field in enumerate(columns) if field in DATES]
    told = next((o for n in days if (h := before.get(headings.key(table.headings[n]))) and (o := h.date_order)), "")
    made = PeopleImport(
        requester_id=owner,
        file_id=file.id,
        name=file.name,
        kind=table.kind,
        encoding=table.encoding,
        separator=table.separator,
        headings=list(table.headings),
        columns=columns,
        date_order=cells.order_of(row.cells[n] for row in table.rows for n in days if row.cells[n]) or told,
        made_at=clock.now(),
    )
    session().add(made)
    session().flush()
    record(ImportUploaded(file.size, file.sha256), by=by, on=made)
    session().flush()
    return made


def check(
    thing: PeopleImport,
    columns: Sequence[str],
    date_order: str,
    *,
    by: Actor | None,
    locale: str = "en",
    seen: int | None = None,
) -> PeopleImport:
    """Each column is this field ("" for left out), which the organisation remembers, and every row is being compared.

    Few rows are compared at once, more of them by a job. The tenant admin; Invalid, NotNow, Stale.
    """
    require(policy.may(by, policy.can_import, thing))
    thing = queries.locked(thing.id)
    if seen is not None and seen != thing.version:
        raise Stale(thing, seen)
    _tell(thing, columns, date_order)
    if thing.state == "checking" and _is_over(thing):
        _run(thing, checking.KIND, by, locale)
        return thing
    _may(thing, "check")
    IMPORT.move(thing, "check")
    content = checking.content_of(thing)
    if content is None:
        raise NotNow(words.say(words.FILES, "gone"))
    if len(content) <= INLINE_BYTES:
        try:
            checking.check_now(thing, content, by.id if by else None, by=by)
        except Unreadable as no:
            checking.stumble(thing.id, no.code, None)
    else:
        _run(thing, checking.KIND, by, locale)
    session().flush()
    return thing


def _tell(thing: PeopleImport, columns: Sequence[str], date_order: str) -> None:
    errors: dict[str, str] = {}
    given = [field for field in columns if field]
    for n, field in enumerate(columns):
        if field and (field not in FIELDS or columns.index(field) != n):
            errors[f"columns-{n}"] = _("Another column is this already.")
    if "email" not in given and "external_id" not in given:
        errors[""] = _("Say which column holds the e-mail address or the staff number: people are known by it.")
    if date_order not in ORDERS:
        if set(given) & set(DATES):
            errors["date_order"] = _("Say how the days are written in this file.")
        date_order = "ymd"
    if len(columns) != len(thing.headings):
        errors[""] = _("The columns are not those of the file.")
    if errors:
        raise Invalid(errors)
    thing.columns, thing.date_order = list(columns), date_order
    keys = [headings.key(each) for each in thing.headings]
    known = queries.remembered(keys)
    for key, field in zip(keys, columns, strict=True):
        if not key:
            continue
        row = known.get(key)
        if row is None:
            row = known[key] = ImportHeading(heading=key, field=field)
            session().add(row)
        row.field = field
        if field in DATES:
            row.date_order = date_order
    session().flush()


def _is_over(thing: PeopleImport) -> bool:
    """Whether the job that was at it has given up."""
    job = jobs.job(thing.job_id) if thing.job_id else None
    return job is None or job.state not in jobs.ACTIVE


def _run(thing: PeopleImport, kind: str, by: Actor | None, locale: str) -> None:
    total = sum(thing.counts.get(each, 0) for each in TAKEN_OVER)
    payload = {
        "import_id": str(thing.id),
        "rows": total + (thing.counts.get("missing", 0) if thing.choices.get("missing") else 0),
    }
    thing.job_id = jobs.ask(kind, payload, by=by, locale=locale, awaited=True).id  # whoever asked looks at its progress
    session().flush()


def apply(
    thing: PeopleImport,
    *,
    create: Sequence[str] = (),
    missing: date | None = None,
    rest: bool = True,
    by: Actor | None,
    locale: str = "en",
    seen: int | None = None,
) -> PeopleImport:
    """The rows are being taken over by a job: with the companies, units and positions whose codes are in `create`, made or
    opened again; people who stand in no row leave on `missing`, where that is given; `rest` says whether good rows go on
    without bad ones.

    An import whose job has given up goes on. The tenant admin; Invalid, Stale, NotNow while another import is at work.
    """
    require(policy.may(by, policy.can_import, thing))
    thing = queries.locked(thing.id)
    if thing.state == "applying" and _is_over(thing):
        return _goes_on(thing, applying.KIND, by, locale)
    if seen is not None and seen != thing.version:
        raise Stale(thing, seen)
    choices: dict[str, Any] = {"create": [e["code"] for e in thing.structure if e["code"] in create], "rest": rest}
    choices["missing"] = missing.isoformat() if missing else None
    if missing is not None and abs((missing - organisations.today()).days) > 31:
        raise Invalid({"missing_on": _("Choose a day within a month.")})
    if not rest and thing.state == "checked":
        out = thing.counts.get("error", 0) or len(choices["create"]) < len(thing.structure)
        if out:
            raise Invalid(
                {"rest": _("Some rows can’t be taken over, so nothing was. Correct the file, or go on without them.")}
            )
    _one_at_a_time(thing, "apply")
    thing.choices = choices
    record(ImportApplied(), by=by, on=thing)
    if by is not None:
        thing.applied_by_id = by.id
        _run(thing, applying.KIND, by, locale)
    session().flush()
    return thing


def _goes_on(thing: PeopleImport, kind: str, by: Actor | None, locale: str) -> PeopleImport:
    _run(thing, kind, by, locale)
    return thing


def _one_at_a_time(thing: PeopleImport, verb: str) -> None:
    """The import moves by `verb`; raises NotNow while another one is at work, whatever comes in the same instant."""
    _may(thing, verb)
    busy = _("Another import is at work. Wait until it is over, then try again.")
    other = queries.at_work()
    if other is not None and other.id != thing.id:
        raise NotNow(busy)
    try:
        with session().begin_nested():
            IMPORT.move(thing, verb)
            session().flush()
    except IntegrityError:
        raise NotNow(busy) from None


def _may(thing: PeopleImport, verb: str) -> None:
    """Raises NotNow, in words, where the import has gone on meanwhile."""
    if not IMPORT.may(thing, verb):
        raise NotNow(_("This file has gone on in the meantime. Look at where it stands now."))


def undo(thing: PeopleImport, *, by: Actor | None, locale: str = "en", seen: int | None = None) -> PeopleImport:
    """What was taken over is being taken back by a job, but for people whom somebody has changed since.

    The tenant admin; Stale, NotNow after the window or while another import is at work.
    """
    require(policy.may(by, policy.can_import, thing))
    thing = queries.locked(thing.id)
    if thing.state == "undoing" and _is_over(thing):
        return _goes_on(thing, undoing.KIND, by, locale)
    if seen is not None and seen != thing.version:
        raise Stale(thing, seen)
    if thing.undo_until is None or thing.undo_until < clock.now():
        raise NotNow(_("The time in which this import could be undone is over."))
    _one_at_a_time(thing, "undo")
    record(ImportUndoing(), by=by, on=thing)
    if by is not None:
        _run(thing, undoing.KIND, by, locale)
    session().flush()
    return thing


def drop(thing: PeopleImport, *, by: Actor | None) -> None:
    """The file is put away and nothing of it taken over. The tenant admin; NotNow once it is being applied."""
    require(policy.may(by, policy.can_import, thing))
    thing = queries.locked(thing.id)
    job = jobs.job(thing.job_id) if thing.job_id else None
    _may(thing, "drop")
    IMPORT.move(thing, "drop")
    if job is not None and job.state in jobs.ACTIVE:
        jobs.cancel(job)
    file = files.file(thing.file_id)
    if file is not None:
        files.expire(file)
    record(ImportDropped(), by=by, on=thing)
    session().flush()


def invite(thing: PeopleImport, *, by: Actor, locale: str = "en") -> int:
    """Everybody whom the import added and who has not been here is invited, so many a minute; returns how many.

    The tenant admin; NotNow before it is applied, or a second time.
    """
    require(policy.may(by, policy.can_import, thing))
    thing = queries.locked(thing.id)
    if thing.state != "applied":
        raise NotNow(_("Nobody was taken over yet."))
    if thing.invited_at is not None:
        raise NotNow(_("They are being invited already."))
    rows: list[UUID] = queries.to_invite(thing.id)
    pace, now = organisations.setting("invitations_per_minute"), clock.now()
    for n, start in enumerate(range(0, len(rows), pace)):
        payload: dict[str, Any] = {"import_id": str(thing.id), "rows": [str(each) for each in rows[start : start + pace]]}
        jobs.ask(inviting.KIND, payload, by=by, locale=locale, due_at=now + timedelta(minutes=n))
    thing.invited_at = now
    record(InvitationsAsked(len(rows)), by=by, on=thing)
    session().flush()
    return len(rows)
