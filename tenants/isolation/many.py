"""Many rows of one table in one statement, behind the same fences as one: files of people, and the entries of the journal.

The rows travel as one value, which the database takes apart. A flush sends each row by itself, and takes five times as long.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Insert,
    Text,
    Update,
    and_,
    bindparam,
    cast,
    column,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import make_transient_to_detached

from tenants.isolation.base import TenantScoped
from tenants.isolation.context import NoTenant, session, tenant_id
from tenants.isolation.engine import forget_plans

Row = dict[str, Any]
MANY = 50
"""From so many rows on it is worth planning anew how each reference of theirs is looked up."""
AT_ONCE = 2000
"""Rows of one statement: no statement may take longer than half a minute."""


def write_rows(model: Any, rows: Iterable[Row]) -> None:
    """These new rows are in the table of `model`; each is told by attribute, and what is not told has its default.

    What waits in the session is written before. Raises NoTenant for a row of another tenant, and what a flush raises for
    one that the table refuses: then none of them is there.
    """
    ready = [_whole(model, row) for row in rows]
    if ready:
        session().flush()
        _send(session().connection(), _insert(model), ready)


def write_new(things: Sequence[TenantScoped]) -> None:
    """These things, new and of one class, are in its table and in the session, as if they had just been read.

    The same as `write_rows`, and whatever listens for a thing before it is written has heard of each. After a savepoint is
    rolled back they stand for nothing: whoever made them forgets them.
    """
    if not things:
        return
    model: Any = type(things[0])
    here, mapper = session(), inspect(model)
    here.flush()
    connection = here.connection()
    for thing in things:
        mapper.dispatch.before_insert(mapper, connection, inspect(thing))
    rows = [_whole(model, {name: value for name, value in vars(thing).items() if name in _columns(model)}) for thing in things]
    _send(connection, _insert(model), rows)
    for thing, row in zip(things, rows, strict=True):
        vars(thing).update(row)
        make_transient_to_detached(thing)
    here.add_all(things)


def rewrite_rows(model: Any, names: Collection[str], rows: Iterable[Row]) -> None:
    """These rows, known by `id`, have other values in the columns of these names. Those that are in the session do not hear
    of it: it is for rows that were set free from it.
    """
    ready = [{"id": row["id"], "tenant_id": tenant_id(), **{name: row[name] for name in names}} for row in rows]
    if ready:
        session().flush()
        _send(session().connection(), _update(model, tuple(names)), ready)


def _send(connection: Connection, statement: Insert | Update, rows: list[Row]) -> None:
    if len(rows) >= MANY:
        forget_plans(connection)
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        connection.execute(statement, {"rows": json.dumps(some, default=_plain, ensure_ascii=False, separators=(",", ":"))})


def _whole(model: Any, row: Row) -> Row:
    """The row with a value for each column."""
    found = {name: row[name] if name in row else _default(column) for name, column in _columns(model).items()}
    if found["tenant_id"] != tenant_id():
        raise NoTenant(f"a row of {model.__name__} belongs to another tenant than this unit of work")
    return found


@lru_cache(maxsize=256)
def _columns(model: Any) -> dict[str, Column[Any]]:
    """The columns of the table by attribute; what is only ever read, an expression, is left out."""
    found = {attribute.key: attribute.columns[0] for attribute in inspect(model).column_attrs}
    return {name: each for name, each in found.items() if isinstance(each, Column)}


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be written with many others")


def _taken_apart(columns: Collection[Column[Any]]) -> Any:
    """The rows of the one value, with these columns of theirs."""
    rows = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    return rows.table_valued(*(column(each.name, each.type) for each in columns), name="r").render_derived(with_types=True)


@lru_cache(maxsize=256)
def _insert(model: Any) -> Insert:
    columns = _columns(model).values()
    names = [each.name for each in columns]
    rows = _taken_apart(columns)
    return insert(inspect(model).local_table).from_select(names, select(*(rows.c[name] for name in names)))


@lru_cache(maxsize=256)
def _update(model: Any, attributes: tuple[str, ...]) -> Update:
    table, known = inspect(model).local_table, _columns(model)
    sets = [known[name] for name in attributes]
    rows = _taken_apart([known["tenant_id"], known["id"], *sets])
    same = and_(table.c.tenant_id == rows.c.tenant_id, table.c.id == rows.c.id)
    return update(table).where(same).values({each: rows.c[each.name] for each in sets})
