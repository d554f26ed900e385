"""The rules that the database's own catalog must keep, asked in tests, at start and after each migration.

Each rule is one question to pg_catalog; what it returns are findings in words. An empty list is the only good answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, text

from tenants.isolation.definers import ALLOWED
from tenants.isolation.fences import fences
from tenants.isolation.searching import INDEX

GLOBAL = frozenset({"tenant", "alembic_version"})
"""Tables without a tenant: the list of tenants itself (closed to `app`) and the migration's mark."""

_TENANT = "(tenant_id = (current_setting('app.tenant_id'::text))::uuid)"
_ROLES = ("app", "steward")

Rule = Callable[[Connection], Iterator[str]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule."""
    RULES.append(function)
    return function


def findings(connection: Connection) -> list[str]:
    """Everything that breaks a rule, in words. Empty = the fences stand."""
    return [line for each in RULES for line in each(connection)]


def _rows(connection: Connection, sql: str, **values: Any) -> list[Any]:
    return list(connection.execute(text(sql), values))


_TABLES = "c.relkind IN ('r', 'p') AND n.nspname = 'public'"
_JOIN = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"


@rule
def every_table_is_known(connection: Connection) -> Iterator[str]:
    """A table is a tenant's, as a model declares it, or in the short list of global ones."""
    known = fences()
    there = {r.relname for r in _rows(connection, f"SELECT c.relname {_JOIN} WHERE {_TABLES}")}
    for name in sorted(there - set(known) - GLOBAL):
        yield f"table {name} is neither a tenant's nor listed as global"
    for name in sorted(set(known) - there):
        yield f"table {name} is declared by a model and missing in the database"
    sql = f"SELECT c.relname {_JOIN} WHERE n.nspname NOT IN ('public', 'pg_catalog', 'information_schema', 'pg_toast')"
    for row in _rows(connection, sql + " AND n.nspname NOT LIKE 'pg_t%'"):
        yield f"relation {row.relname} stands outside the schema public"


@rule
def tenant_id_is_there_and_never_null(connection: Connection) -> Iterator[str]:
    """tenant_id: uuid NOT NULL in every tenant table."""
    sql = f"""SELECT c.relname, a.attname, a.attnotnull, format_type(a.atttypid, -1) AS type {_JOIN}
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped WHERE {_TABLES}"""
    for row in _rows(connection, sql):
        if row.relname not in GLOBAL and (row.attname is None or not row.attnotnull or row.type != "uuid"):
            yield f"table {row.relname}: tenant_id must be uuid and NOT NULL"


@rule
def row_security_is_on_and_forced(connection: Connection) -> Iterator[str]:
    """Row security is enabled and forced, on the list of tenants too."""
    for row in _rows(
        connection, f"SELECT c.relname, c.relrowsecurity AS on, c.relforcerowsecurity AS forced {_JOIN} WHERE {_TABLES}"
    ):
        if row.relname != "alembic_version" and not (row.on and row.forced):
            yield f"table {row.relname}: row security must be enabled and forced"


@rule
def policies_are_exactly_the_expected(connection: Connection) -> Iterator[str]:
    """Each policy is compared by text: one more, one less or one altered is a finding."""
    sql = "SELECT tablename, policyname, permissive, roles::text[] AS roles, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
    found = {
        (r.tablename, r.policyname): (r.permissive, tuple(r.roles), r.cmd, r.qual, r.with_check) for r in _rows(connection, sql)
    }
    expected: dict[tuple[str, str], Any] = {("tenant", "chores"): ("PERMISSIVE", ("chores",), "ALL", "true", None)}
    for name, fence in fences().items():
        expected[(name, "tenant_isolation")] = ("PERMISSIVE", ("public",), "ALL", _TENANT, _TENANT)
        if fence.parties:
            expected[(name, "parties_only")] = ("RESTRICTIVE", ("public",), "ALL", fence.parties, fence.parties)
        if fence.chores:
            expected[(name, "chores")] = ("PERMISSIVE", ("chores",), "ALL", "true", None)
    for key in sorted(set(expected) | set(found)):
        table, policy = key
        if key not in found:
            yield f"table {table}: policy {policy} is missing"
        elif key not in expected:
            yield f"table {table}: policy {policy} is not expected"
        elif policy == "parties_only":
            if (
                found[key][:3] != expected[key][:3]
                or _squeeze(found[key][3]) != _squeeze(expected[key][3])
                or _squeeze(found[key][4]) != _squeeze(expected[key][4])
            ):
                yield f"table {table}: policy {policy} is altered"
        elif found[key] != expected[key]:
            yield f"table {table}: policy {policy} is altered"


def _squeeze(condition: str | None) -> str:
    """A condition without what PostgreSQL adds when it prints one: casts of literals, brackets and blanks."""
    return (condition or "").replace("::text", "").replace("(", "").replace(")", "").replace(" ", "")


@rule
def keys_and_unique_indexes_start_with_the_tenant(connection: Connection) -> Iterator[str]:
    """Primary keys, unique keys and every index begin with tenant_id: no oracle, no scan over all tenants.

    An index over words can't begin with anything; one is allowed, whose words bear the tenant (`searching`).
    """
    sql = f"""SELECT c.relname, ic.relname AS index, i.indisunique AS unique_, a.attname {_JOIN} JOIN pg_index i ON i.indrelid = c.oid
      JOIN pg_class ic ON ic.oid = i.indexrelid LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE {_TABLES}"""
    for row in _rows(connection, sql):
        if row.relname not in GLOBAL and row.attname != "tenant_id" and row.index != INDEX:
            yield f"table {row.relname}: index {row.index} does not start with tenant_id"


@rule
def references_stay_inside_the_tenant(connection: Connection) -> Iterator[str]:
    """Each foreign key carries the pair of tenants, is validated, and neither cascades nor nulls."""
    sql = """SELECT con.conname, c.relname, f.relname AS target, con.convalidated, con.confdeltype, con.confupdtype,
        ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY k(n, o) JOIN pg_attribute a
              ON a.attrelid = con.conrelid AND a.attnum = k.n ORDER BY k.o) AS here,
        ARRAY(SELECT a.attname::text FROM unnest(con.confkey) WITH ORDINALITY k(n, o) JOIN pg_attribute a
              ON a.attrelid = con.confrelid AND a.attnum = k.n ORDER BY k.o) AS there
      FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_class f ON f.oid = con.confrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE con.contype = 'f' AND n.nspname = 'public'"""
    for row in _rows(connection, sql):
        pairs = list(zip(row.here, row.there, strict=True))
        if row.target == "tenant":
            if pairs != [("tenant_id", "id")]:
                yield f"table {row.relname}: foreign key {row.conname} to the tenants has the wrong columns"
        elif ("tenant_id", "tenant_id") not in pairs:
            yield f"table {row.relname}: foreign key {row.conname} leaves the tenant"
        if not row.convalidated:
            yield f"table {row.relname}: foreign key {row.conname} is not validated"
        if row.confdeltype not in ("a", "r") or row.confupdtype not in ("a", "r"):
            yield f"table {row.relname}: foreign key {row.conname} cascades or nulls"


@rule
def every_id_column_is_a_reference(connection: Connection) -> Iterator[str]:
    """A column `…_id` is part of a foreign key, or its model says that it points nowhere (`info={'loose': why}`)."""
    from tenants.isolation.base import Base

    loose = {(t.name, c.name) for t in Base.metadata.tables.values() for c in t.columns if c.info.get("loose")}
    sql = f"""SELECT c.relname, a.attname {_JOIN} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE {_TABLES} AND a.attname LIKE '%\\_id' AND format_type(a.atttypid, -1) = 'uuid'
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))"""
    for row in _rows(connection, sql):
        if row.relname not in GLOBAL and (row.relname, row.attname) not in loose:
            yield f"table {row.relname}: column {row.attname} is in no foreign key"


@rule
def app_and_steward_hold_only_their_rights(connection: Connection) -> Iterator[str]:
    """app: rows of its tables, append-only on records, nothing on globals; steward and PUBLIC: no table at all."""
    known = fences()
    sql = f"""SELECT c.relname, coalesce(r.rolname, 'public') AS role, x.privilege_type AS right_ {_JOIN}
      CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) x LEFT JOIN pg_roles r ON r.oid = x.grantee
      WHERE {_TABLES} AND x.grantee <> c.relowner"""
    held: dict[tuple[str, str], set[str]] = {}
    for row in _rows(connection, sql):
        held.setdefault((row.relname, row.role), set()).add(row.right_)
    for name, fence in known.items():
        wanted = set() if fence.closed else {"SELECT", "INSERT"} | (set() if fence.record else {"UPDATE", "DELETE"})
        if held.get((name, "app"), set()) != wanted:
            yield f"table {name}: app holds {sorted(held.get((name, 'app'), set()))}, it must be {sorted(wanted)}"
    for (name, role), rights in sorted(held.items()):
        fence_ = known.get(name)
        if role == "chores":
            wanted = set((fence_.chores or "").replace(" ", "").split(",")) if fence_ else {"SELECT", "INSERT", "UPDATE"}
            if rights != wanted:
                yield f"table {name}: chores holds {sorted(rights)}"
        elif role == "app":
            if name not in known and not (name == "alembic_version" and rights == {"SELECT"}):
                yield f"table {name}: app holds {sorted(rights)}"
        elif role != "backup" or rights != {"SELECT"}:
            yield f"table {name}: {role} holds {sorted(rights)}"


@rule
def single_columns_are_opened_as_declared(connection: Connection) -> Iterator[str]:
    """Of a record `app` may change the columns that its model moves; no right to a single column stands anywhere else."""
    sql = f"""SELECT c.relname, a.attname, coalesce(r.rolname, 'public') AS role, x.privilege_type AS right_ {_JOIN}
      JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped CROSS JOIN LATERAL aclexplode(a.attacl) x
      LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE {_TABLES}"""
    found = {(row.relname, row.attname, row.role, row.right_) for row in _rows(connection, sql)}
    wanted = {(name, column, "app", "UPDATE") for name, fence in fences().items() for column in fence.moves}
    for table, column, role, right in sorted(found - wanted):
        yield f"table {table}: {role} holds {right} of the column {column}"
    for table, column, role, right in sorted(wanted - found):
        yield f"table {table}: {role} lacks {right} of the column {column}"


@rule
def roles_cannot_see_through(connection: Connection) -> Iterator[str]:
    """App and steward: no superuser, no BYPASSRLS, no creation of roles or databases, no membership, no ownership."""
    sql = """SELECT r.rolname, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication AS mighty,
        EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid) AS member,
        EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid) OR EXISTS (SELECT 1 FROM pg_proc p WHERE p.proowner = r.oid) AS owns
      FROM pg_roles r WHERE r.rolname = ANY (:names)"""
    rows = {r.rolname: r for r in _rows(connection, sql, names=[*_ROLES, "chores", "owner"])}
    for name in _ROLES:
        row = rows.get(name)
        if row is None:
            yield f"role {name} is missing"
        elif row.mighty or row.member or row.owns:
            yield f"role {name} could see through: it must own nothing, be a member of nothing and have no special right"
    for name in ("chores", "owner"):
        if name in rows and rows[name].mighty:
            yield f"role {name} must be neither superuser nor BYPASSRLS"
    if not _rows(
        connection,
        "SELECT 1 FROM pg_database WHERE datname = current_database() AND NOT has_database_privilege('app', datname, 'CREATE')",
    ):
        yield "role app may create schemas in the database"
    if _rows(
        connection,
        "SELECT 1 WHERE has_schema_privilege('app', 'public', 'CREATE') OR has_schema_privilege('steward', 'public', 'CREATE')",
    ):
        yield "role app or steward may create objects in the schema public"


@rule
def views_do_not_leak(connection: Connection) -> Iterator[str]:
    """Views run with the reader's rights; materialized views and foreign tables do not exist."""
    sql = f"SELECT c.relname, c.relkind, coalesce(c.reloptions::text, '') AS options {_JOIN} WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm', 'f')"
    for row in _rows(connection, sql):
        if row.relkind != "v" or "security_invoker=true" not in row.options:
            yield f"view {row.relname} shows more than its reader may see"


@rule
def definer_functions_are_the_listed_few(connection: Connection) -> Iterator[str]:
    """Only the listed definer functions, owned by chores, with a fixed search path, executable by the listed roles."""
    sql = """SELECT p.proname, p.prosecdef AS definer, o.rolname AS owner, coalesce(p.proconfig::text, '') AS config,
        ARRAY(SELECT coalesce(r.rolname::text, 'public') FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
              LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE x.grantee <> p.proowner) AS who
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles o ON o.oid = p.proowner WHERE n.nspname = 'public'"""
    seen = set()
    for row in _rows(connection, sql):
        seen.add(row.proname)
        if row.definer and row.proname not in ALLOWED:
            yield f"function {row.proname} runs with its owner's rights and is not in the list"
        elif row.definer:
            if row.owner != "chores" or "search_path=pg_catalog, public, pg_temp" not in row.config:
                yield f"function {row.proname} must belong to chores and fix its search path"
            if set(row.who) != set(ALLOWED[row.proname]):
                yield f"function {row.proname} may be executed by {sorted(row.who)}"
    for name in sorted(set(ALLOWED) - seen):
        yield f"function {name} is missing"


@rule
def nothing_runs_by_itself(connection: Connection) -> Iterator[str]:
    """No user triggers, no rules, no sequences: nothing correct may depend on them."""
    for row in _rows(connection, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"):
        yield f"trigger {row.tgname} exists"
    for row in _rows(connection, f"SELECT c.relname {_JOIN} WHERE n.nspname = 'public' AND c.relkind = 'S'"):
        yield f"sequence {row.relname} exists"


class SeesThrough(RuntimeError):
    """The database, or the role in DATABASE_URL, does not keep the fences. The program does not start."""


def refuse_to_see_through(connection: Connection) -> None:
    """Raises SeesThrough where the connected role is not `app`-like or a catalog rule is broken."""
    refuse_another_role(connection)
    broken = findings(connection)
    if broken:
        raise SeesThrough("the database does not keep its fences: " + "; ".join(broken[:5]))


def refuse_another_role(connection: Connection) -> None:
    """Raises SeesThrough where the connected role is not `app`-like. It needs none of the models, as the rules do."""
    row = connection.execute(
        text(
            "SELECT current_user AS name, rolsuper OR rolbypassrls AS mighty, EXISTS (SELECT 1 FROM pg_auth_members m"
            " WHERE m.member = r.oid) AS member, EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid) AS owns"
            " FROM pg_roles r WHERE rolname = current_user"
        )
    ).one()
    if row.mighty or row.member or row.owns or row.name != "app":
        raise SeesThrough(f"DATABASE_URL signs in as “{row.name}”, who could see through; it must be the role “app”")
