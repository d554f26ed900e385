"""All rows of an organisation as text, from inside a unit of work or past every fence, and what differs between two times."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from sqlalchemy import create_engine, text

from saas import migrate
from tenants.isolation import current_unit, session
from tenants.isolation.fences import fences
from tests.house_fixture import House

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*\+00:00")
_SECRET = re.compile(r'("(?:csrf_token|token_hash|password_hash|hash)": )"(?:[0-9a-f]{40,64}|\$argon2[^"]+)"')
HEAVY = {"file": " - 'content'"}


def tables(*, closed: bool = False) -> list[str]:
    """Every table of a tenant that `app` may read; those that are closed to it as well where the superuser asks."""
    migrate.models()
    return sorted(name for name, fence in fences().items() if closed or not fence.closed)


LOOKS = "/* the walk looks */"
"""With this begins what the tests ask for themselves."""


def _sql(private: bool, of: Collection[str] | None = None) -> str:
    """One statement for all of them, or for these: table, tenant, id, row."""
    parts = [
        f"SELECT '{t}' AS name, tenant_id, id, (to_jsonb(r){HEAVY.get(t, '')})::text AS row FROM \"{t}\" r"
        for t in tables()
        if of is None or t in of
        if private or fences()[t].parties is None
    ]
    return " UNION ALL ".join(parts)


def of_unit() -> dict[str, str]:
    """The rows that the open unit of work sees, its own changes included; drafts only where a person acts."""
    unit = current_unit()
    session().flush()
    found = session().connection().execute(text(_sql(private=unit is not None and unit.person is not None)))
    return {f"{r.name} {r.id}": r.row for r in found}


_COUNTED = ("inserted", "updated", "deleted")
WRITTEN_TO = (
    f"{LOOKS} SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    f" AND {' + '.join(f'pg_stat_get_xact_tuples_{each}(oid)' for each in _COUNTED)} > 0"
)


def at_the_end(before: dict[str, str]) -> dict[str, str]:
    """The rows that the open unit of work sees now: of the tables to which it wrote as they are, of all others as `before`."""
    unit = current_unit()
    session().flush()
    connection = session().connection()
    written = set(connection.execute(text(WRITTEN_TO)).scalars())
    sql = _sql(unit is not None and unit.person is not None, written)
    found = connection.execute(text(f"{LOOKS} {sql}")).all() if sql else []
    kept = {key: row for key, row in before.items() if key.split(" ", 1)[0] not in written}
    return kept | {f"{r.name} {r.id}": r.row for r in found}


def of_organisation(house: House, slug: str, *, private: bool = False) -> dict[str, str]:
    """The rows of an organisation, read by the superuser."""
    engine = create_engine(house.bed.url("postgres", house.database))
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT * FROM ({_sql(private)}) s WHERE tenant_id = :t"), {"t": house.tenant(slug)})
        rows = {f"{r.name} {r.id}": r.row for r in found}
    engine.dispose()
    return rows


def whole_hash(house: House, slug: str) -> str:
    """One hash over every row of every table of an organisation, private drafts and files' bytes included."""
    engine = create_engine(house.bed.url("postgres", house.database))
    digest = hashlib.sha256()
    with engine.connect() as connection:
        for table in tables(closed=True):
            sql = f'SELECT to_jsonb(r)::text FROM "{table}" r WHERE tenant_id = :t ORDER BY id'
            for row in connection.execute(text(sql), {"t": house.tenant(slug)}):
                digest.update(f"{table}\n{row[0]}\n".encode())
        row = connection.execute(text("SELECT to_jsonb(r)::text FROM tenant r WHERE id = :t"), {"t": house.tenant(slug)}).one()
        digest.update(row[0].encode())
    engine.dispose()
    return digest.hexdigest()


def ids(of: dict[str, str]) -> frozenset[str]:
    """The ids in these rows."""
    return frozenset(i for key, row in of.items() for i in _ID.findall(f"{key} {row}"))


def difference(before: dict[str, str], after: dict[str, str], known: Collection[str] = ()) -> tuple[str, ...]:
    """What was made, changed or removed, new ids, times, drawn secrets and hashes of these made alike: the same act twice gives
    the same. What is hashed is compared itself. `known` are the ids in `before`; whoever asks often has found them already.
    """
    names: dict[str, str] = {}
    known = known or ids(before)

    def alike(row: str) -> str:
        row = _ID.sub(lambda m: m.group(0) if m.group(0) in known else names.setdefault(m.group(0), "<new>"), row)
        return _SECRET.sub(r'\1"<drawn>"', _WHEN.sub("<when>", row))

    found = [f"- {key}" for key in before if key not in after]
    for key, row in after.items():
        if before.get(key) != row:
            found.append(alike(f"{'~' if key in before else '+'} {key} {row}"))
    return tuple(sorted(f for f in found if not f.startswith(("~ sign_in_session", "+ journal_reading", "+ journal_refusal"))))
