"""What somebody with a login and a SQL prompt tries on one table, and what went wrong. An empty list is the good answer.

Everything is really sent, as the role `app` with none of our code in between, and kept where the database takes it: whether a
row of the other organisation was touched is seen afterwards, past every fence, by its place and its last writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from saas import migrate
from saas.launch import postgres
from saas.launch.testbed import Services
from tenants.isolation.fences import fences

DENIED, UNKNOWN_SETTING, NO_UUID, NOT_WITH_ROW_SECURITY = "42501", "42704", "22P02", "0A000"
NO_SUCH_ROW, AGAINST_A_CHECK = "23503", "23514"
NO_TENANT = {UNKNOWN_SETTING, NO_UUID}

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True)
class Hands:
    """Two logins at one database: `app`, and the superuser who looks what happened."""

    bed: Services
    database: str
    mine: UUID
    theirs: UUID
    logins: dict[str, Connection] = field(default_factory=dict, compare=False)
    """Those that stay open: a new one for each of thousands of tries would cost more than the tries."""

    def login(self, role: str) -> Connection:
        """The one of that role that stays open."""
        if (found := self.logins.get(role)) is None or found.closed:
            found = self.logins[role] = self._fresh(role)
        return found

    def _fresh(self, role: str) -> Connection:
        url = postgres.libpq(self.bed.url(role, self.database))
        return psycopg.connect(url, row_factory=tuple_row, prepare_threshold=None)  # what is prepared would be remembered

    def close(self) -> None:
        """Nothing is open any more."""
        for each in self.logins.values():
            each.close()

    @contextmanager
    def app(self, tenant: UUID | str | None, person: UUID | None = None) -> Iterator[Connection]:
        """`app`, in a transaction that names that tenant, on a connection that remembers nothing; None names nothing at all, on
        one that never named anybody.
        """
        if tenant is None:
            with self._fresh("app") as connection:
                yield connection
            return
        connection = self.login("app")
        try:
            with connection.transaction():
                connection.execute("SELECT set_config('app.tenant_id', %s, true)", [str(tenant)])
                connection.execute("SELECT set_config('app.person_id', %s, true)", [str(person or UUID(int=0))])
                yield connection
        finally:
            connection.autocommit = True
            connection.execute("DISCARD ALL")
            connection.autocommit = False

    def past(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What the superuser reads, past row security."""
        connection = self.login(postgres.SUPERUSER)
        with connection.transaction():
            return connection.execute(statement.encode(), values).fetchall()

    def somebody(self, table: str) -> UUID | None:
        """Whose rows of a table of parties are tried: an author of one's own organisation."""
        if not fences()[table].parties:
            return None
        who = "author_id" if "author_id" in (fences()[table].parties or "") else "unnest(readers)"
        sought = f'SELECT p.id FROM (SELECT {who} AS who FROM "{table}" WHERE tenant_id = %s ORDER BY id LIMIT 40) r'
        found = self.past(f"{sought} JOIN person p ON p.id = r.who LIMIT 1", self.mine)
        return UUID(str(found[0][0])) if found else None

    def elsewhere(self, table: str) -> object:
        """Every row that is not one's own: what it holds, where it lies, and who wrote it last."""
        what = "md5(string_agg(concat(r::text, ' ', ctid, xmin), ',' ORDER BY tenant_id, id)), count(*)"
        return self.past(f'SELECT {what} FROM "{table}" r WHERE tenant_id <> %s', self.mine)


def send(connection: Connection, statement: str, *values: object) -> tuple[str, int, list[tuple[object, ...]]]:
    """The SQLSTATE with which it was refused ("" where it was not), the rows it touched, and what it gave back."""
    try:
        with connection.transaction(), connection.cursor() as cursor:
            if statement.startswith("COPY") and "STDOUT" in statement:
                with cursor.copy(statement.encode()) as out:
                    lines = b"".join(bytes(part) for part in out).decode().splitlines()
                return "", len(lines), [(line,) for line in lines]
            if statement.startswith("COPY") and "STDIN" in statement:
                with cursor.copy(statement.encode()):
                    return "", 0, []
            cursor.execute(statement.encode(), values or None)
            return "", cursor.rowcount, cursor.fetchall() if cursor.description else []
    except psycopg.Error as error:
        return error.sqlstate or "?", 0, []


