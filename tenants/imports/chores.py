"""Once a day: imports that are 90 days old go, rows first."""

from __future__ import annotations

from sqlalchemy import delete, select

from tenants import jobs
from tenants.imports import queries
from tenants.imports.models import ImportRow
from tenants.isolation import session


@jobs.chore("people_imports")
def forget_imports(most: int) -> int:
    """At most that many rows of old imports are gone; an import itself goes once no row of it is left."""
    gone = 0
    for thing in queries.old(most):
        some = select(ImportRow.id).where(ImportRow.import_id == thing.id).limit(most - gone)
        rows = session().execute(delete(ImportRow).where(ImportRow.id.in_(some))).rowcount  # type: ignore[attr-defined]  # CursorResult
        gone += int(rows)
        if gone >= most:
            break
        session().delete(thing)
        gone += 1
    session().flush()
    return gone
