"""One house for many tests: what a test wrote is put back after it, which costs a tenth of a new database and application.

The database's rows are compared with those of the template, table by table, and tables that differ are filled again. A test
that changed the database's structure, or that can't be undone, has the database made anew. What many tests begin with, for
instance an agreed plan with its papers, is made through the verbs once and its rows are laid again for each (`scene`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import psycopg
from psycopg import sql

from saas.launch import postgres
from saas.launch.testbed import Services

STRUCTURE = (
    "pg_class", "pg_attribute", "pg_constraint", "pg_policy", "pg_proc", "pg_trigger", "pg_namespace", "pg_default_acl",
    "pg_authid", "pg_auth_members", "pg_db_role_setting",
)  # fmt: skip
"""Catalogs whose rows change when somebody alters the database or its roles."""


class Standing:
    """A copy of the template that is put back between tests."""

    def __init__(self, bed: Services, template: str, name: str) -> None:
        self.bed, self.template, self.name = bed, template, name
        self.marks: dict[str, Any] = {}
        self.rows: dict[str, bytes] = {}
        self.scenes: dict[Hashable, tuple[dict[str, bytes], Any]] = {}
        bed.make_database(name, template)
        self._remember()

    def put_back(self) -> None:
        """The database holds again what the template holds, and nobody is connected to it."""
        with self._superuser() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [self.name],
            )
            marks = self._marks(connection)
            if marks["structure"] == self.marks["structure"]:
                changed = self._changed(marks)
                if changed:
                    self._refill(connection, {table: self.rows[table] for table in changed})
                    self.marks = self._marks(connection)
                return
        self.make_anew()

    def scene(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` wrote and returned, whether it ran now or for an earlier test. The database holds the template before."""
        if key not in self.scenes:
            result = make()
            with self._superuser() as connection:
                changed = self._changed(self._marks(connection))
                self.scenes[key] = {table: self._read(connection, table) for table in changed}, result
            return result
        rows, result = self.scenes[key]
        with self._superuser() as connection:
            self._refill(connection, rows)
        return result

    def make_anew(self) -> None:
        """The database is another copy."""
        self.bed.drop_database(self.name)
        self.bed.make_database(self.name, self.template)
        self._remember()

    def drop(self) -> None:
        """The database is gone."""
        self.bed.drop_database(self.name)

    def _superuser(self) -> psycopg.Connection[Any]:
        url = postgres.libpq(self.bed.url(postgres.SUPERUSER, self.name))
        return psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica")

    def _remember(self) -> None:
        with self._superuser() as connection:
            tables = connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            )
            self.tables = sorted(row[0] for row in tables)
            self.rows = {table: self._read(connection, table) for table in self.tables}
            self.marks = self._marks(connection)

    def _read(self, connection: psycopg.Connection[Any], table: str) -> bytes:
        reads = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
        with connection.cursor().copy(reads) as rows:
            return b"".join(bytes(part) for part in rows)

    def _changed(self, marks: dict[str, Any]) -> list[str]:
        return [table for table in self.tables if marks[table] != self.marks[table]]

    def _marks(self, connection: psycopg.Connection[Any]) -> dict[str, Any]:
        """What differs as soon as one row of a table was written, or the structure was."""
        each = sql.SQL("(SELECT (count(*), bit_xor(hashtextextended(concat(ctid, xmin), 0)))::text FROM {})")
        catalogs = sql.SQL(" || ").join(each.format(sql.Identifier(c)) for c in STRUCTURE)
        columns = sql.SQL(", ").join([catalogs, *(each.format(sql.Identifier(t)) for t in self.tables)])
        found = connection.execute(sql.SQL("SELECT ") + columns).fetchone()
        assert found is not None
        return dict(zip(["structure", *self.tables], found, strict=True))

    def _refill(self, connection: psycopg.Connection[Any], tables: dict[str, bytes]) -> None:
        with connection.transaction(), connection.cursor() as cursor:
            for table, held in tables.items():
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))) as rows:
                    rows.write(held)
