"""A company moves in by a file: check and taking over of N people beside a bare COPY of the same rows, rows a second.

Both in one process and one after the other on the same server; told is how many times as long as COPY each of them takes.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import psycopg

from saas.launch.postgres import libpq
from tenants import imports, isolation, jobs, organisations
from tenants.imports import applying, queries
from tenants.isolation import steward

SLUG = "moves-in"
TEAM = 25
HEADS = ("Staff number", "Full name", "E-mail", "Company", "Unit", "Position", "Manager", "First day")


def file_of(people: int) -> bytes:
    """That many people in units of 25, led by the first of their unit, who is led by the first of the unit above."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for n in range(people):
        unit, place = divmod(n, TEAM)
        over = f"E{unit * TEAM}" if place else f"E{(unit - 1) // 6 * TEAM}" if unit else ""
        email = f"e{n}@{SLUG}.example"
        writer.writerow((f"E{n}", f"Person {n}", email, "Moves in", f"Unit {unit}", f"Position {n % 40}", over, "2026-01-15"))
    return out.getvalue().encode()


def copied(url: str, content: bytes) -> float:
    """Seconds that a bare COPY of the same rows into a table of text takes."""
    columns = ", ".join(f"c{n} text" for n in range(len(HEADS)))
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(f"CREATE TEMPORARY TABLE moving_in ({columns})".encode())
        began = time.perf_counter()
        with connection.cursor().copy("COPY moving_in FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(content)
        return time.perf_counter() - began


def rows(people: int, url: str) -> Iterator[dict[str, Any]]:
    """Check and taking over, and COPY by whoever may make tables at `url`. Within an application context."""
    content = file_of(people)
    tenant = steward.provision(SLUG)
    with isolation.transaction(tenant):
        organisations.establish(slug=SLUG, name="Moves in", demo=True)
    bare = min(copied(url, content) for _ in range(5))
    ids: list[UUID] = []
    checking = _timed(lambda: ids.append(_checked(tenant, content)))
    taking = _timed(lambda: _taken_over(tenant, ids[0], people))
    for name, took in (("people from a file: check", checking), ("people from a file: taking over", taking)):
        yield {"page": name, "floor": "COPY", "ratio_p50": round(took / bare, 1), "rows_per_second": round(people / took)}


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _checked(tenant: UUID, content: bytes) -> UUID:
    with isolation.transaction(tenant):
        made = imports.upload(content, "people.csv", by=None)
        applied = imports.check(made, made.columns, made.date_order, by=None)
    while jobs.run_one(tenant) is not None:
        continue
    return applied.id


def _taken_over(tenant: UUID, import_id: UUID, people: int) -> None:
    with isolation.transaction(tenant):
        thing = queries.locked(import_id)
        imports.apply(thing, create=[each["code"] for each in thing.structure], by=None)
    while True:
        with isolation.transaction(tenant):
            if not applying.some(queries.locked(import_id), None):
                break
    with isolation.transaction(tenant):
        thing = queries.locked(import_id)
        applying.finish(thing, None)
        if thing.counts["done"] != people:
            raise RuntimeError(f"{thing.counts} of {people} people moved in")
