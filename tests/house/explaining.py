"""How many rows the database looks at for a page, as its own account of each statement tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event, text

from tenants import isolation
from tests.house_fixture import House


@contextmanager
def looking(house: House) -> Iterator[dict[str, int]]:
    """Rows looked at by each different statement that is sent while this is open."""
    seen: dict[str, int] = {}

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith(("SELECT", "WITH")) and statement not in seen and "FOR UPDATE" not in statement:
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", parameters)
                seen[statement] = round(_rows(cursor.fetchone()[0][0]["Plan"]))

    engine = isolation.engine()
    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def _rows(node: dict[str, Any]) -> float:
    removed = sum(number for name, number in node.items() if name.startswith("Rows Removed"))
    here: float = node["Actual Loops"] * (node["Actual Rows"] + removed)
    return here + sum(_rows(each) for each in node.get("Plans", ()))


def count_nothing(house: House) -> None:
    """The database knows no more of its tables than on the first day, and does not find out: the worst case for its plans."""
    engine = create_engine(house.bed.url("postgres", house.database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        names = "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        for name in list(connection.scalars(text(names))):
            connection.execute(text(f"ALTER TABLE {name} SET (autovacuum_enabled = false)"))
        connection.execute(text("DELETE FROM pg_statistic"))
        connection.execute(text("UPDATE pg_class SET relpages = 0, reltuples = -1 WHERE relnamespace = 'public'::regnamespace"))
    engine.dispose()
