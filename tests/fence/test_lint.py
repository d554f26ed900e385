"""T7: no way to the database leads around the fence. Read from the source, and each rule is shown what it must find."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.test_anatomy import FILES, name_of

WAYS = {
    "create_engine", "create_async_engine", "make_engine", "engine_from_config", "sessionmaker", "scoped_session",
    "raw_connection", "driver_connection", "dbapi_connection", "get_bind", "__table__", "local_table", "FencedSession",
    "set_tenant", "isolation_level", "AUTOCOMMIT", "copy_expert", "bulk_insert_mappings", "bulk_save_objects",
}  # fmt: skip
"""Names by which one gets at a connection, a session or a table of one's own; words that take a connection out of its fence."""

DRIVERS = {"psycopg", "psycopg2", "asyncpg", "sqlite3", "dataset", "records"}

MAY: dict[str, dict[str, str]] = {
    "saas/app.py": {"connect": "asks at start whether its own role could see through; no tenant is named"},
    "saas/cli/house.py": {"connect": "asks the catalog; no tenant is named"},
    "saas/health.py": {"connect": "SELECT 1; no tenant is named"},
    "saas/migrate.py": {"create_engine": "the owner's, for migrations", "connect": "the same"},
}
"""Who goes there all the same, and why. The launcher and the bench make servers and measure them: they serve nobody."""
OUTSIDE = ("tenants/isolation/", "saas/launch/", "saas/bench/")


def ways(source: str) -> Iterator[tuple[str, int]]:
    """Each way around the fence that a file takes: its name and line."""
    tree = ast.parse(source)
    engines = {"engine"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_engine(node.value, engines):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            engines |= {t.id for t in targets if isinstance(t, ast.Name)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            yield from ((m, line) for m in modules if m.split(".")[0] in DRIVERS)
            yield from ((a.name, line) for a in node.names if a.name in WAYS)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                yield from ((a.name, line) for a in node.names if a.name in {"Session", "Connection"} and _calls(tree, a.name))
        elif isinstance(node, ast.Attribute):
            if node.attr in WAYS or (node.attr in {"connect", "begin"} and _is_engine(node.value, engines)):
                yield node.attr, line
        elif isinstance(node, ast.Name) and node.id in WAYS:
            yield node.id, line
        elif isinstance(node, ast.keyword) and node.arg in WAYS:
            yield str(node.arg), line
        elif isinstance(node, ast.Constant) and node.value == "AUTOCOMMIT":
            yield "AUTOCOMMIT", line


def _is_engine(value: ast.expr, engines: set[str]) -> bool:
    """Whether this is an engine: `engine`, `isolation.engine()`, `isolation.bind(…)`, or a name that one was given."""
    if isinstance(value, ast.Call):
        called = value.func
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        return name in {"engine", "bind", "create_engine", "make_engine"}
    if isinstance(value, ast.Attribute):
        return value.attr in {"engine", "_engine", "_steward"}
    return isinstance(value, ast.Name) and value.id in engines


def _calls(tree: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == name for n in ast.walk(tree))


def test_nobody_gets_at_the_database_but_through_a_unit_of_work() -> None:
    found = {(name_of(p), way): line for p in FILES if not name_of(p).startswith(OUTSIDE) for way, line in ways(p.read_text())}
    allowed = {(path, way) for path, each in MAY.items() for way in each}
    assert {key: line for key, line in found.items() if key not in allowed} == {}
    assert allowed - set(found) == set(), "nobody needs these any more"


@pytest.mark.parametrize(
    "planted",
    [
        "with isolation.engine().connect() as c: pass",
        "with isolation.engine().begin() as c: pass",
        "from tenants.isolation import engine\nwith engine().connect() as c: pass",
        "mine = isolation.engine()\nmine.connect()",
        "mine: Any = isolation.bind(url)\nmine.begin()",
        "isolation.engine().raw_connection()",
        "session().connection().connection.driver_connection",
        "from sqlalchemy import create_engine",
        "sqlalchemy.create_engine(url)",
        "from sqlalchemy.orm import Session\nSession(there)",
        "from sqlalchemy.orm import sessionmaker",
        "import psycopg",
        "from psycopg import connect",
        "session().execute(select(Person.__table__))",
        "mapper.local_table.select()",
        "connection.execution_options(isolation_level='SERIALIZABLE')",
        "connection.execution_options(**{'isolation': 'AUTOCOMMIT'})",
        "from tenants.isolation.engine import set_tenant",
        "from tenants.isolation.units import FencedSession",
    ],
)
def test_a_way_around_the_fence_is_seen(planted: str) -> None:
    assert list(ways(planted))


@pytest.mark.parametrize(
    "plain",
    [
        "session().execute(select(Person))",
        "with isolation.transaction(tenant) as session: session.scalars(query)",
        "from sqlalchemy.orm import Session\ndef read(session: Session) -> None: pass",
        "wiring.connect()",
        "redis.connect()",
    ],
)
def test_the_ordinary_way_is_left_alone(plain: str) -> None:
    assert list(ways(plain)) == []
