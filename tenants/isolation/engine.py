"""The engine, and the first fence: each transaction names its tenant to the database before anything else runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Text, cast, create_engine, event, func

from tenants.isolation.context import current_unit

_engine: Engine | None = None


def database_url(url: str) -> str:
    """`url` in the form that names our driver; `postgres://` and `postgresql://` are taken too."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def make_engine(url: str, *, pool: int = 5, tenant_fence: bool = True) -> Engine:
    """An engine on `url`; with the fence, every transaction begins with the setting of tenant and person.

    The steward's engine has no fence: it may execute its few functions and no table at all.
    """
    engine = create_engine(
        database_url(url),
        pool_size=pool,
        max_overflow=pool,
        pool_pre_ping=True,
        pool_timeout=15,
        json_serializer=_dumps,
        connect_args={
            "connect_timeout": 5,
            "application_name": "sameboat",
            "options": "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000",
        },
    )
    if tenant_fence:
        event.listen(engine, "begin", _name_tenant)
    return engine


def _name_tenant(connection: Connection) -> None:
    """Fence 1. Savepoints don't come here, which is right: the setting lasts for the whole transaction.

    Before a request knows its tenant there is nothing to name: a setting of an earlier transaction ended with it, and each
    policy fails loudly on what is left.
    """
    unit = current_unit()
    if unit is not None and unit.tenant is not None:
        set_tenant(connection, unit.tenant, unit.person)


def set_tenant(connection: Connection, tenant: UUID | None, person: UUID | None) -> None:
    """Name tenant and person to the running transaction.

    SET takes no parameters, so the values pass through UUID(): the only place where SQL text is put together.
    Empty means "nobody", and each policy then fails loudly on the cast.
    """
    t = "" if tenant is None else str(UUID(str(tenant)))
    p = "" if person is None else str(UUID(str(person)))
    connection.exec_driver_sql(f"SET LOCAL app.tenant_id = '{t}'; SET LOCAL app.person_id = '{p}'")


def names_person(person_id: Any) -> Any:
    """A column that names to the running transaction the person whose id is read beside it, or nobody: for the statement
    that finds out who is here. `act_as` follows it, `named`.
    """
    return func.set_config("app.person_id", func.coalesce(cast(person_id, Text), ""), True)


def forget_plans(connection: Connection) -> None:
    """The database plans again what it has planned in this connection, its own checks of references included.

    For whoever writes many rows: what was planned while a table was empty goes through all of a tenant's rows for each of them.
    """
    connection.exec_driver_sql("DISCARD PLANS")


@contextmanager
def planned_anew(connection: Connection, *, added_up: bool = False) -> Iterator[None]:
    """Within, the database plans a statement for its values and not for any; where all is `added_up`, it goes through no table
    once for each row of another.
    """
    more, back = ("; SET LOCAL enable_nestloop = off", "; SET LOCAL enable_nestloop = on") if added_up else ("", "")
    connection.exec_driver_sql(f"SET LOCAL plan_cache_mode = force_custom_plan{more}")
    yield
    connection.exec_driver_sql(f"SET LOCAL plan_cache_mode = auto{back}")


def bind(database: str | Engine, *, pool: int = 5) -> Engine:
    """From now on units of work of this process run on this address, or on an engine that was made before."""
    global _engine
    if _engine is not None and _engine is not database:
        _engine.dispose()
    _engine = make_engine(database, pool=pool) if isinstance(database, str) else database
    return _engine


def engine() -> Engine:
    """The engine of this process. Raises RuntimeError before `bind`."""
    if _engine is None:
        raise RuntimeError("no database is bound to this process")
    return _engine