def reads(hands: Hands, table: str) -> Iterator[str]:
    """However it is read, only one's own rows come, and all of these."""
    who = hands.somebody(table)
    parties = (fences()[table].parties or "true").replace("current_setting('app.person_id')::uuid", f"'{who}'::uuid")
    own = hands.past(f'SELECT count(*) FROM "{table}" WHERE tenant_id = %s AND ({parties})', hands.mine)[0][0]
    if own == 0 or hands.elsewhere(table) == [(None, 0)]:
        yield f"{table} has no rows in both organisations, and nothing is proved of it"
    theirs, mine = str(hands.theirs), f"tenant_id = '{hands.mine}'"
    with hands.app(hands.mine, who) as connection:
        for said in (
            f'SELECT tenant_id FROM "{table}"',
            f"SELECT tenant_id FROM \"{table}\" WHERE tenant_id = '{theirs}' OR {mine}",
            f'SELECT tenant_id FROM (SELECT * FROM "{table}" UNION ALL SELECT * FROM "{table}" WHERE NOT {mine}) s',
            f'WITH RECURSIVE w AS (SELECT * FROM "{table}") SELECT a.tenant_id FROM w a LEFT JOIN w b USING (tenant_id, id)',
            f'COPY "{table}" TO STDOUT',
            f'COPY (SELECT * FROM "{table}") TO STDOUT',
            *(() if fences()[table].record else (f'SELECT tenant_id FROM "{table}" FOR UPDATE',)),
        ):
            state, touched, given = send(connection, said)
            if state or touched != own:
                yield f"{said}: {state or touched} instead of {own} rows"
            if any(theirs in str(row[0]) for row in given):
                yield f"{said} shows the other organisation"
        for said in (
            f"tenant_id = '{theirs}'",
            f"NOT {mine}",
            f"id IN (SELECT id FROM \"{table}\" WHERE tenant_id = '{theirs}')",
        ):
            if send(connection, f'SELECT count(*) FROM "{table}" WHERE {said}')[2] != [(0,)]:
                yield f"{table} counts what lies elsewhere: {said}"


def writes(hands: Hands, table: str) -> Iterator[str]:
    """No row elsewhere is touched, none is brought here and none is given away; a record can't be touched at all."""
    before, record, who = hands.elsewhere(table), fences()[table].record, hands.somebody(table)
    theirs, mine = hands.theirs, hands.mine
    for said in (
        f"UPDATE \"{table}\" SET id = id WHERE tenant_id = '{theirs}'",
        f"UPDATE \"{table}\" SET id = id WHERE tenant_id <> '{mine}'",
        f"UPDATE \"{table}\" SET tenant_id = '{mine}' WHERE tenant_id = '{theirs}'",
        f'UPDATE "{table}" t SET id = t.id FROM "{table}" o WHERE t.id = o.id AND t.tenant_id <> \'{mine}\'',
        f"DELETE FROM \"{table}\" WHERE tenant_id = '{theirs}'",
        f"DELETE FROM \"{table}\" WHERE tenant_id <> '{mine}'",
        f'DELETE FROM "{table}" t USING "{table}" o WHERE t.id = o.id AND t.tenant_id <> \'{mine}\'',
    ):
        with hands.app(mine, who) as connection:
            state, touched, _ = send(connection, said)
        if (state, touched) != (DENIED if record else "", 0):
            yield f"{said}: {state or 'taken'}, {touched} rows"
    with hands.app(mine, who) as connection:
        state, touched, _ = send(connection, f'UPDATE "{table}" SET id = id')
        if not record and (state or touched != send(connection, f'SELECT count(*) FROM "{table}"')[2][0][0]):
            yield f"one's own rows of {table} can't be touched either ({state or touched}): nothing is proved"
    with hands.app(mine, who) as connection:
        state, touched, _ = send(connection, f"UPDATE \"{table}\" SET tenant_id = '{theirs}'")
        if (state, touched) != (DENIED, 0):
            yield f"rows of {table} are given away: {state or 'taken'}, {touched} rows"
    if hands.elsewhere(table) != before:
        yield f"rows of {table} elsewhere were touched"


def _columns(table: str) -> str:
    return ", ".join(f'"{c.name}"' for c in migrate.models().tables[table].columns if c.computed is None)


def _their_row(hands: Hands, table: str) -> str:
    sql_ = f'SELECT to_jsonb(r)::text FROM "{table}" r WHERE tenant_id = %s ORDER BY id LIMIT 1'
    found = hands.past(sql_, hands.theirs)
    return str(found[0][0]) if found else f'{{"tenant_id": "{hands.theirs}"}}'


def _insert(hands: Hands, table: str, row: str, new_id: bool, more: str = "") -> str:
    changed = f"%s::jsonb || jsonb_build_object('id', '{uuid4()}')" if new_id else "%s::jsonb"
    columns = _columns(table)
    statement = (
        f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::"{table}", {changed}){more}'
    )
    with hands.app(hands.mine, hands.somebody(table)) as connection:
        return send(connection, statement, row)[0]


def inserts(hands: Hands, table: str) -> Iterator[str]:
    """No row can be written for the other organisation, and trying does not tell whether it is there already."""
    before, row = hands.elsewhere(table), _their_row(hands, table)
    for what, new_id, more in (
        ("a new row", True, ""),
        ("a row that is there", False, ""),
        ("a row that is there, quietly", False, " ON CONFLICT DO NOTHING"),
        ("a new row, quietly", True, " ON CONFLICT DO NOTHING"),
    ):
        state = _insert(hands, table, row, new_id, more)
        if state != DENIED:
            yield f"INSERT of {what} into {table} for the other organisation: {state or 'taken'}"
    with hands.app(hands.mine, hands.somebody(table)) as connection:
        state = send(connection, f'COPY "{table}" FROM STDIN')[0]
    if state != NOT_WITH_ROW_SECURITY:
        yield f"COPY {table} FROM STDIN: {state or 'taken'}"
    if hands.elsewhere(table) != before:
        yield f"rows of {table} elsewhere were touched"


