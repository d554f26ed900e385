"""The dry run: every row of the file is compared and what it means is kept. Nobody's entries are touched."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from tenants import files, jobs
from tenants.imports import queries, reading
from tenants.imports.comparing import compare, missing
from tenants.imports.events import ImportChecked
from tenants.imports.findings import Finding, Here
from tenants.imports.models import ImportRow, PeopleImport
from tenants.imports.rules import BEYOND, TAKEN_OVER, Unreadable
from tenants.imports.states import IMPORT
from tenants.isolation import session, transaction, write_rows
from tenants.journal import record
from tenants.journal.entries import HasId

KIND = "people_import.check"


@jobs.handler(KIND)
def check_file(ticket: jobs.Ticket) -> Any:
    """Read and compare the whole file; the finding is written with the end of the job."""
    with transaction(ticket.tenant, ticket.requester):
        thing = queries.people_import(UUID(ticket.payload["import_id"]))
        content = content_of(thing) if thing is not None else None
    if thing is None:
        raise jobs.Failure("gone")
    try:
        if content is None:
            raise Unreadable("gone")
        table = reading.read(content)
    except Unreadable as no:
        return partial(stumble, thing.id, no.code)
    ticket.progress(25)
    with transaction(ticket.tenant, ticket.requester):
        here = queries.here(ticket.requester)
    found = compare(table.rows, thing.columns, thing.date_order, here)
    ticket.progress(60)
    return lambda _job: keep(queries.locked(thing.id), found, here, by=None)


def content_of(thing: PeopleImport) -> bytes | None:
    """The bytes of the file, while they are kept."""
    file = files.file(thing.file_id)
    return files.content(file) if file is not None else None


def check_now(thing: PeopleImport, content: bytes, me: Any, *, by: HasId | None) -> None:
    """The same in this transaction, for files of a few rows. Raises Unreadable."""
    table = reading.read(content)
    here = queries.here(me)
    keep(thing, compare(table.rows, thing.columns, thing.date_order, here), here, by=by)


def stumble(import_id: UUID, code: str, _job: Any) -> None:
    """The file can't be read to its end: the columns may be told again, or another file taken."""
    thing = queries.locked(import_id)
    if IMPORT.may(thing, "stumble"):
        IMPORT.move(thing, "stumble")
        thing.trouble = code
        session().flush()


def keep(thing: PeopleImport, found: list[Finding], here: Here, *, by: HasId | None) -> None:
    """What was found stands in place of what an earlier check had found. Put away meanwhile, nothing is kept."""
    if not IMPORT.may(thing, "find"):
        return
    session().execute(delete(ImportRow).where(ImportRow.import_id == thing.id))
    rows = [_row(thing, each) for each in found]
    absent = [_absent(thing, n, person) for n, person in enumerate(missing(found, here))]
    write_rows(ImportRow, rows + absent)
    counts = Counter(each.kind for each in found)
    thing.counts = {**counts, "missing": len(absent), "rows": len(found)}
    thing.structure = [new for new in here.places.new.values() if new["rows"]]
    thing.trouble = ""
    IMPORT.move(thing, "find")
    event = ImportChecked(counts["add"] + counts["back"], counts["change"], counts["leave"], counts["error"])
    record(event, by=by, on=thing)
    session().flush()


def _row(thing: PeopleImport, each: Finding) -> dict[str, Any]:
    person = each.person
    return {
        "import_id": thing.id,
        "number": each.number,
        "place": each.place,
        "kind": each.kind,
        "person_id": person.id if person else None,
        "seen": person.version if person else None,
        "cells": {name: reading.shown(text) for name, text in each.cells.items()},
        "wanted": each.wanted | {"needs": sorted(each.needs)} if each.kind in TAKEN_OVER else {},
        "changes": {} if each.errors else each.changes,
        "errors": each.errors,
        "notes": each.notes,
    }


def _absent(thing: PeopleImport, n: int, person: Any) -> dict[str, Any]:
    cells = {"name": person.name, "email": person.email, "external_id": person.external_id or ""}
    return {
        "import_id": thing.id,
        "number": BEYOND + n,
        "place": BEYOND + n,
        "kind": "missing",
        "person_id": person.id,
        "seen": person.version,
        "cells": cells,
    }
