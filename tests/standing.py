"""One house for many tests: what a test wrote is put back after it, which costs a tenth of a new database and application.

The database's rows are compared with those of the template, table by table, and tables that differ are filled again. A test
that changed the database's structure, or that can't be undone, has the database made anew. What many tests begin with, for
instance an agreed plan with its papers, is made through the verbs once and its rows are laid again for each (`scene`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import psycopg
from psycopg import sql

from saas.launch import postgres
from saas.launch.testbed import Services

T = TypeVar("T")

OURS = 16384
"""From this number on an object of the database was made by somebody, and not with PostgreSQL itself."""

STRUCTURE = (
    *(f"{made} WHERE oid >= {OURS}" for made in ("pg_class", "pg_constraint", "pg_policy", "pg_proc", "pg_trigger")),
    f"pg_attribute WHERE attrelid >= {OURS}",
    "pg_namespace", "pg_default_acl", "pg_authid", "pg_auth_members", "pg_db_role_setting",
)  # fmt: skip
"""Catalogs whose rows change when somebody alters the database or its roles."""


class Standing:
    """A copy of the template that is put back between tests."""

    def __init__(self, bed: Services, template: str, name: str) -> None:
        self.bed, self.template, self.name = bed, template, name
        self.marks: dict[str, Any] = {}
        self.rows: dict[str, bytes] = {}
        self.scenes: dict[Hashable, tuple[dict[str, bytes], Any]] = {}
        self._connection: psycopg.Connection[Any] | None = None
        bed.make_database(name, template)
        self._remember()

    def put_back(self) -> None:
        """The database holds again what the template holds, and only the application's idle connections stay."""
        connection = self._superuser()
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
            " AND NOT (state = 'idle' AND application_name = 'sameboat' AND usename IN ('app', 'steward'))",
            [self.name],
        )
        marks = self._marks(connection, ["structure", *self.tables])
        if marks["structure"] != self.marks["structure"]:
            self.make_anew()
        elif changed := self._changed(marks):
            self._refill(connection, {table: self.rows[table] for table in changed})
            self.marks |= self._marks(connection, changed)

    def scene(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` wrote and returned, whether it ran now or for an earlier test.

        Where a test has written something before, `make` runs, and nothing of it is kept.
        """
        connection = self._superuser()
        if self._changed(self._marks(connection, self.tables)):
            return make()
        if key not in self.scenes:
            result = make()
            changed = self._changed(self._marks(connection, self.tables))
            self.scenes[key] = {table: self._read(connection, table) for table in changed}, result
            return result
        rows, kept = self.scenes[key]
        self._refill(connection, rows)
        return cast(T, kept)

    def make_anew(self) -> None:
        """The database is another copy."""
        self.drop()
        self.bed.make_database(self.name, self.template)
        self._remember()

    def drop(self) -> None:
        """The database is gone."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.bed.drop_database(self.name)

    def _superuser(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            url = postgres.libpq(self.bed.url(postgres.SUPERUSER, self.name))
            self._connection = psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica")
        return self._connection

    def _remember(self) -> None:
        connection = self._superuser()
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        self.tables = sorted(row[0] for row in tables)
        self.rows = {table: self._read(connection, table) for table in self.tables}
        self.marks = self._marks(connection, ["structure", *self.tables])

    def _read(self, connection: psycopg.Connection[Any], table: str) -> bytes:
        reads = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
        with connection.cursor().copy(reads) as rows:
            return b"".join(bytes(part) for part in rows)

    def _changed(self, marks: dict[str, Any]) -> list[str]:
        return [table for table in self.tables if marks[table] != self.marks[table]]

    def _marks(self, connection: psycopg.Connection[Any], what: list[str]) -> dict[str, Any]:
        """What differs as soon as one row of a table was written, or the structure was."""
        each = sql.SQL("(SELECT (count(*), bit_xor(hashtextextended(concat(ctid, xmin), 0)))::text FROM {})")
        asked = {table: each.format(sql.Identifier(table)) for table in self.tables}
        asked["structure"] = sql.SQL(" || ").join(each.format(sql.SQL(catalog)) for catalog in STRUCTURE)
        found = connection.execute(sql.SQL("SELECT ") + sql.SQL(", ").join(asked[one] for one in what)).fetchone()
        assert found is not None
        return dict(zip(what, found, strict=True))

    def _refill(self, connection: psycopg.Connection[Any], tables: dict[str, bytes]) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            for table, held in tables.items():
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))) as rows:
                    rows.write(held)