NOBODY: dict[str, str | None] = {
    "no setting": None,
    "empty": "",
    "garbage": "garbage",
    "a piece of SQL": "00000000-0000-0000-0000-000000000000' OR true --",
    "the word null": "null",
}


def without_a_tenant(hands: Hands, table: str) -> Iterator[str]:
    """Every statement is an error, and none an empty answer that looks like a good one."""
    before, row, record, columns = hands.elsewhere(table), _their_row(hands, table), fences()[table].record, _columns(table)
    populate = f'SELECT {columns} FROM jsonb_populate_record(NULL::"{table}", %s::jsonb)'
    for called, setting in NOBODY.items():
        with hands.app(setting) as connection:
            for said, values in (
                (f'SELECT * FROM "{table}"', ()),
                (f'SELECT count(*) FROM "{table}"', ()),
                (f"SELECT 1 FROM \"{table}\" WHERE tenant_id = '{hands.theirs}' LIMIT 1", ()),
                (f'COPY "{table}" TO STDOUT', ()),
                (f'INSERT INTO "{table}" ({columns}) {populate}', (row,)),
                (f'UPDATE "{table}" SET id = id', ()),
                (f'DELETE FROM "{table}"', ()),
            ):
                state = send(connection, said, *values)[0]
                if state not in NO_TENANT | ({DENIED} if record and said.startswith(("UPDATE", "DELETE")) else set()):
                    yield f"{said[:60]} with {called}: {state or 'taken'}"
    if hands.elsewhere(table) != before:
        yield f"rows of {table} elsewhere were touched"


def structure(hands: Hands, table: str) -> Iterator[str]:
    """The fence itself can't be moved."""
    who = hands.somebody(table)
    with hands.app(hands.mine, who) as connection, connection.transaction(force_rollback=True):
        for said in (
            f'TRUNCATE "{table}"',
            f'TRUNCATE "{table}" CASCADE',
            f'DROP TABLE "{table}"',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE TRIGGER ALL',
            f'ALTER TABLE "{table}" OWNER TO app',
            f'CREATE POLICY open ON "{table}" USING (true)',
            f'DROP POLICY tenant_isolation ON "{table}"',
            f'CREATE INDEX mine ON "{table}" (id)',
            f'GRANT SELECT ON "{table}" TO PUBLIC',
        ):
            state, _, _ = send(connection, said)
            if state != DENIED and not (said.startswith("GRANT") and state == ""):
                yield f"{said}: {state or 'taken'}"
        connection.execute("SET LOCAL row_security = off")
        state = send(connection, f'SELECT * FROM "{table}"')[0]
        if state != DENIED:
            yield f"row_security = off on {table}: {state or 'taken'}"


def references(hands: Hands, table: str) -> Iterator[str]:
    """Even past row security no row points into the other organisation, and its id is refused in the same words as nobody's."""
    url = postgres.libpq(hands.bed.url(postgres.SUPERUSER, hands.database))
    with psycopg.connect(url, row_factory=tuple_row) as connection:
        for key in migrate.models().tables[table].foreign_key_constraints:
            target, columns = key.referred_table.name, [c.name for c in key.columns if c.name != "tenant_id"]
            if not columns:
                continue
            [column] = columns
            ids = hands.past(f'SELECT id FROM "{target}" WHERE tenant_id = %s ORDER BY id LIMIT 1', hands.theirs)
            for whose, there in (("theirs", ids[0][0]), ("nobody's", uuid4())):
                state = _pointed(connection, hands, table, column, there)
                if state == AGAINST_A_CHECK:  # which holds two columns together: does the key hold by itself?
                    state = _pointed(connection, hands, table, column, there, checked=False)
                if state != NO_SUCH_ROW:
                    yield f"{table}.{column} with {whose} id: {state}"


def _pointed(connection: Connection, hands: Hands, table: str, column: str, there: object, *, checked: bool = True) -> str:
    """What becomes of it when the column of one row points there; without the CHECKs of its table where they are not asked."""
    one = "SELECT tenant_id, id FROM {0} WHERE tenant_id = %s ORDER BY {1} IS NULL, id LIMIT 1"  # a filled one first
    said = sql.SQL(f"UPDATE {{0}} SET {{1}} = %s WHERE (tenant_id, id) = ({one})")
    with connection.transaction(force_rollback=True):
        if not checked:
            for name in hands.past("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", table):
                drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
                connection.execute(drop.format(sql.Identifier(table), sql.Identifier(str(name[0]))))
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        try:
            with connection.transaction():
                names = said.format(sql.Identifier(table), sql.Identifier(column))
                touched = connection.execute(names, [there, hands.mine]).rowcount
            return "taken" if touched else "no row"
        except psycopg.Error as error:
            return error.sqlstate or "?"


TRIES = {
    "read": reads,
    "write": writes,
    "insert": inserts,
    "without a tenant": without_a_tenant,
    "structure": structure,
    "reference": references,
}
