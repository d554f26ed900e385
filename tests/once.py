"""A database that every worker of a run stands on is made once: by the first who asks, while the others wait."""

from __future__ import annotations

import base64
import os
import pickle
from collections.abc import Callable
from typing import TypeVar, cast
from uuid import uuid4

import psycopg
from psycopg import sql

from saas.launch import postgres
from saas.launch.testbed import Services

T = TypeVar("T")

OUTERMOST = "TEST_RUN" not in os.environ
"""Whether this process began the run: its workers, and the later parts of `bin/test`, find its sign in the environment."""
RUN = os.environ.setdefault("TEST_RUN", uuid4().hex[:8])


def once(bed: Services, what: str, make: Callable[[str], T], template: str | None = None) -> tuple[str, T]:
    """The name of the database that `make` filled in this run, and what it returned, as a copy for each process.

    It gets its name when it is finished, so that one left half made by a worker who died is made anew.
    """
    name = f"{what}_{RUN}"
    with psycopg.connect(postgres.libpq(bed.superuser_url), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])  # until the connection ends
        found = connection.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if (row := found.fetchone()) is not None:
            return name, cast(T, pickle.loads(base64.b64decode(row[0])))  # written a few lines below
        rough = f"rough_{name}"
        bed.drop_database(rough)
        bed.make_database(rough, template)
        made = make(rough)
        told = base64.b64encode(pickle.dumps(made)).decode()
        for says in ("COMMENT ON DATABASE {} IS {}", "ALTER DATABASE {} RENAME TO {}"):
            last = sql.Literal(told) if "COMMENT" in says else sql.Identifier(name)
            connection.execute(sql.SQL(says).format(sql.Identifier(rough), last))
        return name, made


def clear(bed: Services) -> None:
    """What this run made is gone."""
    with psycopg.connect(postgres.libpq(bed.superuser_url), autocommit=True) as connection:
        names = [row[0] for row in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"%\\_{RUN}"])]
    for name in names:
        bed.drop_database(name)
